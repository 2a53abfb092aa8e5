"""A tick is for one row, one column and one value, whatever people do before the service looks."""

from typing import Any

import pytest

from jobs.store.journal import load_repairs
from tests.actions.ward_actions import GoogleActions, Ward
from tests.jobs.ward.test_flags import MEMBERS
from tests.jobs.ward.test_results_tab import RESULTS, line_of

LIST = "3b. Thành viên"
PHONE = 7  # the column H, from 0
TAKEN_BACK = "Đã bỏ dấu tích ở trang 3b. Thành viên, cột Số điện thoại, dòng "
NEW: list[Any] = ["9", "Tổ CNSCĐ TDP 1", "Võ Thị Mai", "Nữ", "1979", "Thành viên", "", "12"]
# Rows 2 and 3 have the same number without its zero.
TWINS = MEMBERS.replace("'0912345678", "912345679")


def tick(ward: Ward, words: str, when: str = "now") -> None:
    """Somebody ticks the line that says these words."""
    cell = f"A{line_of(ward, words)}"
    ward.person({"do": "tick", "tab": RESULTS, "cell": cell}, when=when)


def ticked(google: GoogleActions, table: str = MEMBERS) -> Ward:
    """A ward that has ticked the proposal for row 3, in a service as it is set up."""
    google.with_options(row_quiet_seconds=10)
    ward = google.workbook("Phường 3", table)
    ward.check()
    google.clock.forward(3600)
    tick(ward, "dòng 3, cột Số điện thoại")
    return ward


def until_quiet(ward: Ward) -> None:
    """Check until no row is being typed any more."""
    while (again := ward.check().again_after) is not None:
        ward.google.clock.forward(again)


def phones(ward: Ward, *rows: int) -> list[str]:
    return [ward.sheet().cell(row - 1, PHONE).shown for row in rows]


def said(ward: Ward, words: str = TAKEN_BACK) -> list[str]:
    """What the tab of results says of ticks that were taken back."""
    return [row[1] for row in ward.results() if row[1].startswith(words)]


def boxes(ward: Ward) -> list[str]:
    """What stands in the column of ticks, headings and empty boxes left out."""
    return [row[0] for row in ward.results() if row[0] == "True"]


def test_what_was_typed_over_a_ticked_value_stays(google: GoogleActions) -> None:
    ward = ticked(google)
    ward.edit("H3", "hỏi lại sau")
    until_quiet(ward)
    assert phones(ward, 3) == ["hỏi lại sau"]


def test_a_new_person_in_the_place_of_a_ticked_row_keeps_the_number(google: GoogleActions) -> None:
    ward = ticked(google)
    ward.person({"do": "insert-rows", "tab": LIST, "row": 3})
    ward.person({"do": "paste", "tab": LIST, "cell": "A3", "rows": [NEW]})
    ward.edit("I4", "đang hỏi lại")
    ward.check()
    assert phones(ward, 3, 4) == ["12", "0912345679"]


@pytest.mark.parametrize("quiet", [0, 10])
def test_a_tick_that_is_taken_back_leaves_its_box_and_says_so(
    google: GoogleActions, quiet: float
) -> None:
    ward = ticked(google)
    google.with_options(row_quiet_seconds=quiet)
    ward.edit("H3", "912345000")
    ward.check()
    assert (len(said(ward, TAKEN_BACK + "3: ")), boxes(ward)) == (1, [])
    until_quiet(ward)
    assert (phones(ward, 3), len(said(ward))) == (["912345000"], 1)


def test_a_tick_whose_value_stands_in_another_row_since_is_not_told_as_a_changed_cell(
    google: GoogleActions,
) -> None:
    ward = ticked(google)
    ward.edit("H4", "'912345679")
    until_quiet(ward)
    assert (phones(ward, 3), boxes(ward)) == (["912345679"], [])
    assert "giá trị trong ô vẫn như lúc tích" in said(ward, TAKEN_BACK + "3: ")[0]


