"""Functions that give arrays: UNIQUE, FILTER, SORT, ARRAYFORMULA, TRANSPOSE, SEQUENCE."""

from sheets_emulator.formulas.frame import Frame
from sheets_emulator.formulas.parser import Node
from sheets_emulator.formulas.registry import as_grid, lazy, on_grids
from sheets_emulator.formulas.values import (
    FormulaError,
    Grid,
    Scalar,
    Value,
    lookup_key,
    sort_key,
    to_bool,
    to_number,
)

_MOST_CELLS = 1_000_000


@lazy("ARRAYFORMULA", 1, 1)
def arrayformula(frame: Frame, node: Node) -> Value:
    return frame.in_array().ranged(node)


@on_grids("UNIQUE", 1, 1, array=True)
def unique(_frame: Frame, value: Value) -> Value:
    rows = {tuple(lookup_key(cell) for cell in row): row for row in reversed(as_grid(value).rows)}
    wanted = dict.fromkeys(tuple(lookup_key(cell) for cell in r) for r in as_grid(value).rows)
    return Grid(tuple(rows[key] for key in wanted))


@on_grids("FILTER", 2, None, array=True)
def filter_(_frame: Frame, value: Value, *conditions: Value) -> Value:
    grid, tests = as_grid(value), [as_grid(condition) for condition in conditions]
    by_column = all(test.height == 1 and test.width == grid.width for test in tests)
    if by_column and grid.height > 1:
        kept = [at for at in range(grid.width) if all(_holds(t.rows[0][at]) for t in tests)]
        rows = [tuple(row[at] for at in kept) for row in grid.rows] if kept else []
    else:
        rows = [
            row
            for at, row in enumerate(grid.rows)
            if all(at < test.height and _holds(test.rows[at][0]) for test in tests)
        ]
    if not rows:
        raise FormulaError("N_A", "No matches are found in FILTER evaluation.")
    return Grid(tuple(rows))


def _holds(value: Scalar) -> bool:
    return not isinstance(value, FormulaError | str) and to_bool(value)


@on_grids("SORT", 1, None, array=True)
def sort(frame: Frame, value: Value, *keys: Value) -> Value:
    rows = list(as_grid(value).rows)
    pairs = list(zip(keys[::2], keys[1::2], strict=False)) or [(1, True)]
    for column, ascending in reversed(pairs):
        number = int(to_number(next(as_grid(column).flat()), frame.locale))
        if not 1 <= number <= len(rows[0]):
            raise FormulaError("VALUE", f"SORT has no column {number}.")
        rows = _sorted(rows, number - 1, to_bool(next(as_grid(ascending).flat())))
    return Grid(tuple(rows))


def _sorted(
    rows: list[tuple[Scalar, ...]], column: int, ascending: bool
) -> list[tuple[Scalar, ...]]:
    """Stable; empty cells stay last both ways."""
    filled = [row for row in rows if row[column] is not None]
    filled.sort(key=lambda row: sort_key(row[column]), reverse=not ascending)
    return filled + [row for row in rows if row[column] is None]


@on_grids("TRANSPOSE", 1, 1, array=True)
def transpose(_frame: Frame, value: Value) -> Value:
    return Grid(tuple(zip(*as_grid(value).rows, strict=True)))


@on_grids("FLATTEN", 1, None, array=True)
def flatten(_frame: Frame, *values: Value) -> Value:
    return Grid(tuple((cell,) for value in values for cell in as_grid(value).flat()))


@on_grids("SEQUENCE", 1, 4)
def sequence(frame: Frame, *parts: Value) -> Value:
    numbers = [to_number(next(as_grid(part).flat()), frame.locale) for part in parts]
    rows, columns, start, step = (*numbers, *(1.0, 1.0, 1.0, 1.0)[len(numbers) :])
    height, width = int(rows), int(columns)
    if height < 1 or width < 1 or height * width > _MOST_CELLS:
        raise FormulaError("NUM", "SEQUENCE needs at least one row and one column.")
    return Grid(
        tuple(
            tuple(start + step * (row * width + column) for column in range(width))
            for row in range(height)
        )
    )
