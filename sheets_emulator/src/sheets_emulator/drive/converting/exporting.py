"""files.export: a spreadsheet as CSV, TSV, XLSX, ODS or PDF."""

import csv
import io
import re
from typing import Any
from urllib.parse import quote

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from sheets_emulator.book.areas import area_on
from sheets_emulator.book.document import Document, Sheet
from sheets_emulator.drive.asking import find_file, missing
from sheets_emulator.drive.call import DriveCall
from sheets_emulator.drive.converting.open_document import ods_of
from sheets_emulator.drive.converting.printed import pdf_of
from sheets_emulator.drive.resource import EXPORT_TYPES
from sheets_emulator.google.masks import expanded, parse_mask
from sheets_emulator.sheets.printing import SpreadsheetPrinter
from sheets_emulator.sheets.values_reading import ValuesPrinter
from sheets_emulator.wire.http import DriveError, Response

Json = dict[str, Any]

DELIMITERS = {EXPORT_TYPES["csv"]: ",", EXPORT_TYPES["tsv"]: "\t"}
GRID_MASK = (
    "sheets(properties(title,hidden,gridProperties),merges,data(rowData(values("
    "userEnteredValue,effectiveValue,formattedValue,note,userEnteredFormat("
    "numberFormat,textFormat(bold,italic),backgroundColor,wrapStrategy))),columnMetadata))"
)
FORBIDDEN = re.compile(r"[\[\]:*?/\\]")


def export_file(request: DriveCall, file_id: str) -> Response:
    """GET /drive/v3/files/{id}/export: the bytes, as an attachment."""
    wanted = request.first("mimeType")
    if not wanted:
        raise missing("mimeType")
    with request.store.database() as db:
        row = find_file(request, db, file_id)
    if not row.is_sheet:
        message = "Export only supports Docs Editors files."
        raise DriveError(403, "fileNotExportable", message, "mimeType", "parameter")
    if wanted not in EXPORT_TYPES.values():
        message = "The requested conversion is not supported."
        raise DriveError(400, "badRequest", message, "convertTo", "parameter")
    extension = next(name for name, kind in EXPORT_TYPES.items() if kind == wanted)
    with request.store.read(file_id) as document:
        made = exported(document, request.now(), extension)
    return attached(row.name, extension, made)


def attached(title: str, extension: str, made: bytes) -> Response:
    """A file as an attachment of that name."""
    name = quote(f"{title}.{extension}")
    disposition = f"attachment; filename=\"export.{extension}\"; filename*=UTF-8''{name}"
    headers = {"Content-Type": EXPORT_TYPES[extension], "Content-Disposition": disposition}
    return Response(200, made, headers)


def exported(document: Document, now: float, extension: str, sheet: Sheet | None = None) -> bytes:
    """A spreadsheet as a file of that kind; CSV and TSV hold one tab, the first unless given."""
    if extension in ("csv", "tsv"):
        return _text(document, now, sheet or document.sheets[0], EXPORT_TYPES[extension])
    mask = expanded(parse_mask(GRID_MASK), "Spreadsheet")
    spreadsheet = SpreadsheetPrinter(document, now).spreadsheet(mask)
    return {"xlsx": xlsx_of, "ods": ods_of, "pdf": pdf_of}[extension](spreadsheet)


def _text(document: Document, now: float, sheet: Sheet, wanted: str) -> bytes:
    """A tab as a person sees it."""
    rows = ValuesPrinter(document, now).values(area_on(sheet, {}))
    width = max(map(len, rows), default=0)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=DELIMITERS[wanted], lineterminator="\r\n")
    writer.writerows([*row, *[""] * (width - len(row))] for row in rows)
    # Google ends the last row without a line end.
    return out.getvalue().removesuffix("\r\n").encode()


def xlsx_of(spreadsheet: Json) -> bytes:
    """The .xlsx file of a spreadsheet that was read with its grid."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        formats = _Formats(book)
        for number, sheet in enumerate(spreadsheet["sheets"]):
            if "gridProperties" in sheet["properties"]:
                _write_sheet(book, formats, sheet, number)
    return out.getvalue()


class _Formats:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[str, Format] = {}

    def of(self, cell: Json) -> Format | None:
        """The format of a cell, or None for a plain one."""
        properties = _format_properties(cell.get("userEnteredFormat", {}))
        if not properties:
            return None
        key = repr(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(properties)
        return self._made[key]


def _format_properties(entered: Json) -> Json:
    number, text = entered.get("numberFormat", {}), entered.get("textFormat", {})
    pattern = "@" if number.get("type") == "TEXT" else number.get("pattern", "")
    properties: Json = {
        "num_format": pattern,
        "bold": text.get("bold", False),
        "italic": text.get("italic", False),
        "text_wrap": entered.get("wrapStrategy") == "WRAP",
    }
    if "backgroundColor" in entered:
        properties["bg_color"] = _hex(entered["backgroundColor"])
    return {name: value for name, value in properties.items() if value}


def _hex(color: dict[str, float]) -> str:
    return "#" + "".join(f"{round(color.get(c, 0) * 255):02X}" for c in ("red", "green", "blue"))


def _write_sheet(book: Workbook, formats: _Formats, source: Json, number: int) -> None:
    properties = source["properties"]
    # Excel knows shorter titles and fewer letters.
    title = FORBIDDEN.sub("_", properties["title"])[:31] or f"Sheet{number + 1}"
    sheet = book.add_worksheet(title)
    grid = properties["gridProperties"]
    if properties.get("hidden"):
        sheet.hide()
    sheet.freeze_panes(grid.get("frozenRowCount", 0), grid.get("frozenColumnCount", 0))
    data = source.get("data", [{}])[0]
    for index, column in enumerate(data.get("columnMetadata", [])):
        sheet.set_column_pixels(index, index, column.get("pixelSize", 100))
    for area in source.get("merges", []):
        _merge(sheet, area)
    for row, cells in enumerate(data.get("rowData", [])):
        for column, cell in enumerate(cells.get("values", [])):
            _write_cell(sheet, row, column, cell, formats.of(cell))


def _merge(sheet: Worksheet, area: Json) -> None:
    first_row, first_column = area.get("startRowIndex", 0), area.get("startColumnIndex", 0)
    last_row, last_column = area["endRowIndex"] - 1, area["endColumnIndex"] - 1
    sheet.merge_range(first_row, first_column, last_row, last_column, "")


def _write_cell(sheet: Worksheet, row: int, column: int, cell: Json, format: Format | None) -> None:
    entered, shown = cell.get("userEnteredValue", {}), cell.get("effectiveValue", {})
    if "formulaValue" in entered:
        value = next(iter(shown.values()), "")
        value = cell.get("formattedValue", "") if isinstance(value, dict) else value
        sheet.write_formula(row, column, entered["formulaValue"], format, value)
    elif "boolValue" in entered:
        sheet.write_boolean(row, column, entered["boolValue"], format)
    elif "numberValue" in entered:
        sheet.write_number(row, column, entered["numberValue"], format)
    elif "stringValue" in entered:
        sheet.write_string(row, column, entered["stringValue"], format)
    elif format is not None:
        sheet.write_blank(row, column, None, format)
    if cell.get("note"):
        sheet.write_comment(row, column, cell["note"])
