"""Formats and drop-downs of made workbooks come back at night, and the unit reads which."""

from collections.abc import Iterator
from typing import Any

import pytest

from jobs.duties import DUTIES
from jobs.tab.places import a1_cell, a1_column
from jobs.unit.blank_form import ROWS
from jobs.ward.forms.dressing import REST_SECONDS, dress_all
from tests.actions.ward_actions import GoogleActions, Ward
from tests.jobs.workbooks.making import made_ward, raw
from tests.jobs.workbooks.test_made_workbook import LIST, fill, heads

PHONE = "Số điện thoại"
CHOICE_LIST, CHOICE = "1. Mô hình", "Trạng thái"


@pytest.fixture
def ward(maker: GoogleActions) -> Iterator[Ward]:
    """A made workbook with a row, that nobody has edited for a while."""
    one = made_ward(maker)
    fill(one, {})
    maker.drain()
    maker.clock.forward(REST_SECONDS + 1)
    yield one


def spoil(ward: Ward, tab: str, title: str, *, row: int, dressing: dict[str, Any]) -> None:
    """Somebody changes how the cells of a column look from a row (from 0) on."""
    sheet = ward.sheet(tab)
    place = [cell.value for cell in sheet.cells[0]].index(title)
    area = {"sheetId": sheet.sheet_id, "startRowIndex": row}
    area |= {"startColumnIndex": place, "endColumnIndex": place + 1}
    [(kind, said)] = dressing.items()
    owner = ward.google.emulator.emulator.owner
    path = f"/v4/spreadsheets/{ward.spreadsheet}:batchUpdate"
    body = {"requests": [{kind: {"range": area, **said}}]}
    ward.google.emulator.emulator.api.call(owner, "POST", path, {}, body)


PLAIN = {"repeatCell": {"cell": {}, "fields": "userEnteredFormat.numberFormat"}}
NO_CHOICES: dict[str, Any] = {"setDataValidation": {}}


def test_a_column_that_lost_its_format_keeps_zeros_again_down_to_the_last_row(ward: Ward) -> None:
    spoil(ward, LIST, PHONE, row=5, dressing=PLAIN)
    assert dress_all(ward.google.context) == ["W1"]
    place = heads(ward).index(PHONE)
    ward.edit(a1_cell(ROWS, place), "0912345678", LIST)
    assert ward.sheet(LIST).cell(ROWS, place).value == "0912345678"


def test_a_drop_down_that_was_pasted_over_comes_back(ward: Ward) -> None:
    spoil(ward, CHOICE_LIST, CHOICE, row=1, dressing=NO_CHOICES)
    dress_all(ward.google.context)
    fields = "sheets(properties(title),data(rowData(values(dataValidation(condition(type))))))"
    seen = raw(ward.google, ward.spreadsheet, fields)["sheets"]
    [tab] = [one for one in seen if one["properties"]["title"] == CHOICE_LIST]
    place = heads(ward, CHOICE_LIST).index(CHOICE)
    assert "ONE_OF_LIST" in str(tab["data"][0]["rowData"][ROWS]["values"][place])


def test_what_came_back_is_said_in_one_sentence_and_for_a_day(ward: Ward) -> None:
    spoil(ward, LIST, PHONE, row=5, dressing=PLAIN)
    dress_all(ward.google.context)
    ward.google.drain()
    said = f"hệ thống đã đặt lại, số liệu giữ nguyên: {LIST}: {PHONE}."
    assert sum(said in str(cell.value) for row in results(ward) for cell in row) == 1
    ward.google.clock.forward(90_000)
    ward.google.drain()
    assert not any("đã đặt lại" in str(cell.value) for row in results(ward) for cell in row)


def results(ward: Ward) -> Any:
    return ward.sheet("Kết quả kiểm tra").cells


def test_a_workbook_that_lost_nothing_is_read_and_not_written(ward: Ward) -> None:
    ward.google.forget_calls()
    assert dress_all(ward.google.context) == [] and ward.google.writes() == []


def test_formats_that_a_unit_prefers_and_rules_of_its_own_are_left_alone(ward: Ward) -> None:
    day = {"numberFormat": {"type": "DATE", "pattern": "d-m-yy"}}
    look = {"cell": {"userEnteredFormat": day}, "fields": "userEnteredFormat.numberFormat"}
    spoil(ward, CHOICE_LIST, "Bắt đầu từ", row=1, dressing={"repeatCell": look})
    own = {"condition": {"type": "TEXT_CONTAINS", "values": [{"userEnteredValue": "a"}]}}
    spoil(ward, CHOICE_LIST, CHOICE, row=1, dressing={"setDataValidation": {"rule": own}})
    assert dress_all(ward.google.context) == []


def test_a_column_between_others_is_dressed_where_it_stands_now(ward: Ward) -> None:
    spoil(ward, LIST, PHONE, row=1, dressing=PLAIN)
    ward.person(
        {"do": "insert-columns", "tab": LIST, "column": a1_column(heads(ward).index(PHONE))}
    )
    before = [cell.value for cell in ward.sheet(LIST).cells[1]]
    assert dress_all(ward.google.context) == ["W1"]
    assert [cell.value for cell in ward.sheet(LIST).cells[1]] == before
    assert dress_all(ward.google.context) == []


def test_a_unit_that_types_just_now_waits_for_another_night(ward: Ward) -> None:
    spoil(ward, LIST, PHONE, row=5, dressing=PLAIN)
    fill(ward, {"Họ và tên": "Bùi Văn Bình"}, 3)
    ward.google.drain()
    assert dress_all(ward.google.context) == []


def test_a_list_that_a_unit_made_itself_is_nobodys_to_dress(google: GoogleActions) -> None:
    table = """
        STT | Họ và tên     | Số điện thoại
        1   | Nguyễn Văn An | 0912345678
        """
    google.workbook("Phường 9", table, LIST)
    google.drain()
    google.clock.forward(REST_SECONDS + 1)
    google.forget_calls()
    assert dress_all(google.context) == [] and google.writes() == []


def test_it_is_a_duty_of_its_own_at_night() -> None:
    assert DUTIES["structure"].cron == "0 1 * * *"
