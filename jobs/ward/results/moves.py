"""Rows of the tab `Kết quả kiểm tra` deleted, moved and inserted until the wanted lines stand in
order.

A line that stays keeps its row, whatever becomes of those around it: a tick or a reason that
somebody gives it at this very moment goes along.
"""

from collections.abc import Sequence
from itertools import pairwise, takewhile

from jobs.tab.places import runs
from sheets_client import requests as google
from sheets_client.requests import Request
from sheets_client.snapshot import Sheet

# Groups that change places are few; beyond that somebody sorted the tab.
MOST_MOVES = 12


class Moves:
    """What turns the rows with the keys `layout` into those of `wanted`; `kept` are the keys whose
    rows stay, `row_of` says where each line stands then."""

    def __init__(
        self, sheet: Sheet, layout: Sequence[str], wanted: Sequence[str], renew: frozenset[str]
    ) -> None:
        self._sheet = sheet
        self._old = {key: row for row, key in enumerate(layout) if key}
        self.kept = _kept(layout, wanted, renew)
        self.requests: list[Request] = []
        self._rows = list(layout)
        self._blank = not layout
        self._delete()
        self._arrange([key for key in wanted if key in self.kept])
        self._insert(wanted)
        self.row_of = {key: row for row, key in enumerate(self._rows) if key}

    def _delete(self) -> None:
        gone = [row for row, key in enumerate(self._rows) if key and key not in self.kept]
        if gone and gone[-1] + 1 == self._sheet.row_count:
            # Google refuses a batch that would leave a tab without any row that is not frozen.
            self.requests.append(google.append_dimension(self._sheet.sheet_id, "ROWS", 1))
        for start, end in reversed(runs(gone)):
            self.requests.append(google.delete_rows(self._sheet.sheet_id, start, end))
            del self._rows[start:end]

    def _arrange(self, wanted: Sequence[str]) -> None:
        """Rows of somebody else's stay where they are."""
        left = list(wanted)
        at = 0
        while left and [key for key in self._rows[at:] if key] != left:
            at = next(row for row in range(at, len(self._rows)) if self._rows[row])
            if self._rows[at] != left[0]:
                self._lift(left, at)
            at += 1
            del left[0]

    def _lift(self, left: Sequence[str], before: int) -> None:
        """Moves the first of `left`, and what follows it both there and in the rows."""
        start = self._rows.index(left[0])
        together = zip(self._rows[start:], left, strict=False)
        end = start + sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], together))
        self.requests.append(google.move_rows(self._sheet.sheet_id, start, end, before))
        moved = self._rows[start:end]
        del self._rows[start:end]
        self._rows[before:before] = moved

    def _insert(self, wanted: Sequence[str]) -> None:
        at = 0
        pending: list[str] = []
        for key in wanted:
            if key not in self.kept:
                pending.append(key)
                continue
            at = self._put(pending, at)
            pending = []
            at = self._rows.index(key) + 1
        self._put(pending, at)

    def _put(self, keys: Sequence[str], at: int) -> int:
        if keys and not self._blank:
            self.requests.append(google.insert_rows(self._sheet.sheet_id, at, at + len(keys)))
        elif len(keys) > self._sheet.row_count:
            more = len(keys) - self._sheet.row_count
            self.requests.append(google.append_dimension(self._sheet.sheet_id, "ROWS", more))
        self._rows[at:at] = keys
        return at + len(keys)

    def old_row(self, key: str) -> int:
        """Where the line of a kept row stood."""
        return self._old[key]


def _kept(layout: Sequence[str], wanted: Sequence[str], renew: frozenset[str]) -> frozenset[str]:
    """Keys whose rows stay; none when somebody sorted or copied rows: then all are made anew."""
    here = set(wanted) - renew
    kept = [key for key in layout if key in here]
    order = {key: place for place, key in enumerate(key for key in wanted if key in set(kept))}
    breaks = sum(order[one] + 1 != order[other] for one, other in pairwise(kept))
    if len(kept) != len(order) or breaks > MOST_MOVES:
        return frozenset()
    return frozenset(kept)
