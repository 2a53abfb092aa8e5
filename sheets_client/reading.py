"""One masked `spreadsheets.get` as a snapshot: all tabs, ids, typed values, formulas, rules."""

from collections.abc import Mapping, Sequence
from typing import Any

from sheets_client.snapshot import (
    EMPTY,
    Cell,
    FormulaRule,
    GridRange,
    Mark,
    Sheet,
    SpreadsheetSnapshot,
)

_SHEET_MASK = (
    "properties(sheetId,title,index,hidden,sheetType,"
    "gridProperties(rowCount,columnCount,frozenRowCount)),"
    "data(startRow,startColumn,rowData(values(userEnteredValue,effectiveValue,formattedValue,note))),"
    "conditionalFormats(ranges,booleanRule(condition)),"
    "protectedRanges(description,range),charts(chartId)"
)
# With a mask includeGridData is ignored; without one Google answers fifty times as much.
WORKBOOK_MASK = f"spreadsheetId,properties(title,locale,timeZone),sheets({_SHEET_MASK})"
# Values and formulas only, each once, and marks: for a big spreadsheet of which nothing else is
# looked at. What a cell shows stays, for numbers with zeros in front.
_VALUES = "userEnteredValue(formulaValue),effectiveValue"
_MARKS = "developerMetadata(metadataId,metadataKey,metadataValue)"
_PLAIN_SHEET = (
    "properties(sheetId,title,index,hidden,sheetType,"
    "gridProperties(rowCount,columnCount,frozenRowCount)),"
    f"{_MARKS},data(startRow,startColumn,columnMetadata({_MARKS}),"
    "rowData(values({cells})))"
)
PLAIN_MASK = (
    f"spreadsheetId,properties(title,locale,timeZone),{_MARKS},"
    f"sheets({_PLAIN_SHEET.format(cells=_VALUES + ',formattedValue')})"
)
PLAIN_AFTER_WRITE_MASK = (
    "spreadsheetId,replies,updatedSpreadsheet(spreadsheetId,properties(title,locale,timeZone),"
    f"sheets({_PLAIN_SHEET.format(cells=_VALUES)}))"
)
# The state after a batchUpdate, in its own answer.
AFTER_WRITE_MASK = f"spreadsheetId,replies,updatedSpreadsheet({WORKBOOK_MASK})"


def read_snapshot(raw: Mapping[str, Any]) -> SpreadsheetSnapshot:
    """Google's Spreadsheet resource as a snapshot; tabs that are no grid are left out."""
    properties = raw.get("properties", {})
    grids = [s for s in raw.get("sheets", []) if s["properties"].get("sheetType") == "GRID"]
    return SpreadsheetSnapshot(
        spreadsheet_id=raw.get("spreadsheetId", ""),
        title=properties.get("title", ""),
        locale=properties.get("locale", ""),
        time_zone=properties.get("timeZone", ""),
        sheets=tuple(_read_sheet(sheet) for sheet in grids),
        marks=_read_marks(raw),
    )


def _read_sheet(raw: Mapping[str, Any]) -> Sheet:
    properties = raw["properties"]
    grid = properties.get("gridProperties", {})
    return Sheet(
        sheet_id=properties.get("sheetId", 0),
        title=properties.get("title", ""),
        index=properties.get("index", 0),
        cells=_read_grid(raw.get("data", [])),
        row_count=grid.get("rowCount", 0),
        column_count=grid.get("columnCount", 0),
        hidden=properties.get("hidden", False),
        frozen_rows=grid.get("frozenRowCount", 0),
        formula_rules=tuple(_read_rules(raw.get("conditionalFormats", []))),
        protected=tuple(
            (one.get("description", ""), GridRange.read(one.get("range", {})))
            for one in raw.get("protectedRanges", [])
        ),
        charts=tuple(chart["chartId"] for chart in raw.get("charts", [])),
        marks=_read_marks(raw),
        column_marks=_read_column_marks(raw.get("data", [])),
        notes=_read_notes(raw.get("data", [])),
    )


def _read_marks(raw: Mapping[str, Any]) -> tuple[Mark, ...]:
    return tuple(
        Mark(one["metadataId"], one["metadataKey"], one.get("metadataValue", ""))
        for one in raw.get("developerMetadata", [])
    )


def _read_column_marks(data: Sequence[Mapping[str, Any]]) -> dict[int, tuple[Mark, ...]]:
    found = {}
    for block in data:
        for column, raw in enumerate(block.get("columnMetadata", []), block.get("startColumn", 0)):
            if marks := _read_marks(raw):
                found[column] = marks
    return found


def _read_notes(data: Sequence[Mapping[str, Any]]) -> dict[tuple[int, int], str]:
    found = {}
    for block in data:
        left = block.get("startColumn", 0)
        for row, raw in enumerate(block.get("rowData", []), block.get("startRow", 0)):
            for column, cell in enumerate(raw.get("values", ()), left):
                if "note" in cell:
                    found[row, column] = cell["note"]
    return found


def _read_rules(raw: Sequence[Mapping[str, Any]]) -> list[FormulaRule]:
    rules = []
    for one in raw:
        condition = one.get("booleanRule", {}).get("condition", {})
        if condition.get("type") == "CUSTOM_FORMULA" and condition.get("values"):
            ranges = tuple(GridRange.read(r) for r in one.get("ranges", []))
            rules.append(FormulaRule(ranges, condition["values"][0].get("userEnteredValue", "")))
    return rules


def _read_grid(data: Sequence[Mapping[str, Any]]) -> list[list[Cell]]:
    """Rows of cells at their own place; several ranges of one tab are laid into one grid.

    Cells that only have a format or a note come as empty ones, a thousand rows of them: they are
    cut.
    """
    grid: list[list[Cell]] = []
    for block in data:
        top, left = block.get("startRow", 0), block.get("startColumn", 0)
        for offset, raw_row in enumerate(block.get("rowData", [])):
            values = raw_row.get("values")
            if values and any(values) and (cells := _read_row(values)):
                _lay(grid, top + offset, left, cells)
    return grid


def _read_row(raw: Sequence[Mapping[str, Any]]) -> list[Cell]:
    width = len(raw)
    while width and not raw[width - 1].keys() - {"note"}:
        width -= 1
    return [_read_cell(cell) if cell else EMPTY for cell in raw[:width]]


def _lay(grid: list[list[Cell]], row: int, left: int, cells: list[Cell]) -> None:
    while len(grid) <= row:
        grid.append([])
    known = grid[row]
    known.extend([EMPTY] * (left + len(cells) - len(known)))
    known[left : left + len(cells)] = cells


def _read_cell(raw: Mapping[str, Any]) -> Cell:
    entered = raw.get("userEnteredValue", {})
    effective = raw.get("effectiveValue", entered)
    shown = raw.get("formattedValue", "")
    formula = entered.get("formulaValue")
    for kind in ("stringValue", "numberValue", "boolValue"):
        if kind in effective:
            value = effective[kind]
            whole = isinstance(value, float) and value.is_integer() and abs(value) < 2**53
            return Cell(int(value) if whole else value, shown, formula)
    if "errorValue" in effective:
        return Cell(shown or "#ERROR!", shown, formula)
    return Cell(None, shown, formula) if formula is not None else EMPTY
