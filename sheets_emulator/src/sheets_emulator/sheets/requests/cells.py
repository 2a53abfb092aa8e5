"""Requests that set cells: updateCells, appendCells, repeatCell, validation rules, borders."""

from typing import Any

from sheets_emulator.book.areas import Area, area_of, sheet_by_id
from sheets_emulator.book.document import Document, Sheet
from sheets_emulator.google.masks import request_mask
from sheets_emulator.sheets.editing.registry import Context, request
from sheets_emulator.sheets.editing.sizes import grow
from sheets_emulator.sheets.editing.writing import CellWriter, check_may_write, moved_data
from sheets_emulator.wire.http import InvalidArgument


@request("updateCells")
def update_cells(document: Document, body: Any, context: Context) -> None:
    """Rows of CellData into a range, whose other cells lose the masked fields, or from a start."""
    writer = CellWriter(document, request_mask(body.get("fields"), "CellData"))
    rows = body.get("rows", [])
    if "range" in body:
        area = area_of(document, body["range"])
    else:
        area = _from_start(document, body.get("start"), rows)
    check_may_write(document, area, context)
    _check_fits(area, rows)
    _write_rows(writer, area, rows)
    if "range" in body:
        _clear_rest(writer, area, rows)


def _from_start(document: Document, start: Any, rows: list[Any]) -> Area:
    if start is None:
        raise InvalidArgument("One of range or start must be set.")
    sheet = sheet_by_id(document, start.get("sheetId", 0))
    top, left = start.get("rowIndex", 0), start.get("columnIndex", 0)
    width = max((len(row.get("values", ())) for row in rows), default=0)
    _check_inside(top + len(rows), sheet.grid.row_count, "row")
    _check_inside(left + width, sheet.grid.column_count, "column")
    return Area(sheet, top, left, top + len(rows), left + width)


def _check_inside(end: int, size: int, what: str) -> None:
    if end > size:
        raise InvalidArgument(
            f"Attempting to write {what}: {size}, beyond the last requested {what} of: {size - 1}"
        )


def _check_fits(area: Area, rows: list[Any]) -> None:
    _check_inside(area.top + len(rows), area.bottom, "row")
    width = max((len(row.get("values", ())) for row in rows), default=0)
    _check_inside(area.left + width, area.right, "column")


def _write_rows(writer: CellWriter, area: Area, rows: list[Any]) -> None:
    grid = area.sheet.grid
    for row, data in enumerate(rows, area.top):
        for column, cell_data in enumerate(data.get("values", ()), area.left):
            writer.write(grid.edit(row, column), cell_data)


def _clear_rest(writer: CellWriter, area: Area, rows: list[Any]) -> None:
    grid = area.sheet.grid
    for row in range(area.top, min(area.bottom, len(grid.rows))):
        sent = rows[row - area.top].get("values", ()) if row - area.top < len(rows) else ()
        for column in range(area.left + len(sent), min(area.right, len(grid.rows[row].cells))):
            cell = grid.cell(row, column)
            if cell is not None:
                writer.write(cell, {})


@request("repeatCell")
def repeat_cell(document: Document, body: Any, context: Context) -> None:
    """One CellData into every cell of a range; formulas shift as when they are filled."""
    mask = request_mask(body.get("fields"), "CellData")
    area = area_of(document, body.get("range", {}))
    check_may_write(document, area, context)
    writer = CellWriter(document, mask)
    data = body.get("cell", {})
    for row in range(area.top, area.bottom):
        for column in range(area.left, area.right):
            cell_data = moved_data(document, data, row - area.top, column - area.left)
            writer.write(area.sheet.grid.edit(row, column), cell_data)


@request("appendCells")
def append_cells(document: Document, body: Any, context: Context) -> None:
    """Rows of CellData below the last row with a value; the grid grows when it must."""
    writer = CellWriter(document, request_mask(body.get("fields"), "CellData"))
    sheet = sheet_by_id(document, body.get("sheetId", 0))
    rows = body.get("rows", [])
    width = max((len(row.get("values", ())) for row in rows), default=0)
    _check_inside(width, sheet.grid.column_count, "column")
    top = last_row_with_value(sheet)
    grow(document, sheet, top + len(rows), 0)
    area = Area(sheet, top, 0, top + len(rows), width)
    check_may_write(document, area, context)
    _write_rows(writer, area, rows)


def last_row_with_value(sheet: Sheet) -> int:
    """How many rows there are up to the last with a value."""
    for row in range(len(sheet.grid.rows), 0, -1):
        cells = sheet.grid.rows[row - 1].cells
        if any(cell is not None and cell.value is not None for cell in cells):
            return row
    return 0


@request("setDataValidation")
def set_data_validation(document: Document, body: Any, context: Context) -> None:
    """A rule for every cell of a range; no rule removes theirs."""
    area = area_of(document, body.get("range", {}))
    check_may_write(document, area, context)
    rule = body.get("rule")
    grid = area.sheet.grid
    for row in range(area.top, area.bottom):
        for column in range(area.left, area.right):
            if rule is not None:
                grid.edit(row, column).validation = rule
            elif (cell := grid.cell(row, column)) is not None:
                cell.validation = None


SIDES = ("top", "bottom", "left", "right")


@request("updateBorders")
def update_borders(document: Document, body: Any, context: Context) -> None:
    """The outer and inner borders of a range; a side not named stays as it is."""
    area = area_of(document, body.get("range", {}))
    check_may_write(document, area, context)
    for row in range(area.top, area.bottom):
        for column in range(area.left, area.right):
            borders = _borders(area, body, row, column)
            if not borders:
                continue
            cell = area.sheet.grid.edit(row, column)
            old = (cell.format or {}).get("borders", {})
            kept = {side: line for side, line in (old | borders).items() if _drawn(line)}
            cell.format = (cell.format or {}) | {"borders": kept}


def _borders(area: Area, body: Any, row: int, column: int) -> dict[str, Any]:
    names = {
        "top": "top" if row == area.top else "innerHorizontal",
        "bottom": "bottom" if row == area.bottom - 1 else "innerHorizontal",
        "left": "left" if column == area.left else "innerVertical",
        "right": "right" if column == area.right - 1 else "innerVertical",
    }
    return {side: body[names[side]] for side in SIDES if names[side] in body}


def _drawn(line: Any) -> bool:
    return bool(line.get("style", "STYLE_UNSPECIFIED") not in ("NONE", "STYLE_UNSPECIFIED"))
