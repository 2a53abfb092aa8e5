"""Table files made into spreadsheets: CSV and TSV as if typed, XLSX cell by cell."""

import csv
import io
import random
from collections.abc import Iterator
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell as XlsxCell
from openpyxl.styles.numbers import is_date_format
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula
from openpyxl.worksheet.worksheet import Worksheet

from sheets_emulator.book.document import Document, Sheet
from sheets_emulator.book.grid import Cell, Formula, Grid, Scalar
from sheets_emulator.book.new_spreadsheet import default_properties, new_file_id
from sheets_emulator.book.typed_entry import parse_typed
from sheets_emulator.drive.resource import EXPORT_TYPES, XLSX_TYPE
from sheets_emulator.wire.http import DriveError

DELIMITERS = {EXPORT_TYPES["csv"]: ",", EXPORT_TYPES["tsv"]: "\t", "application/vnd.ms-excel": ","}
IMPORT_ZONE = "America/Los_Angeles"


def can_import(mime_type: str) -> bool:
    """Whether a file of this type can become a Google Sheet here."""
    return mime_type == XLSX_TYPE or mime_type in DELIMITERS


def imported(content: bytes, mime_type: str, name: str, locale: str = "en_US") -> Document:
    """The spreadsheet in a file's bytes; `name` titles it and the only tab of a CSV."""
    sheets = read_sheets(content, mime_type, name, locale)
    properties = default_properties(name, locale, IMPORT_ZONE)
    return Document(new_file_id(random.SystemRandom()), properties, sheets)


def read_sheets(content: bytes, mime_type: str, name: str, locale: str) -> list[Sheet]:
    """The tabs in a file's bytes, with random ids. Raises DriveError for bytes of another kind."""
    try:
        if mime_type == XLSX_TYPE:
            book = load_workbook(io.BytesIO(content))
            return [_xlsx_sheet(sheet) for sheet in book.worksheets]
        text = content.decode("utf-8-sig")
    except Exception as error:  # openpyxl raises many kinds for a damaged archive
        raise DriveError(400, "badRequest", "Bad Request") from error
    return [_csv_sheet(text, DELIMITERS.get(mime_type, ","), name, locale)]


def _csv_sheet(text: str, delimiter: str, title: str, locale: str) -> Sheet:
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    grid = Grid(max(1000, len(rows)), max(26, *map(len, rows), 0) if rows else 26)
    for row, texts in enumerate(rows):
        for column, typed in enumerate(texts):
            if typed:
                grid.put(row, column, _typed_cell(typed, locale))
    return Sheet(_properties(title), grid)


def _typed_cell(typed: str, locale: str) -> Cell:
    entry = parse_typed(typed, locale)
    kind, content = next(iter((entry.value or {"stringValue": ""}).items()))
    value: Scalar = Formula(content) if kind == "formulaValue" else content
    number_format = {"numberFormat": entry.number_format} if entry.number_format else None
    return Cell(value, number_format)


def _properties(title: str) -> dict[str, Any]:
    draw = random.SystemRandom().randrange(10**7, 2**31)
    return {"sheetId": draw, "title": title, "sheetType": "GRID"}


def _xlsx_sheet(source: Worksheet) -> Sheet:
    grid = Grid(max(1000, source.max_row), max(26, source.max_column))
    for cell in _cells(source):
        made = _xlsx_cell(cell)
        if not made.is_empty():
            grid.put(cell.row - 1, cell.column - 1, made)
    properties = _properties(source.title)
    if source.sheet_state != "visible":
        properties["hidden"] = True
    sheet = Sheet(properties, grid)
    _freeze(source, properties)
    sheet.parts["merges"] = [_merge(sheet.id, area.bounds) for area in source.merged_cells.ranges]
    return sheet


def _cells(source: Worksheet) -> Iterator[XlsxCell]:
    for row in source.iter_rows():
        yield from (cell for cell in row if isinstance(cell, XlsxCell))


def _xlsx_cell(cell: XlsxCell) -> Cell:
    number_format = _number_format(str(cell.number_format))
    if number_format and cell.value is not None:
        made = Cell(_xlsx_value(cell.value), {"numberFormat": number_format})
    else:
        made = Cell(_xlsx_value(cell.value))
    if cell.comment is not None:
        made.note = str(cell.comment.text)
    return made


def _xlsx_value(value: Any) -> Scalar | None:
    if isinstance(value, ArrayFormula):
        return Formula(value.text)
    if isinstance(value, DataTableFormula) or value is None or value == "":
        return None
    if isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, str):
        return Formula(value) if value.startswith("=") and len(value) > 1 else value
    return float(to_excel(value))


def _number_format(pattern: str) -> dict[str, str] | None:
    if pattern == "General":
        return None
    if pattern == "@":
        return {"type": "TEXT"}
    if is_date_format(pattern):
        letters = pattern.lower()
        clock, calendar = "h" in letters or "s" in letters, "d" in letters or "y" in letters
        kind = "DATE_TIME" if clock and calendar else "TIME" if clock else "DATE"
        return {"type": kind, "pattern": pattern}
    return {"type": "PERCENT" if "%" in pattern else "NUMBER", "pattern": pattern}


def _freeze(source: Worksheet, properties: dict[str, Any]) -> None:
    if source.freeze_panes is None:
        return
    place = source[str(source.freeze_panes)]
    frozen = {"frozenRowCount": place.row - 1, "frozenColumnCount": place.column - 1}
    properties["gridProperties"] = {name: count for name, count in frozen.items() if count}


def _merge(sheet_id: int, bounds: tuple[int, int, int, int]) -> dict[str, int]:
    first_column, first_row, last_column, last_row = bounds
    return {
        "sheetId": sheet_id,
        "startRowIndex": first_row - 1,
        "endRowIndex": last_row,
        "startColumnIndex": first_column - 1,
        "endColumnIndex": last_column,
    }
