"""Requests that add, remove, move and dress whole rows and columns."""

from typing import Any

from sheets_emulator.book.areas import sheet_by_id
from sheets_emulator.book.document import Document, Sheet
from sheets_emulator.book.grid import Cell, Grid, Row
from sheets_emulator.formulas.rewrite import Deleted, Inserted, Moved
from sheets_emulator.google.masks import request_mask, updated
from sheets_emulator.sheets.editing.moving import follow_change
from sheets_emulator.sheets.editing.registry import Context, request
from sheets_emulator.sheets.editing.sizes import check_columns, check_size, grow
from sheets_emulator.wire.http import InvalidArgument

WORDS = {"ROWS": "rows", "COLUMNS": "columns"}


def size_of(grid: Grid, dimension: str) -> int:
    """How many rows or columns there are."""
    return grid.row_count if dimension == "ROWS" else grid.column_count


def read_range(document: Document, body: Any) -> tuple[Sheet, str, int, int]:
    """(tab, ROWS or COLUMNS, start, end) of a DimensionRange, open ends filled."""
    sheet = sheet_by_id(document, body.get("sheetId", 0))
    dimension = body.get("dimension", "DIMENSION_UNSPECIFIED")
    if dimension not in WORDS:
        raise InvalidArgument("range.dimension must be specified.")
    start = body.get("startIndex", 0)
    end = body.get("endIndex", size_of(sheet.grid, dimension))
    if start < 0 or end <= start:
        raise InvalidArgument(f"range.endIndex[{end}] must be after range.startIndex[{start}].")
    return sheet, dimension, start, end


@request("appendDimension")
def append_dimension(document: Document, body: Any, _context: Context) -> None:
    """More rows or columns at the end."""
    sheet = sheet_by_id(document, body.get("sheetId", 0))
    length = body.get("length", 0)
    if length <= 0:
        raise InvalidArgument("length must be greater than 0.")
    if body.get("dimension") == "COLUMNS":
        grow(document, sheet, 0, sheet.grid.column_count + length)
    else:
        grow(document, sheet, sheet.grid.row_count + length, 0)


@request("insertDimension")
def insert_dimension(document: Document, body: Any, _context: Context) -> None:
    """New rows or columns before a place; everything after it moves with what hangs on it."""
    if "endIndex" not in body.get("range", {}):
        # An open end is everything that is there, which nobody means to insert (a guess).
        raise InvalidArgument("range.endIndex must be specified.")
    sheet, dimension, start, end = read_range(document, body["range"])
    before = bool(body.get("inheritFromBefore"))
    _check_place(size_of(sheet.grid, dimension), start, before)
    insert_lines(document, sheet, dimension, start, end - start)
    _inherit(sheet.grid, dimension, start, end, start - 1 if before else end)


def _check_place(size: int, start: int, before: bool) -> None:
    if start > size:
        raise InvalidArgument(f"range.startIndex is larger than current grid size ({size})")
    if start == size and not before:
        raise InvalidArgument(
            f"range.startIndex must be less than the grid size ({size}) if inheritFromBefore is "
            "false."
        )
    if start == 0 and before:
        raise InvalidArgument(
            "range.startIndex must be greater than 0 if inheritFromBefore is true."
        )


def insert_lines(document: Document, sheet: Sheet, dimension: str, start: int, count: int) -> None:
    """Put empty lines in; the grid grows, ranges and formulas follow."""
    grid = sheet.grid
    if dimension == "ROWS":
        grid.row_count += count
        if start < len(grid.rows):
            grid.rows[start:start] = [Row() for _ in range(count)]
    else:
        check_columns(grid.column_count + count)
        grid.column_count += count
        _insert_columns(grid, start, count)
    check_size(document)
    follow_change(document, sheet, dimension, Inserted(start, count))


def _insert_columns(grid: Grid, start: int, count: int) -> None:
    if start < len(grid.columns):
        grid.columns[start:start] = [{} for _ in range(count)]
    for row in grid.rows:
        if start < len(row.cells):
            row.cells[start:start] = [None] * count


