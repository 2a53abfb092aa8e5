"""What a 12-digit citizen number (CCCD) says of its holder, and whether that fits the row.

Structure: Nghị định 137/2015/NĐ-CP Điều 13, Thông tư 59/2021/TT-BCA Phụ lục I-III. There is no
check digit: a number can fail to fit, it can never be proven false.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from sheets_schema.vietnam.pattern import lazy
from sheets_schema.vietnam.provinces import PROVINCE_OF_CODE
from sheets_schema.vietnam.reading import CellReading
from sheets_schema.vietnam.sequences import is_counting, is_repeated

YOUNGEST, OLDEST = 14, 100
_TYPED_TAIL = lazy(r"\d{6}(?:(\d)\1{5}|012345|123456|654321)")


_TENFOLD = "01234567890123456789"
_FILLER_TAILS = [digit * 6 for digit in _TENFOLD[:10]] + [
    row[at : at + 6] for row in (_TENFOLD, _TENFOLD[::-1]) for at in range(10)
]


class CccdFacts(NamedTuple):
    """`province` is None for a number given to somebody born abroad; `sex` is Nam or Nữ."""

    province: str | None
    sex: str
    birth_year: int


def facts(cccd: str) -> CccdFacts:
    """Province of birth registration, sex and year of birth in a 12-digit number."""
    century_and_sex = int(cccd[3])
    return CccdFacts(
        PROVINCE_OF_CODE.get(cccd[:3]),
        "Nữ" if century_and_sex % 2 else "Nam",
        1900 + 100 * (century_and_sex // 2) + int(cccd[4:6]),
    )


def is_fake(digits: str) -> bool:
    """Whether the digits are obvious filler: repeated, counting, or with six equal at the end."""
    if is_repeated(digits) or is_counting(digits):
        return True
    if len(digits) != 12:
        return False
    pairs = digits[::2]
    counted = is_counting(digits[-8:]) or is_counting(digits[:9])
    counted = counted or (pairs == digits[1::2] and is_counting(pairs) and digits[0] != "0")
    return counted or _TYPED_TAIL.fullmatch(digits) is not None


def birth_is_plausible(cccd: str, as_of: date | None) -> bool:
    """Whether the holder is 14 to 100 years old; without a day only the century is tested."""
    if as_of is None:
        return cccd[3] in "0123"
    return YOUNGEST <= as_of.year - facts(cccd).birth_year <= OLDEST


def is_proven(digits: str, as_of: date | None) -> bool:
    """Whether a restored number passes every rule, so that it may be proposed."""
    return (
        len(digits) == 12
        and digits[:3] in PROVINCE_OF_CODE
        and not is_fake(digits)
        and birth_is_plausible(digits, as_of)
    )


def _one_of(words: Iterable[str]) -> str:
    """An expression for words of digits, branching digit by digit."""
    rest_of: dict[str, list[str]] = {}
    for word in sorted(set(words)):
        rest_of.setdefault(word[0], []).append(word[1:])
    if all(rest == [""] for rest in rest_of.values()):
        return f"[{''.join(rest_of)}]"
    firsts_of: dict[str, list[str]] = {}
    for first, rest in rest_of.items():
        firsts_of.setdefault(_one_of(rest), []).append(first)
    branches = (f"[{''.join(firsts)}]{rest}" for rest, firsts in firsts_of.items())
    return f"(?:{'|'.join(branches)})"


def clean_cccd(as_of_year: int) -> Callable[[str], object]:
    """The fast test of one cell: truthy exactly when the text is a right number in that year."""
    return right_cccd(as_of_year).fullmatch


@lru_cache(maxsize=8)
def right_cccd(as_of_year: int) -> re.Pattern[str]:
    """What a right number is in that year, as one expression: province, century and year of birth,
    no filler tail. A text that does not match is to be read slowly.
    """
    years = range(as_of_year - OLDEST, as_of_year - YOUNGEST + 1)
    births = [digits_of_birth(sex, year) for year in years for sex in ("Nam", "Nữ")]
    tail = f"(?!{_one_of(_FILLER_TAILS)})[0-9]{{6}}"
    return re.compile(_one_of(PROVINCE_OF_CODE) + _one_of(births) + tail)


def fits_row(cccd: str, sex: str | None, year: int | None, as_of: date) -> CellReading:
    """Whether a clean number fits the row's sex (Nam, Nữ or None) and year of birth.

    The gravest of: implausible birth, other sex, other year. The reading keeps the number as
    clean, because the number may be right and the other cell wrong.
    """
    known = facts(cccd)
    params = {"sex_cccd": known.sex, "year_cccd": str(known.birth_year)}
    if not YOUNGEST <= as_of.year - known.birth_year <= OLDEST:
        return CellReading("cccd-birth-implausible", cccd, None, params)
    if sex in ("Nam", "Nữ") and sex != known.sex:
        return CellReading("cccd-sex-mismatch", cccd, None, {**params, "sex": str(sex)})
    if year is not None and year != known.birth_year:
        return CellReading("cccd-year-mismatch", cccd, None, {**params, "year": str(year)})
    return CellReading(None, cccd)


@lru_cache(maxsize=1024)
def digits_of_birth(sex: object, year: int) -> str:
    """Digits 4 to 6 of the number of somebody of that sex and year, for a fast comparison.

    >>> digits_of_birth("Nữ", 1985)
    '185'
    """
    return f"{2 * (year // 100 - 19) + (sex == 'Nữ')}{year % 100:02d}"
