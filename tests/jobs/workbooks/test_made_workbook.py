"""A made workbook before anybody types, and as a unit that types into it sees it."""

from collections.abc import Mapping
from typing import Any

import pytest

from jobs.store.layout import Layout, PastList
from jobs.tab.blank.ours import NARROW
from jobs.unit.blank_form import ROWS
from jobs.ward.periods.beginning import begin_lists
from tests.actions.ward_actions import GoogleActions, Ward
from tests.jobs.ward.test_quick_rules import RED, colours
from tests.jobs.workbooks.making import made_ward, make, raw

LIST = "3c. Cán bộ phụ trách"


def heads(ward: Ward, tab: str = LIST) -> list[Any]:
    return [cell.value for cell in ward.sheet(tab).cells[0]]


def fill(ward: Ward, cells: Mapping[str, str], row: int = 2) -> None:
    """A person types a row of the list of officials, each value below its heading."""
    letters = {str(head): chr(ord("A") + at) for at, head in enumerate(heads(ward))}
    usual = {
        "Họ và tên": "Nguyễn Văn An",
        "Giới tính": "Nam",
        "Năm sinh": "1980",
        "Chức vụ": "Công chức",
        "Số CCCD": "001080012345",
        "Số điện thoại": "0912345678",
    }
    for head, said in {**usual, **cells}.items():
        if said and head in letters:
            ward.edit(f"{letters[head]}{row}", said, LIST)


@pytest.fixture
def ward(maker: GoogleActions) -> Ward:
    return made_ward(maker)


def test_a_number_with_zeros_in_front_stays_what_was_typed_down_to_the_last_row(
    ward: Ward,
) -> None:
    place = heads(ward).index("Số điện thoại")
    ward.edit(f"{chr(ord('A') + place)}{ROWS + 1}", "0912345678", LIST)
    assert ward.sheet(LIST).cell(ROWS, place).value == "0912345678"


def test_our_columns_stand_narrow_at_the_left_and_headings_say_what_to_write(ward: Ward) -> None:
    part = "sheets(properties(title,gridProperties),data(columnMetadata,rowData(values(note))))"
    tables = ward.google.context.campaign.workbooks["ward"]
    for table, sheet in zip(
        tables, raw(ward.google, ward.spreadsheet, part)["sheets"], strict=True
    ):
        grid, data = sheet["properties"]["gridProperties"], sheet["data"][0]
        assert (grid["frozenRowCount"], grid["frozenColumnCount"]) == (1, 2)
        assert heads(ward, table.title)[:2] == ["Kiểm tra", "Mã dòng"]
        assert data["columnMetadata"][0]["pixelSize"] <= NARROW
        assert data["columnMetadata"][1]["hiddenByUser"]
        notes = [bool(cell.get("note")) for cell in data["rowData"][0]["values"][2:]]
        wanted = [bool(column.help or column.required) for column in table.columns]
        assert notes == wanted[: len(notes)]


def test_choices_are_offered_and_another_word_is_let_in(ward: Ward) -> None:
    part = "sheets(properties(title),data(rowData(values(dataValidation))))"
    rules = [
        cell["dataValidation"]
        for sheet in raw(ward.google, ward.spreadsheet, part)["sheets"]
        for row in sheet["data"][0].get("rowData", ())[ROWS : ROWS + 1]
        for cell in row.get("values", ())
        if "dataValidation" in cell
    ]
    assert rules and not any(rule.get("strict") for rule in rules)
    said = {value["userEnteredValue"] for rule in rules for value in rule["condition"]["values"]}
    assert {"Tổ trưởng", "Tổ phó", "Thành viên"} <= said


def test_dates_are_read_as_in_viet_nam(ward: Ward) -> None:
    seen = ward.look()
    assert (seen.locale, seen.time_zone) == ("vi_VN", "Asia/Ho_Chi_Minh")


def test_a_wrong_number_turns_red_before_any_check(ward: Ward) -> None:
    fill(ward, {"Số điện thoại": "12"})
    assert colours(ward, LIST) == {(1, heads(ward).index("Số điện thoại")): RED}