def _inherit(grid: Grid, dimension: str, start: int, end: int, source: int) -> None:
    """New lines take formats and validation of a neighbour, as in the browser."""
    if dimension == "ROWS":
        neighbour = grid.row(source)
        for column, cell in enumerate(neighbour.cells if neighbour is not None else ()):
            if looks := _looks(cell):
                for row in range(start, end):
                    grid.put(row, column, looks.copy())
        return
    for index in range(len(grid.rows)):
        if looks := _looks(grid.cell(index, source)):
            for column in range(start, end):
                grid.put(index, column, looks.copy())


def _looks(cell: Cell | None) -> Cell | None:
    if cell is None or (cell.format is None and cell.validation is None):
        return None
    return Cell(format=cell.format, validation=cell.validation)


@request("deleteDimension")
def delete_dimension(document: Document, body: Any, _context: Context) -> None:
    """Rows or columns go, with all that hangs on them."""
    sheet, dimension, start, end = read_range(document, body.get("range", {}))
    size = size_of(sheet.grid, dimension)
    if start >= size:
        raise InvalidArgument(f"range.startIndex is larger than current grid size ({size})")
    delete_some_lines(document, sheet, dimension, start, min(end, size))


def delete_some_lines(
    document: Document, sheet: Sheet, dimension: str, start: int, end: int
) -> None:
    """Take lines out, but never all of a tab, nor all that are not frozen."""
    size = size_of(sheet.grid, dimension)
    if end - start == size:
        raise InvalidArgument(f"You can't delete all the {WORDS[dimension]} on the sheet.")
    _check_frozen(sheet, dimension, start, end, size)
    delete_lines(document, sheet, dimension, start, end)


def _check_frozen(sheet: Sheet, dimension: str, start: int, end: int, size: int) -> None:
    name = "frozenRowCount" if dimension == "ROWS" else "frozenColumnCount"
    frozen = sheet.properties.get("gridProperties", {}).get(name, 0)
    if frozen and start <= frozen and end == size:
        raise InvalidArgument(
            f"Sorry, it is not possible to delete all non-frozen {WORDS[dimension]}."
        )


def delete_lines(document: Document, sheet: Sheet, dimension: str, start: int, end: int) -> None:
    """Take lines out; the grid shrinks, ranges and formulas follow."""
    grid = sheet.grid
    if dimension == "ROWS":
        del grid.rows[start:end]
        grid.row_count -= end - start
    else:
        del grid.columns[start:end]
        for row in grid.rows:
            del row.cells[start:end]
        grid.column_count -= end - start
    follow_change(document, sheet, dimension, Deleted(start, end))


@request("moveDimension")
def move_dimension(document: Document, body: Any, _context: Context) -> None:
    """Rows or columns go before a place that is counted before the move."""
    sheet, dimension, start, end = read_range(document, body.get("source", {}))
    destination = body.get("destinationIndex", 0)
    if destination > size_of(sheet.grid, dimension):
        raise InvalidArgument("destinationIndex is out of bounds.")
    if start <= destination <= end:
        return
    grid = sheet.grid
    if dimension == "ROWS":
        grid.touch_row(max(end, destination) - 1)
        move_items(grid.rows, start, end, destination)
    else:
        grid.touch_column(max(end, destination) - 1)
        move_items(grid.columns, start, end, destination)
        for row in grid.rows:
            row.cells.extend([None] * (max(end, destination) - len(row.cells)))
            move_items(row.cells, start, end, destination)
    follow_change(document, sheet, dimension, Moved(start, end, destination))


def move_items(items: list[Any], start: int, end: int, destination: int) -> None:
    """Move a slice of a list before a place counted before the move."""
    taken = items[start:end]
    del items[start:end]
    place = destination if destination <= start else destination - len(taken)
    items[place:place] = taken


@request("updateDimensionProperties")
def update_dimension_properties(document: Document, body: Any, _context: Context) -> None:
    """Width, hiding and metadata of rows or columns, as the mask says."""
    mask = request_mask(body.get("fields"), "DimensionProperties")
    sheet, dimension, start, end = read_range(document, body.get("range", {}))
    for index in range(start, min(end, size_of(sheet.grid, dimension))):
        held = line_properties(sheet.grid, dimension, index)
        after = updated(held, body.get("properties", {}), mask)
        held.clear()
        held.update({name: value for name, value in after.items() if value})


