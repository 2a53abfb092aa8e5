"""When two cells mean the same thing, by the type of their column."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from sheets_schema.finding import shown_text
from sheets_schema.list_reading import ListReading
from sheets_schema.org_unit import OrgUnit
from sheets_schema.vietnam.group_name import UNIT_LEVEL, group_key, usual_number
from sheets_schema.vietnam.pattern import lazy
from sheets_schema.vietnam.platform_name import platform_key
from sheets_schema.vietnam.residential_group import residential_key
from sheets_schema.vietnam.text import tone_key
from sheets_schema.workbook import Value

_TWO_PLACES = lazy("[oòóỏõọ][aàáảãạeèéẻẽẹ]|[uùúủũụ][yỳýỷỹỵ]")
# "Tổ TDP 3", "Tổ khu phố 3": the digital group of that residential group, said in short.
_SHORT = lazy(r"^\s*tổ\s+(?=(?:tdp|tổ dân phố|khu phố|khu dân cư|thôn|khóm|ấp)\b)", re.I)


def key_of(reading: ListReading, index: int, column: str) -> str:
    """The comparison key of a cell, "" of an empty one."""
    return text_key(reading.text(index, column), reading.table.column(column).type, reading.unit)


def column_keys(reading: ListReading, column: str) -> list[str]:
    """The keys of a whole column, "" of cells without a usable value; each value is worked once."""
    values = reading.clean[column]
    return list(map(keys_of_values(reading, column, set(values)).__getitem__, values))


def keys_of_values(reading: ListReading, column: str, values: Iterable[Value]) -> dict[Value, str]:
    """The key of each value as a cell of that column."""
    key = _key_by_type(reading.table.column(column).type, reading.unit)
    return {value: key(value if type(value) is str else shown_text(value)) for value in values}


def text_key(text: str, type_name: str, unit: OrgUnit) -> str:
    """The comparison key of a text as a cell of that type."""
    return _key_by_type(type_name, unit)(text)


def _key_by_type(type_name: str, unit: OrgUnit) -> Callable[[str], str]:
    if type_name == "group_name":
        return own_group_keys(unit)
    return {"residential_group": residential_key, "platform_name": platform_key}.get(
        type_name, tone_key
    )


def own_group_keys(unit: OrgUnit) -> Callable[[str], str]:
    """Gives the key of a group's name; the unit's own group is one, with its name or without."""
    name = unit.name

    def key(text: str) -> str:
        return usual_number(text) or _own_group_key(text, name)

    return key


@lru_cache(maxsize=8192)
def _own_group_key(text: str, unit_name: str) -> str:
    key = group_key(_SHORT.sub("", text, count=1))
    own = tone_key(unit_name)
    if key == own or f"{UNIT_LEVEL} {own}" == key:
        return UNIT_LEVEL
    return key


def person_key(name: str) -> str:
    """The key of a name that was read as clean: equal for both placements of the tone.

    Only after o and u can a tone stand in two places (hòa, hoà); other names need no taking apart.
    """
    lowered = name.lower()
    return tone_key(name) if _TWO_PLACES.search(lowered) else lowered
