"""What one batch means to do to one tab, so that the state after it can be compared with that."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from jobs.tab.places import a1_column, runs
from jobs.tab.row_requests import FIELDS
from sheets_client.snapshot import Scalar, Sheet

CellData = Mapping[str, Any]
Writes = Mapping[int, Mapping[int, CellData]]


class Covers(IntEnum):
    """Of our columns, what is written again anyway by whoever writes next: none of it, what
    stands beside a key, or all."""

    NOTHING = 0
    KEYED = 1
    ALL = 2


@dataclass(frozen=True, slots=True)
class Intent:
    """Rows and columns are numbered as after the batch, if nobody else acts.

    `before` is the tab as read; `rows` says for each row after which one it was (None: a new
    one), and is None where no row of ours comes or goes; `inserted` are new columns. `heads` are
    our headings in row `header`, `key` the column that tells rows apart (None where there is
    none), `touched` what has to stand there; `writes` the cells by row and column, `fields` what
    of them is written, `appended` those of new rows by their key. `covers` says what is written
    again anyway, `guarded` which rows before hold somebody else's cells.
    """

    before: Sheet
    header: int | None
    heads: Mapping[int, str]
    key: int | None
    touched: Mapping[int, str] = field(default_factory=dict)
    writes: Writes = field(default_factory=dict)
    appended: Mapping[str, Mapping[int, CellData]] = field(default_factory=dict)
    rows: Sequence[int | None] | None = None
    inserted: frozenset[int] = frozenset()
    covers: Covers = Covers.NOTHING
    guarded: frozenset[int] = frozenset()
    fields: str = FIELDS

    def row_before(self, row: int) -> int | None:
        """Which row this one was."""
        if self.rows is None:
            return row
        return self.rows[row] if row < len(self.rows) else None

    def column_before(self, column: int) -> int | None:
        """Which column this one was."""
        if column in self.inserted:
            return None
        return column - sum(at < column for at in self.inserted)

    @property
    def key_before(self) -> int | None:
        """The column of the keys as read."""
        return None if self.key is None else self.column_before(self.key)

    @property
    def header_before(self) -> int | None:
        """The row of the headings as read."""
        return None if self.header is None else self.row_before(self.header)

    def ranges(self) -> list[str]:
        """A1 ranges that show whether it came out right: headings, keys of the touched rows, and
        the new end."""
        quoted = "'" + self.before.title.replace("'", "''") + "'"
        rows = set(self.touched)
        # A whole row: with it come the marks of all columns.
        header = (self.header or 0) + 1
        ranges = [f"{quoted}!{header}:{header}"]
        if self.key is None:
            return ranges
        key = a1_column(self.key)
        ranges += [f"{quoted}!{key}{start + 1}:{key}{end}" for start, end in runs(sorted(rows))]
        if self.appended:
            ranges.append(f"{quoted}!{key}{self.before.used_rows + 1}:{key}")
        return ranges


def landed(intent: Intent, after: Sheet | None) -> bool:
    """Whether the batch met the rows and columns that it was meant for."""
    if after is None:
        return False
    return _columns_stand(intent, after) and _rows_stand(intent, after)


def _columns_stand(intent: Intent, after: Sheet) -> bool:
    known = mark_columns(intent.before)
    for column, marks in after.column_marks.items():
        meant = intent.column_before(column)
        if any(known.get(mark.id, meant) != meant for mark in marks):
            return False
    if intent.header is None:
        return True
    heads = {at: after.cell(intent.header, at).value for at in intent.heads}
    return all(heads[at] == head for at, head in intent.heads.items())


def _rows_stand(intent: Intent, after: Sheet) -> bool:
    if intent.key is None:
        return True
    keys = [said(after.cell(row, intent.key).value) for row in range(len(after.cells))]
    there = all(key == (keys[at] if at < len(keys) else "") for at, key in intent.touched.items())
    return there and set(intent.appended) <= set(keys)


def mark_columns(sheet: Sheet) -> dict[int, int]:
    """The column on which each mark hangs, by the mark's id."""
    return {mark.id: at for at, marks in sheet.column_marks.items() for mark in marks}


def said(value: Scalar | None) -> str:
    """A value as text."""
    return "" if value is None else str(value)
