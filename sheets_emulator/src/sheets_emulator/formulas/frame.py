"""Evaluates the tree of one formula as seen from one cell."""

import operator
from collections.abc import Callable
from dataclasses import dataclass, replace

from sheets_emulator.formulas.cells import Area, Computed
from sheets_emulator.formulas.not_computed import NOT_COMPUTED
from sheets_emulator.formulas.parser import (
    Array,
    Binary,
    Call,
    ErrorLiteral,
    Literal,
    Name,
    Node,
    Unary,
)
from sheets_emulator.formulas.references import Reference
from sheets_emulator.formulas.registry import FUNCTIONS
from sheets_emulator.formulas.values import (
    FormulaError,
    Grid,
    Scalar,
    Value,
    compare,
    error_of,
    mapped,
    to_number,
    to_text,
)


@dataclass(frozen=True, slots=True)
class Frame:
    """One formula's place: its cell, how far relative references are moved, array mode or not."""

    evaluator: Computed
    sheet: int
    row: int
    column: int
    rows_moved: int = 0
    columns_moved: int = 0
    array: bool = False

    @property
    def locale(self) -> str:
        """The spreadsheet's locale."""
        return self.evaluator.book.locale

    def in_array(self) -> "Frame":
        """The same place, with operators and functions working cell by cell."""
        return self if self.array else replace(self, array=True)

    def area(self, reference: Reference) -> Area:
        """The rectangle a reference means from here; FormulaError REF when there is none."""
        if reference.sheet is None and reference.single:
            row = reference.top + (0 if reference.fixed_top else self.rows_moved)
            column = reference.left + (0 if reference.fixed_left else self.columns_moved)
            rows, columns = self.evaluator.book.size(self.sheet)
            if 0 <= row < rows and 0 <= column < columns and not reference.broken:
                return Area(self.sheet, row, column, row, column)
        if self.rows_moved or self.columns_moved:
            reference = reference.moved(self.rows_moved, self.columns_moved)
        return self.evaluator.area(self.sheet, reference)

    def value(self, node: Node) -> Value:
        """A scalar, or a Grid where the node is a range or an array."""
        found = self._found(node)
        return self._of_area(found) if isinstance(found, Area) else found

    def _of_area(self, area: Area) -> Value:
        if area.single:
            return self.evaluator.value(area.sheet, area.top, area.left)
        return self.evaluator.grid(area) if self.array else self._crossing(area)

    def _crossing(self, area: Area) -> Scalar:
        """A range where one value is asked: the cell in this formula's own row or column."""
        if area.left == area.right and area.top <= self.row <= area.bottom:
            return self.evaluator.value(area.sheet, self.row, area.left)
        if area.top == area.bottom and area.left <= self.column <= area.right:
            return self.evaluator.value(area.sheet, area.top, self.column)
        raise FormulaError("VALUE", "An array value could not be found.")

    def ranged(self, node: Node) -> Value:
        """As `value`, but a range stays a Grid; errors are values here, not raised."""
        try:
            found = self._found(node)
        except FormulaError as error:
            return error
        return self.evaluator.grid(found) if isinstance(found, Area) else found

    def scalar(self, node: Node) -> Scalar:
        """One value; an error value is returned, not raised."""
        try:
            value = self.value(node)
        except FormulaError as error:
            return error
        return value.rows[0][0] if isinstance(value, Grid) else value

    def number(self, node: Node) -> float:
        """One value as a number; FormulaError when it is none."""
        return to_number(self.scalar(node), self.locale)

    def place(self, node: Node) -> Area:
        """The rectangle of a node that must be a reference."""
        found = self._found(node)
        if not isinstance(found, Area):
            raise FormulaError("N_A", "Argument must be a range.")
        return found

    def _found(self, node: Node) -> Value | Area:
        match node:
            case Literal():
                return node.value
            case Reference():
                return self.area(node)
            case Call():
                return self._call(node)
            case Binary():
                return self._binary(node)
            case Unary():
                return self._unary(node)
            case Name():
                return self.evaluator.named(node.name)
            case ErrorLiteral():
                raise error_of(node.text)
            case Array():
                return self._array(node)

    def _call(self, node: Call) -> Value:
        function = FUNCTIONS.get(node.function)
        if function is None:
            raise FormulaError("NAME", _why_not(node.function))
        return function(self, node.arguments)

    def _unary(self, node: Unary) -> Value:
        def signed(value: Scalar) -> Scalar:
            if node.operator == "+":
                return value
            number = to_number(value, self.locale)
            return -number if node.operator == "-" else number / 100

        return self._applied(signed, node.operand)

    def _binary(self, node: Binary) -> Value:
        if node.operator in _COMPARISONS:
            test = _COMPARISONS[node.operator]
            return self._applied(lambda a, b: test(compare(a, b), 0), node.left, node.right)
        if node.operator == "&":
            locale = self.locale
            return self._applied(
                lambda a, b: to_text(a, locale) + to_text(b, locale), node.left, node.right
            )
        arithmetic = _ARITHMETIC[node.operator]
        return self._applied(
            lambda a, b: finite(arithmetic, to_number(a, self.locale), to_number(b, self.locale)),
            node.left,
            node.right,
        )

    def _applied(self, function: Callable[..., Scalar], *nodes: Node) -> Value:
        if not self.array:
            return function(*[self.scalar(node) for node in nodes])
        return mapped(function, *[self.value(node) for node in nodes])

    def _array(self, node: Array) -> Grid:
        frame = self.in_array()
        bands = [[frame.value(item) for item in row] for row in node.rows]
        rows = [row for band in bands for row in _side_by_side(band)]
        if len({len(row) for row in rows}) != 1:
            raise FormulaError("VALUE", "In ARRAY_LITERAL, an Array Literal was missing values.")
        return Grid(tuple(rows))


def _side_by_side(band: list[Value]) -> list[tuple[Scalar, ...]]:
    grids = [value if isinstance(value, Grid) else Grid(((value,),)) for value in band]
    if len({grid.height for grid in grids}) != 1:
        raise FormulaError("VALUE", "In ARRAY_LITERAL, an Array Literal was missing values.")
    rows = zip(*[grid.rows for grid in grids], strict=True)
    return [tuple(cell for part in parts for cell in part) for parts in rows]


_COMPARISONS: dict[str, Callable[[int, int], bool]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}


def _why_not(name: str) -> str:
    if name in NOT_COMPUTED:
        return f"{name} is a function of Google's that the emulator does not compute."
    return f"Unknown function: '{name}'."


def _divide(left: float, right: float) -> float:
    if right == 0:
        raise FormulaError("DIVIDE_BY_ZERO", "Function DIVIDE parameter 2 cannot be zero.")
    return left / right


_ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": _divide,
    "^": operator.pow,
}


def finite(function: Callable[[float, float], float], left: float, right: float) -> float:
    """The result of arithmetic; #NUM! when it is no finite real number."""
    try:
        # Whole numbers as floats: an int power could grow without end.
        result = function(float(left), float(right))
    except (OverflowError, ZeroDivisionError):
        raise FormulaError("NUM", "The result is not a finite number.") from None
    if isinstance(result, complex) or result in (float("inf"), float("-inf")):
        raise FormulaError("NUM", "The result is not a real number.")
    return result
