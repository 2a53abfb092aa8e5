"""Functions of numbers: SUM, ROUND, MOD, INT and their neighbours."""

import math
import operator
from collections.abc import Callable, Iterator
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal

from sheets_emulator.formulas.frame import Frame, finite
from sheets_emulator.formulas.registry import as_grid, on_grids, on_scalars
from sheets_emulator.formulas.values import FormulaError, Grid, Scalar, Value, mapped, to_number


def numbers(frame: Frame, values: tuple[Value, ...]) -> Iterator[float]:
    """All numbers: in ranges only real ones, single arguments are coerced; errors are raised."""
    for value in values:
        if not isinstance(value, Grid):
            yield to_number(value, frame.locale)
            continue
        for cell in value.flat():
            if isinstance(cell, FormulaError):
                raise cell
            if isinstance(cell, int | float) and not isinstance(cell, bool):
                yield cell


@on_grids("SUM", 1, None)
def sum_(frame: Frame, *values: Value) -> float:
    return math.fsum(numbers(frame, values))


@on_grids("PRODUCT", 1, None)
def product(frame: Frame, *values: Value) -> float:
    return math.prod(numbers(frame, values))


@on_grids("SUMPRODUCT", 1, None, array=True)
def sumproduct(frame: Frame, *values: Value) -> float:
    """Cells that are no numbers count as 0, as in Sheets; errors are raised."""

    def times(*cells: Scalar) -> Scalar:
        for cell in cells:
            if isinstance(cell, FormulaError):
                raise cell
        return math.prod(c if isinstance(c, int | float) else 0 for c in cells)

    return math.fsum(numbers(frame, (as_grid(mapped(times, *values)),)))


_ROUNDINGS = {
    "ROUND": ROUND_HALF_UP,
    "ROUNDUP": ROUND_UP,
    "ROUNDDOWN": ROUND_DOWN,
    "TRUNC": ROUND_DOWN,
}


def _register_rounding(name: str, rounding: str) -> None:
    @on_scalars(name, 1, 2)
    def run(frame: Frame, value: Scalar, places: Scalar = 0) -> float:
        number = to_number(value, frame.locale)
        digits = int(to_number(places, frame.locale))
        if abs(digits) > 100 or abs(number) >= 1e22:
            return number
        step = Decimal(1).scaleb(-digits)
        return float(Decimal(repr(float(number))).quantize(step, rounding))


for _name, _rounding in _ROUNDINGS.items():
    _register_rounding(_name, _rounding)

_OF_ONE: dict[str, Callable[[float], float]] = {
    "ABS": abs,
    "INT": math.floor,
    "SIGN": lambda x: (x > 0) - (x < 0),
    "SQRT": math.sqrt,
    "EXP": math.exp,
    "LN": math.log,
    "LOG10": math.log10,
}


def _register_of_one(name: str, function: Callable[[float], float]) -> None:
    @on_scalars(name, 1, 1)
    def run(frame: Frame, value: Scalar) -> float:
        try:
            return function(to_number(value, frame.locale))
        except (ValueError, OverflowError):
            raise FormulaError("NUM", f"Function {name} parameter 1 is out of range.") from None


for _name, _function in _OF_ONE.items():
    _register_of_one(_name, _function)


@on_scalars("MOD", 2, 2)
def mod(frame: Frame, value: Scalar, by: Scalar) -> float:
    number, divisor = to_number(value, frame.locale), to_number(by, frame.locale)
    if divisor == 0:
        raise FormulaError("DIVIDE_BY_ZERO", "Function MOD parameter 2 cannot be zero.")
    return number % divisor


@on_scalars("POWER", 2, 2)
def power(frame: Frame, base: Scalar, exponent: Scalar) -> float:
    return finite(operator.pow, to_number(base, frame.locale), to_number(exponent, frame.locale))


def _to_multiple(frame: Frame, value: Scalar, step: Scalar, way: Callable[[float], int]) -> float:
    number, size = to_number(value, frame.locale), to_number(step, frame.locale)
    return way(number / size) * size if size else 0


@on_scalars("CEILING", 1, 2)
def ceiling(frame: Frame, value: Scalar, step: Scalar = 1) -> float:
    return _to_multiple(frame, value, step, math.ceil)


@on_scalars("FLOOR", 1, 2)
def floor(frame: Frame, value: Scalar, step: Scalar = 1) -> float:
    return _to_multiple(frame, value, step, math.floor)


@on_scalars("PI", 0, 0)
def pi(_frame: Frame) -> float:
    return math.pi
