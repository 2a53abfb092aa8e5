"""Whether a unit's report was taken, when first, and what came after: worked out from events.

On time is judged by the first acceptance alone: what a unit mends afterwards makes it no later.
Where nobody told us of the moment and our own looks leave it open, the unit is on time.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from jobs.store.events import ACCEPTED, REOPENED, Event


@dataclass(frozen=True, slots=True)
class Acceptance:
    """`first` is the first acceptance, `now` whether the report counts as taken at present,
    `corrected` whether it was opened again and taken once more."""

    first: Event | None = None
    now: bool = False
    corrected: bool = False


def acceptance_of(events: Sequence[Event]) -> Acceptance:
    """What the events of one unit come to."""
    taken = [event for event in events if event.kind == ACCEPTED]
    return Acceptance(
        first=taken[0] if taken else None,
        now=bool(events) and events[-1].kind == ACCEPTED,
        corrected=len(taken) > 1,
    )


def next_event(
    known: Acceptance, complete: bool, at: float, not_before: float | None
) -> Event | None:
    """What a look adds: `complete` says that the tick is set and nothing has to be corrected."""
    if complete and not known.now:
        return Event(ACCEPTED, at, not_before)
    if not complete and known.now:
        return Event(REOPENED, at, not_before)
    return None


def came_late(first: Event, due: datetime, judged: Callable[[float], datetime]) -> bool:
    """Whether a first acceptance surely came after `due`; `judged` turns epoch seconds into the
    moment that lateness is judged by."""
    if judged(first.at) <= due or first.not_before is None:
        return False
    return judged(first.not_before) > due
