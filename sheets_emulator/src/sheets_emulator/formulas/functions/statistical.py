"""Functions that count and measure ranges: COUNT, COUNTIF(S), SUMIF(S), AVERAGE, MIN, MAX."""

import math
import statistics
from collections.abc import Iterator

from sheets_emulator.formulas.criteria import criterion
from sheets_emulator.formulas.frame import Frame
from sheets_emulator.formulas.functions.math import numbers
from sheets_emulator.formulas.parser import Node
from sheets_emulator.formulas.registry import as_grid, lazy, on_grids
from sheets_emulator.formulas.values import (
    FormulaError,
    Grid,
    Scalar,
    Value,
    lookup_key,
    mapped,
    number_in,
)


@on_grids("COUNT", 1, None)
def count(frame: Frame, *values: Value) -> int:
    return sum(_counts_as_number(frame, value) for value in values)


def _counts_as_number(frame: Frame, value: Value) -> int:
    if isinstance(value, Grid):
        return sum(isinstance(c, int | float) and not isinstance(c, bool) for c in value.flat())
    if isinstance(value, str):
        return int(number_in(value, frame.locale) is not None)
    return int(isinstance(value, int | float))


@on_grids("COUNTA", 1, None)
def counta(_frame: Frame, *values: Value) -> int:
    return sum(cell is not None for value in values for cell in as_grid(value).flat())


@lazy("COUNTBLANK", 1, 1)
def countblank(frame: Frame, node: Node) -> int:
    place = frame.place(node)
    size = (place.bottom - place.top + 1) * (place.right - place.left + 1)
    return size - sum(cell not in (None, "") for cell in frame.evaluator.grid(place).flat())


@on_grids("COUNTUNIQUE", 1, None)
def countunique(_frame: Frame, *values: Value) -> int:
    cells = (cell for value in values for cell in as_grid(value).flat())
    return len({lookup_key(cell) for cell in cells if cell is not None})


@on_grids("COUNTIF", 2, 2)
def countif(frame: Frame, where: Value, wanted: Value) -> Value:
    grid = as_grid(where)
    if isinstance(wanted, Grid) and not frame.array:
        wanted = wanted.rows[0][0]
    return mapped(lambda one: _matches(frame, grid, one), wanted)


def _matches(frame: Frame, grid: Grid, wanted: Scalar) -> int:
    rule = criterion(wanted, frame.locale)
    if rule.equal is None:
        return sum(rule.test(cell) for cell in grid.flat())
    found = 0
    for column in range(grid.width):
        index = frame.evaluator.index(grid, column)
        found += sum(index.get(lookup_key(value), (0, 0))[0] for value in rule.equal)
    return found


def _selected(frame: Frame, *pairs: Value) -> Iterator[int]:
    """Positions (row by row) where every range meets its criterion."""
    if len(pairs) % 2:
        raise FormulaError("N_A", "Ranges and criteria must come in pairs.")
    tests = [criterion(next(as_grid(value).flat()), frame.locale).test for value in pairs[1::2]]
    lists = [list(as_grid(value).flat()) for value in pairs[::2]]
    size = max(len(cells) for cells in lists)
    for position in range(size):
        cells = [cells[position] if position < len(cells) else None for cells in lists]
        if all(test(cell) for test, cell in zip(tests, cells, strict=True)):
            yield position


@on_grids("COUNTIFS", 2, None)
def countifs(frame: Frame, *pairs: Value) -> int:
    return sum(1 for _ in _selected(frame, *pairs))


def _picked(frame: Frame, source: Value, *pairs: Value) -> list[float]:
    cells = list(as_grid(source).flat())
    chosen = (cells[at] for at in _selected(frame, *pairs) if at < len(cells))
    return list(numbers(frame, (Grid((tuple(chosen),)),)))


@on_grids("SUMIF", 2, 3)
def sumif(frame: Frame, where: Value, wanted: Value, source: Value = None) -> float:
    return math.fsum(_picked(frame, where if source is None else source, where, wanted))


@on_grids("SUMIFS", 3, None)
def sumifs(frame: Frame, source: Value, *pairs: Value) -> float:
    return math.fsum(_picked(frame, source, *pairs))


def _mean(values: list[float]) -> float:
    if not values:
        message = "Evaluation of function AVERAGE caused a divide by zero error."
        raise FormulaError("DIVIDE_BY_ZERO", message)
    return math.fsum(values) / len(values)


@on_grids("AVERAGE", 1, None)
def average(frame: Frame, *values: Value) -> float:
    return _mean(list(numbers(frame, values)))


@on_grids("AVERAGEIF", 2, 3)
def averageif(frame: Frame, where: Value, wanted: Value, source: Value = None) -> float:
    return _mean(_picked(frame, where if source is None else source, where, wanted))


@on_grids("AVERAGEIFS", 3, None)
def averageifs(frame: Frame, source: Value, *pairs: Value) -> float:
    return _mean(_picked(frame, source, *pairs))


@on_grids("MIN", 1, None)
def min_(frame: Frame, *values: Value) -> float:
    return min(numbers(frame, values), default=0)


@on_grids("MAX", 1, None)
def max_(frame: Frame, *values: Value) -> float:
    return max(numbers(frame, values), default=0)


@on_grids("MEDIAN", 1, None)
def median(frame: Frame, *values: Value) -> float:
    found = list(numbers(frame, values))
    if not found:
        raise FormulaError("NUM", "MEDIAN has no valid input data.")
    return statistics.median(found)


def _nth(frame: Frame, values: Value, rank: Value, largest_first: bool) -> float:
    ordered = sorted(numbers(frame, (as_grid(values),)), reverse=largest_first)
    position = int(next(numbers(frame, (as_grid(rank),)), 0))
    if not 1 <= position <= len(ordered):
        raise FormulaError("NUM", f"Parameter 2 value {position} is out of range.")
    return ordered[position - 1]


@on_grids("LARGE", 2, 2)
def large(frame: Frame, values: Value, rank: Value) -> float:
    return _nth(frame, values, rank, largest_first=True)


@on_grids("SMALL", 2, 2)
def small(frame: Frame, values: Value, rank: Value) -> float:
    return _nth(frame, values, rank, largest_first=False)
