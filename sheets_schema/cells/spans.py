"""Cell type of times: a month, a quarter, a week, a year, days and ranges of days, as typed."""

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

from sheets_schema.campaign import Column
from sheets_schema.cells.compiled import RIGHT, CellReader, CellType, Surroundings, coded
from sheets_schema.finding import shown_text
from sheets_schema.vietnam.dates import parse_date
from sheets_schema.vietnam.pattern import lazy
from sheets_schema.vietnam.placeholder import is_placeholder
from sheets_schema.vietnam.reading import CellReading
from sheets_schema.vietnam.text import one_line
from sheets_schema.workbook import Value

# The parts of a time that name a day or a month, the longer forms first: 15/10/2024, 2024-10-15,
# ngày 15 tháng 10 năm 2024; quý IV/2024, tuần 45/2024; tháng 10 năm 2024, 10/2024; 15-20/10/2024
# and 15/10 - 20/10/2024 have days that take month and year from what follows.
_PART = lazy(
    r"""
      (?P<day>\b\d{4}[/.\-]\d{1,2}[/.\-]\d{1,2}\b
        | \b\d{1,2}(?P<sign>[/.\-])\d{1,2}(?P=sign)(?:\d{4}|\d\d)\b
        | \b\d{1,2}\s*tháng\s*\d{1,2}\s*(?:năm\s*)?\d{4}\b)
    | quý\s*(?P<quarter>\d{1,2}|[IVX]{1,4})\b(?:\s*(?:[/\-]|năm)\s*\d{4}\b)?
    | tuần\s*(?P<week>\d{1,2})\b(?:\s*(?:[/\-]|năm)\s*\d{4}\b)?
    | (?<![\d/.,\-])(?P<month>\d{1,2})\s*(?:[/\-]|năm)\s*(?P<year>(?:19|20)\d\d)\b
    | (?<![\d/.,])(?P<short>\d{1,2}/\d{1,2})(?![\d/.,]*\d)
    | (?<![\d/.,\-])(?P<bare>\d{1,2})(?=\s*[\-–—]\s*\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}\b)
    """,
    re.I | re.X,
)
_LEAP = 2024
_MONTHS, _WEEKS = 12, 53
_QUARTERS = ("1", "2", "3", "4", "01", "02", "03", "04", "I", "II", "III", "IV")


class _Part(NamedTuple):
    """What a part of a time says: its first and last day; day and month of one without a year."""

    first: date | None = None
    last: date | None = None
    day: int = 0
    month: int = 0


def _period(column: Column, around: Surroundings) -> CellReader:
    """A month, a year or days as people write them; a date cell counts as what is shown.

    What has the form of a day, a month, a quarter or a week must be one, and of two of them the
    first comes first.
    """

    def read(value: Value, shown: str | None) -> CellReading:
        said = one_line(shown or shown_text(value))
        if is_placeholder(said):
            return coded(column, CellReading("", said), "missing") if column.required else RIGHT
        parts = [_part(match) for match in _PART.finditer(said)]
        if None in parts:
            return coded(column, CellReading("", said), "invalid")
        if _is_reversed([one for one in parts if one]):
            return coded(column, CellReading("", said), "reversed")
        return CellReading(None, said)

    return CellReader(read)


def _part(match: re.Match[str]) -> _Part | None:
    """What one part says, None where the calendar has no such day, month, quarter or week."""
    if said := match["day"]:
        day = parse_date(said)
        return _Part(day, day, day.day, day.month) if day else None
    if said := match["month"]:
        month, year = int(said), int(match["year"])
        if not 1 <= month <= _MONTHS:
            return None
        return _Part(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    if said := match["short"]:
        number, month = map(int, said.split("/"))
        # 3/40 is no day at all: a share of something, say.
        if not 1 <= month <= _MONTHS or not number:
            return _Part()
        return _Part(day=number, month=month) if _is_day(number, month) else None
    if said := match["bare"]:
        return _Part(day=int(said))
    known = (match["quarter"] or "1").upper() in _QUARTERS
    return _Part() if known and 1 <= int(match["week"] or 1) <= _WEEKS else None


def _is_day(number: int, month: int) -> bool:
    """Whether some year has that day: one that is followed by no month is let pass."""
    return number <= monthrange(_LEAP, month)[1] or number > 31


def _is_reversed(parts: list[_Part]) -> bool:
    """Whether the second of two ends before the first begins. A day without a year may be of the
    year before: 15/12 - 14/01/2025 is right, 20/10 - 15/10/2024 is not."""
    if len(parts) != 2:
        return False
    first, second = parts
    if first.first and second.last:
        return first.first > second.last
    return first.day > second.day > 0 and first.month in (0, second.month)


PERIOD = CellType(
    _period,
    frozenset({"missing", "invalid", "reversed"}),
    {"missing": "cell-missing", "invalid": "period-invalid", "reversed": "period-reversed"},
)
