"""A spreadsheet, a tab and its grid data as Google prints them, as far as a mask names them."""

from collections.abc import Iterable, Iterator
from typing import Any

from sheets_emulator.book.areas import Area, area_on
from sheets_emulator.book.cell_data import CellPrinter
from sheets_emulator.book.document import SHEET_LISTS, Document, Sheet
from sheets_emulator.book.grid import Grid, Json
from sheets_emulator.google.masks import Mask, masked
from sheets_emulator.sheets.data_filters import file_metadata, line_metadata, sheet_metadata

ROW_PIXELS = 21
COLUMN_PIXELS = 100
SHEET_KEYS = (
    "sheetId",
    "title",
    "index",
    "sheetType",
    "gridProperties",
    "hidden",
    "tabColor",
    "tabColorStyle",
    "rightToLeft",
)
GRID_KEYS = (
    "frozenRowCount",
    "frozenColumnCount",
    "hideGridlines",
    "rowGroupControlAfter",
    "columnGroupControlAfter",
)


class SpreadsheetPrinter:
    """Prints a document; `areas` limits it to these tabs and rectangles, `grid` adds cells."""

    def __init__(
        self,
        document: Document,
        now: float,
        user: str = "",
        areas: Iterable[Area] | None = None,
        grid: bool = False,
    ) -> None:
        self.document = document
        self.now = now
        self.user = user
        self.areas = None if areas is None else list(areas)
        self.grid = grid

    def spreadsheet(self, mask: Mask | None) -> Json:
        """The Spreadsheet resource."""
        document = self.document
        parts: Json = {"spreadsheetId": document.id, "properties": document.properties}
        if mask is None or "sheets" in mask:
            sheet_mask = None if mask is None else mask["sheets"]
            parts["sheets"] = [self.sheet(sheet, sheet_mask) for sheet in self._sheets()]
        if document.named_ranges:
            parts["namedRanges"] = printed(document.named_ranges)
        parts["spreadsheetUrl"] = f"https://docs.google.com/spreadsheets/d/{document.id}/edit"
        if document.metadata:
            parts["developerMetadata"] = file_metadata(document)
        return _masked_but(parts, mask, "sheets")

    def _sheets(self) -> list[Sheet]:
        if self.areas is None:
            return self.document.sheets
        asked = {id(area.sheet) for area in self.areas}
        return [sheet for sheet in self.document.sheets if id(sheet) in asked]

    def sheet(self, sheet: Sheet, mask: Mask | None) -> Json:
        """The Sheet resource."""
        parts: Json = {"properties": sheet_properties(self.document, sheet)}
        wanted = mask is None or "data" in mask
        if wanted and sheet.is_grid and (self.grid or mask is not None):
            data_mask = None if mask is None else mask["data"]
            parts["data"] = [self._data(area, data_mask) for area in self._areas_of(sheet)]
        parts |= {
            name: printed(part)
            for name, part in self._laid_over(sheet)
            if mask is None or name in mask
        }
        return _masked_but(parts, mask, "data")

    def _laid_over(self, sheet: Sheet) -> Iterator[tuple[str, Any]]:
        for name in SHEET_LISTS[:4]:
            if entries := sheet.parts.get(name):
                yield name, self._entries(name, entries)
        if "basicFilter" in sheet.parts:
            yield "basicFilter", _both_spellings(sheet.parts["basicFilter"])
        for name in SHEET_LISTS[4:]:
            if entries := sheet.parts.get(name):
                yield name, sheet_metadata(sheet) if name == "developerMetadata" else entries

    def _entries(self, name: str, entries: list[Json]) -> list[Json]:
        if name == "protectedRanges":
            return [one | {"requestingUserCanEdit": may_edit(one, self.user)} for one in entries]
        return [_both_spellings(one) for one in entries] if name == "filterViews" else entries

    def _areas_of(self, sheet: Sheet) -> list[Area]:
        if self.areas is None:
            return [area_on(sheet, {})]
        return [area for area in self.areas if area.sheet is sheet]

    def _data(self, area: Area, mask: Mask | None) -> Json:
        data: Json = {}
        if area.top:
            data["startRow"] = area.top
        if area.left:
            data["startColumn"] = area.left
        if (mask is None or "rowData" in mask) and (rows := self._rows(area, mask)):
            data["rowData"] = rows
        if mask is None or "rowMetadata" in mask:
            data["rowMetadata"] = list(row_metadata(area.sheet, area.top, area.bottom))
        if mask is None or "columnMetadata" in mask:
            data["columnMetadata"] = list(column_metadata(area.sheet, area.left, area.right))
        return _masked_but(data, mask, "rowData")

    def _rows(self, area: Area, mask: Mask | None) -> list[Json]:
        row_mask = None if mask is None else mask["rowData"]
        cell_mask = None if row_mask is None else row_mask.get("values")
        printer = CellPrinter(self.document, area.sheet, cell_mask, self.now)
        rows, columns = printer.extent()
        right = min(area.right, columns)
        out: list[Json] = []
        for row in range(area.top, min(area.bottom, rows)):
            cells = _row_of(printer, area.sheet.grid, row, area.left, right)
            out.append({"values": cells} if cells else {})
        while out and not out[-1]:
            out.pop()
        return out