def line_properties(grid: Grid, dimension: str, index: int) -> dict[str, Any]:
    """The DimensionProperties held for a row or column, to edit."""
    return grid.touch_row(index).properties if dimension == "ROWS" else grid.touch_column(index)


# Arial 10: 1024 times `A` is 8691 pixels wide, recorded.
PIXELS_A_LETTER = 8688 / 1024
LEAST_PIXELS = 21


@request("autoResizeDimensions")
def auto_resize_dimensions(document: Document, body: Any, _context: Context) -> None:
    """Columns as wide as their longest text, rows back to their own height."""
    sheet, dimension, start, end = read_range(document, body.get("dimensions", {}))
    for index in range(start, min(end, size_of(sheet.grid, dimension))):
        held = line_properties(sheet.grid, dimension, index)
        if dimension == "ROWS":
            held.pop("pixelSize", None)
        elif (longest := _longest(sheet.grid, index)) > 0:
            held["pixelSize"] = max(LEAST_PIXELS, int(longest * PIXELS_A_LETTER) + 3)


def _longest(grid: Grid, column: int) -> int:
    cells = (row.cell(column) for row in grid.rows)
    texts = (str(cell.value) for cell in cells if cell is not None and cell.value is not None)
    lines = (line for text in texts for line in text.split("\n"))
    return max((len(line) for line in lines), default=0)


@request("addDimensionGroup")
def add_dimension_group(document: Document, body: Any, _context: Context) -> Any:
    """A group of rows or columns that can be folded; the reply lists all of that dimension."""
    sheet, dimension, start, end = read_range(document, body.get("range", {}))
    groups = _groups(sheet, dimension)
    inside = [
        g for g in groups if g["range"]["startIndex"] <= start and end <= g["range"]["endIndex"]
    ]
    extent = {
        "sheetId": sheet.id,
        "dimension": dimension,
        "startIndex": start,
        "endIndex": end,
    }
    groups.append({"range": extent, "depth": len(inside) + 1})
    control = "rowGroupControlAfter" if dimension == "ROWS" else "columnGroupControlAfter"
    own = sheet.properties.get("gridProperties", {})
    sheet.properties["gridProperties"] = own | {control: True}
    return {"addDimensionGroup": {"dimensionGroups": _printed(groups)}}


@request("deleteDimensionGroup")
def delete_dimension_group(document: Document, body: Any, _context: Context) -> Any:
    """A group goes; the reply lists those left."""
    sheet, dimension, start, end = read_range(document, body.get("range", {}))
    groups = _groups(sheet, dimension)
    same = [g for g in groups if (g["range"]["startIndex"], g["range"]["endIndex"]) == (start, end)]
    if not same:
        raise InvalidArgument("There is no dimension group over the range.")
    groups.remove(same[-1])
    return {"deleteDimensionGroup": {"dimensionGroups": _printed(groups)} if groups else {}}


@request("updateDimensionGroup")
def update_dimension_group(document: Document, body: Any, _context: Context) -> None:
    """Fold or unfold a group."""
    request_mask(body.get("fields"), "DimensionGroup")
    asked = body.get("dimensionGroup", {})
    sheet, dimension, start, end = read_range(document, asked.get("range", {}))
    for group in _groups(sheet, dimension):
        extent = group["range"]
        if (extent["startIndex"], extent["endIndex"]) == (start, end):
            group["collapsed"] = bool(asked.get("collapsed"))
            if not group["collapsed"]:
                del group["collapsed"]
            return
    raise InvalidArgument("There is no dimension group over the range.")


def _groups(sheet: Sheet, dimension: str) -> list[Any]:
    return sheet.list_of("rowGroups" if dimension == "ROWS" else "columnGroups")


def _printed(groups: list[Any]) -> list[Any]:
    return [
        group | {"range": {k: v for k, v in group["range"].items() if k != "sheetId" or v}}
        for group in groups
    ]