def test_the_first_check_makes_the_guide_with_its_basis_and_warns_before_our_tabs(
    ward: Ward,
) -> None:
    ward.google.drain()
    cells = "data(rowData(values(formattedValue)))"
    part = f"sheets(properties(title),protectedRanges(warningOnly),{cells})"
    seen = {
        one["properties"]["title"]: one
        for one in raw(ward.google, ward.spreadsheet, part)["sheets"]
    }
    assert all(seen[tab]["protectedRanges"] for tab in ("Hướng dẫn", "Kết quả kiểm tra", LIST))
    said = str(seen["Hướng dẫn"]["data"])
    assert all(one.number in said for one in ward.google.context.campaign.legal_basis)


def test_beside_a_wrong_row_stands_a_sign_and_a_count_and_the_words_are_at_the_cell(
    ward: Ward,
) -> None:
    fill(ward, {"Số CCCD": "00108001234", "Số điện thoại": "12"})
    ward.google.drain()
    [said] = ward.flags(LIST).values()
    assert said.startswith("✖ 2 · ") and "\n" not in said
    place = heads(ward).index("Số CCCD")
    assert "CCCD" in ward.sheet(LIST).notes[1, place]
    red = {at for at, look in colours(ward, LIST).items() if look == RED}
    assert {(1, 0), (1, place), (1, heads(ward).index("Số điện thoại"))} <= red


def test_a_check_of_what_did_not_change_writes_nothing(ward: Ward) -> None:
    fill(ward, {"Số CCCD": "00108001234"})
    ward.google.drain()
    ward.google.forget_calls()
    ward.check()
    assert ward.google.calls() == ["read"]


def test_rows_that_are_sorted_keep_their_signs_and_ids(ward: Ward) -> None:
    fill(ward, {"Số CCCD": "00108001234"}, 2)
    fill(
        ward,
        {
            "Họ và tên": "Bùi Thị Hoa",
            "Giới tính": "Nữ",
            "Số điện thoại": "0912345679",
            "Số CCCD": "001180012346",
        },
        3,
    )
    ward.google.drain()
    before = ward.row_ids(LIST)
    ward.person({"do": "sort", "tab": LIST, "range": "A2:J3", "by": "D"})
    ward.google.drain()
    after = ward.row_ids(LIST)
    assert (after[2], after[3]) == (before[3], before[2])


def test_kiem_tra_comes_back_as_narrow_as_it_was_when_the_unit_ticks_for_it(ward: Ward) -> None:
    fill(ward, {"Số CCCD": "00108001234"})
    ward.google.drain()
    flags = ward.flags(LIST)
    ward.person({"do": "delete-columns", "tab": LIST, "column": "A", "count": 1})
    ward.google.drain()
    told = [n for n, row in enumerate(ward.results(), 1) if "không còn cột Kiểm tra" in row[1]]
    ward.person({"do": "tick", "tab": "Kết quả kiểm tra", "cell": f"A{told[0]}"})
    ward.google.drain()
    assert heads(ward)[:2] == ["Kiểm tra", "Mã dòng"] and ward.flags(LIST) == flags


def test_a_list_that_begins_the_next_period_empty_has_our_columns_where_they_were(
    ward: Ward,
) -> None:
    sheet, campaign = ward.sheet(LIST), ward.google.context.campaign
    layout = Layout(past=(PastList("officers", sheet.sheet_id, "T10"),))
    made = begin_lists(ward.look(), layout, campaign.workbooks["ward"], "vi")
    [grid] = [one["addSheet"]["properties"]["gridProperties"] for one in made if "addSheet" in one]
    assert grid["frozenColumnCount"] == 2


def test_a_company_gets_its_own_lists(maker: GoogleActions) -> None:
    company = made_ward(maker, "C1")
    maker.drain()
    tabs = [sheet.title for sheet in company.look().sheets]
    assert {table.title for table in maker.context.campaign.workbooks["company"]} <= set(tabs)
    assert {"Hướng dẫn", "Kết quả kiểm tra"} <= set(tabs)


def test_what_was_made_is_made_once(maker: GoogleActions) -> None:
    assert make(maker) == make(maker)
