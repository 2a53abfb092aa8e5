"""People act between our read and our write: no flag on a wrong row, no cell of theirs lost."""

from collections.abc import Mapping
from typing import Any

import pytest

from sheets_client.errors import Unavailable
from tests.actions.ward_actions import GoogleActions, Ward
from tests.jobs.district.test_publication import column
from tests.jobs.ward.test_flags import MEMBERS

LIST = "3b. Thành viên"
NEW = ["5", "Tổ CNSCĐ TDP 1", "Võ Thị Mai", "Nữ", "1979", "", "", "12", "mới về"]
Deed = Mapping[str, Any]

ACTS: dict[str, Deed] = {
    "inserts a row above": {"do": "insert-rows", "tab": LIST, "row": 2},
    "deletes a row": {"do": "delete-rows", "tab": LIST, "row": 2},
    "sorts without our columns": {"do": "sort", "tab": LIST, "range": "A2:I5", "by": "C"},
    "sorts with our columns": {"do": "sort", "tab": LIST, "range": "A2:K5", "by": "C"},
    "copies a row": {"do": "copy-row", "tab": LIST, "row": 3, "to": 6},
    "types a telephone number": {
        "do": "type", "tab": LIST, "cell": "H4", "text": "'0912000999",
    },
    "pastes over": {
        "do": "paste", "tab": LIST, "cell": "C2", "rows": [["Võ Thị Mai"], ["Đỗ Văn Nam"]],
    },
    "inserts a column": {"do": "insert-columns", "tab": LIST, "column": "C"},
    "inserts a column before ours": {"do": "insert-columns", "tab": LIST, "column": "J"},
    "inserts a column between ours": {"do": "insert-columns", "tab": LIST, "column": "K"},
    "deletes a column": {"do": "delete-columns", "tab": LIST, "column": "G"},
    "renames the tab": {"do": "rename-tab", "tab": LIST, "title": "3b. Thành viên tổ"},
    "hides a row": {"do": "hide-rows", "tab": LIST, "row": 3},
    "filters": {"do": "filter", "tab": LIST, "range": "A1:I5"},
}  # fmt: skip
FAULTS = ["503", "502", "reset"]
OURS = ("Hướng dẫn", "Kết quả kiểm tra")


def own_cells(ward: Ward) -> dict[str, list[list[object]]]:
    """Every cell of the ward's own, by tab: all but our columns and our tabs."""
    return {
        sheet.title: ward.user_grid(sheet)
        for sheet in ward.look().sheets
        if sheet.title not in OURS
    }


def flags_by_name(ward: Ward, tab: str = LIST) -> dict[object, bool]:
    """Whether each person's row is flagged."""
    sheet = ward.sheet(tab)
    at = [cell.value for cell in sheet.cells[0]].index("Họ và tên")
    flags = ward.flags(tab)
    rows = range(1, len(sheet.cells))
    return {sheet.cell(r, at).value: r + 1 in flags for r in rows if sheet.cell(r, at).value}


@pytest.mark.parametrize("act", ACTS)
def test_flags_stand_beside_their_own_rows_when_somebody(google: GoogleActions, act: str) -> None:
    ward = google.workbook("Phường 3", MEMBERS)
    ward.check()
    ward.edit("H5", "12")
    ward.person(ACTS[act], when="before-write")
    ward.check()
    tab = next(s.title for s in ward.look().sheets if s.title.startswith("3b"))
    flagged = flags_by_name(ward, tab)
    fixed = act == "types a telephone number"
    assert flagged.get("Lê Thị Hoa", False) != fixed
    assert flagged.get("Phạm Văn Đức", False)
    assert not flagged.get("Nguyễn Thị Lan", False)
    google.forget_calls()
    ward.check()
    assert google.calls() == ["read"]


@pytest.mark.parametrize("act", ACTS)
def test_no_cell_of_the_ward_is_lost_when_somebody(google: GoogleActions, act: str) -> None:
    ours = google.workbook("Phường 3", MEMBERS)
    theirs = google.workbook("Phường 4", MEMBERS)
    for ward in (ours, theirs):
        ward.check()
    for ward, when in ((ours, "before-write"), (theirs, "now")):
        ward.edit("H5", "12")
        ward.person(ACTS[act], when=when)
    ours.check()
    assert own_cells(ours) == own_cells(theirs)


@pytest.mark.parametrize("act", ACTS)
def test_an_adoption_takes_nobodys_cell_when_somebody(google: GoogleActions, act: str) -> None:
    ours = google.workbook("Phường 3", MEMBERS)
    theirs = google.workbook("Phường 4", MEMBERS)
    ours.person(ACTS[act], when="before-write")
    theirs.person(ACTS[act])
    ours.check()
    assert own_cells(ours) == own_cells(theirs)


