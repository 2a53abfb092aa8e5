"""The events of a unit's report, in the order in which they were seen; none is ever changed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa

from jobs.store.tables import submission_events

# What looks see: the tick unset (from then on it counts), the report complete, no more complete,
# complete with other content, and that its lock has passed.
OPENED, ACCEPTED, REOPENED, CORRECTED = "opened", "accepted", "reopened", "corrected"
LOCKED = "locked"
# What officers do.
EXTENDED, RETURNED, APPROVED, CLOSED = "extended", "returned", "approved", "closed"
# What the register says: from then on the unit stands under another one.
MOVED = "moved"
DEEDS = (EXTENDED, RETURNED, APPROVED, CLOSED)

Term = tuple[str, str]
"""What a report is for: (campaign, period); the period is empty in a campaign of one."""


@dataclass(frozen=True, slots=True)
class Event:
    """`kind` is one of those above. It happened at `at` at the latest and, where nobody told us of
    the moment, after `not_before`, the last look that saw it otherwise; both epoch seconds.

    `person` is who did it, where that is known; `until` the last day of an extension; `words` are
    the officer's; `facts` what was handed in, as `jobs.unit.acceptance.Handed` reads it. `number`
    is given by the store and grows.
    """

    kind: str
    at: float
    not_before: float | None = None
    person: str = ""
    until: date | None = None
    words: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    number: int = field(default=0, compare=False)


def add_event(connection: sa.Connection, unit: str, term: Term, event: Event) -> None:
    """Write one down."""
    campaign, period = term
    row = {
        "unit": unit,
        "campaign": campaign,
        "period": period,
        "kind": event.kind,
        "at": event.at,
        "not_before": event.not_before,
        "person": event.person or None,
        "until": event.until.isoformat() if event.until else None,
        "words": event.words or None,
        "facts": dict(event.facts),
    }
    connection.execute(sa.insert(submission_events).values(row))


def load_events(connection: sa.Connection, term: Term) -> dict[str, Sequence[Event]]:
    """The events of every unit's report for a term, by the unit's key."""
    found: dict[str, list[Event]] = {}
    for row in connection.execute(_ordered(term)):
        found.setdefault(row.unit, []).append(_read(row))
    return dict(found)


def events_of(connection: sa.Connection, unit: str, term: Term) -> list[Event]:
    """Those of one unit."""
    mine = _ordered(term).where(submission_events.c.unit == unit)
    return [_read(row) for row in connection.execute(mine)]


def all_events(connection: sa.Connection, kind: str) -> Iterator[tuple[str, Term, Event]]:
    """Every event of one kind, of all terms: unit, term, event; oldest first."""
    c = submission_events.c
    query = sa.select(submission_events).where(c.kind == kind).order_by(c.id)
    for row in connection.execute(query):
        yield row.unit, (row.campaign, row.period), _read(row)


def _ordered(term: Term) -> sa.Select[Any]:
    columns = submission_events.c
    mine = (columns.campaign == term[0]) & (columns.period == term[1])
    return sa.select(submission_events).where(mine).order_by(columns.id)


def _read(row: sa.Row[Any]) -> Event:
    return Event(
        kind=row.kind,
        at=row.at,
        not_before=row.not_before,
        person=row.person or "",
        until=date.fromisoformat(row.until) if row.until else None,
        words=row.words or "",
        facts=row.facts or {},
        number=row.id,
    )
