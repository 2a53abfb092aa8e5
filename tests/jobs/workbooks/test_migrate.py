"""A new version of the campaign reaches workbooks that are filled in, and retypes nothing."""

from dataclasses import replace

import pytest

from jobs.ward.forms.changes import Change, changes_of
from jobs.ward.forms.migrate import Migrated, migrate
from sheets_schema.campaign import Campaign, Column
from tests.actions.ward_actions import GoogleActions, Ward
from tests.jobs.ward.test_guide import OFFICERS, complete, events, tick
from tests.jobs.workbooks.making import known, made_ward, raw
from tests.jobs.workbooks.test_made_workbook import LIST, fill, heads

ADDED = Column("unit_title", "Phòng công tác", "choice", choices=("Văn hóa", "Văn phòng"))
NEW_LIST = "4. Trang thiết bị"


def changed(campaign: Campaign, *, after: str = "position", **titles: str) -> Campaign:
    """The campaign with a column more behind another one, and others renamed."""

    def columns(old: tuple[Column, ...]) -> tuple[Column, ...]:
        named = [replace(c, title=titles.get(c.name, c.title), synonyms=()) for c in old]
        at = next(n for n, c in enumerate(named, 1) if c.name == after)
        return (*named[:at], ADDED, *named[at:])

    ward = tuple(
        replace(table, columns=columns(table.columns)) if table.title == LIST else table
        for table in campaign.workbooks["ward"]
    )
    return replace(campaign, workbooks={**campaign.workbooks, "ward": ward})


def new_version(google: GoogleActions, new: Campaign, *, dry: bool = False) -> Migrated:
    """The first ward brought to another declaration."""
    old, google.context = google.context.campaign, replace(google.context, campaign=new)
    [one] = migrate(google.context, old, known(google)[:1], dry=dry)
    if dry:
        google.context = replace(google.context, campaign=old)
    return one


@pytest.fixture
def ward(maker: GoogleActions) -> Ward:
    """A made workbook with a right row and a wrong one."""
    one = made_ward(maker)
    fill(one, {"Số CCCD": "001080012345"}, 2)
    fill(one, {"Họ và tên": "Bùi Văn Bình", "Số CCCD": "00108001234"}, 3)
    maker.drain()
    return one


def shown(ward: Ward, row: int) -> dict[str, str]:
    """A row (from 1) by its headings, without ours and what is empty."""
    cells = ward.sheet(LIST).cells[row - 1]
    pairs = zip(heads(ward), cells, strict=False)
    return {str(head): cell.shown for head, cell in list(pairs)[2:] if cell.shown}


def test_a_new_column_stands_in_its_place_with_its_choices_and_nothing_is_retyped(
    ward: Ward,
) -> None:
    before = [shown(ward, row) for row in (2, 3)]
    ids = ward.row_ids(LIST)
    told = new_version(ward.google, changed(ward.google.context.campaign))
    assert [one.change for one in told.form.done] == [Change.ADDED]
    assert heads(ward)[heads(ward).index("Chức vụ") + 1] == "Phòng công tác"
    assert [shown(ward, row) for row in (2, 3)] == before and ward.row_ids(LIST) == ids
    seen = raw(
        ward.google,
        ward.spreadsheet,
        "sheets(properties(title),data(rowData(values(dataValidation))))",
    )
    [tab] = [one for one in seen["sheets"] if one["properties"]["title"] == LIST]
    rule = tab["data"][0]["rowData"][1]["values"][heads(ward).index("Phòng công tác")]
    assert "Văn hóa" in str(rule)


def test_flags_and_colours_go_on_beside_the_same_rows(ward: Ward) -> None:
    flags = ward.flags(LIST)
    new_version(ward.google, changed(ward.google.context.campaign))
    ward.google.drain()
    assert set(ward.flags(LIST)) == set(flags)
    ward.google.forget_calls()
    ward.check()
    assert ward.google.calls() == ["read"]