def assert_given_back(google: GoogleActions, *deeds: Mapping[str, Any], seen: bool) -> None:
    """Deeds between our read and our write of flags and an id leave a ward's cells as they leave
    those of a ward that we do not write into; where the answer was lost (not `seen`), from the next
    run on."""
    ours = google.workbook("Phường 3", MEMBERS)
    theirs = google.workbook("Phường 4", MEMBERS)
    for ward, when in ((ours, "before-write"), (theirs, "now")):
        ward.edit("I2", "ở xa")
        ward.check()
        ward.edit("H2", "12")
        ward.person({"do": "paste", "tab": LIST, "cell": "A6", "rows": [NEW]})
        ward.person(*({"tab": LIST, **deed} for deed in deeds), when=when)
    if not seen:
        google.emulator.plan(fault="reset", kind="write", when="after")
        google.emulator.plan(fault="503", kind="read", after=1, count=None)
        with pytest.raises(Unavailable):
            ours.check()
        google.emulator.clear_weather()
    ours.check()
    assert own_cells(ours) == own_cells(theirs)


@pytest.mark.parametrize("seen", [True, False], ids=["with an answer", "cut off"])
@pytest.mark.parametrize("act", [act for act in ACTS if "column" in act])
def test_what_landed_beside_our_columns_is_given_back(
    google: GoogleActions, act: str, seen: bool
) -> None:
    assert_given_back(google, ACTS[act], seen=seen)


def test_rows_keep_their_ids_when_a_row_is_inserted_meanwhile(google: GoogleActions) -> None:
    ward = google.workbook("Phường 3", MEMBERS)
    ward.check()
    before = ward.row_ids()
    new = ["5", "Tổ CNSCĐ TDP 1", "Võ Thị Mai", "Nữ", "1979", "Thành viên", "", "'0912000111"]
    ward.person({"do": "paste", "tab": LIST, "cell": "A6", "rows": [new]})
    ward.person(ACTS["inserts a row above"], when="before-write")
    ward.check()
    after = ward.row_ids()
    assert {row + 1: row_id for row, row_id in before.items()}.items() <= after.items()
    assert len(set(after.values())) == 5


def test_a_copied_row_gets_an_id_of_its_own(google: GoogleActions) -> None:
    ward = google.workbook("Phường 3", MEMBERS)
    ward.check()
    before = ward.row_ids()
    ward.person(ACTS["copies a row"])
    ward.check()
    after = ward.row_ids()
    assert after[3] == before[3]
    assert len(set(after.values())) == 5


def test_a_row_still_being_typed_is_left_over_and_brings_its_own_next_run(
    google: GoogleActions,
) -> None:
    google.with_options(row_quiet_seconds=10)
    ward = google.workbook("Phường 3", MEMBERS)
    ward.check()
    google.clock.forward(60)
    ward.edit("H5", "")
    run = ward.check()
    assert 5 not in ward.flags()
    assert run.again_after == 10
    google.clock.forward(run.again_after)
    assert ward.check().again_after is None
    assert 5 in ward.flags()


def test_a_row_typed_in_without_a_pause_is_judged_after_two_minutes(google: GoogleActions) -> None:
    google.with_options(row_quiet_seconds=10)
    ward = google.workbook("Phường 3", MEMBERS)
    ward.check()
    ward.edit("H5", "")
    flagged = []
    for name in ("An", "Bình", "Cường", "Dũng", "Hà"):
        google.clock.forward(40)
        ward.edit("C5", f"Trần Văn {name}")
        ward.check()
        flagged.append(5 in ward.flags())
    assert flagged == [False, False, False, True, True]


def test_a_clock_that_was_set_back_holds_no_row_back(google: GoogleActions) -> None:
    google.with_options(row_quiet_seconds=10)
    ward = google.workbook("Phường 3", MEMBERS)
    ward.check()
    google.clock.forward(60)
    ward.edit("H5", "")
    ward.check()
    google.clock.forward(-86_400)
    assert ward.check().again_after is None
    assert 5 in ward.flags()


def test_somebody_who_acts_at_every_write_costs_at_most_three_repairs(
    google: GoogleActions,
) -> None:
    ward = google.workbook("Phường 3", MEMBERS)
    ward.check()
    ward.edit("H5", "12")
    ward.person(ACTS["inserts a row above"], when="before-write", count=9)
    google.forget_calls()
    run = ward.check()
    assert google.calls() == ["read", *["write"] * 4]
    assert run.again_after is not None


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("fault", FAULTS)
def test_a_flag_write_without_an_answer_is_read_again_and_never_doubled(
    google: GoogleActions, fault: str, when: str
) -> None:
    ward = google.workbook("Phường 3", MEMBERS)
    google.emulator.plan(fault=fault, kind="write", when=when)
    ward.check()
    header = [cell.value for cell in ward.sheet().cells[0]]
    assert header.count("Kiểm tra") == 1
    assert set(ward.flags()) == {3, 4}
    assert [s.title for s in ward.look().sheets].count("Kết quả kiểm tra") == 1


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("fault", FAULTS)
def test_a_publication_without_an_answer_makes_no_duplicate_rows(
    google: GoogleActions, fault: str, when: str
) -> None:
    ward = google.workbook("Phường 3", MEMBERS)
    ward.check()
    google.emulator.plan(fault=fault, kind="write", when=when)
    google.publish()
    keys = column(google.district(LIST), "Khóa dòng")
    assert len(keys) == len(set(keys)) == 4


