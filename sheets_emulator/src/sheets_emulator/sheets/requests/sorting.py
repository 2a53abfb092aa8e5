"""Requests that put rows in another order or take double ones out."""

from collections.abc import Sequence
from typing import Any

from sheets_emulator.book.areas import Area, area_of
from sheets_emulator.book.computed import evaluator
from sheets_emulator.book.document import Document
from sheets_emulator.book.grid import Cell, Formula
from sheets_emulator.formulas.rewrite import copied
from sheets_emulator.formulas.values import lookup_key, sort_key
from sheets_emulator.sheets.editing.registry import Context, request
from sheets_emulator.sheets.editing.writing import check_may_write
from sheets_emulator.wire.http import ApiError, InvalidArgument


@request("sortRange")
def sort_range(document: Document, body: Any, context: Context) -> None:
    """Rows of a range by the values of columns of the tab; blank ones stay last."""
    area = area_of(document, body.get("range", {}))
    check_may_write(document, area, context)
    sort_area(document, area, body.get("sortSpecs", []), context)


def sort_area(document: Document, area: Area, specs: list[Any], context: Context) -> None:
    """Order the rows of a rectangle; the order is stable."""
    values = evaluator(document, context.time)
    rows = list(range(area.top, min(area.bottom, len(area.sheet.grid.rows))))
    for spec in reversed(specs):
        if unknown := set(spec) - {"dimensionIndex", "sortOrder"}:
            name = ", ".join(sorted(unknown))
            raise ApiError(501, "UNIMPLEMENTED", f"the emulator does not sort by {name} yet.")
        column = spec.get("dimensionIndex", 0)
        if not area.left <= column < area.right:
            raise InvalidArgument(f"dimensionIndex {column} is outside the range.")
        keys = {row: sort_key(values.value(area.sheet.id, row, column)) for row in rows}
        down = spec.get("sortOrder") == "DESCENDING"
        filled = [row for row in rows if keys[row][0] != 4]
        filled.sort(key=lambda row, keys=keys: keys[row], reverse=down)  # type: ignore[misc]
        if down:
            filled = _ties_in_order(filled, rows, keys)
        rows = filled + [row for row in rows if keys[row][0] == 4]
    reorder(document, area, rows)


def _ties_in_order(filled: list[int], rows: list[int], keys: dict[int, Any]) -> list[int]:
    """Equal rows keep their order when all others are turned round."""
    place = {row: index for index, row in enumerate(rows)}
    ranks: dict[Any, int] = {}
    for row in filled:
        ranks.setdefault(keys[row], len(ranks))
    return sorted(filled, key=lambda row: (ranks[keys[row]], place[row]))


def reorder(document: Document, area: Area, order: Sequence[int]) -> None:
    """Place the rows of a rectangle in the order given (their numbers before).

    Cells go with notes and formats; a row's developer metadata goes along, its height stays.
    """
    grid = area.sheet.grid
    taken = [(row, _cells(document, area, row)) for row in order]
    metadata = [grid.rows[row].properties.get("developerMetadata") for row in order]
    for place, (source, cells) in enumerate(taken, area.top):
        for column, cell in enumerate(cells, area.left):
            grid.put(place, column, _moved(document, cell, place - source))
    for place, entries in enumerate(metadata, area.top):
        grid.rows[place].properties.pop("developerMetadata", None)
        if entries:
            grid.rows[place].properties["developerMetadata"] = entries


def _cells(document: Document, area: Area, row: int) -> list[Cell | None]:
    return [area.sheet.grid.cell(row, column) for column in range(area.left, area.right)]


def _moved(document: Document, cell: Cell | None, rows: int) -> Cell | None:
    if cell is None or not rows or not isinstance(cell.value, Formula):
        return cell
    moved = cell.copy()
    moved.value = Formula(copied(cell.value, document.locale, rows, 0))
    return moved


@request("randomizeRange")
def randomize_range(document: Document, body: Any, context: Context) -> None:
    """Rows of a range in a random order."""
    area = area_of(document, body.get("range", {}))
    check_may_write(document, area, context)
    rows = list(range(area.top, min(area.bottom, len(area.sheet.grid.rows))))
    document.ids.shuffle(rows)
    reorder(document, area, rows)


@request("deleteDuplicates")
def delete_duplicates(document: Document, body: Any, context: Context) -> Any:
    """Rows of a range that repeat an earlier one go; those below move up inside the range."""
    area = area_of(document, body.get("range", {}))
    check_may_write(document, area, context)
    columns = _compared(area, body.get("comparisonColumns", ()))
    values = evaluator(document, context.time)
    seen: set[Any] = set()
    kept: list[int] = []
    double: list[int] = []
    for row in range(area.top, min(area.bottom, len(area.sheet.grid.rows))):
        key = tuple(lookup_key(values.value(area.sheet.id, row, column)) for column in columns)
        (double if key in seen else kept).append(row)
        seen.add(key)
    reorder(document, area, kept + double)
    _empty(area, area.top + len(kept), len(double))
    count = {"duplicatesRemovedCount": len(double)} if double else {}
    return {"deleteDuplicates": count}


def _compared(area: Area, ranges: Sequence[Any]) -> list[int]:
    columns = list(range(area.left, area.right))
    if not ranges:
        return columns
    return [
        column
        for column in columns
        if any(
            one.get("startIndex", 0) <= column < one.get("endIndex", area.right) for one in ranges
        )
    ]


def _empty(area: Area, top: int, count: int) -> None:
    for row in range(top, top + count):
        for column in range(area.left, area.right):
            area.sheet.grid.put(row, column, None)
