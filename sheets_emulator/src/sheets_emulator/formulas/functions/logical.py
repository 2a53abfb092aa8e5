"""Functions that decide: IF, IFS, IFERROR, AND, OR, NOT, SWITCH."""

from collections.abc import Callable

from sheets_emulator.formulas.frame import Frame
from sheets_emulator.formulas.parser import Literal, Node
from sheets_emulator.formulas.registry import lazy, on_grids, on_scalars
from sheets_emulator.formulas.values import (
    FormulaError,
    Grid,
    Scalar,
    Value,
    compare,
    mapped,
    to_bool,
)

_NOTHING, _UNTRUE = Literal(None), Literal(False)


@lazy("IF", 2, 3)
def if_(frame: Frame, test: Node, yes: Node, no: Node = _UNTRUE) -> Value:
    condition = frame.value(test) if frame.array else frame.scalar(test)
    if not isinstance(condition, Grid):
        return frame.value(yes if to_bool(condition) else no)
    return mapped(
        lambda c, y, n: y if to_bool(c) else n, condition, _kept(frame, yes), _kept(frame, no)
    )


def _kept(frame: Frame, node: Node) -> Value:
    """The value, with an error as a value: only the branch that is taken may fail."""
    try:
        return frame.value(node)
    except FormulaError as error:
        return error


@lazy("IFS", 2, None)
def ifs(frame: Frame, *nodes: Node) -> Value:
    for test, value in zip(nodes[::2], nodes[1::2], strict=False):
        if to_bool(frame.scalar(test)):
            return frame.value(value)
    raise FormulaError("N_A", "No match.")


@lazy("SWITCH", 3, None)
def switch(frame: Frame, subject: Node, *nodes: Node) -> Value:
    wanted = frame.scalar(subject)
    for index in range(0, len(nodes) - 1, 2):
        if compare(wanted, frame.scalar(nodes[index])) == 0:
            return frame.value(nodes[index + 1])
    if len(nodes) % 2:
        return frame.value(nodes[-1])
    raise FormulaError("N_A", "No match for switch value.")


def _rescue(frame: Frame, node: Node, other: Node, is_bad: Callable[[Scalar], bool]) -> Value:
    value = _kept(frame, node)
    if isinstance(value, Grid):
        return mapped(
            lambda cell, fallback: fallback if is_bad(cell) else cell, value, _kept(frame, other)
        )
    return frame.value(other) if is_bad(value) else value


@lazy("IFERROR", 1, 2)
def iferror(frame: Frame, node: Node, other: Node = _NOTHING) -> Value:
    return _rescue(frame, node, other, lambda value: isinstance(value, FormulaError))


@lazy("IFNA", 1, 2)
def ifna(frame: Frame, node: Node, other: Node = _NOTHING) -> Value:
    return _rescue(
        frame, node, other, lambda value: isinstance(value, FormulaError) and value.kind == "N_A"
    )


def _truths(values: tuple[Value, ...]) -> list[bool]:
    """All truth values; in ranges text and empty cells do not count."""
    found: list[bool] = []
    for value in values:
        if isinstance(value, Grid):
            found += [to_bool(cell) for cell in value.flat() if not isinstance(cell, str | None)]
        else:
            found.append(to_bool(value))
    return found


@on_grids("AND", 1, None)
def and_(_frame: Frame, *values: Value) -> bool:
    return all(_truths(values))


@on_grids("OR", 1, None)
def or_(_frame: Frame, *values: Value) -> bool:
    return any(_truths(values))


@on_grids("XOR", 1, None)
def xor(_frame: Frame, *values: Value) -> bool:
    return sum(_truths(values)) % 2 == 1


@on_scalars("NOT", 1, 1)
def not_(_frame: Frame, value: Scalar) -> bool:
    return not to_bool(value)


@on_scalars("TRUE", 0, 0)
def true(_frame: Frame) -> bool:
    return True


@on_scalars("FALSE", 0, 0)
def false(_frame: Frame) -> bool:
    return False
