"""POST /v4/spreadsheets: a new file from a Spreadsheet resource, tabs and cells included."""

import random
from typing import Any

from sheets_emulator.book.api_call import ApiCall
from sheets_emulator.book.areas import Area
from sheets_emulator.book.document import Document, Sheet
from sheets_emulator.book.new_spreadsheet import default_properties, new_document, new_file_id
from sheets_emulator.google.discovery import read_message
from sheets_emulator.sheets.condition_check import check_conditions
from sheets_emulator.sheets.creating_parts import laid_over
from sheets_emulator.sheets.editing.sizes import check_size, grow
from sheets_emulator.sheets.editing.writing import CellWriter
from sheets_emulator.sheets.requests import REQUESTS, Context, sheets

UNTITLED = "Untitled spreadsheet"


def create_document(request: ApiCall) -> Document:
    """The new spreadsheet, saved and owned by the caller."""
    body = read_message("Spreadsheet", request.json())
    file_id = new_file_id(random.SystemRandom())
    properties = body.get("properties", {})
    document = new_document(file_id, properties.get("title") or UNTITLED)
    document.properties = default_properties(document.title) | {
        name: value for name, value in properties.items() if value and name != "defaultFormat"
    }
    if body.get("sheets"):
        document.sheets = []
        for asked in body["sheets"]:
            document.sheets.append(_sheet(document, asked))
    document.owner = request.user
    _add_all(document, list(laid_over(document, body)), Context(request.user, request.now()))
    check_size(document)
    request.store.create(document, request.user)
    return document


def _add_all(document: Document, requests: list[Any], context: Context) -> None:
    """What lies over the cells, by the requests that add it to a file that is there already."""
    check_conditions(requests, document)
    for asked in requests:
        for kind, body in asked.items():
            REQUESTS[kind](document, body, context)


def _sheet(document: Document, asked: dict[str, Any]) -> Sheet:
    properties = asked.get("properties", {})
    if not document.sheets:
        # The first tab of a new file has the id 0 unless another is asked.
        properties = {"sheetId": 0} | properties
    sheet = sheets.new_sheet(document, properties)
    for data in asked.get("data", ()):
        _fill(document, sheet, data)
    return sheet


def _fill(document: Document, sheet: Sheet, data: dict[str, Any]) -> None:
    writer = CellWriter(document, None)
    top, left = data.get("startRow", 0), data.get("startColumn", 0)
    rows = data.get("rowData", [])
    width = max((len(row.get("values", ())) for row in rows), default=0)
    grow(document, sheet, top + len(rows), left + width)
    area = Area(sheet, top, left, top + len(rows), left + width)
    for row, row_data in enumerate(rows, area.top):
        for column, cell_data in enumerate(row_data.get("values", ()), area.left):
            writer.write(sheet.grid.edit(row, column), cell_data)
    for row, properties in enumerate(data.get("rowMetadata", ()), top):
        sheet.grid.touch_row(row).properties.update(properties)
    for column, properties in enumerate(data.get("columnMetadata", ()), left):
        sheet.grid.touch_column(column).update(properties)
