"""Row ids: which row is which, even after copying, sorting, inserting and pasting over."""

import re
import secrets
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from jobs.store.rows import KnownRow

# No 0/O and 1/I: somebody may have to read one out over the telephone.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LENGTH = 10
FORM = re.compile(f"^[{ALPHABET}]{{{LENGTH}}}$")


def new_row_id() -> str:
    """A fresh id: 10 of 32 signs, 50 random bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


@dataclass(frozen=True, slots=True)
class SeenRow:
    """A data row as read: sheet row from 0, content, and what stands in `Mã dòng`."""

    position: int
    fingerprint: str
    row_id: str


def assign_row_ids(
    rows: Sequence[SeenRow],
    known_rows: Sequence[KnownRow],
    *,
    taken: frozenset[str] = frozenset(),
    mint: Callable[[], str] = new_row_id,
) -> list[str]:
    """The id that each row deserves, in the order of `rows`; all different, none in `taken`.

    Content decides before position: (1) a row whose id is known with just this content keeps it;
    (2) known content whose row is elsewhere no more takes its old id back (a sort past our
    columns, a write that landed one row off); (3) changed content keeps the id beside it unless
    another row has the better claim; (4) without one, the id of the row that stood there;
    (5) the rest get new ids.
    """
    assignment = _Assignment(rows, taken)
    content_of = {row.row_id: row.fingerprint for row in known_rows}
    for index, row in enumerate(rows):
        if content_of.get(row.row_id) == row.fingerprint:
            assignment.give(index, row.row_id)
    by_content = _ids_by_content(known_rows)
    for index, row in assignment.waiting():
        free = (i for i in by_content.get(row.fingerprint, ()) if assignment.is_free(i))
        assignment.give(index, next(free, None))
    for index, row in assignment.waiting():
        assignment.give(index, row.row_id if FORM.match(row.row_id) else None)
    at_place = {row.position: row.row_id for row in known_rows if not row.gone}
    for index, row in assignment.waiting():
        assignment.give(index, at_place.get(row.position) if not row.row_id else None)
    return assignment.finish(mint)


def _ids_by_content(known_rows: Sequence[KnownRow]) -> dict[str, list[str]]:
    """Ids by content; those of rows that are still there come first."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in sorted(known_rows, key=lambda row: (row.gone, row.position)):
        found[row.fingerprint].append(row.row_id)
    return found


class _Assignment:
    """Ids given so far; an id is given once."""

    def __init__(self, rows: Sequence[SeenRow], taken: frozenset[str]) -> None:
        self._rows = rows
        self._given: dict[int, str] = {}
        self._used = set(taken)

    def waiting(self) -> list[tuple[int, SeenRow]]:
        return [(i, row) for i, row in enumerate(self._rows) if i not in self._given]

    def is_free(self, row_id: str) -> bool:
        return row_id not in self._used

    def give(self, index: int, row_id: str | None) -> None:
        if row_id and self.is_free(row_id):
            self._given[index] = row_id
            self._used.add(row_id)

    def finish(self, mint: Callable[[], str]) -> list[str]:
        for index, _ in self.waiting():
            self.give(index, mint())
        return [self._given[index] for index in range(len(self._rows))]
