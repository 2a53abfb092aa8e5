"""Cell types of people: citizen number, phone, name, sex, year of birth."""

from collections.abc import Iterable, Sequence

from sheets_schema.campaign import Column
from sheets_schema.cells.compiled import PLAIN_TEXT, CellReader, CellType, Surroundings, coded
from sheets_schema.columns import where
from sheets_schema.vietnam.cccd import read_cccd
from sheets_schema.vietnam.cccd_facts import right_cccd
from sheets_schema.vietnam.legacy_text import column_vote
from sheets_schema.vietnam.mobile import RIGHT_MOBILE, clean_mobile
from sheets_schema.vietnam.pattern import lazy
from sheets_schema.vietnam.person_name import RIGHT_NAME, is_plain_name, read_name
from sheets_schema.vietnam.phone import read_phone
from sheets_schema.vietnam.placeholder import is_placeholder
from sheets_schema.vietnam.reading import CellReading
from sheets_schema.vietnam.sex import read_sex
from sheets_schema.vietnam.year import OLDEST, YOUNGEST, read_year, year_of_date
from sheets_schema.workbook import Value

_WHOLE_NUMBER = lazy(r"\d{12}")


def _cccd(column: Column, around: Surroundings) -> CellReader:
    def read(value: Value, shown: str | None) -> CellReading:
        return read_cccd(value, shown, around.as_of)

    return CellReader(read, right_cccd(around.as_of.year), ditto=False)


def _phone(column: Column, around: Surroundings) -> CellReader:
    def read(value: Value, shown: str | None) -> CellReading:
        return read_phone(value, shown, around.province)

    return CellReader(read, RIGHT_MOBILE, ditto=False)


def _person_name(column: Column, around: Surroundings) -> CellReader:
    def voted(values: Sequence[Value], doubtful: Iterable[Value]) -> CellReader | None:
        """In a column typed in an old font, names too short to tell follow the others."""
        odd = {one for one in doubtful if isinstance(one, str)}
        if all(map(str.isascii, odd)) or 2 * len(where(values, odd)) <= len(values):
            return None
        encoding = column_vote(values)
        if encoding is None:
            return None
        return CellReader(lambda value, shown: read_name(value, encoding), RIGHT_NAME, few=True)

    def read(value: Value, shown: str | None) -> CellReading:
        return read_name(value)

    return CellReader(read, RIGHT_NAME, is_plain_name, few=True, refine=voted)


def _sex(column: Column, around: Surroundings) -> CellReader:
    def read(value: Value, shown: str | None) -> CellReading:
        return _optional(column, value, read_sex(value))

    return CellReader(read, passes=frozenset({"Nam", "Nữ"}).__contains__, few=True)


def _year(column: Column, around: Surroundings) -> CellReader:
    def read(value: Value, shown: str | None) -> CellReading:
        reading = read_year(value, around.as_of, shown)
        if reading.code and around.whole_dates and (born := year_of_date(value, around.as_of)):
            return CellReading(None, born)
        return _optional(column, value, reading)

    born = range(around.as_of.year - OLDEST, around.as_of.year - YOUNGEST + 1)
    return CellReader(read, numbers=born, few=True, number=True)


def _optional(column: Column, value: Value, reading: CellReading) -> CellReading:
    """The reading under the column's own code; a stop-gap in a cell that may be empty is none."""
    if reading.code is None:
        return reading
    if isinstance(value, str) and is_placeholder(value) and not column.required:
        says_something = any(char.isalnum() or char == "?" for char in value)
        return coded(column, reading, "invalid") if says_something else CellReading(None)
    return coded(column, reading, "invalid")


def _citizen_number(value: str) -> str | None:
    return value if _WHOLE_NUMBER.fullmatch(value) else None


def _mobile_number(value: str) -> str | None:
    return value if clean_mobile(value) else None


_MISSING = frozenset({"missing"})
_INVALID = frozenset({"missing", "invalid"})
CCCD = CellType(
    _cccd,
    _MISSING,
    {"missing": "cccd-missing"},
    number_format=PLAIN_TEXT,
    wrong_digits="[0-9]{1,9}|[0-9]{13,}",
    longest_in_full=12,
    telling=True,
    identity=_citizen_number,
)
PHONE = CellType(
    _phone,
    _MISSING,
    {"missing": "phone-missing"},
    number_format=PLAIN_TEXT,
    wrong_digits="[0-9]{1,6}|[0-9]{13,17}",
    # A mobile number.
    cut_digits="[35789][0-9]{8}",
    # A citizen number typed into the telephone column is masked.
    longest_in_full=11,
    telling=True,
    identity=_mobile_number,
)
PERSON_NAME = CellType(_person_name, _MISSING, {"missing": "name-missing"}, width=26, telling=True)
SEX = CellType(
    _sex,
    _INVALID,
    {"missing": "cell-missing", "invalid": "person-sex-invalid"},
    width=10,
    counted=True,
    telling=True,
)
YEAR = CellType(
    _year,
    _INVALID,
    {"missing": "cell-missing", "invalid": "person-year-invalid"},
    width=10,
    telling=True,
)