def test_a_tick_that_is_taken_back_is_told_in_english_too(google: GoogleActions) -> None:
    google.with_options(language="en", row_quiet_seconds=0)
    ward = google.workbook("Ward 3", MEMBERS)
    ward.check()
    lines = [str(row[1].value) for row in ward.sheet("Check results").cells]
    row = next(n for n, line in enumerate(lines, 1) if "to: 0912345679" in line)
    ward.person({"do": "tick", "tab": "Check results", "cell": f"A{row}"})
    ward.edit("H3", "hỏi lại sau")
    ward.check()
    told = [str(row[1].value) for row in ward.sheet("Check results").cells if row]
    assert [line for line in told if "row 3 was taken back: the value is no longer" in line]


def test_the_sentence_follows_the_row_and_goes_after_a_day(google: GoogleActions) -> None:
    ward = ticked(google)
    ward.edit("H3", "hỏi lại sau")
    until_quiet(ward)
    ward.person({"do": "insert-rows", "tab": LIST, "row": 2})
    ward.check()
    assert said(ward, TAKEN_BACK + "4: ")
    google.clock.forward(90_000)
    ward.check()
    assert not said(ward)


def test_the_sentence_goes_when_the_cell_is_repaired_by_a_new_tick(google: GoogleActions) -> None:
    ward = ticked(google)
    ward.edit("H3", "912345000")
    until_quiet(ward)
    assert said(ward)
    tick(ward, "dòng 3, cột Số điện thoại")
    until_quiet(ward)
    assert (phones(ward, 3), said(ward)) == (["0912345000"], [])


def test_a_deleted_row_that_was_ticked_is_told_without_a_row(google: GoogleActions) -> None:
    ward = ticked(google)
    ward.person({"do": "delete-rows", "tab": LIST, "row": 3})
    ward.check()
    said = (line for row in ward.results() for line in row)
    assert any("dòng được tích không còn trong danh sách" in line for line in said)


def test_a_row_being_typed_in_is_named_where_it_stands_and_proposes_nothing_for_a_gone_value(
    google: GoogleActions,
) -> None:
    google.with_options(row_quiet_seconds=10)
    ward = google.workbook("Phường 3", MEMBERS)
    ward.check()
    google.clock.forward(3600)
    ward.person({"do": "insert-rows", "tab": LIST, "row": 2})
    ward.edit("H4", "hỏi lại sau")
    ward.check()
    assert not any("0912345679" in row[1] for row in ward.results())
    assert line_of(ward, "dòng 4, cột Số điện thoại – Trần Văn Hùng")


@pytest.mark.parametrize("answered", [True, False], ids=["answered", "the answer lost"])
def test_a_row_with_the_same_number_that_moves_into_the_place_gets_its_own_back(
    google: GoogleActions, answered: bool
) -> None:
    ward = ticked(google, TWINS)
    ward.person({"do": "insert-rows", "tab": LIST, "row": 2}, when="before-write")
    if not answered:
        google.emulator.plan(fault="reset", kind="write", when="after")
    ward.check()
    ward.check()
    assert phones(ward, 3, 4) == ["912345679", "0912345679"]
    assert ward.sheet().cell(2, PHONE).value == 912345679


def test_a_new_row_with_the_same_number_that_comes_into_the_place_gets_its_own_back(
    google: GoogleActions,
) -> None:
    ward = ticked(google)
    insert = {"do": "insert-rows", "tab": LIST, "row": 3}
    paste = {"do": "paste", "tab": LIST, "cell": "A3", "rows": [[*NEW[:7], 912345679]]}
    ward.person(insert, paste, when="before-write")
    ward.check()
    ward.check()
    assert [ward.sheet().cell(row, PHONE).value for row in (2, 3)] == [912345679, 912345679]


def test_a_whole_group_is_put_in_although_its_rows_move_meanwhile(google: GoogleActions) -> None:
    google.with_options(row_quiet_seconds=10)
    ward = google.workbook("Phường 3", TWINS)
    ward.check()
    google.clock.forward(3600)
    tick(ward, "Trùng số điện thoại (2)")
    ward.person({"do": "insert-rows", "tab": LIST, "row": 2}, when="before-write")
    until_quiet(ward)
    ward.check()
    assert (phones(ward, 3, 4), said(ward)) == (["0912345679", "0912345679"], [])


