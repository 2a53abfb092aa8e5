"""The table that values.append goes under: a block of filled cells in or around a range."""

from collections.abc import Iterator

from sheets_emulator.book.areas import Area
from sheets_emulator.book.document import Sheet

Place = tuple[int, int]


def table_under(area: Area) -> Area | None:
    """The table that a range means, None when there is no filled cell in it.

    Filled cells that share a side are one table. A range in a table means that one; a range over
    several means the last, which is the one that ends lowest, then farthest right.
    """
    filled = set(_filled(area.sheet))
    inside = [place for place in filled if area.holds(*place)]
    blocks: list[Area] = []
    seen: set[Place] = set()
    for place in inside:
        if place not in seen:
            block = _connected(place, filled)
            seen |= block
            blocks.append(_around(area.sheet, block))
    return max(blocks, key=lambda block: (block.bottom, block.right), default=None)


def _filled(sheet: Sheet) -> Iterator[Place]:
    for row, column, cell in sheet.grid.used():
        if cell.value is not None:
            yield row, column


def _connected(start: Place, filled: set[Place]) -> set[Place]:
    block, edge = {start}, [start]
    while edge:
        row, column = edge.pop()
        for place in ((row + 1, column), (row - 1, column), (row, column + 1), (row, column - 1)):
            if place in filled and place not in block:
                block.add(place)
                edge.append(place)
    return block


def _around(sheet: Sheet, block: set[Place]) -> Area:
    rows = [row for row, _ in block]
    columns = [column for _, column in block]
    return Area(sheet, min(rows), min(columns), max(rows) + 1, max(columns) + 1)
