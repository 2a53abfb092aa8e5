"""Cell types that name things of the unit: residential groups, digital groups, platforms."""

import re
from collections.abc import Callable
from functools import lru_cache

from sheets_schema.campaign import Column
from sheets_schema.cells.compiled import CellReader, CellType, Surroundings, coded
from sheets_schema.forms import FLAG
from sheets_schema.org_unit import OrgUnit
from sheets_schema.vietnam.group_name import UNIT_LEVEL, USUAL_GROUP, group_key, usual_number
from sheets_schema.vietnam.pattern import lazy
from sheets_schema.vietnam.placeholder import is_placeholder
from sheets_schema.vietnam.platform_name import platform_key, split_platforms
from sheets_schema.vietnam.reading import CellReading
from sheets_schema.vietnam.residential_group import (
    cell_text,
    is_whole_unit,
    residential_key,
    residential_keys,
)
from sheets_schema.vietnam.text import one_line, tone_key
from sheets_schema.workbook import Value

# "Tổ TDP 3", "Tổ khu phố 3": the digital group of that residential group, said in short.
_SHORT = lazy(
    r"^\s*tổ\s+(?=(?:tdp|tổ dân phố|khu phố|khu dân cư|khu vực|thôn|khóm|khối|ấp|bản|buôn|xóm|"
    r"làng)\b)",
    re.I,
)


def _residential_group(column: Column, around: Surroundings) -> CellReader:
    known = {residential_key(name) for name in around.unit.residential_groups}

    def read(value: Value, shown: str | None) -> CellReading:
        text = cell_text(value)
        if is_placeholder(text) and residential_key(text) not in known:
            role = "missing" if column.required else ""
            return coded(column, CellReading(""), role)
        if column.params.get("whole_unit") and is_whole_unit(text):
            return CellReading(None, text)
        within = _within(text, around.unit.name)
        if residential_key(text) in known or residential_key(within) in known:
            return CellReading(None, text)
        keys = residential_keys(within)
        if known and "unknown" in column.codes and not known.issuperset(keys):
            return coded(column, CellReading("", text), "unknown")
        return CellReading(None, text)

    return CellReader(read, few=True)


def _within(text: str, unit_name: str) -> str:
    """The text without the unit's own name behind it: TDP 3, phường Hải Đông."""
    said = text.rstrip(" )")
    own = said.lower().endswith(unit_name.lower())
    return said[: -len(unit_name)].rstrip(" ,-–(") or text if own else text


def _group_name(column: Column, around: Surroundings) -> CellReader:
    def read(value: Value, shown: str | None) -> CellReading:
        text = cell_text(value)
        if is_placeholder(text) and column.required:
            return coded(column, CellReading(""), "missing")
        return CellReading(None, text)

    return CellReader(read, USUAL_GROUP, few=True)


def _platform_name(column: Column, around: Surroundings) -> CellReader:
    def read(value: Value, shown: str | None) -> CellReading:
        text = one_line(str(value))
        if is_placeholder(text) and column.required:
            return coded(column, CellReading(""), "missing")
        if split_platforms(str(value)):
            return coded(column, CellReading("", text), "multi")
        return CellReading(None, text)

    return CellReader(read, few=True)


def own_group_keys(unit: OrgUnit) -> Callable[[str], str]:
    """Gives the key of a group's name; the unit's own group is one, with its name or without."""
    name = unit.name

    def key(text: str) -> str:
        return usual_number(text) or _own_group_key(text, name)

    return key


@lru_cache(maxsize=8192)
def _own_group_key(text: str, unit_name: str) -> str:
    key = group_key(_SHORT.sub("", text, count=1), whole=True)
    own = tone_key(unit_name)
    if key in (own, f"{UNIT_LEVEL} {own}", group_key(unit_name)):
        return UNIT_LEVEL
    if text.rstrip(" ).").endswith("cũ"):
        # The ward of before may have the name of the one that it is part of.
        return key
    return key.removesuffix(f" {own.split(' ', 1)[-1]}") or key


RESIDENTIAL_GROUP = CellType(
    _residential_group,
    frozenset({"missing", "unknown"}),
    {"missing": "cell-missing"},
    {"whole_unit": FLAG},
    longest=1000,
    of_unit=True,
    key=lambda unit: residential_key,
)
GROUP_NAME = CellType(
    _group_name,
    frozenset({"missing"}),
    {"missing": "cell-missing"},
    {"fill_down": FLAG},
    width=30,
    of_unit=True,
    key=own_group_keys,
)
PLATFORM_NAME = CellType(
    _platform_name,
    frozenset({"missing", "multi"}),
    {"missing": "cell-missing", "multi": "platform-multi-in-cell"},
    longest=500,
    key=lambda unit: platform_key,
)
