"""Turns a ward's workbook into the body of Google's `spreadsheets.create`, as its clerk made it."""

import re
from typing import Any

from demo.district import DemoTab, DemoUnit

SHOWN_DATE = re.compile(r"\d{2}/\d{2}/\d{4}")
DATE_FORMAT = {"numberFormat": {"type": "DATE", "pattern": "dd/mm/yyyy"}}
SPARE_ROWS, SPARE_COLUMNS = 40, 4
PIXELS_A_LETTER, NARROWEST, WIDEST = 7, 60, 320


def spreadsheet_body(unit: DemoUnit) -> dict[str, Any]:
    """The body for one ward: every tab with its cells, typed as they were typed."""
    return {
        "properties": {
            "title": unit.title,
            "locale": unit.locale,
            "timeZone": "Asia/Ho_Chi_Minh",
        },
        "sheets": [sheet_body(tab, index) for index, tab in enumerate(unit.tabs)],
    }


def sheet_body(tab: DemoTab, index: int) -> dict[str, Any]:
    """One tab; its id is its place plus one, as stable as the folder's order."""
    width = max((len(row) for row in tab.values), default=1)
    return {
        "properties": {
            "sheetId": index + 1,
            "title": tab.title,
            "index": index,
            "gridProperties": {
                "rowCount": len(tab.values) + SPARE_ROWS,
                "columnCount": width + SPARE_COLUMNS,
            },
        },
        "data": [
            {
                "rowData": [row_data(tab, number) for number in range(len(tab.values))],
                "columnMetadata": [{"pixelSize": pixels} for pixels in column_widths(tab, width)],
            }
        ],
    }


def column_widths(tab: DemoTab, width: int) -> list[int]:
    """Pixels a column, as a clerk pulls them wide enough to read; titles above do not count."""
    filled = [row for row in tab.shown if sum(1 for text in row if text) > 1]
    longest = (
        max((len(row[c]) for row in filled if c < len(row)), default=0) for c in range(width)
    )
    return [min(WIDEST, max(NARROWEST, length * PIXELS_A_LETTER + 12)) for length in longest]


def row_data(tab: DemoTab, number: int) -> dict[str, Any]:
    """One row of cells; a cell that nobody filled stays empty."""
    shown = tab.shown[number] if number < len(tab.shown) else []
    row = tab.values[number]
    padded = [*shown, *[""] * (len(row) - len(shown))]
    return {"values": [cell_data(value, text) for value, text in zip(row, padded, strict=False)]}


def cell_data(value: object, shown: str) -> dict[str, Any]:
    """One cell: a number stays a number, a date keeps its format, `=…` is a formula."""
    if value is None or value == "":
        return {}
    if isinstance(value, bool):
        return {"userEnteredValue": {"boolValue": value}}
    if isinstance(value, int | float):
        entered: dict[str, Any] = {"userEnteredValue": {"numberValue": value}}
        return entered | ({"userEnteredFormat": DATE_FORMAT} if SHOWN_DATE.fullmatch(shown) else {})
    kind = "formulaValue" if str(value).startswith("=") else "stringValue"
    return {"userEnteredValue": {kind: str(value)}}
