"""Odd requests are answered with Google's 400: none makes the emulator itself fail."""

from typing import Any

import pytest

from emulator_tests.workbook import Workbook, box, span
from sheets_emulator.google.discovery import discovery
from sheets_emulator.sheets.requests import REQUESTS

SCHEMAS = discovery("sheets.v4")["schemas"]
AREA, ROW = box(0, 2, 0, 2), span("ROWS", 0, 1)
KEY = {"metadataKey": "k", "visibility": "DOCUMENT"}
ODD: list[dict[str, Any]] = [
    {},
    {"fields": "*"},
    {"fields": "(("},
    {"range": {}},
    {"range": AREA},
    {"range": AREA, "fields": "*"},
    {"range": ROW, "fields": "*"},
    {"range": {"sheetId": 99}},
    {"range": {"startRowIndex": -1}},
    {"range": {"startRowIndex": 5, "endRowIndex": 2}},
    {"range": AREA, "sortSpecs": [{"dimensionIndex": 40}]},
    {"source": AREA},
    {"source": AREA, "destination": {"rowIndex": 5000}},
    {"source": ROW, "destinationIndex": -3},
    {"destination": {"rowIndex": 5000}},
    {"sheetId": 99},
    {"properties": {}, "fields": "*"},
    {"properties": {"title": "x", "gridProperties": {"rowCount": -5}}},
    {"properties": {"gridProperties": {"columnCount": 99_999}}},
    {"namedRange": {}, "fields": "*"},
    {"table": {}},
    {"bandedRange": {}},
    {"slicer": {"position": {"overlayPosition": {}}}},
    {"chart": {"spec": {"basicChart": {"series": [{}]}}}},
    {"filter": {"range": {}}, "fields": "*"},
    {"rule": {"ranges": [{}], "booleanRule": {}}},
    {"rule": {"ranges": [{}], "gradientRule": {}}},
    {"rule": {"condition": {"type": "ONE_OF_RANGE"}}, "range": AREA},
    {"protectedRange": {}},
    {"dataFilter": {}},
    {"dataFilters": [{}], "fields": "*"},
    {"developerMetadata": KEY | {"location": {}}},
    {"developerMetadata": KEY | {"location": {"dimensionRange": {"endIndex": 1}}}},
    {"find": "(", "searchByRegex": True, "allSheets": True},
    {"find": "a", "replacement": "$9", "searchByRegex": True, "allSheets": True},
    {"sourceAndDestination": {}},
    {"coordinate": {"rowIndex": -1}, "data": "x"},
    {"start": {"rowIndex": -1}, "rows": [{"values": [{}]}], "fields": "*"},
    {"sheetId": 0, "rows": [{"values": [{}]}], "fields": "*"},
    {"sourceSheetId": 0, "insertSheetIndex": 99},
    {"cell": {}, "fields": "userEnteredFormat", "range": {}},
    {"range": {}, "shiftDimension": "ROWS"},
    {"range": {"endColumnIndex": 0}, "shiftDimension": "ROWS"},
    {"range": {"endRowIndex": 0}, "shiftDimension": "COLUMNS"},
    {"source": {"endRowIndex": 0}, "destination": {}},
    {"source": {"endColumnIndex": 0}, "pasteType": "PASTE_FORMAT"},
    {"sourceAndDestination": {"source": {"endColumnIndex": 0, "endRowIndex": 3}}},
    {"properties": {"title": "x"}, "fields": "*"},
]


def fitting(kind: str) -> list[dict[str, Any]]:
    """The odd bodies that have no field foreign to the request."""
    fields = SCHEMAS[SCHEMAS["Request"]["properties"][kind]["$ref"]]["properties"]
    return [body for body in ODD if not set(body) - set(fields)]


@pytest.mark.parametrize("kind", sorted(REQUESTS))
def test_an_odd_request_is_refused_or_done_but_never_breaks(book: Workbook, kind: str) -> None:
    book.fill("A1", ["a", 1], ["b", 2])
    for body in fitting(kind):
        asked = {"requests": [{kind: body}]}
        status = book.caller.send("POST", f"{book.path}:batchUpdate", asked).status_code
        assert status in (200, 400), body
    assert book.caller.ask("GET", book.path, includeGridData="true", ranges="A1:C5")


@pytest.mark.parametrize("number", ["1" + "0" * 400, "12345678901234567890123", "1e999"])
def test_a_number_too_large_is_refused_or_rounded_as_a_double(book: Workbook, number: str) -> None:
    path = f"{book.path}/values/A1?valueInputOption=RAW"
    answer = book.caller.send_raw("PUT", path, f'{{"values": [[{number}]]}}')
    assert answer.status_code in (200, 400)
    assert book.values("A1") in ([], [[1.2345678901234568e22]])


@pytest.mark.parametrize(
    "formula", ["=1E999", "=1e308*10", "=-1e308*10", "=EXP(1000)", "=SUM(1e308,1e308)", "=A2+1"]
)
def test_a_number_that_no_cell_can_hold_is_an_error_and_is_read(
    book: Workbook, formula: str
) -> None:
    book.type("A1", [formula, '=IFERROR(A1,"quá lớn")'], ["=1E999"])
    ((shown, replaced),) = book.values("A1:B1")
    assert shown.startswith("#NUM!") and replaced == "quá lớn"
    assert book.caller.ask("GET", book.path, includeGridData="true")


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("files/{}", {"properties": "x"}),
        ("files/{}", {"appProperties": ["x"]}),
        ("files/{}/comments/1", {}),
    ],
)
def test_an_odd_body_of_drive_is_refused(book: Workbook, path: str, body: Any) -> None:
    where = f"/drive/v3/{path.format(book.id)}"
    answer = book.caller.send("PATCH", where, body, params={"fields": "*"})
    assert answer.status_code in (400, 404)
