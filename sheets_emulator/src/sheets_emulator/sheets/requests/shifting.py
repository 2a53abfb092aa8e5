"""insertRange and deleteRange: cells shift within some rows or columns only."""

from typing import Any

from sheets_emulator.book.areas import Area, area_of, area_on
from sheets_emulator.book.document import Document
from sheets_emulator.book.grid import Cell
from sheets_emulator.formulas.rewrite import Change, Deleted, Inserted, shifted
from sheets_emulator.sheets.editing.moving import ENDS, follow_ranges, moved_range
from sheets_emulator.sheets.editing.registry import Context, request
from sheets_emulator.sheets.editing.rewriting import rewrite_formulas
from sheets_emulator.sheets.editing.sizes import grow
from sheets_emulator.sheets.editing.writing import check_may_write
from sheets_emulator.sheets.requests.dimensions import delete_some_lines, insert_lines
from sheets_emulator.wire.http import InvalidArgument

CROSS = {"ROWS": "COLUMNS", "COLUMNS": "ROWS"}


@request("insertRange")
def insert_range(document: Document, body: Any, context: Context) -> None:
    """Empty cells in a range; what was there goes down (ROWS) or to the right (COLUMNS)."""
    area = area_of(document, body.get("range", {}))
    dimension = _dimension(body)
    check_may_write(document, area, context)
    start, end = _lines(area, dimension)
    if _whole(area, dimension):
        insert_lines(document, area.sheet, dimension, start, end - start)
        return
    _grow_for(document, area, dimension, end - start)
    for across in _across(area, dimension):
        cells = _band(area, dimension, across)
        cells[start:start] = [None] * (end - start)
        _put_band(area, dimension, across, cells)
    _follow(document, area, dimension, Inserted(start, end - start))


@request("deleteRange")
def delete_range(document: Document, body: Any, context: Context) -> None:
    """The cells of a range go; what is below (ROWS) or right (COLUMNS) of them moves in."""
    area = area_of(document, body.get("range", {}))
    dimension = _dimension(body)
    check_may_write(document, area, context)
    start, end = _lines(area, dimension)
    if _whole(area, dimension):
        delete_some_lines(document, area.sheet, dimension, start, end)
        return
    for across in _across(area, dimension):
        cells = _band(area, dimension, across)
        length = len(cells)
        del cells[start:end]
        _put_band(area, dimension, across, cells + [None] * (length - len(cells)))
    _follow(document, area, dimension, Deleted(start, end))


def _dimension(body: Any) -> str:
    dimension = str(body.get("shiftDimension", ""))
    if dimension not in CROSS:
        raise InvalidArgument("shiftDimension must be specified.")
    return dimension


def _lines(area: Area, dimension: str) -> tuple[int, int]:
    return (area.top, area.bottom) if dimension == "ROWS" else (area.left, area.right)


def _whole(area: Area, dimension: str) -> bool:
    """Whole rows or columns are inserted and deleted as such."""
    if dimension == "ROWS":
        return area.left == 0 and area.right == area.sheet.grid.column_count and area.open_columns
    return area.top == 0 and area.bottom == area.sheet.grid.row_count and area.open_rows


def _across(area: Area, dimension: str) -> range:
    return range(*_lines(area, CROSS[dimension]))


def _grow_for(document: Document, area: Area, dimension: str, count: int) -> None:
    """Filled cells are not pushed off the grid: it grows as far as they need."""
    bands = (_band(area, dimension, across) for across in _across(area, dimension))
    used = max(map(len, bands), default=0)
    if used <= _lines(area, dimension)[0]:
        return
    if dimension == "ROWS":
        grow(document, area.sheet, used + count, 0)
    else:
        grow(document, area.sheet, 0, used + count)


def _band(area: Area, dimension: str, across: int) -> list[Cell | None]:
    """The cells of one column (ROWS) or one row (COLUMNS), as far as they are held."""
    grid = area.sheet.grid
    if dimension == "COLUMNS":
        row = grid.row(across)
        return list(row.cells) if row is not None else []
    cells = [row.cell(across) for row in grid.rows]
    while cells and cells[-1] is None:
        cells.pop()
    return cells


def _put_band(area: Area, dimension: str, across: int, cells: list[Cell | None]) -> None:
    for line, cell in enumerate(cells):
        place = (line, across) if dimension == "ROWS" else (across, line)
        area.sheet.grid.put(*place, cell)


def _follow(document: Document, area: Area, dimension: str, change: Change) -> None:
    """Ranges and references that lie wholly in the band move with its cells."""
    sheet, locale, title = area.sheet, document.locale, area.sheet.title
    low, high = _lines(area, CROSS[dimension])

    def follow(grid_range: dict[str, Any]) -> dict[str, Any] | None:
        bounds = area_on(sheet, grid_range) if _starts_inside(grid_range, sheet) else None
        if bounds is None:
            return grid_range
        first, last = _lines(bounds, CROSS[dimension])
        if not (low <= first and last <= high):
            return grid_range
        return moved_range(grid_range, dimension, change)

    follow_ranges(document, sheet, follow)
    across = (low, high - 1)
    rewrite_formulas(
        document, lambda text, home: shifted(text, locale, home, title, dimension, change, across)
    )


def _starts_inside(grid_range: dict[str, Any], sheet: Any) -> bool:
    sizes = {"ROWS": sheet.grid.row_count, "COLUMNS": sheet.grid.column_count}
    return all(grid_range.get(ENDS[name][0], 0) < size for name, size in sizes.items())