def _row_of(printer: CellPrinter, grid: Grid, row: int, left: int, right: int) -> list[Json]:
    held = grid.row(row)
    cells = held.cells if held is not None else []
    last = right
    while last > left and not printer.has_content(
        row, last - 1, cells[last - 1] if last <= len(cells) else None
    ):
        last -= 1
    if printer.is_blank(row, cells):
        return [{} for _ in range(left, last)]
    count = len(cells)
    return [
        printer.cell(row, column, cells[column] if column < count else None)
        for column in range(left, last)
    ]


def _both_spellings(kept: Json) -> Json:
    """A filter with its criteria as a map of columns, too, which Google prints beside the list."""
    specs = kept.get("filterSpecs", ())
    criteria = {str(spec.get("columnIndex", 0)): spec.get("filterCriteria", {}) for spec in specs}
    return kept | {"criteria": criteria} if criteria else kept


def _masked_but(parts: Json, mask: Mask | None, done: str) -> Json:
    """The masked parts; the one named `done` was masked while it was made."""
    if mask is None:
        return parts
    return {
        name: part if name == done else masked(part, mask[name])
        for name, part in parts.items()
        if name in mask
    }


def row_metadata(sheet: Sheet, start: int, end: int) -> Iterator[Json]:
    """The DimensionProperties of rows."""
    for row in range(start, end):
        held = sheet.grid.row(row)
        properties = held.properties if held is not None else {}
        yield _line({"pixelSize": ROW_PIXELS}, sheet, "ROWS", row, properties)


def column_metadata(sheet: Sheet, start: int, end: int) -> Iterator[Json]:
    """The DimensionProperties of columns."""
    for column in range(start, end):
        properties = sheet.grid.column(column)
        yield _line({"pixelSize": COLUMN_PIXELS}, sheet, "COLUMNS", column, properties)


def _line(default: Json, sheet: Sheet, dimension: str, index: int, properties: Json) -> Json:
    line = default | properties
    if "developerMetadata" in line:
        line["developerMetadata"] = line_metadata(sheet, dimension, index, properties)
        if not line["developerMetadata"]:
            del line["developerMetadata"]
    return line


def sheet_properties(document: Document, sheet: Sheet) -> Json:
    """SheetProperties with the index and grid sizes, in Google's order."""
    whole = sheet.properties | {"index": document.sheets.index(sheet)}
    if sheet.is_grid:
        sizes = {"rowCount": sheet.grid.row_count, "columnCount": sheet.grid.column_count}
        own = sheet.properties.get("gridProperties", {})
        whole["gridProperties"] = sizes | {name: own[name] for name in GRID_KEYS if own.get(name)}
    return {name: whole[name] for name in SHEET_KEYS if name in whole}


def may_edit(protected_range: Json, user: str) -> bool:
    """Whether a user may edit a protected range; the list of editors decides."""
    if protected_range.get("warningOnly"):
        return True
    return user in protected_range.get("editors", {}).get("users", [])


def printed(part: Any) -> Any:
    """JSON of a tab as printed: a sheetId of 0 is left out, another one stands first."""
    if isinstance(part, list):
        return [printed(item) for item in part]
    if not isinstance(part, dict):
        return part
    out = {name: printed(value) for name, value in part.items() if name != "sheetId"}
    if part.get("sheetId") or ("sheetId" in part and "locationType" in part):
        return {"sheetId": part["sheetId"]} | out
    return out
