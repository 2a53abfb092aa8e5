"""Residential groups in the list of digital groups: named where needed, none forgotten."""

from sheets_schema.campaign import CheckUse
from sheets_schema.cells.places import own_group_keys
from sheets_schema.checks.form import TableCheck, text_param
from sheets_schema.forms import TEXT, columns
from sheets_schema.list_reading import ListReading, WorkbookReading
from sheets_schema.vietnam.residential_group import (
    kind_of_place,
    kinds_of,
    residential_key,
    residential_places,
    told_apart,
)


def _named(use: CheckUse, reading: ListReading, _: WorkbookReading) -> None:
    """A group of the lower level must say whose it is."""
    level, column = text_param(use, "level"), text_param(use, "column")
    if not (reading.has(level) and reading.has(column)):
        return
    for index, value in enumerate(reading.clean[level]):
        if value == text_param(use, "lower") and reading.clean[column][index] is None:
            reading.find(index, column, use.code)


def _covered(use: CheckUse, reading: ListReading, _: WorkbookReading) -> None:
    """Residential groups of the register that no listed group serves."""
    if not reading.rows:
        return
    column, name = text_param(use, "column"), text_param(use, "name")
    key_of_group = own_group_keys(reading.unit)
    served: set[tuple[str, str]] = set()
    for index in range(len(reading.rows)):
        said, place = reading.text(index, name), reading.text(index, column)
        served.update(residential_places(place))
        served.add((residential_key(place), kind_of_place(place)))
        served.add((key_of_group(said), kind_of_place(said) or kind_of_place(place)))
    kinds = kinds_of(reading.unit.residential_groups)
    keys = {told_apart(key, kind, kinds) for key, kind in served}
    for group in reading.unit.residential_groups:
        if told_apart(residential_key(group), kind_of_place(group), kinds) not in keys:
            reading.tell(use.code, value=group, params={"tdp": group})


NAMED = TableCheck(
    _named,
    columns=columns("level", "column", "name"),
    params={"lower": TEXT},
    needs=frozenset({"level", "column", "lower"}),
)
COVERED = TableCheck(
    _covered, columns=columns("column", "name"), needs=frozenset({"column", "name"})
)
