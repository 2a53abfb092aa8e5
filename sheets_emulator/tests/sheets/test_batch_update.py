"""batchUpdate: all or nothing, replies in order, masks, errors in Google's words."""

from typing import Any

from emulator_tests.calls import Caller
from emulator_tests.workbook import Workbook, box
from sheets_emulator.pytest_plugin import SheetsEmulator

TEXT = [{"values": [{"userEnteredValue": {"stringValue": "new"}}]}]


def text_into(row: int) -> Any:
    start = {"sheetId": 0, "rowIndex": row, "columnIndex": 0}
    return {"updateCells": {"start": start, "rows": TEXT, "fields": "userEnteredValue"}}


def test_a_batch_with_one_wrong_request_changes_nothing(book: Workbook) -> None:
    body = {"requests": [text_into(0), {"deleteSheet": {"sheetId": 5}}]}
    answer = book.caller.send("POST", f"{book.path}:batchUpdate", body)
    assert answer.json()["error"]["message"] == (
        "Invalid requests[1].deleteSheet: No sheet with id: 5"
    )
    assert book.values("A1:B2") == []


def test_replies_stand_in_the_order_of_the_requests(book: Workbook) -> None:
    added = {"addSheet": {"properties": {"title": "T", "sheetId": 9}}}
    replies = book.requests(text_into(0), added, text_into(1))
    assert [list(reply) for reply in replies] == [[], ["addSheet"], []]


def test_an_empty_batch_is_refused(book: Workbook) -> None:
    answer = book.caller.send("POST", f"{book.path}:batchUpdate", {"requests": []})
    assert answer.json()["error"]["message"] == "Must specify at least one request."


def test_a_request_that_is_not_written_is_refused_by_name(book: Workbook) -> None:
    assert book.refusal("refreshDataSource", isAll=True) == (
        501,
        "Invalid requests[0].refreshDataSource: the emulator does not do refreshDataSource yet.",
    )


def test_an_unknown_request_gets_googles_400(book: Workbook) -> None:
    message = "Unknown name \"noSuchRequest\" at 'requests[0]': Cannot find field."
    assert book.refusal("noSuchRequest") == (400, f"Invalid JSON payload received. {message}")


def test_a_wrong_type_is_named_with_its_path(book: Workbook) -> None:
    place = "requests[0].update_cells.start.row_index"
    assert book.refusal("updateCells", start={"rowIndex": "x"}, fields="note") == (
        400,
        f"Invalid value at '{place}' (TYPE_INT32), \"x\"",
    )


def test_the_state_after_the_write_comes_in_the_same_answer(book: Workbook) -> None:
    body = {"requests": [text_into(1)], "includeSpreadsheetInResponse": True}
    body |= {"responseRanges": ["Sheet1!A1:A3"]}
    mask = "updatedSpreadsheet.sheets.data.rowData.values.effectiveValue"
    answer = book.caller.ask("POST", f"{book.path}:batchUpdate", body, fields=mask)
    rows = [{}, {"values": [{"effectiveValue": {"stringValue": "new"}}]}]
    assert answer == {"updatedSpreadsheet": {"sheets": [{"data": [{"rowData": rows}]}]}}


def test_cells_of_the_range_beyond_the_rows_sent_lose_the_masked_field(book: Workbook) -> None:
    book.fill("A1", ["a", "b"], ["c", "d"])
    book.request("updateCells", range=box(0, 2, 0, 2), rows=TEXT, fields="userEnteredValue")
    assert book.values("A1:B2") == [["new"]]


def test_from_a_start_only_what_is_sent_changes(book: Workbook) -> None:
    book.fill("A1", ["a", "b"], ["c", "d"])
    book.requests(text_into(0))
    assert book.values("A1:B2") == [["new", "b"], ["c", "d"]]


def test_a_string_value_is_never_parsed(book: Workbook) -> None:
    values = [{"userEnteredValue": {"stringValue": text}} for text in ("=1+1", "031085001234")]
    start = {"sheetId": 0, "rowIndex": 0, "columnIndex": 0}
    rows = [{"values": values}]
    book.request("updateCells", start=start, rows=rows, fields="userEnteredValue")
    assert book.values("A1:B1") == [["=1+1", "031085001234"]]


