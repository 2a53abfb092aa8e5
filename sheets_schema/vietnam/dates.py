"""Reading one cell of a date column: a day, as text or as the serial number of a spreadsheet.

Codes `group-date-invalid`, `group-date-future`.
"""

import re
from datetime import date, timedelta

from sheets_schema.vietnam.pattern import lazy
from sheets_schema.vietnam.reading import CellReading, Value
from sheets_schema.vietnam.text import plain

# Google Sheets and Excel count days from here (developers.google.com/sheets/api/guides/formats).
EPOCH = date(1899, 12, 30)
EARLIEST = date(1945, 9, 2)
_LATEST_SERIAL = 73415  # 31/12/2100
_CLOCK = r"(?:[ T]\d{1,2}:\d\d(?::\d\d)?(?:\.\d+)?Z?)?"
_DAY_FIRST = lazy(rf"(\d{{1,2}})\s*[/.\-]\s*(\d{{1,2}})\s*[/.\-]\s*(\d{{4}}|\d\d){_CLOCK}")
_YEAR_FIRST = lazy(rf"(\d{{4}})\s*[/.\-]\s*(\d{{1,2}})\s*[/.\-]\s*(\d{{1,2}}){_CLOCK}")
_IN_WORDS = lazy(
    r"(?:ngày\s*)?(\d{1,2})\s*(?:tháng|th)\s*(\d{1,2})\s*(?:(?:năm|,)\s*)?(\d{4})", re.I
)
_DAY_WORD = lazy(r"^ngày[\s:]+(?=[\d./\-][\d\s./\-]*$)", re.I)
INVALID, FUTURE = "group-date-invalid", "group-date-future"


def parse_date(text: str) -> date | None:
    """The day that a text means, day before month as everywhere in Viet Nam; None if it is none."""
    stripped = plain(text).strip(" .'’‘`")
    stripped = _DAY_WORD.sub("", stripped)
    if match := _YEAR_FIRST.fullmatch(stripped):
        return _day(match[1], match[2], match[3])
    match = _DAY_FIRST.fullmatch(stripped) or _IN_WORDS.fullmatch(stripped)
    if match is None:
        return None
    year = match[3] if len(match[3]) == 4 else "20" + match[3]
    return _day(year, match[2], match[1])


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def from_serial(value: int | float) -> date | None:
    """The day of a serial number (44696 is 15/05/2022), None when no list can mean that day."""
    if not (EARLIEST - EPOCH).days <= value <= _LATEST_SERIAL:
        return None
    return EPOCH + timedelta(days=int(value))


def read_date(value: Value, as_of: date, shown: str | None = None) -> CellReading:
    """The verdict on one cell; clean is ISO (2022-05-15). An empty cell is right here.

    A day typed month first (05/15/2022) is invalid with the day proposed as dd/mm/yyyy.
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return CellReading(None)
    if isinstance(value, str):
        day = parse_date(value)
    elif isinstance(value, bool):
        day = None
    else:
        day = from_serial(value)
    if day is None or day < EARLIEST:
        return _invalid(value)
    if day > as_of:
        return CellReading(FUTURE, day.isoformat())
    return CellReading(None, day.isoformat())


def _invalid(value: Value) -> CellReading:
    match = _DAY_FIRST.fullmatch(plain(value).strip()) if isinstance(value, str) else None
    if match is None or len(match[3]) != 4:
        return CellReading(INVALID)
    day = _day(match[3], match[1], match[2])
    if day is None or day < EARLIEST:
        return CellReading(INVALID)
    return CellReading(INVALID, day.isoformat(), day.strftime("%d/%m/%Y"))
