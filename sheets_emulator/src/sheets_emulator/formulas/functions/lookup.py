"""Functions that look something up: VLOOKUP, MATCH, INDEX, XLOOKUP, INDIRECT, CHOOSE."""

import bisect

from sheets_emulator.formulas.frame import Frame
from sheets_emulator.formulas.parser import Node, parse
from sheets_emulator.formulas.references import Reference
from sheets_emulator.formulas.registry import as_grid, lazy, on_grids
from sheets_emulator.formulas.tokens import FormulaSyntaxError
from sheets_emulator.formulas.values import (
    FormulaError,
    Grid,
    Scalar,
    Value,
    lookup_key,
    mapped,
    sort_key,
    to_bool,
    to_number,
    to_text,
)


def _one(value: Value) -> Scalar:
    return value.rows[0][0] if isinstance(value, Grid) else value


def _place(frame: Frame, name: str, grid: Grid, wanted: Scalar, sorted_: bool) -> int:
    """Row of `wanted` in the grid's first column; sorted: of the last that is not greater.

    `name` is the function that looks, for its words."""
    if isinstance(wanted, FormulaError):
        raise wanted
    if sorted_:
        keys = [sort_key(row[0]) for row in grid.rows if row[0] is not None]
        found = bisect.bisect_right(keys, sort_key(wanted)) - 1
        if found >= 0 and keys[found][0] == sort_key(wanted)[0]:
            return found
    elif (entry := frame.evaluator.index(grid).get(lookup_key(wanted))) is not None:
        return entry[1]
    raise _not_found(frame, name, wanted)


def _not_found(frame: Frame, name: str, wanted: Scalar) -> FormulaError:
    shown = to_text(wanted, frame.locale)
    return FormulaError("N_A", f"Did not find value '{shown}' in {name} evaluation.")


def _searched(
    frame: Frame, name: str, wanted: Value, grid: Grid, column: Scalar, sorted_: bool
) -> Value:
    number = int(to_number(column, frame.locale))
    if not 1 <= number <= grid.width:
        raise FormulaError("REF", f"Evaluates to an out of bounds range: column {number}.")
    if not frame.array:
        wanted = _one(wanted)
    return mapped(
        lambda one: grid.rows[_place(frame, name, grid, one, sorted_)][number - 1], wanted
    )


@on_grids("VLOOKUP", 3, 4)
def vlookup(
    frame: Frame, wanted: Value, where: Value, column: Value, sorted_: Value = True
) -> Value:
    return _searched(frame, "VLOOKUP", wanted, as_grid(where), _one(column), to_bool(_one(sorted_)))


@on_grids("HLOOKUP", 3, 4)
def hlookup(frame: Frame, wanted: Value, where: Value, row: Value, sorted_: Value = True) -> Value:
    turned = Grid(tuple(zip(*as_grid(where).rows, strict=True)))
    return _searched(frame, "HLOOKUP", wanted, turned, _one(row), to_bool(_one(sorted_)))


@on_grids("XLOOKUP", 3, 4)
def xlookup(
    frame: Frame, wanted: Value, where: Value, result: Value, missing: Value = None
) -> Value:
    grid, found = _as_column(as_grid(where)), _as_column(as_grid(result))

    def look(one: Scalar) -> Scalar:
        try:
            row = _place(frame, "XLOOKUP", grid, one, sorted_=False)
        except FormulaError:
            if missing is None:
                raise
            return _one(missing)
        return found.rows[row][0] if row < found.height else None

    return mapped(look, wanted if frame.array else _one(wanted))


def _as_column(grid: Grid) -> Grid:
    return grid if grid.width == 1 or grid.height > 1 else Grid(tuple((c,) for c in grid.rows[0]))


@on_grids("MATCH", 2, 3)
def match(frame: Frame, wanted: Value, where: Value, kind: Value = 1) -> Value:
    grid, way = _as_column(as_grid(where)), to_number(_one(kind), frame.locale)
    if way < 0:
        keys = [sort_key(row[0]) for row in grid.rows]
        position = sum(key >= sort_key(_one(wanted)) for key in keys)
        if not position:
            raise _not_found(frame, "MATCH", _one(wanted))
        return position
    return mapped(
        lambda one: _place(frame, "MATCH", grid, one, sorted_=way > 0) + 1,
        wanted if frame.array else _one(wanted),
    )


@on_grids("INDEX", 1, 3, array=True)
def index(frame: Frame, where: Value, row: Value = 0, column: Value = 0) -> Value:
    grid = as_grid(where)
    down, right = (int(to_number(_one(part), frame.locale)) for part in (row, column))
    if grid.height == 1 and right == 0 and down > 0:
        down, right = 0, down
    if down < 0 or right < 0:
        raise FormulaError("NUM", "INDEX parameters must not be negative.")
    rows = grid.rows if down == 0 else grid.rows[down - 1 : down]
    cut = tuple(line if right == 0 else line[right - 1 : right] for line in rows)
    if not cut or not cut[0]:
        return None  # beyond the content, where cells are empty
    return cut[0][0] if len(cut) == len(cut[0]) == 1 else Grid(cut)


@lazy("CHOOSE", 2, None)
def choose(frame: Frame, which: Node, *nodes: Node) -> Value:
    number = int(frame.number(which))
    if not 1 <= number <= len(nodes):
        raise FormulaError("NUM", f"Function CHOOSE parameter 1 value is {number}.")
    return frame.value(nodes[number - 1])


@lazy("INDIRECT", 1, 2)
def indirect(frame: Frame, text: Node, _a1: Node | None = None) -> Value:
    spelled = to_text(frame.scalar(text), frame.locale)
    try:
        node = parse("=" + spelled, frame.locale)
    except FormulaSyntaxError:
        raise FormulaError("REF", f"'{spelled}' is not a valid cell/range reference.") from None
    if not isinstance(node, Reference):
        raise FormulaError("REF", f"'{spelled}' is not a valid cell/range reference.")
    area = frame.evaluator.area(frame.sheet, node)
    return (
        frame.evaluator.value(area.sheet, area.top, area.left)
        if area.single
        else frame.evaluator.grid(area)
    )
