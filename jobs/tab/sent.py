"""The one protocol for what is written into other people's sheets: note, write, compare, give back.

Sheets has no preconditions, an answer can get lost, and our process can end at any moment. So
what a batch means to do is noted before it is sent; the state after it is compared with that;
and what landed in a wrong place is given back, by whoever reads the spreadsheet next.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from jobs.store.journal import get_fact, set_fact
from jobs.tab.intent import Covers, Intent, landed
from jobs.tab.mending import Mending, Remarks
from jobs.tab.row_requests import FIELDS
from jobs.unit.context import Context
from sheets_client.snapshot import Cell, Mark, Sheet, SpreadsheetSnapshot

# So often in a row what a mending did itself is mended.
MENDINGS = 3
# More new rows are a tab just made or a district just begun: nobody's cells are near.
FEW = 500


def no_remarks(_: Intent) -> Remarks:
    """Where nothing is kept of what people wrote beside our columns."""
    return {}


class Sent:
    """What was sent to one spreadsheet, `name`, and not seen to have met what it was meant for;
    kept in the store, sealed. `number` is that of the last batch."""

    def __init__(self, context: Context, name: str) -> None:
        self._context, self._name = context, f"sent {name}"
        with context.store.begin() as connection:
            said = get_fact(connection, self._name)
        note = context.store.vault.open(said.encode()) if said else None
        # A note of the version before says too little: its rows are written again.
        known: dict[str, Any] = note if isinstance(note, dict) else {"number": 0, "intents": []}
        self.number: int = known["number"]
        self.unseen: Sequence[Intent] = [_revived(one) for one in known["intents"]]
        self._noted = bool(said)
        self._before: tuple[int, Sequence[Intent]] = (0, ())

    def note(self, intents: Sequence[Intent], number: int = 0) -> None:
        """Before the write: our process may end before it sees where that landed."""
        self._before = (self.number, self.unseen)
        self._keep(intents, number)

    def _keep(self, intents: Sequence[Intent], number: int) -> None:
        self.number, self.unseen = number, intents
        with self._context.writing() as connection:
            if not intents:
                self.forget(connection)
                return
            note = {"number": number, "intents": [_kept(one) for one in intents]}
            said = self._context.store.vault.seal(note).decode("ascii")
            set_fact(connection, self._name, said)
        self._noted = True

    def refused(self) -> None:
        """Nothing of it was applied: what was sent before it may still have to be given back."""
        (number, unseen), self._before = self._before, (0, ())
        if unseen:
            self._keep(unseen, number)
        self.unseen = unseen

    def compare(self, after: SpreadsheetSnapshot | None) -> bool:
        """Whether all that was sent met what it was meant for, by the state after it. None: nobody
        can know."""
        seen = [(one, after.by_id(one.before.sheet_id) if after else None) for one in self.unseen]
        if all(landed(one, sheet) for one, sheet in seen):
            self.unseen = ()
        return not self.unseen

    def mendings(
        self, now: SpreadsheetSnapshot, remarks: Callable[[Intent], Remarks] = no_remarks
    ) -> list[Mending]:
        """What gives back all that landed in wrong places, in the state `now`; it is a batch like
        another, to be noted and compared."""
        sheets = [(one, now.by_id(one.before.sheet_id)) for one in self.unseen]
        made = [Mending(one, sheet, remarks(one)) for one, sheet in sheets if sheet]
        astray = [one for one in made if one.requests]
        if not astray:
            self.unseen = ()
        return astray

    @property
    def settled(self) -> bool:
        """Whether a note stands of which nothing is to be given back any more."""
        return self._noted and not self.unseen

    def forget(self, connection: sa.Connection) -> None:
        """Take the note away where it is settled."""
        if self.settled:
            set_fact(connection, self._name, "")
            self._noted = False


def _kept(intent: Intent) -> dict[str, Any]:
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
        "fields": intent.fields,
        "marks": [[mark.id, at] for at, marks in before.column_marks.items() for mark in marks],
        "before": [[row, [[c.value, c.formula] for c in _row(before, row)]] for row in known],
    }


def _appended(intent: Intent) -> list[Any]:
    few = intent.appended if len(intent.appended) <= FEW else {}
    return [[key, list(cells.items())] for key, cells in few.items()]


def _row(sheet: Sheet, row: int) -> Sequence[Cell]:
    return sheet.cells[row] if row < len(sheet.cells) else ()


def _revived(kept: Mapping[str, Any]) -> Intent:
    """The intent of which `_kept` told, as far as mending needs it."""
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
        covers=Covers(kept["covers"]),
        guarded=frozenset(kept["guarded"]),
        fields=kept.get("fields", FIELDS),
    )
