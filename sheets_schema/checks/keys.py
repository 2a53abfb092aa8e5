"""When two cells mean the same thing, by the type of their column."""

from collections.abc import Iterable

from sheets_schema.cells import CELL_TYPES
from sheets_schema.finding import shown_text
from sheets_schema.list_reading import ListReading
from sheets_schema.org_unit import OrgUnit
from sheets_schema.vietnam.pattern import lazy
from sheets_schema.vietnam.text import tone_key
from sheets_schema.workbook import Value

_TWO_PLACES = lazy("[oòóỏõọ][aàáảãạeèéẻẽẹ]|[uùúủũụ][yỳýỷỹỵ]")


def key_of(reading: ListReading, index: int, column: str) -> str:
    """The comparison key of a cell, "" of an empty one."""
    return text_key(reading.text(index, column), reading.table.column(column).type, reading.unit)


def column_keys(reading: ListReading, column: str) -> list[str]:
    """The keys of a whole column, "" of cells without a usable value; each value is worked once."""
    values = reading.clean[column]
    return list(map(keys_of_values(reading, column, set(values)).__getitem__, values))


def keys_of_values(reading: ListReading, column: str, values: Iterable[Value]) -> dict[Value, str]:
    """The key of each value as a cell of that column."""
    key = CELL_TYPES[reading.table.column(column).type].key(reading.unit)
    return {value: key(value if type(value) is str else shown_text(value)) for value in values}


def text_key(text: str, type_name: str, unit: OrgUnit) -> str:
    """The comparison key of a text as a cell of that type."""
    return CELL_TYPES[type_name].key(unit)(text)


def person_key(name: str) -> str:
    """The key of a name that was read as clean: equal for both placements of the tone.

    Only after o and u can a tone stand in two places (hòa, hoà); other names need no taking apart.
    """
    lowered = name.lower()
    return tone_key(name) if _TWO_PLACES.search(lowered) else lowered