def test_an_update_needs_a_mask(book: Workbook) -> None:
    assert book.refusal("repeatCell", range=box(0, 1, 0, 1), cell={"note": "x"}) == (
        400,
        "Invalid requests[0].repeatCell: At least one field must be listed in 'fields'. "
        "(Use '*' to indicate all fields.)",
    )


def test_a_range_that_starts_past_the_grid_is_refused(book: Workbook) -> None:
    _, message = book.refusal("repeatCell", range=box(1000, 1001, 0, 2), cell={}, fields="note")
    assert message.endswith(
        "Range (Sheet1!A1001:B1001) exceeds grid limits. Max rows: 1000, max columns: 26"
    )


def test_appended_cells_go_below_the_last_row_with_a_value(book: Workbook) -> None:
    book.fill("C7", ["last"])
    book.request("appendCells", sheetId=0, rows=TEXT, fields="userEnteredValue")
    assert book.values("A8") == [["new"]]


def test_appended_cells_grow_the_grid(book: Workbook) -> None:
    book.fill("A1000", ["last"])
    book.request("appendCells", sheetId=0, rows=TEXT, fields="userEnteredValue")
    grid = book.sheet("properties.gridProperties.rowCount")
    assert grid == {"properties": {"gridProperties": {"rowCount": 1001}}}


def test_a_tab_title_is_unique_whatever_its_case(book: Workbook) -> None:
    assert book.refusal("addSheet", properties={"title": "SHEET1"})[1].endswith(
        'A sheet with the name "SHEET1" already exists. Please enter another name.'
    )


def test_a_copied_tab_has_its_own_ids_and_everything_on_it(book: Workbook) -> None:
    book.fill("A1", ["a"])
    book.request("addProtectedRange", protectedRange={"range": box(0, 1, 0, 1)})
    book.request("duplicateSheet", sourceSheetId=0, newSheetId=44, insertSheetIndex=1)
    fields = "sheets(properties(sheetId,title),protectedRanges(protectedRangeId,range.sheetId))"
    first, second = book.caller.ask("GET", book.path, fields=fields)["sheets"]
    assert second["properties"] == {"sheetId": 44, "title": "Copy of Sheet1"}
    assert second["protectedRanges"][0]["range"] == {"sheetId": 44}
    ids = [sheet["protectedRanges"][0]["protectedRangeId"] for sheet in (first, second)]
    assert ids[0] != ids[1]


def test_only_editors_write_into_a_protected_range(
    book: Workbook, sheets_emulator: SheetsEmulator, clerk: Caller
) -> None:
    book.request("addProtectedRange", protectedRange={"range": box(0, 5, 0, 1)})
    sheets_emulator.share(book.id, clerk.user)
    path = f"{book.path}/values/A2?valueInputOption=RAW"
    status, error = clerk.refusal("PUT", path, {"values": [["x"]]})
    assert (status, error["message"][:38]) == (400, "You are trying to edit a protected cel")
    assert clerk.send("PUT", path.replace("/A2", "/B2"), {"values": [["x"]]}).ok


def test_a_colour_is_cut_to_eight_bits_and_has_its_style(book: Workbook) -> None:
    cell = {"userEnteredFormat": {"backgroundColor": {"red": 0.5, "alpha": 1}}}
    fields = "userEnteredFormat.backgroundColor"
    book.request("repeatCell", range=box(0, 1, 0, 1), cell=cell, fields=fields)
    color = {"red": 0.49803922}
    assert book.cell("A1", "userEnteredFormat")["userEnteredFormat"] == {
        "backgroundColor": color,
        "backgroundColorStyle": {"rgbColor": color},
    }


def test_a_file_keeps_what_every_file_has_when_all_its_properties_are_sent(book: Workbook) -> None:
    before = book.caller.ask("GET", book.path, fields="properties")["properties"]
    sent = {"title": "Khác", "timeZone": "Asia/Ho_Chi_Minh"}
    book.request("updateSpreadsheetProperties", properties=sent, fields="*")
    after = book.caller.ask("GET", book.path, includeGridData=True)["properties"]
    assert after == before | sent and list(after) == list(before)


def test_a_range_of_all_rows_is_not_deleted(book: Workbook) -> None:
    assert book.refusal("deleteRange", range={"sheetId": 0}, shiftDimension="ROWS") == (
        400,
        "Invalid requests[0].deleteRange: You can't delete all the rows on the sheet.",
    )
