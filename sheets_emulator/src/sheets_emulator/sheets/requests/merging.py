"""Requests that merge cells and undo it."""

from collections.abc import Iterator
from typing import Any

from sheets_emulator.book.areas import Area, area_of, area_on
from sheets_emulator.book.document import Document, Sheet
from sheets_emulator.sheets.editing.registry import Context, request
from sheets_emulator.sheets.editing.writing import check_may_write, set_value
from sheets_emulator.wire.http import InvalidArgument

PARTLY = "You must select all cells in a merged range to merge or unmerge them."


@request("mergeCells")
def merge_cells(document: Document, body: Any, context: Context) -> None:
    """One merge, or one a row or column; only the top-left value of each stays."""
    area = area_of(document, body.get("range", {}))
    check_may_write(document, area, context)
    _check_frozen(area)
    remove_merges(area)
    for block in _blocks(area, body.get("mergeType", "MERGE_ALL")):
        if (block.bottom - block.top) * (block.right - block.left) > 1:
            area.sheet.list_of("merges").append(block.grid_range())
            _keep_first(block)


@request("unmergeCells")
def unmerge_cells(document: Document, body: Any, context: Context) -> None:
    """The merges inside a range go."""
    area = area_of(document, body.get("range", {}))
    check_may_write(document, area, context)
    remove_merges(area)


def remove_merges(area: Area) -> None:
    """Take away the merges inside; the 400 when one is only partly inside."""
    kept = []
    for merge in area.sheet.list_of("merges"):
        merged = area_on(area.sheet, merge)
        if not merged.touches(area):
            kept.append(merge)
        elif not area.covers(merged):
            raise InvalidArgument(PARTLY)
    area.sheet.parts["merges"] = kept


def merges_inside(sheet: Sheet, area: Area) -> list[Any]:
    """The merges that lie wholly inside."""
    return [merge for merge in sheet.list_of("merges") if area.covers(area_on(sheet, merge))]


def _check_frozen(area: Area) -> None:
    own = area.sheet.properties.get("gridProperties", {})
    rows, columns = own.get("frozenRowCount", 0), own.get("frozenColumnCount", 0)
    if area.left < columns < area.right:
        raise InvalidArgument("You can't merge frozen and non-frozen columns.")
    if area.top < rows < area.bottom:
        raise InvalidArgument("You can't merge frozen and non-frozen rows.")


def _blocks(area: Area, merge_type: str) -> Iterator[Area]:
    if merge_type == "MERGE_ROWS":
        for row in range(area.top, area.bottom):
            yield Area(area.sheet, row, area.left, row + 1, area.right)
    elif merge_type == "MERGE_COLUMNS":
        for column in range(area.left, area.right):
            yield Area(area.sheet, area.top, column, area.bottom, column + 1)
    else:
        yield area


def _keep_first(block: Area) -> None:
    grid = block.sheet.grid
    for row in range(block.top, min(block.bottom, len(grid.rows))):
        for column in range(block.left, block.right):
            cell = grid.cell(row, column)
            if cell is not None and (row, column) != (block.top, block.left):
                set_value(cell, None)
