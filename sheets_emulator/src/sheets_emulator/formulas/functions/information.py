"""Functions that ask what a value is: ISBLANK, ISNUMBER, ISERROR, ROW, COLUMNS."""

from collections.abc import Callable

from sheets_emulator.formulas.frame import Frame
from sheets_emulator.formulas.parser import Node
from sheets_emulator.formulas.registry import lazy, on_grids, on_scalars
from sheets_emulator.formulas.values import FormulaError, Grid, Scalar, Value


def _is_number(value: Scalar) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_error(value: Scalar) -> bool:
    return isinstance(value, FormulaError)


_TESTS: dict[str, Callable[[Scalar], bool]] = {
    "ISBLANK": lambda value: value is None,
    "ISNUMBER": _is_number,
    "ISTEXT": lambda value: isinstance(value, str),
    "ISNONTEXT": lambda value: not isinstance(value, str),
    "ISLOGICAL": lambda value: isinstance(value, bool),
    "ISERROR": _is_error,
    "ISERR": lambda value: isinstance(value, FormulaError) and value.kind != "N_A",
    "ISNA": lambda value: isinstance(value, FormulaError) and value.kind == "N_A",
    "ISEVEN": lambda value: _is_number(value) and int(value or 0) % 2 == 0,  # type: ignore[arg-type]
    "ISODD": lambda value: _is_number(value) and int(value or 0) % 2 == 1,  # type: ignore[arg-type]
}


def _register(name: str, test: Callable[[Scalar], bool]) -> None:
    on_scalars(name, 1, 1)(lambda _frame, value: test(value))


for _name, _test in _TESTS.items():
    _register(_name, _test)


@lazy("ISFORMULA", 1, 1)
def isformula(frame: Frame, node: Node) -> bool:
    place = frame.place(node)
    return frame.evaluator.tree(place.sheet, place.top, place.left) is not None


@on_scalars("NA", 0, 0)
def na(_frame: Frame) -> Scalar:
    return FormulaError("N_A", "Result was not available.")


@on_scalars("N", 1, 1)
def n(_frame: Frame, value: Scalar) -> Scalar:
    if isinstance(value, FormulaError):
        return value
    return 0 if value is None or isinstance(value, str) else value + 0


@lazy("ROW", 0, 1)
def row(frame: Frame, node: Node | None = None) -> Value:
    if node is None:
        return frame.row + 1
    place = frame.place(node)
    if frame.array and place.bottom > place.top:
        return Grid(tuple((line + 1,) for line in range(place.top, place.bottom + 1)))
    return place.top + 1


@lazy("COLUMN", 0, 1)
def column(frame: Frame, node: Node | None = None) -> Value:
    if node is None:
        return frame.column + 1
    place = frame.place(node)
    if frame.array and place.right > place.left:
        return Grid((tuple(line + 1 for line in range(place.left, place.right + 1)),))
    return place.left + 1


@lazy("ROWS", 1, 1)
def rows(frame: Frame, node: Node) -> int:
    place = frame.place(node)
    return place.bottom - place.top + 1


@lazy("COLUMNS", 1, 1)
def columns(frame: Frame, node: Node) -> int:
    place = frame.place(node)
    return place.right - place.left + 1


@on_grids("ERROR.TYPE", 1, 1)
def error_type(_frame: Frame, value: Value) -> int:
    order = ("NULL_VALUE", "DIVIDE_BY_ZERO", "VALUE", "REF", "NAME", "NUM", "N_A")
    if isinstance(value, FormulaError):
        return order.index(value.kind) + 1 if value.kind in order else 8
    raise FormulaError("N_A", "Argument is not an error.")
