"""What a new version of a campaign's lists changes, against the one before."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import NamedTuple

from sheets_schema.campaign import Column, Table
from sheets_schema.cells import CELL_TYPES
from sheets_schema.headings import heading_key


class Change(StrEnum):
    """What became of a column, or of a whole list."""

    ADDED = "added"
    RENAMED = "renamed"
    CHOICES = "choices"
    FORMAT = "format"
    MOVED = "moved"
    REMOVED = "removed"
    LIST_ADDED = "list-added"
    LIST_RENAMED = "list-renamed"
    LIST_REMOVED = "list-removed"


class Changed(NamedTuple):
    """One change in the list of declared name `table`: to the column of declared name `column`
    (empty: to the list), titled `title` now and `was` before."""

    change: Change
    table: str
    column: str = ""
    title: str = ""
    was: str = ""


def changes_of(old: Sequence[Table], new: Sequence[Table]) -> list[Changed]:
    """The changes of one kind of unit's lists, in the order of the new ones."""
    before, found = {one.name: one for one in old}, list[Changed]()
    for table in new:
        if (was := before.pop(table.name, None)) is None:
            found.append(Changed(Change.LIST_ADDED, table.name, title=table.title))
            continue
        if was.title != table.title:
            renamed = Change.LIST_RENAMED
            found.append(Changed(renamed, table.name, title=table.title, was=was.title))
        found += _of_columns(was, table)
    gone = (Changed(Change.LIST_REMOVED, one.name, title=one.title) for one in before.values())
    return [*found, *gone]


def _of_columns(old: Table, new: Table) -> Iterator[Changed]:
    before = {column.name: column for column in old.columns}
    after = {column.name for column in new.columns}
    kept = [column.name for column in old.columns if column.name in after]
    places = {name: place for place, name in enumerate(kept)}
    last = -1
    for column in new.columns:
        name, was = column.name, before.get(column.name)
        if was is None:
            yield Changed(Change.ADDED, new.name, name, column.title)
            continue
        yield from (
            Changed(one, new.name, name, column.title, was.title) for one in _of(was, column)
        )
        if places[name] < last:
            yield Changed(Change.MOVED, new.name, name, column.title)
        last = max(last, places[name])
    for name, column in before.items():
        if name not in after:
            yield Changed(Change.REMOVED, new.name, name, column.title)


def _of(old: Column, new: Column) -> Iterator[Change]:
    if old.title != new.title:
        yield Change.RENAMED
    if old.choices != new.choices:
        yield Change.CHOICES
    if CELL_TYPES[old.type].number_format != CELL_TYPES[new.type].number_format:
        yield Change.FORMAT


def known_by_both(old: Sequence[Table], new: Sequence[Table]) -> tuple[Table, ...]:
    """The new lists, each and its columns known by the titles of before as well."""
    before: Mapping[str, Table] = {one.name: one for one in old}
    return tuple(_both(before.get(one.name, one), one) for one in new)


def _both(old: Table, new: Table) -> Table:
    titles = {column.name: column for column in old.columns}
    columns = tuple(_named(titles.get(one.name, one), one) for one in new.columns)
    return replace(new, columns=columns, synonyms=(*new.synonyms, old.title, *old.synonyms))


def _named(old: Column, new: Column) -> Column:
    return replace(new, synonyms=(*new.synonyms, old.title, *old.synonyms))


def knows(column: Column, heading: str) -> bool:
    """Whether a heading is one of the column's own."""
    return heading_key(heading) in {heading_key(one) for one in (column.title, *column.synonyms)}
