"""What one batch means to do to one tab, so that the state after it can be compared with that."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from jobs.tab.places import a1_column, runs
from sheets_client.snapshot import Cell, Mark, Scalar, Sheet

CellData = Mapping[str, Any]
Writes = Mapping[int, Mapping[int, CellData]]
# More new rows are a tab just made or a district just begun: nobody's cells are near.
FEW = 500


@dataclass(frozen=True, slots=True)
class Intent:
    """Rows and columns are numbered as after the batch, if nobody else acts.

    `before` is the tab as read; `rows` says for each row after which one it was (None: a new
    one), and is None where no row of ours comes or goes; `inserted` are new columns. `heads` are
    our headings in row `header`, `key` the column that tells rows apart, `touched` what has to
    stand there; `writes` the cells by row and column, `appended` those of new rows by their key.
    `covers` says that whatever stands in our columns beside a key is written again anyway,
    `guarded` which rows before hold somebody else's cells.
    """

    before: Sheet
    header: int | None
    heads: Mapping[int, str]
    key: int
    touched: Mapping[int, str] = field(default_factory=dict)
    writes: Writes = field(default_factory=dict)
    appended: Mapping[str, Mapping[int, CellData]] = field(default_factory=dict)
    rows: Sequence[int | None] | None = None
    inserted: frozenset[int] = frozenset()
    covers: bool = False
    guarded: frozenset[int] = frozenset()

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
        return self.column_before(self.key)

    @property
    def header_before(self) -> int | None:
        """The row of the headings as read."""
        return None if self.header is None else self.row_before(self.header)

    def ranges(self) -> list[str]:
        """A1 ranges that show whether it came out right: headings, keys of the touched rows, and
        the new end."""
        quoted = "'" + self.before.title.replace("'", "''") + "'"
        key = a1_column(self.key)
        rows = set(self.touched)
        # A whole row: with it come the marks of all columns.
        header = (self.header or 0) + 1
        ranges = [f"{quoted}!{header}:{header}"]
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
    for row, key in intent.touched.items():
        if said(after.cell(row, intent.key).value) != key:
            return False
    keys = {said(after.cell(row, intent.key).value) for row in range(len(after.cells))}
    return set(intent.appended) <= keys


def mark_columns(sheet: Sheet) -> dict[int, int]:
    """The column on which each mark hangs, by the mark's id."""
    return {mark.id: at for at, marks in sheet.column_marks.items() for mark in marks}


def said(value: Scalar | None) -> str:
    """A value as text."""
    return "" if value is None else str(value)


def kept(intent: Intent) -> dict[str, Any]:
    """What mending needs of an intent, as JSON: for the case that our process ends before it. Of
    the rows before only those of the batch and those without a key."""
    before, key = intent.before, intent.key_before
    rows = {intent.row_before(row) for row in intent.writes} | {intent.header_before}
    own = (r for r in range(len(before.cells)) if key is None or before.cell(r, key).empty)
    known = sorted({row for row in rows if row is not None} | set(own) | intent.guarded)
    return {
        "sheet": before.sheet_id,
        "title": before.title,
        "header": intent.header,
        "heads": list(intent.heads.items()),
        "key": intent.key,
        "writes": [[row, list(cells.items())] for row, cells in intent.writes.items()],
        "appended": _appended(intent),
        "rows": None if intent.rows is None else list(intent.rows),
        "inserted": sorted(intent.inserted),
        "covers": intent.covers,
        "guarded": sorted(intent.guarded),
        "marks": [[mark.id, at] for at, marks in before.column_marks.items() for mark in marks],
        "before": [[row, [[c.value, c.formula] for c in _row(before, row)]] for row in known],
    }


def _appended(intent: Intent) -> list[Any]:
    few = intent.appended if len(intent.appended) <= FEW else {}
    return [[key, list(cells.items())] for key, cells in few.items()]


def _row(sheet: Sheet, row: int) -> Sequence[Cell]:
    return sheet.cells[row] if row < len(sheet.cells) else ()


def revived(kept: Mapping[str, Any]) -> Intent:
    """The intent of which `kept` told, as far as mending needs it."""
    last = max((row for row, _ in kept["before"]), default=0)
    cells: list[list[Cell]] = [[] for _ in range(last + 1)]
    for row, said_cells in kept["before"]:
        cells[row] = [Cell(value, formula=formula) for value, formula in said_cells]
    marks = {at: (Mark(mark_id, ""),) for mark_id, at in kept["marks"]}
    return Intent(
        before=Sheet(kept["sheet"], kept["title"], 0, cells, column_marks=marks),
        header=kept["header"],
        heads=dict(kept["heads"]),
        key=kept["key"],
        writes={row: dict(written) for row, written in kept["writes"]},
        appended={key: dict(written) for key, written in kept["appended"]},
        rows=kept["rows"],
        inserted=frozenset(kept["inserted"]),
        covers=kept["covers"],
        guarded=frozenset(kept["guarded"]),
    )