def test_a_heading_ticked_while_a_line_joins_it_is_not_for_that_line(google: GoogleActions) -> None:
    google.with_options(row_quiet_seconds=0)
    ward = google.workbook("Phường 3", MEMBERS.replace("'0987654321", "983456712"))
    ward.check()
    ward.edit("H2", "912345111")
    tick(ward, "Số điện thoại mất số 0 ở đầu (2)", when="before-write")
    ward.check()
    ward.check()
    assert phones(ward, 2, 3) == ["912345111", "912345679"]


def test_a_copied_row_is_ticked_again_when_it_is_certain_which_is_meant(
    google: GoogleActions,
) -> None:
    ward = ticked(google)
    ward.person({"do": "copy-row", "tab": LIST, "row": 3, "to": 2, "insert": True})
    ward.check()
    assert (phones(ward, 2, 4), boxes(ward)) == (["912345679", "912345679"], [])
    assert "vừa được sao chép" in said(ward)[0]


def test_a_number_that_is_shown_in_a_format_is_repaired_too(google: GoogleActions) -> None:
    ward = ticked(google)
    look = {"userEnteredFormat": {"numberFormat": {"type": "NUMBER", "pattern": "#,##0"}}}
    cell = {"sheetId": 0, "startRowIndex": 2, "endRowIndex": 3, "startColumnIndex": PHONE}
    request = {"range": cell, "cell": look, "fields": "userEnteredFormat.numberFormat"}
    ward.person({"do": "batch-update", "tab": LIST, "requests": [{"repeatCell": request}]})
    ward.check()
    assert ward.sheet().cell(2, PHONE).value == "0912345679"


def test_a_formula_is_never_replaced_and_its_tick_is_told(google: GoogleActions) -> None:
    google.with_options(row_quiet_seconds=0)
    ward = google.workbook("Phường 3", MEMBERS)
    ward.edit("H3", "=912345678+1")
    ward.check()
    tick(ward, "dòng 3, cột Số điện thoại")
    ward.check()
    assert ward.sheet().cell(2, PHONE).formula == "=912345678+1"
    assert (boxes(ward), len(said(ward))) == ([], 1)


def test_a_tick_that_was_taken_back_is_written_down_with_its_reason(google: GoogleActions) -> None:
    ward = ticked(google)
    ward.edit("H3", "hỏi lại sau")
    ward.check()
    store = google.context.store
    with store.begin() as connection:
        (entry,) = load_repairs(connection, store.vault, ward.code)
    assert (entry["old"], entry["outcome"]) == ("912345679", "changed-meanwhile")


@pytest.mark.parametrize("area", ["A1:C30", "A6:B30"])
def test_a_tick_beside_words_that_were_sorted_away_from_their_keys_is_taken_back(
    google: GoogleActions, area: str
) -> None:
    google.with_options(row_quiet_seconds=0)
    ward = google.workbook("Phường 3", MEMBERS.replace("'0987654321", "983456712"))
    ward.check()
    sort = {"do": "sort", "tab": RESULTS, "range": area, "by": "B", "descending": True}
    ward.person(sort)
    tick(ward, "dòng 5, cột Số điện thoại")
    ward.check()
    assert (phones(ward, 3, 5), boxes(ward)) == (["912345679", "983456712"], [])
    assert "đã bị sắp xếp" in said(ward)[0]


def test_reasons_stay_beside_their_words_when_somebody_sorts_what_can_be_seen(
    google: GoogleActions,
) -> None:
    ward = google.workbook("Phường 3", MEMBERS.replace("Phạm Văn Đức", "Pham Van Duc"))
    ward.check()
    row = line_of(ward, "dòng 5, cột Họ và tên")
    ward.person({"do": "type", "tab": RESULTS, "cell": f"C{row}", "text": "tên thật không dấu"})
    ward.person({"do": "sort", "tab": RESULTS, "range": "A1:C20", "by": "B"})
    ward.check()
    line = ward.results()[line_of(ward, "tên thật không dấu") - 1]
    assert "dòng 5, cột Họ và tên" in line[1]


