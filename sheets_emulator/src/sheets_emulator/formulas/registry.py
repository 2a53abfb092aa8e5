"""The table of functions and the three forms in which they are written."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from sheets_emulator.formulas.parser import Node
from sheets_emulator.formulas.values import FormulaError, Grid, Scalar, Value, mapped, overflow


class Place(Protocol):
    """Where a function is evaluated: it gives the values of the arguments as seen from there."""

    @property
    def array(self) -> bool:
        """Whether functions of single values work cell by cell here."""

    def in_array(self) -> "Place":
        """The same place, working cell by cell."""

    def value(self, node: Node) -> Value:
        """A scalar, or a Grid where the node is a range or an array; FormulaError is raised."""

    def ranged(self, node: Node) -> Value:
        """As `value`, but a range stays a Grid, and errors are values."""

    def scalar(self, node: Node) -> Scalar:
        """One value; an error value is returned, not raised."""


@dataclass(frozen=True, slots=True)
class Function:
    """One function: how many arguments it takes (most None: any number) and what it does."""

    name: str
    least: int
    most: int | None
    run: Callable[[Place, tuple[Node, ...]], Value]

    def __call__(self, frame: Place, arguments: tuple[Node, ...]) -> Value:
        count = len(arguments)
        if count < self.least or (self.most is not None and count > self.most):
            message = f"Wrong number of arguments to {self.name}. Got {count} arguments."
            raise FormulaError("N_A", message)
        return self.run(frame, arguments)


FUNCTIONS: dict[str, Function] = {}
_Lazy = Callable[..., Value]
_OnScalars = Callable[..., Scalar]


def lazy(name: str, least: int, most: int | None) -> Callable[[_Lazy], _Lazy]:
    """A function that gets its arguments as nodes and evaluates what it needs."""

    def register(function: _Lazy) -> _Lazy:
        def run(frame: Place, arguments: tuple[Node, ...]) -> Value:
            return function(frame, *arguments)

        FUNCTIONS[name] = Function(name, least, most, run)
        return function

    return register


def on_scalars(name: str, least: int, most: int | None) -> Callable[[_OnScalars], _OnScalars]:
    """A function of single values; inside ARRAYFORMULA and the like it works cell by cell."""

    def register(function: _OnScalars) -> _OnScalars:
        def run(frame: Place, arguments: tuple[Node, ...]) -> Value:
            if not frame.array:
                return function(frame, *[frame.scalar(node) for node in arguments])
            values = [frame.value(node) for node in arguments]
            return mapped(lambda *cells: function(frame, *cells), *values)

        FUNCTIONS[name] = Function(name, least, most, run)
        return function

    return register


def on_grids(
    name: str, least: int, most: int | None, array: bool = False
) -> Callable[[_Lazy], _Lazy]:
    """A function of whole ranges: each argument is a Grid (a range, an array) or a scalar.

    With `array` the arguments are evaluated cell by cell, as inside ARRAYFORMULA.
    """

    def register(function: _Lazy) -> _Lazy:
        def run(frame: Place, arguments: tuple[Node, ...]) -> Value:
            inner = frame.in_array() if array else frame
            try:
                return function(frame, *[inner.ranged(node) for node in arguments])
            except OverflowError:
                raise overflow() from None

        FUNCTIONS[name] = Function(name, least, most, run)
        return function

    return register


def as_grid(value: Value) -> Grid:
    """A single value as an array of one cell."""
    return value if isinstance(value, Grid) else Grid(((value,),))
