"""The criteria of COUNTIF and its family: `">=5"`, `"<>x"`, `"Nguyễn*"`, a number, a text."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from sheets_emulator.formulas.values import FormulaError, Scalar, compare, number_in

_OPERATOR = re.compile(r"(<=|>=|<>|=|<|>)?(.*)", re.DOTALL)
_TESTS: dict[str, Callable[[int], bool]] = {
    "<": lambda order: order < 0,
    ">": lambda order: order > 0,
    "<=": lambda order: order <= 0,
    ">=": lambda order: order >= 0,
}


@dataclass(frozen=True, slots=True)
class Criterion:
    """A test of one cell. `equal` is the value that it asks for when it is a plain equality."""

    test: Callable[[Scalar], bool]
    equal: tuple[Scalar, ...] | None = None


def criterion(wanted: Scalar, locale: str) -> Criterion:
    """The test for the second argument of COUNTIF; an error there is raised."""
    if isinstance(wanted, FormulaError):
        raise wanted
    if not isinstance(wanted, str):
        wanted = 0 if wanted is None else wanted
        return Criterion(lambda cell: _equals(cell, wanted), (wanted,))
    match = _OPERATOR.fullmatch(wanted)
    assert match is not None
    sign, text = match.groups()
    if sign in _TESTS:
        return Criterion(_ordered(_TESTS[sign], text, locale))
    same = _equality(text, locale, explicit=sign is not None)
    if sign == "<>":
        return Criterion(lambda cell: not same.test(cell))
    return same


def _ordered(test: Callable[[int], bool], text: str, locale: str) -> Callable[[Scalar], bool]:
    number = number_in(text, locale)
    limit: Scalar = text if number is None else number

    def compared(cell: Scalar) -> bool:
        if isinstance(cell, bool | FormulaError | None):
            return False
        return isinstance(cell, str) == isinstance(limit, str) and test(compare(cell, limit))

    return compared


def _equality(text: str, locale: str, explicit: bool) -> Criterion:
    if text == "":
        return Criterion(lambda cell: cell is None if explicit else cell in (None, ""))
    if text.upper() in ("TRUE", "FALSE"):
        return Criterion(lambda cell: cell is (text.upper() == "TRUE"), (text.upper() == "TRUE",))
    if re.search(r"[*?~]", text):
        pattern = _wildcards(text)
        return Criterion(lambda cell: isinstance(cell, str) and bool(pattern.fullmatch(cell)))
    number = number_in(text, locale)
    if number is None:
        return Criterion(lambda cell: _equals(cell, text), (text,))
    # Digits in quotes count the number and the same digits kept as text.
    return Criterion(lambda cell: _equals(cell, number) or _equals(cell, text), (number, text))


def _equals(cell: Scalar, wanted: Scalar) -> bool:
    if isinstance(cell, bool) != isinstance(wanted, bool) or isinstance(cell, FormulaError | None):
        return False
    if isinstance(cell, str) and isinstance(wanted, str):
        return cell.casefold() == wanted.casefold()
    return cell == wanted


def _wildcards(text: str) -> re.Pattern[str]:
    """`*` any run, `?` one character, `~` before them means the sign itself."""
    out = ""
    for piece in re.findall(r"~.|.", text, re.DOTALL):
        out += {"*": ".*", "?": "."}.get(piece) or re.escape(piece.removeprefix("~") or piece)
    return re.compile(out, re.IGNORECASE | re.DOTALL)
