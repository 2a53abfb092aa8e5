"""Notes on the wrong cells themselves: on a phone the reason stands where the finger is.

A note is ours by its last line. One that a person wrote, or went on writing in ours, is theirs and
stays; ours goes with its finding, also where somebody copied it along with the cell.
"""

from collections.abc import Iterable, Sequence

from jobs.store.lives import OPEN, Life
from jobs.tab.row_requests import row_requests
from jobs.unit.marks import MARKS
from jobs.ward.flags.columns import ListView
from jobs.ward.flags.texts import IN_CELL, told
from jobs.ward.lifecycle import row_of
from sheets_client.requests import Request
from sheets_schema.messages import LANGUAGES, text

Cell = tuple[int, int]
FIELDS = "note"


def plan_notes(
    views: Sequence[ListView], lives: Iterable[Life], language: str, *, on: bool
) -> list[Request]:
    """What brings our notes in one tab to what its lists deserve now; without them `on`, where
    the unit removed our columns, or where rows hold more than one record, none.

    `lives` are all standing findings. In a row that somebody is typing in a note comes where
    something is wrong by itself, in the write that flags it; none goes before the row is quiet.
    """
    first = views[0]
    if first.own is not None and first.without_check and first.may_adopt:
        # `Kiểm tra` is inserted first, and cells move.
        return []
    stands = (first.may_adopt or not first.without_check) and not first.shared
    wanted = _wanted(views, lives, language) if on and stands else {}
    notes, fresh = first.sheet.notes, frozenset[int]().union(*(view.fresh for view in views))
    told = frozenset[int]().union(*(view.told for view in views))
    ours = {cell for cell, said in notes.items() if is_ours(said)}
    changes: dict[int, dict[int, dict[str, str]]] = {}
    for row, column in sorted((wanted.keys() | ours) - (notes.keys() - ours)):
        should = wanted.get((row, column), "")
        waits = row in fresh and not (should and row in told)
        if not waits and notes.get((row, column), "") != should:
            changes.setdefault(row, {})[column] = {"note": should} if should else {}
    return row_requests(first.sheet.sheet_id, changes, FIELDS)


def is_ours(note: str) -> bool:
    """Whether the note says at its end that it is the system's."""
    return note.rpartition("\n")[2] in {text("note-ours", language) for language in LANGUAGES}


def _wanted(views: Sequence[ListView], lives: Iterable[Life], language: str) -> dict[Cell, str]:
    said: dict[Cell, list[str]] = {}
    asked = _gravest_first(lives)
    for view in views:
        rows = {row_id: row for row, row_id in view.row_ids.items()}
        columns = view.found.columns
        for one in asked:
            if one.finding.table != view.found.table.name:
                continue
            row, column = rows.get(row_of(one.row_id)), columns.get(one.finding.column or "")
            if row is not None and column is not None:
                line = f"{MARKS[one.finding.severity]} {told(one.finding, language)}"
                said.setdefault((row, column), []).append(line)
    signed = text("note-ours", language)
    return {cell: "\n".join([*lines, signed]) for cell, lines in said.items()}


def _gravest_first(lives: Iterable[Life]) -> Sequence[Life]:
    asked = (one for one in lives if one.status == OPEN and one.finding.severity in IN_CELL)
    return sorted(asked, key=lambda one: (one.finding.severity.rank, one.finding.code))