def test_a_plan_writes_nothing(ward: Ward) -> None:
    ward.google.forget_calls()
    told = new_version(ward.google, changed(ward.google.context.campaign), dry=True)
    assert told.form.done and ward.google.calls() == ["read"]


def test_a_second_run_writes_nothing(ward: Ward) -> None:
    old, new = ward.google.context.campaign, changed(ward.google.context.campaign)
    new_version(ward.google, new)
    ward.google.forget_calls()
    [again] = migrate(ward.google.context, old, known(ward.google)[:1], dry=False)
    assert not again.form.requests and ward.google.calls() == ["read"]


def test_a_heading_is_renamed_only_while_it_says_what_we_wrote(ward: Ward) -> None:
    new = changed(ward.google.context.campaign, position="Vị trí việc làm", phone="Di động")
    at = heads(ward).index("Số điện thoại")
    ward.edit(f"{chr(ord('A') + at)}1", "Điện thoại", LIST)
    told = new_version(ward.google, new)
    assert "Vị trí việc làm" in heads(ward) and "Điện thoại" in heads(ward)
    assert [one.title for one in told.form.left] == ["Di động"]


def test_rows_that_were_sorted_and_a_column_that_was_moved_lose_nothing(ward: Ward) -> None:
    ward.person({"do": "sort", "tab": LIST, "range": "A2:J3", "by": "D"})
    before = sorted(str(shown(ward, row)) for row in (2, 3))
    new_version(ward.google, changed(ward.google.context.campaign))
    assert sorted(str(shown(ward, row)) for row in (2, 3)) == before


def test_a_list_whose_heading_is_gone_is_told_and_not_touched(ward: Ward) -> None:
    ward.person({"do": "delete-rows", "tab": LIST, "row": 1, "count": 1})
    before = ward.user_grid(ward.sheet(LIST))
    told = new_version(ward.google, changed(ward.google.context.campaign))
    assert told.form.left and not told.form.done
    assert ward.user_grid(ward.sheet(LIST)) == before


def test_in_a_units_own_workbook_a_new_column_comes_behind_all_of_its_own(
    google: GoogleActions,
) -> None:
    ward = google.workbook("Phường 3", OFFICERS, tab=LIST)
    ward.check()
    before = ward.user_grid(ward.sheet(LIST))
    new_version(google, changed(google.context.campaign))
    after = ward.user_grid(ward.sheet(LIST))
    assert [row[: len(old)] for row, old in zip(after, before, strict=True)] == before
    assert after[0] == [*before[0], "Phòng công tác"]


def test_a_report_that_was_taken_stays_taken(google: GoogleActions) -> None:
    ward = complete(google)
    tick(ward, "Đã hoàn thành")
    ward.check()
    new_version(google, changed(google.context.campaign))
    ward.check()
    ward.check()
    assert events(ward) == ["accepted"]


def test_a_list_that_is_new_becomes_a_tab_of_its_own(ward: Ward) -> None:
    campaign = ward.google.context.campaign
    new = replace(campaign.workbooks["ward"][1], name="gear", title=NEW_LIST, synonyms=())
    book = (*campaign.workbooks["ward"], new)
    new_version(ward.google, replace(campaign, workbooks={**campaign.workbooks, "ward": book}))
    assert heads(ward, NEW_LIST)[:4] == ["Kiểm tra", "Mã dòng", "STT", new.columns[1].title]


def test_what_moved_or_is_gone_is_told_and_stays_where_it_is() -> None:
    from sheets_schema.declaration import read_campaign

    [old] = [t for t in read_campaign("to-cnscd-2024").workbooks["ward"] if t.title == LIST]
    first, *rest = [column for column in old.columns if column.name != "note"]
    new = replace(old, columns=(*rest, first))
    assert [(one.change, one.column) for one in changes_of([old], [new])] == [
        (Change.MOVED, first.name),
        (Change.REMOVED, "note"),
    ]