def test_a_tick_beside_words_that_somebody_typed_over_is_taken_back(google: GoogleActions) -> None:
    google.with_options(row_quiet_seconds=0)
    ward = google.workbook("Phường 3", MEMBERS)
    ward.check()
    row = line_of(ward, "dòng 3, cột Số điện thoại")
    tick(ward, "dòng 3, cột Số điện thoại")
    ward.person({"do": "type", "tab": RESULTS, "cell": f"B{row}", "text": "sửa thành 0900000000"})
    ward.check()
    assert (phones(ward, 3), boxes(ward)) == (["912345679"], [])
    line = ward.results()[line_of(ward, "dòng 3, cột Số điện thoại –") - 1]
    assert line[1].endswith("0912345679")


def test_a_heading_in_a_sorted_tab_speaks_only_for_the_lines_below_it(
    google: GoogleActions,
) -> None:
    google.with_options(row_quiet_seconds=0)
    ward = google.workbook("Phường 3", MEMBERS.replace("'0987654321", "983456712"))
    ward.check()
    tick(ward, "Số điện thoại mất số 0 ở đầu (2)")
    ward.person({"do": "sort", "tab": RESULTS, "range": "A1:D30", "by": "B", "descending": True})
    ward.check()
    assert phones(ward, 3, 5) == ["912345679", "983456712"]


def test_a_heading_ticked_in_a_sorted_tab_while_it_is_put_in_order_is_for_no_other_line(
    google: GoogleActions,
) -> None:
    google.with_options(row_quiet_seconds=0)
    ward = google.workbook("Phường 3", MEMBERS.replace("'0987654321", "983456712"))
    ward.check()
    ward.person({"do": "sort", "tab": RESULTS, "range": "A1:D30", "by": "B", "descending": True})
    tick(ward, "dòng 3, cột Số điện thoại")
    tick(ward, "Số điện thoại mất số 0 ở đầu (2)", when="before-write")
    ward.check()
    ward.check()
    assert phones(ward, 3, 5) == ["0912345679", "983456712"]


OFFICIALS = "3c. Cán bộ phụ trách"
SWAPPED = """
    STT | Họ và tên | Giới tính | Năm sinh | Chức vụ | Số CCCD | Số điện thoại | Ghi chú
    1 | Nguyễn Thị Lan | Nữ | 1988 | Công chức | '0912345678 | 31188001234 |
"""


def swapped(google: GoogleActions, *columns: str) -> Ward:
    """A ward with an id and a telephone in each other's cell, ticked in those columns."""
    google.with_options(row_quiet_seconds=0)
    ward = google.workbook("Phường 3", SWAPPED, tab=OFFICIALS)
    ward.check()
    for column in columns:
        tick(ward, f"cột {column} – Nguyễn Thị Lan")
    return ward


def numbers(ward: Ward) -> list[str]:
    return [ward.sheet(OFFICIALS).cell(1, column).shown for column in (5, 6)]


def test_of_two_cells_that_change_places_one_waits_for_the_other(google: GoogleActions) -> None:
    ward = swapped(google, "Số CCCD")
    ward.check()
    assert (numbers(ward), len(boxes(ward))) == (["0912345678", "31188001234"], 1)
    tick(ward, "cột Số điện thoại – Nguyễn Thị Lan")
    ward.check()
    assert numbers(ward) == ["031188001234", "0912345678"]


@pytest.mark.parametrize("cell", ["F2", "G2"])
def test_of_two_cells_that_change_places_none_is_changed_when_somebody_types_into_one(
    google: GoogleActions, cell: str
) -> None:
    ward = swapped(google, "Số CCCD", "Số điện thoại")
    before = numbers(ward)
    typed = {"do": "type", "tab": OFFICIALS, "cell": cell, "text": "hỏi lại sau"}
    ward.person(typed, when="before-write")
    ward.check()
    before["FG".index(cell[0])] = "hỏi lại sau"
    assert numbers(ward) == before
