"""What Google's parser refuses or leaves out before a request is looked at."""

from typing import Any

import pytest

from emulator_tests.calls import Caller
from emulator_tests.workbook import Workbook, box


def refusal_of(book: Workbook, body: str) -> Any:
    """The message for a body that is sent as it stands."""
    return book.caller.send_raw("POST", f"{book.path}:batchUpdate", body).json()["error"]["message"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("{not json", "Expected : between key:value pair.\n{not json\n     ^"),
        ("not json", "Unexpected token.\nnot json\n^"),
        (
            '{"requests":',
            'Unexpected end of string. Expected a value.\n{"requests":\n            ^',
        ),
        ('{"requests":[1 2]}', "Expected , or ] after array value.\n"),
        ('{"a":1 "b":2}', "Expected , or } after key:value pair.\n"),
        ('{"a":"x}', "Closing quote expected in string.\n"),
        ('{"a":NaN}', "Unexpected token.\n"),
        ('{"a":1} x', "Parsing terminated before end of input.\n"),
        ("{,}", "Expected an object key or }.\n"),
    ],
)
def test_broken_json_is_told_with_its_place(book: Workbook, body: str, expected: str) -> None:
    message = refusal_of(book, body)
    assert message.startswith(f"Invalid JSON payload received. {expected}")


def test_a_request_of_two_kinds_is_refused_whole(book: Workbook) -> None:
    requests = [{"addSheet": {}, "deleteSheet": {"sheetId": 0}}]
    answer = book.caller.send("POST", f"{book.path}:batchUpdate", {"requests": requests})
    assert answer.json()["error"]["message"] == (
        "Invalid value at 'requests[0]' (oneof), oneof field 'kind' is already set. "
        "Cannot set 'deleteSheet'"
    )


def test_a_cell_takes_one_value(book: Workbook) -> None:
    both = [{"values": [{"userEnteredValue": {"numberValue": 1, "stringValue": "x"}}]}]
    status, message = book.refusal("updateCells", start={"sheetId": 0}, rows=both, fields="*")
    place = "requests[0].update_cells.rows[0].values[0].user_entered_value"
    assert status == 400
    assert message == (
        f"Invalid value at '{place}' (oneof), oneof field 'value' is already set. "
        "Cannot set 'stringValue'"
    )


def test_nothing_beside_a_null_is_no_second_kind(book: Workbook) -> None:
    book.requests({"addSheet": {"properties": {"title": "T"}}, "deleteSheet": None})
    assert len(book.caller.ask("GET", book.path, fields="sheets.properties.title")["sheets"]) == 2


def test_what_is_sent_at_its_default_is_left_out(book: Workbook) -> None:
    condition = {"type": "BOOLEAN", "values": []}
    rule = {"condition": condition, "strict": False, "showCustomUi": False, "inputMessage": ""}
    book.request("setDataValidation", range=box(0, 1, 0, 1), rule=rule)
    assert book.cell("A1", "dataValidation") == {
        "dataValidation": {"condition": {"type": "BOOLEAN"}}
    }


def test_a_text_formats_false_is_kept(book: Workbook) -> None:
    cell = {"userEnteredFormat": {"textFormat": {"bold": False}}}
    book.request("repeatCell", range=box(0, 1, 0, 1), cell=cell, fields="userEnteredFormat")
    assert book.cell("A1", "userEnteredFormat") == cell


def test_a_format_is_printed_in_googles_order_whatever_was_set_first(book: Workbook) -> None:
    for name, value in (("bold", True), ("foregroundColor", {"red": 1})):
        cell = {"userEnteredFormat": {"textFormat": {name: value}}}
        fields = f"userEnteredFormat.textFormat.{name}"
        book.request("repeatCell", range=box(0, 1, 0, 1), cell=cell, fields=fields)
    text = book.cell("A1", "userEnteredFormat")["userEnteredFormat"]["textFormat"]
    assert list(text) == ["foregroundColor", "bold", "foregroundColorStyle"]


@pytest.mark.parametrize("mask", ["sheets.properties.title.x", "sheets.properties.sheetId(x)"])
def test_a_mask_cannot_go_below_a_plain_value(book: Workbook, mask: str) -> None:
    status, error = book.caller.refusal("GET", book.path, fields=mask)
    assert (status, error["message"]) == (400, "Request contains an invalid argument.")


def test_an_updates_mask_cannot_either(book: Workbook) -> None:
    fields = "userEnteredFormat.textFormat.bold.x"
    answer = book.refusal("repeatCell", range=box(0, 1, 0, 1), cell={}, fields=fields)
    assert answer == (400, f"Invalid requests[0].repeatCell: Invalid field: {fields}")


def test_a_star_on_the_way_stands_for_every_field_that_fits(book: Workbook) -> None:
    answer = book.caller.ask("GET", book.path, fields="sheets/*/title")
    assert answer == {"sheets": [{"properties": {"title": "Sheet1"}}]}


