"""Requests that bring one filled workbook to a new version of its lists, and retype nothing.

A column that is new is put in, empty, before what stands right of it; nobody's cell is written. A
heading is ours to change where we made the list, and only while it says what we wrote. A column
that is not asked for any more stays with all that is in it, and so does one that has another place.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from jobs.tab.blank.lists import column_requests, heading_requests, list_requests
from jobs.tab.blank.ours import ours_come_first
from jobs.tab.fresh_ids import FreshIds
from jobs.ward.forms.changes import Change, Changed, knows
from sheets_client import requests as google
from sheets_client.requests import Request
from sheets_client.snapshot import Sheet, SpreadsheetSnapshot
from sheets_schema.campaign import Column, Table
from sheets_schema.checked import CheckedTable


@dataclass(frozen=True, slots=True)
class NewForm:
    """The requests of one batch, what they do, and what is `left` for people: a list that was not
    found, or a heading of the unit's own that the new form does not know."""

    requests: tuple[Request, ...] = ()
    done: tuple[Changed, ...] = ()
    left: tuple[Changed, ...] = ()


def new_form(
    snapshot: SpreadsheetSnapshot,
    stands: Sequence[CheckedTable],
    changes: Sequence[Changed],
    tables: Sequence[Table],
    language: str,
) -> NewForm:
    """What a workbook needs; nothing where it has the new form. `stands` are its lists as they
    stand, read by the titles of both versions."""
    by_table: dict[str, list[CheckedTable]] = {}
    for one in stands:
        by_table.setdefault(one.table.name, []).append(one)
    declared, steps = {table.name: table for table in tables}, list[_Step]()
    for name, table in declared.items():
        mine = [one for one in changes if one.table == name]
        places = by_table.get(name, [])
        if not places:
            steps += _without_place(mine)
        for one in places:
            sheet = _sheet_of(snapshot, one)
            if sheet is not None and one.header_row is not None:
                steps += _InPlace(sheet, one, table, language).steps(mine)
    steps += _new_lists(snapshot, declared, changes, language)
    requests = [request for one in steps for request in one.requests]
    done = [one.changed for one in steps if one.requests]
    left = [one.changed for one in steps if not one.requests]
    return NewForm(tuple(requests), tuple(done), tuple(left))


def _sheet_of(snapshot: SpreadsheetSnapshot, one: CheckedTable) -> Sheet | None:
    number = one.tab.sheet_id if one.tab is not None else None
    return None if number is None else snapshot.by_id(number)


@dataclass(frozen=True, slots=True)
class _Step:
    """One change with its requests; without any it is left to people."""

    changed: Changed
    requests: tuple[Request, ...] = ()


def _without_place(mine: Sequence[Changed]) -> Iterator[_Step]:
    """Of a list that cannot be found nothing is touched, but it is told."""
    touches = (Change.ADDED, Change.RENAMED, Change.LIST_RENAMED)
    yield from (_Step(one) for one in mine if one.change in touches)


def _new_lists(
    snapshot: SpreadsheetSnapshot,
    declared: Mapping[str, Table],
    changes: Sequence[Changed],
    language: str,
) -> Iterator[_Step]:
    """Lists that are new, as tabs behind the others; in a unit's own workbook it makes them."""
    made = any(ours_come_first(sheet) for sheet in snapshot.sheets)
    titles, ids = {sheet.title.casefold() for sheet in snapshot.sheets}, FreshIds(snapshot)
    for one in changes:
        table = declared.get(one.table)
        if one.change is not Change.LIST_ADDED or table is None:
            continue
        if table.title.casefold() not in titles:
            at = len(titles)
            new = list_requests(table, ids.take(), at, language, ours=True) if made else ()
            yield _Step(one, tuple(new))


class _InPlace:
    """One list where it stands."""

    def __init__(self, sheet: Sheet, found: CheckedTable, table: Table, language: str) -> None:
        self._sheet, self._found, self._table = sheet, found, table
        self._language = language
        self._made = ours_come_first(sheet)
        self._columns = {column.name: column for column in table.columns}

    def steps(self, changes: Sequence[Changed]) -> Iterator[_Step]:
        """What is done in columns as they were read comes first; then columns are put in, from the
        right, so that none moves before its turn."""
        for one in changes:
            yield from self._as_read(one)
        added = [one for one in changes if one.change is Change.ADDED]
        missing = [one for one in added if one.column not in self._found.columns]
        for place, one in sorted(
            ((self._place(one.column), one) for one in missing),
            key=lambda pair: (pair[0], self._order(pair[1].column)),
            reverse=True,
        ):
            yield _Step(one, tuple(self._put_in(self._columns[one.column], place)))

    def _order(self, name: str) -> int:
        return list(self._columns).index(name)

    def _as_read(self, one: Changed) -> Iterator[_Step]:
        if one.change is Change.LIST_RENAMED:
            if self._sheet.title == one.was:
                renamed = [google.rename_sheet(self._sheet.sheet_id, one.title)]
                yield _Step(one, tuple(renamed if self._made else ()))
            return
        at = self._found.columns.get(one.column)
        if at is None:
            return
        if one.change is Change.RENAMED:
            yield from self._renamed(one, at)
        elif one.change in (Change.CHOICES, Change.FORMAT) and self._made:
            yield from self._dressed(one, at)

    def _renamed(self, one: Changed, at: int) -> Iterator[_Step]:
        assert self._found.header_row is not None
        row, column = self._found.header_row, self._columns[one.column]
        said = str(self._sheet.cell(row, at).value or "")
        if self._made and said == one.was:
            swap = google.find_replace_cell(self._sheet.sheet_id, row, at, said, one.title)
            yield _Step(one, (swap,))
        elif not knows(column, said):
            yield _Step(one)

    def _dressed(self, one: Changed, at: int) -> Iterator[_Step]:
        # What stands there already was not read: the same again changes nothing.
        yield _Step(one, tuple(self._dress(self._columns[one.column], at)))

    def _place(self, name: str) -> int:
        """Where a new column goes: behind the nearest one that the form has before it; in a list
        that we did not make behind all of them."""
        columns = self._found.columns
        if not self._made:
            return max(columns.values()) + 1
        names = list(self._columns)
        before = [columns[one] for one in names[: names.index(name)] if one in columns]
        return before[-1] + 1 if before else min(columns.values())

    def _put_in(self, column: Column, at: int) -> Iterator[Request]:
        assert self._found.header_row is not None
        yield google.insert_columns(self._sheet.sheet_id, at, at + 1)
        yield from heading_requests(
            [column], self._sheet.sheet_id, self._language, row=self._found.header_row, first=at
        )
        yield from self._dress(column, at)

    def _dress(self, column: Column, at: int) -> Iterator[Request]:
        assert self._found.header_row is not None
        first = self._found.header_row + 1
        end = self._found.bottom or max(self._sheet.row_count, first + 1)
        return column_requests(column, self._sheet.sheet_id, at, rows=(first, end), anew=True)
