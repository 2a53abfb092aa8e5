"""Which number formats show a day, a span of time, or zeros in front.

ECMA-376 part 1, 18.8.30 and 18.8.31 (numFmt, numFmts): formats are numbered, the first ones are
built in.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

# The built-in formats that show days, times or spans of time; 1 is "0".
_DATES = frozenset({*range(14, 23), 45, 46, 47})
_SPANS = frozenset({46})
_ONE_DIGIT = 1
_ZEROS = re.compile(r"0+")
_QUOTED = re.compile(r'"[^"]*"|\[(?!hh?\]|mm?\]|ss?\])[^\[\]]*\]')
_OF_DATES = re.compile(r"(?<![_\\])[dmhysDMHYS]")
_OF_SPANS = re.compile(r"\[hh?\](:mm(:ss(\.0*)?)?)?|\[mm?\](:ss(\.0*)?)?|\[ss?\](\.0*)?", re.I)


class Formats(NamedTuple):
    """Numbers of the styles of cells that show a day or a time, those of them that show a span of
    time, and for those that only show zeros in front, up to how many digits."""

    dates: frozenset[int]
    spans: frozenset[int]
    zeros: Mapping[int, int]

    @staticmethod
    def of(own: Mapping[int, str], styles: Sequence[int]) -> "Formats":
        """`own` are the file's formats by number, `styles` the numbers of the styles' formats."""
        dates = {n for n, one in enumerate(styles) if _is_date(own.get(one), one)}
        spans = {n for n, one in enumerate(styles) if _is_span(own.get(one), one)}
        digits = ((n, _digits(own.get(one), one)) for n, one in enumerate(styles))
        return Formats(frozenset(dates), frozenset(spans), {n: most for n, most in digits if most})


def _is_date(code: str | None, number: int) -> bool:
    if code is None:
        return number in _DATES
    return _OF_DATES.search(_QUOTED.sub("", code.split(";")[0])) is not None


def _is_span(code: str | None, number: int) -> bool:
    if code is None:
        return number in _SPANS
    return _OF_SPANS.search(code.split(";")[0]) is not None


def _digits(code: str | None, number: int) -> int:
    if code is None:
        return 1 if number == _ONE_DIGIT else 0
    return len(code) if _ZEROS.fullmatch(code) else 0


def shown_number(value: bool | int | float, digits: int) -> str:
    """What Excel shows of a number, as far as it matters: padded with zeros to so many `digits`
    where there are any, and without a `.0`."""
    if digits:
        return str(int(value)).zfill(digits)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
