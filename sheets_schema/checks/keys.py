"""When two cells mean the same thing, by the type of their column."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable

from sheets_schema.cells import CELL_TYPES
from sheets_schema.finding import shown_text
from sheets_schema.list_reading import ListReading
from sheets_schema.vietnam.pattern import lazy
from sheets_schema.vietnam.residential_group import kind_of_place
from sheets_schema.vietnam.text import tone_key
from sheets_schema.workbook import Value

_GROUP = "group_name"
_PLACES = frozenset({_GROUP, "residential_group"})
_TWO_PLACES = lazy("[oòóỏõọ][aàáảãạeèéẻẽẹ]|[uùúủũụ][yỳýỷỹỵ]")


def key_of(reading: ListReading, index: int, column: str) -> str:
    """The comparison key of a cell, "" of an empty one."""
    return text_key(reading, reading.text(index, column), reading.table.column(column).type)


def column_keys(reading: ListReading, column: str) -> list[str]:
    """The keys of a whole column, "" of cells without a usable value; each value is worked once."""
    values = reading.clean[column]
    return list(map(keys_of_values(reading, column, set(values)).__getitem__, values))


def keys_of_values(reading: ListReading, column: str, values: Iterable[Value]) -> dict[Value, str]:
    """The key of each value as a cell of that column."""
    key = _key_of_type(reading, reading.table.column(column).type)
    return {value: key(value if type(value) is str else shown_text(value)) for value in values}


def text_key(reading: ListReading, text: str, type_name: str) -> str:
    """The comparison key of a text as a cell of that type."""
    return _key_of_type(reading, type_name)(text)


def _key_of_type(reading: ListReading, type_name: str) -> Callable[[str], str]:
    key = CELL_TYPES[type_name].key(reading.unit)
    if not reading.told_apart or type_name not in _PLACES:
        return key

    def with_kind(text: str) -> str:
        plain = key(text)
        return f"{plain} {kind_of_place(text)}" if plain in reading.told_apart else plain

    return with_kind


def tell_groups_apart(readings: Collection[ListReading]) -> None:
    """Where a list has groups of one number and of several kinds, kinds tell them apart."""
    kinds: defaultdict[str, set[str]] = defaultdict(set)
    for reading in readings:
        subject = reading.table.subject
        if reading.table.column(subject).type != _GROUP or not reading.has(subject):
            continue
        for value, key in keys_of_values(reading, subject, set(reading.clean[subject])).items():
            kinds[key].add(kind_of_place(str(value)))
    apart = frozenset(key for key, said in kinds.items() if key and len(said - {""}) > 1)
    for reading in readings:
        reading.told_apart = apart


def person_key(name: str) -> str:
    """The key of a name that was read as clean: equal for both placements of the tone.

    Only after o and u can a tone stand in two places (hòa, hoà); other names need no taking apart.
    """
    lowered = name.lower()
    return tone_key(name) if _TWO_PLACES.search(lowered) else lowered