@pytest.mark.parametrize(("mask", "wanted"), [("sheets", True), ("*", True), ("spreadsheetId", 0)])
def test_a_mask_that_takes_all_of_a_tab_takes_its_cells(
    book: Workbook, mask: str, wanted: bool
) -> None:
    answer = book.caller.ask("GET", book.path, fields=mask, includeGridData=not wanted)
    assert any("data" in sheet for sheet in answer.get("sheets", [])) == wanted


def test_lines_are_not_put_in_without_an_end(book: Workbook) -> None:
    half = {"sheetId": 0, "dimension": "ROWS", "startIndex": 1}
    message = "Invalid requests[0].insertDimension: range.endIndex must be specified."
    assert book.refusal("insertDimension", range=half) == (400, message)


def test_googles_own_failure_names_no_request(book: Workbook) -> None:
    position = {"overlayPosition": {"anchorCell": {"sheetId": 0}}}
    chart = {"spec": {"basicChart": {"chartType": "LINE"}}, "position": position}
    assert book.refusal("addChart", chart=chart) == (500, "Internal error encountered.")


def test_answers_are_compressed_for_whoever_takes_it(owner: Caller, book: Workbook) -> None:
    zipped = owner.send("GET", book.path, headers={"Accept-Encoding": "gzip, deflate"})
    plain = owner.send("GET", book.path, headers={"Accept-Encoding": "identity"})
    assert zipped.headers["Content-Encoding"] == "gzip" and zipped.json() == plain.json()
    assert "Content-Encoding" not in plain.headers


def test_answers_of_drive_are_not_kept_by_anybody(owner: Caller, book: Workbook) -> None:
    answer = owner.send("GET", f"/drive/v3/files/{book.id}")
    assert answer.headers["Cache-Control"] == "no-cache, no-store, max-age=0, must-revalidate"
    assert owner.send("GET", book.path).headers["Cache-Control"] == "private"


def test_a_token_may_stand_in_the_query(owner: Caller, book: Workbook) -> None:
    token = {"access_token": "clerk@ward.example"}
    answer = owner.send("GET", book.path, params=token, headers={"Authorization": ""})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/v4/spreadsheets/{}/values/A1:clear", None),
        ("POST", "/v4/spreadsheets/{}/values:batchClear", {"ranges": ["A1"]}),
        ("PUT", "/v4/spreadsheets/{}/values/A1?valueInputOption=RAW", {"values": [["new"]]}),
        ("POST", "/v4/spreadsheets/{}/sheets/0:copyTo", {"destinationSpreadsheetId": "{}"}),
        ("PATCH", "/drive/v3/files/{}", {"name": "Khác"}),
        ("POST", "/drive/v3/files/{}/copy", {}),
        ("POST", "/drive/v3/files/{}/permissions", {"type": "anyone", "role": "reader"}),
    ],
)
def test_a_call_with_a_wrong_mask_changes_nothing(
    owner: Caller, book: Workbook, method: str, path: str, body: Any
) -> None:
    book.fill("A1", ["kept"])
    sent = {key: book.id if part == "{}" else part for key, part in (body or {}).items()}
    before = owner.drive("GET", "files", fields="files(id,name,version,shared)")
    answer = owner.send(method, path.format(book.id), sent, params={"fields": "nothing"})
    assert answer.status_code == 400
    assert owner.drive("GET", "files", fields="files(id,name,version,shared)") == before
    assert book.values("A1") == [["kept"]]


def test_a_range_of_the_answer_that_cannot_be_read_undoes_the_batch(book: Workbook) -> None:
    body = {
        "requests": [{"addSheet": {"properties": {"title": "Mới"}}}],
        "includeSpreadsheetInResponse": True,
        "responseRanges": ["'Mới'!A1", "Nowhere!A1"],
    }
    answer = book.caller.send("POST", f"{book.path}:batchUpdate", body)
    assert answer.json()["error"]["message"] == "Unable to parse range: Nowhere!A1"
    assert len(book.caller.ask("GET", book.path)["sheets"]) == 1
    body["responseRanges"] = ["'Mới'!A1"]
    assert book.caller.ask("POST", f"{book.path}:batchUpdate", body)["updatedSpreadsheet"]


def test_lists_of_nothing_are_left_out(book: Workbook) -> None:
    update = {"valueInputOption": "RAW", "data": []}
    said = {"spreadsheetId": book.id}
    assert book.caller.ask("POST", f"{book.path}/values:batchUpdate", update) == said
    assert book.caller.ask("POST", f"{book.path}/values:batchClear", {"ranges": []}) == said


def test_a_list_of_requests_in_a_list_is_taken_as_one(book: Workbook) -> None:
    nested = [[{"addSheet": {}}, [{"addSheet": {}}]]]
    answer = book.caller.ask("POST", f"{book.path}:batchUpdate", {"requests": nested})
    assert len(answer["replies"]) == 2
