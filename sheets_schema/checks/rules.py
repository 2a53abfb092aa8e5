"""Rules between columns as a declaration writes them: `vaccinated <= enrolled`, `a = b + c`."""

import operator
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import NamedTuple

from sheets_schema.cells import CELL_TYPES
from sheets_schema.vietnam.dates import parse_date
from sheets_schema.vietnam.pattern import lazy
from sheets_schema.workbook import Value

Amount = Decimal
_RULE = lazy(r"([^<>=]+)(<=|>=|<|>|=)([^<>=]+)")
_SIGNS = lazy(r"[+-]")
_NUMBER = lazy(r"\d+(?:\.\d+)?")
_HOLDS: Mapping[str, Callable[[Amount, Amount], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    ">=": operator.ge,
    ">": operator.gt,
}
_SIGN = {"<=": "≤", ">=": "≥"}
# Sums of shown decimals differ in the last digit of a float, not in what people wrote.
_DIGITS = 6


class Term(NamedTuple):
    """A column or a number, added or taken away."""

    sign: int
    word: str

    @property
    def is_number(self) -> bool:
        """Whether it is a number and not a column."""
        return _NUMBER.fullmatch(self.word) is not None


class Rule(NamedTuple):
    """Two sums and how they stand to each other."""

    left: tuple[Term, ...]
    sign: str
    right: tuple[Term, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that it names, left to right."""
        return tuple(term.word for term in (*self.left, *self.right) if not term.is_number)

    def holds(self, left: Amount, right: Amount) -> bool:
        """Whether the two stand as the rule says."""
        return _HOLDS[self.sign](round(left, _DIGITS), round(right, _DIGITS))

    def said(self, titles: Mapping[str, str]) -> str:
        """The rule under the headings that people read: Đã tiêm ≤ Số trẻ."""
        sides = [_side_said(side, titles) for side in (self.left, self.right)]
        return f"{sides[0]} {_SIGN.get(self.sign, self.sign)} {sides[1]}"


def _side_said(side: tuple[Term, ...], titles: Mapping[str, str]) -> str:
    said = [f"{'−' if term.sign < 0 else '+'} {titles.get(term.word, term.word)}" for term in side]
    return " ".join(said).removeprefix("+ ")


def parse_rule(said: str) -> Rule | None:
    """The rule that a declaration writes, None of anything else.

    >>> parse_rule("a = b + 2").columns
    ('a', 'b')
    """
    match = _RULE.fullmatch(said.strip())
    if match is None:
        return None
    left, right = _side(match[1]), _side(match[3])
    rule = Rule(left, match[2], right)
    return rule if left and right and rule.columns else None


def _side(said: str) -> tuple[Term, ...]:
    """The terms between the signs; none of what has a blank inside, or a sign too many."""
    words = [word.strip() for word in _SIGNS.split(said)]
    signs = [-1 if sign == "-" else 1 for sign in _SIGNS.findall(said)]
    if not all(words) or any(len(word.split()) > 1 for word in words):
        return ()
    return tuple(map(Term, [1, *signs], words))


def is_measured(type_name: str) -> bool:
    """Whether columns of that type can stand in a rule: numbers and days."""
    kind = CELL_TYPES.get(type_name)
    return kind is not None and kind.measured


def amount(value: Value) -> Amount | None:
    """What a consolidated cell comes to: a number, a day as its number; None of no such thing."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, str):
        day = parse_date(value)
        if day is not None:
            return Decimal(day.toordinal())
        return Decimal(value) if _NUMBER.fullmatch(value) else None
    return Decimal(repr(value))
