"""When two cells mean the same thing, by the type of their column."""

import re

from sheets_schema.list_reading import ListReading
from sheets_schema.org_unit import OrgUnit
from sheets_schema.vietnam.group_name import UNIT_LEVEL, group_key
from sheets_schema.vietnam.pattern import lazy
from sheets_schema.vietnam.platform_name import platform_key
from sheets_schema.vietnam.residential_group import residential_key
from sheets_schema.vietnam.text import tone_key

# "Tổ TDP 3", "Tổ khu phố 3": the digital group of that residential group, said in short.
_SHORT = lazy(r"^\s*tổ\s+(?=(?:tdp|tổ dân phố|khu phố|khu dân cư|thôn|khóm|ấp)\b)", re.I)


def key_of(reading: ListReading, index: int, column: str) -> str:
    """The comparison key of a cell, "" of an empty one."""
    return text_key(reading.text(index, column), reading.table.column(column).type, reading.unit)


def text_key(text: str, type_name: str, unit: OrgUnit) -> str:
    """The comparison key of a text as a cell of that type."""
    if type_name == "group_name":
        return own_group_key(text, unit)
    if type_name == "residential_group":
        return residential_key(text)
    if type_name == "platform_name":
        return platform_key(text)
    return tone_key(text)


def own_group_key(text: str, unit: OrgUnit) -> str:
    """The key of a group's name; the unit's own group is one, with its name or without."""
    key = group_key(_SHORT.sub("", text, count=1))
    own = tone_key(unit.name)
    if key == own or f"{UNIT_LEVEL} {own}" == key:
        return UNIT_LEVEL
    return key
