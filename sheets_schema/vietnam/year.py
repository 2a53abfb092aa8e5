"""Reading one cell of a year-of-birth column (code `person-year-invalid`)."""

from datetime import date, timedelta

from sheets_schema.vietnam.count import whole_number
from sheets_schema.vietnam.dates import EPOCH, parse_date
from sheets_schema.vietnam.pattern import lazy
from sheets_schema.vietnam.reading import CellReading, Value
from sheets_schema.vietnam.text import plain

YOUNGEST, OLDEST = 10, 110
CODE = "person-year-invalid"
_LAST_SERIAL = 73415  # 31/12/2100
_FOUR_DIGITS = lazy(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_OF_MONTH = lazy(r"(?:[\d.?_x]{1,3} ?[/\-] ?){1,2}((?:19|20)\d\d)")
_BARE = lazy(r"['’‘`\s]*(\d{4})(?:[.,]0+)?[\s.]*")


def read_year(value: Value, as_of: date, shown: str | None = None) -> CellReading:
    """The verdict on one cell: four digits of a year in which a person aged 10 to 110 was born.

    An empty cell is right here; whether it may be empty is the column's matter. A proposal is
    given when the cell holds exactly one such year (15/3/1985, "sinh năm 1985").
    """
    if value is None:
        return CellReading(None)
    if isinstance(value, str):
        return _read_text(value, as_of)
    year = whole_number(value)
    if year is not None and is_birth_year(year, as_of):
        return CellReading(None, str(year))
    born = parse_date(shown) if shown else None
    if born is not None and is_birth_year(born.year, as_of):
        return CellReading(CODE, str(born.year), str(born.year))
    return CellReading(CODE)


def year_of_date(value: Value, as_of: date) -> str | None:
    """The year of a date of birth, as text or as a serial number, of a month, or of a day that
    nobody knows (00/00/1950, ../../1950); None of anything else."""
    if isinstance(value, bool) or value is None:
        return None
    of_month = _OF_MONTH.fullmatch(value.strip()) if isinstance(value, str) else None
    if of_month and is_birth_year(int(of_month[1]), as_of):
        return of_month[1]
    day = _birthday(value, as_of) if isinstance(value, str) else _of_serial(value)
    return str(day.year) if day is not None and is_birth_year(day.year, as_of) else None


def _of_serial(value: int | float) -> date | None:
    return EPOCH + timedelta(days=int(value)) if 0 < value < _LAST_SERIAL else None


def _birthday(value: str, as_of: date) -> date | None:
    """A day in a text; of a year of two digits the last that has been (12/02/81 is 1981)."""
    day = parse_date(value)
    if day is not None and day.year > as_of.year - YOUNGEST:
        day = day.replace(year=day.year - 100) if (day.month, day.day) != (2, 29) else None
    return day


def is_birth_year(year: int, as_of: date) -> bool:
    """Whether somebody in a list of that day can have been born in that year."""
    return as_of.year - OLDEST <= year <= as_of.year - YOUNGEST


def _read_text(value: str, as_of: date) -> CellReading:
    text = plain(value).strip()
    if not text:
        return CellReading(None)
    bare = _BARE.fullmatch(text)
    if bare:
        right = is_birth_year(int(bare[1]), as_of)
        return CellReading(None, bare[1]) if right else CellReading(CODE)
    years = {year for year in _FOUR_DIGITS.findall(text) if is_birth_year(int(year), as_of)}
    if len(years) != 1:
        return CellReading(CODE)
    year = years.pop()
    return CellReading(CODE, year, year)
