"""What a clerk does wrong in a made-up workbook: each takes the lists' declarations and grids."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from sheets_schema.campaign import Table
from sheets_schema.cells import CELL_TYPES

Grids = Mapping[str, list[list[Any]]]
Mistake = Callable[[Sequence[Table], Grids], None]


def _none(tables: Sequence[Table], grids: Grids) -> None:
    """Everything is right."""


def _words_for_a_number(tables: Sequence[Table], grids: Grids) -> None:
    _put(tables, grids, "summed", 2, "khoảng hai chục")


def _a_fraction(tables: Sequence[Table], grids: Grids) -> None:
    _put(tables, grids, "summed", 1, 2.5)


def _far_too_much(tables: Sequence[Table], grids: Grids) -> None:
    _put(tables, grids, "summed", 3, 9_999)


def _nothing_where_something_is_needed(tables: Sequence[Table], grids: Grids) -> None:
    _put(tables, grids, "required", 1, None)


def _a_row_twice(tables: Sequence[Table], grids: Grids) -> None:
    grid = grids[tables[0].title]
    grid.append([len(grid), *grid[1][1:]])


def _not_begun(tables: Sequence[Table], grids: Grids) -> None:
    for grid in grids.values():
        del grid[1:]


def _a_wrong_sum(tables: Sequence[Table], grids: Grids) -> None:
    grid, names = grids[tables[0].title], _columns(tables[0], "summed")
    total: list[Any] = [None] * len(grid[0])
    total[next(_columns(tables[0], "words"), 0)] = "Tổng cộng"
    for number, at in enumerate(names):
        right = sum(row[at] for row in grid[1:] if isinstance(row[at], int))
        total[at] = right if number else right + 10
    grid.append(total)


def _put(tables: Sequence[Table], grids: Grids, what: str, row: int, value: object) -> None:
    """The value in the first column of that sort, in that row of the first list that has one."""
    for table in tables:
        grid = grids[table.title]
        for at in _columns(table, what):
            grid[min(row, len(grid) - 1)][at] = value
            return


def _columns(table: Table, what: str) -> Iterator[int]:
    """The places of its columns that are summed, that are required, that hold words."""
    for at, column in enumerate(table.columns):
        kind = CELL_TYPES[column.type]
        is_such = {
            "summed": kind.summed,
            "required": column.required,
            "words": not kind.measured and column.type != "ordinal",
        }
        if is_such[what]:
            yield at


MISTAKES: Sequence[Mistake] = (
    _words_for_a_number,
    _none,
    _a_row_twice,
    _a_fraction,
    _nothing_where_something_is_needed,
    _a_wrong_sum,
    _far_too_much,
    _not_begun,
)