def test_a_row_inserted_while_we_publish_gets_nothing_of_another_row_of_the_districts_own(
    google: GoogleActions,
) -> None:
    ward = google.workbook("Phường 3", MEMBERS)
    google.drain()
    for row, words in ((3, {"F": "dòng cũ", "P": "một"}), (5, {"P": "hai"})):
        typed = [{"do": "type", "cell": f"{at}{row}", "text": text} for at, text in words.items()]
        insert: dict[str, Any] = {"do": "insert-rows", "row": row}
        deeds = [{"tab": LIST, **one} for one in (insert, *typed)]
        google.officer(*deeds, when="now" if row == 3 else "before-write")
    ward.edit("C3", "Trần Văn Hùng Mạnh")
    ward.check()
    google.publish()
    assert [cell.value for cell in google.district(LIST).cells[4] if not cell.empty] == ["hai"]


def test_a_publication_without_an_answer_leaves_nothing_in_a_row_of_the_districts_own(
    google: GoogleActions,
) -> None:
    ward = google.workbook("Phường 3", MEMBERS)
    google.drain()
    ward.edit("C3", "Trần Văn Hùng Mạnh")
    ward.check()
    google.officer({"do": "insert-rows", "tab": LIST, "row": 4}, when="before-write")
    google.emulator.plan(fault="reset", kind="write", when="after")
    google.publish()
    assert all(cell.empty for cell in google.district(LIST).cells[3])


def test_a_row_put_into_the_register_while_we_publish_gets_nothing_of_a_unit(
    google: GoogleActions,
) -> None:
    wards = [google.workbook(f"Phường {n}", MEMBERS) for n in (1, 2)]
    google.drain()
    google.drain()
    before = column(google.district("Đơn vị"), "Phải sửa", header=0)
    wards[0].edit("H4", "'0912345670")
    wards[0].check()
    deed = {"do": "insert-rows", "tab": "Đơn vị", "row": 2}
    google.officer(deed, when="before-write")
    google.publish()
    register = google.district("Đơn vị")
    assert all(cell.empty for cell in register.cells[1])
    after = column(register, "Phải sửa", header=0)
    assert after == [None, int(str(before[0])) - 1, before[1]]
    google.forget_calls()
    google.publish()
    assert google.calls() == ["read"]


def test_a_publication_that_was_cut_off_leaves_nothing_in_a_row_of_the_districts_own(
    google: GoogleActions,
) -> None:
    ward = google.workbook("Phường 3", MEMBERS)
    google.drain()
    ward.edit("C3", "Trần Văn Hùng Mạnh")
    ward.check()
    deeds: list[Deed] = [
        {"do": "insert-rows", "row": 4},
        {"do": "type", "cell": "P4", "text": "của quận"},
    ]
    google.officer(*[{"tab": LIST, **deed} for deed in deeds], when="before-write")
    google.emulator.plan(fault="reset", kind="write", when="after")
    google.emulator.plan(fault="503", kind="read", after=1, count=None)
    with pytest.raises(Unavailable):
        google.publish()
    google.emulator.clear_weather()
    google.publish()
    stands = google.district(LIST)
    assert [cell.value for cell in stands.cells[3] if not cell.empty] == ["của quận"]
    assert column(stands, "Họ và tên").count("Trần Văn Hùng Mạnh") == 1


@pytest.mark.parametrize(
    "deed",
    [
        {"do": "insert-rows", "tab": LIST, "row": 3, "count": 2},
        {"do": "sort", "tab": LIST, "range": "A3:Z6", "by": "F", "descending": True},
        {"do": "filter", "tab": LIST, "range": "A2:Z6"},
        {"do": "type", "tab": LIST, "cell": "C9", "text": "dòng của quận"},
    ],
    ids=lambda deed: str(deed["do"]),
)
def test_an_officer_who_acts_while_we_publish_loses_nothing(
    google: GoogleActions, deed: Deed
) -> None:
    ward = google.workbook("Phường 3", MEMBERS)
    google.drain()
    sheet = google.district(LIST)
    at = len(sheet.cells[1])
    keys = {n: sheet.cell(n - 1, 0).value for n in range(3, 7)}
    for n in keys:
        google.remark(LIST, row=n, column=at, text=f"ghi chú {n}")
    ward.edit("C3", "Trần Văn Hùng Mạnh")
    ward.edit("H4", "'0912345670")
    ward.check()
    google.officer(deed, when="before-write")
    google.publish()
    after = google.district(LIST)
    beside = {
        str(after.cell(row, at).value): after.cell(row, 0).value
        for row in range(2, len(after.cells))
        if after.cell(row, at).value
    }
    assert beside == {f"ghi chú {n}": key for n, key in keys.items()}
    assert sorted(map(str, column(after, "Họ và tên"))).count("Trần Văn Hùng Mạnh") == 1
    google.forget_calls()
    google.publish()
    assert google.calls() == ["read"]
