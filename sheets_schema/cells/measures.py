"""Cell types of counts, dates, web addresses and digital skills."""

from datetime import date

from sheets_schema.campaign import Column
from sheets_schema.cells.compiled import (
    PLAIN_TEXT,
    CellReader,
    CellType,
    Surroundings,
    coded,
)
from sheets_schema.forms import FLAG, WHOLE
from sheets_schema.vietnam import count as counts
from sheets_schema.vietnam import dates, skills, web_address
from sheets_schema.vietnam.placeholder import is_placeholder
from sheets_schema.vietnam.reading import CellReading
from sheets_schema.workbook import Value

_NO_LIMIT = 10**15


def _count(column: Column, around: Surroundings) -> CellReader:
    most = _number(column, "most", _NO_LIMIT)
    least = _number(column, "least", 0)
    roles = {
        counts.TEXT: "text",
        counts.DECIMAL: "decimal",
        counts.FRACTION: "fraction",
        counts.NEGATIVE: "negative",
        counts.IMPLAUSIBLE: "implausible",
    }

    def read(value: Value, shown: str | None) -> CellReading:
        reading = counts.read_count(value, most)
        if reading.code is None and reading.clean is not None and int(reading.clean) < least:
            return coded(column, reading, "implausible")
        if reading.code == counts.TEXT and is_placeholder(str(value)):
            return coded(column, CellReading(""), "missing" if column.required else "text")
        return coded(column, reading, roles[reading.code]) if reading.code else reading

    return CellReader(read, numbers=range(least, most + 1), few=True, number=True)


def _number(column: Column, name: str, default: int) -> int:
    value = column.params.get(name, default)
    return value if isinstance(value, int) else default


def _date(column: Column, around: Surroundings) -> CellReader:
    """Days are consolidated as people write them, 15/05/2022."""
    allowed = date.max if column.params.get("future") else around.as_of

    def read(value: Value, shown: str | None) -> CellReading:
        reading = dates.read_date(value, allowed, shown)
        clean = reading.clean and _as_written(reading.clean)
        if reading.code is None:
            return CellReading(None, clean)
        role = "future" if reading.code == dates.FUTURE else "invalid"
        return coded(column, reading._replace(clean=clean), role)

    return CellReader(read)


def _as_written(iso: str) -> str:
    return date.fromisoformat(iso).strftime("%d/%m/%Y")


def _web_address(column: Column, around: Surroundings) -> CellReader:
    def read(value: Value, shown: str | None) -> CellReading:
        reading = web_address.read_url(value)
        if reading.code is None:
            return reading
        if is_placeholder(str(value)) and not column.required:
            return CellReading(None)
        role = "suspicious" if reading.code == web_address.SUSPICIOUS else "invalid"
        return coded(column, reading, role)

    return CellReader(read, few=True)


def _skills(column: Column, around: Surroundings) -> CellReader:
    roles = {
        skills.OUT_OF_RANGE: "out_of_range",
        skills.UNRECOGNIZED: "unrecognized",
        skills.DATED: "dated",
    }

    def read(value: Value, shown: str | None) -> CellReading:
        stop_gap = isinstance(value, str) and is_placeholder(value) and not value.strip().isdigit()
        if stop_gap and column.required:
            return coded(column, CellReading(""), "missing")
        reading = skills.read_skills(value, shown)
        return coded(column, reading, roles[reading.code]) if reading.code else reading

    return CellReader(read, few=True)


COUNT = CellType(
    _count,
    frozenset({"missing", "text", "decimal", "fraction", "negative", "implausible"}),
    {
        "missing": "cell-missing",
        "text": "count-text",
        "decimal": "count-decimal",
        "fraction": "count-fraction",
        "negative": "count-negative",
        "implausible": "count-implausible",
    },
    {"least": WHOLE, "most": WHOLE, "summed": FLAG},
    width=12,
    summed=True,
    measured=True,
)
DATE = CellType(
    _date,
    frozenset({"missing", "invalid", "future"}),
    {"missing": "cell-missing", "invalid": "date-invalid", "future": "date-future"},
    {"future": FLAG},
    width=14,
    number_format="dd/mm/yyyy",
    telling=True,
    measured=True,
)
WEB_ADDRESS = CellType(
    _web_address,
    frozenset({"missing", "invalid", "suspicious"}),
    {"missing": "cell-missing", "invalid": "url-invalid", "suspicious": "url-suspicious"},
    longest=2000,
    telling=True,
)
SKILLS = CellType(
    _skills,
    frozenset({"missing", "out_of_range", "unrecognized", "dated"}),
    {
        "missing": "cell-missing",
        "out_of_range": skills.OUT_OF_RANGE,
        "unrecognized": skills.UNRECOGNIZED,
        "dated": skills.DATED,
    },
    # Else Excel and Sheets make 1/3 a date, also of what a tick writes.
    number_format=PLAIN_TEXT,
    longest=1000,
    counted=True,
    several=True,
    telling=True,
)
