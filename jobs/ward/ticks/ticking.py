"""Applies what is ticked in a round: writes the repairs, looks where they landed, takes back the
rest.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from jobs.store.journal import add_repair
from jobs.store.vault import Vault
from jobs.ward.judgement import Ground, Judgement, Memory, judge
from jobs.ward.results.reading import TabTicks
from jobs.ward.ticks.landing import Landing, where_landed
from jobs.ward.ticks.repairs import Repair, Ticked, what_is_ticked, why_not
from jobs.ward.ticks.taken_back import APPLIED, TakenBack, Why
from sheets_client.requests import Request
from sheets_client.snapshot import SpreadsheetSnapshot

Write = Callable[
    [Sequence[Request]], tuple[SpreadsheetSnapshot | None, Sequence[Mapping[str, Any]]]
]


@dataclass(frozen=True, slots=True)
class Ticking:
    """What came of a round's ticks: the state after it; `done` are keys of lines and headings
    whose ticks are used up, `pending` those of lines to be tried again."""

    judged: Judgement
    done: frozenset[str] = frozenset()
    pending: frozenset[str] = frozenset()
    applied: tuple[Repair, ...] = ()
    taken_back: tuple[TakenBack, ...] = ()

    def left(self, ticks: TabTicks) -> TabTicks:
        """Of the ticks of any later state those that still wait."""
        return replace(ticks, ticked=(ticks.ticked - self.done) | self.pending)


def apply_ticks(judged: Judgement, memory: Memory, ground: Ground, write: Write) -> Ticking:
    """Put in what is ticked, in a batch of its own; one more where a row that nobody ticked has
    to get its text back. Refused by Google for good, all ticks stay as they are."""
    ticked = what_is_ticked(judged, memory.lives, ground.vault)
    if not ticked.repairs:
        back = ticked.taken_back
        return Ticking(judged, done=ticked.keys, pending=ticked.waiting, taken_back=back)
    after, replies = write([one for repair in ticked.repairs for one in repair.requests()])
    if after is None:
        return Ticking(judged)
    now = judge(after, memory, ground)
    landing = where_landed(ticked.repairs, replies, judged, now, ground.vault)
    given_back = write(landing.give_back)[0] if landing.give_back else None
    if given_back is not None:
        now = judge(given_back, memory, ground)
    return _came_to(now, ticked, landing)


def _came_to(now: Judgement, ticked: Ticked, landing: Landing) -> Ticking:
    changed = tuple(TakenBack.of(one.one, why_not(one.one, now)) for one in landing.changed)
    return Ticking(
        now,
        done=ticked.keys,
        pending=ticked.waiting | {one.key for one in landing.pending},
        applied=landing.applied,
        taken_back=(*ticked.taken_back, *changed),
    )


def write_down(
    connection: sa.Connection, vault: Vault, unit: str, ticking: Ticking, at: float
) -> None:
    """Note in the journal what was put in and what was taken back, values sealed."""
    for repair in ticking.applied:
        one = TakenBack.of(repair.one, Why.CHANGED)
        entry = _entry(unit, one, APPLIED, at)
        add_repair(connection, vault, entry, repair.old, repair.new)
    for one in ticking.taken_back:
        add_repair(connection, vault, _entry(unit, one, one.why, at), one.value, one.proposed)


def _entry(unit: str, one: TakenBack, outcome: str, at: float) -> dict[str, Any]:
    return {
        "unit": unit,
        "table_name": one.table,
        "row_id": one.row_id,
        "column_name": one.column,
        "code": one.code,
        "outcome": outcome,
        "at": at,
    }
