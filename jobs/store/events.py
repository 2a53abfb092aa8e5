"""The events of a unit's report, in the order in which they were seen; none is ever changed."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from jobs.store.tables import submission_events

ACCEPTED, REOPENED = "accepted", "reopened"


@dataclass(frozen=True, slots=True)
class Event:
    """`kind` is one of those above. It happened at `at` at the latest and, where nobody told us of
    the moment, after `not_before`, the last look that saw it otherwise; both epoch seconds."""

    kind: str
    at: float
    not_before: float | None = None


def add_event(connection: sa.Connection, unit: str, campaign: str, event: Event) -> None:
    """Write one down."""
    row = {
        "unit": unit,
        "campaign": campaign,
        # A campaign of one period; one with many names it here.
        "period": "",
        "kind": event.kind,
        "at": event.at,
        "not_before": event.not_before,
    }
    connection.execute(sa.insert(submission_events).values(row))


def load_events(connection: sa.Connection, campaign: str) -> dict[str, Sequence[Event]]:
    """The events of every unit of a campaign, by its key."""
    mine = submission_events.c.campaign == campaign
    found: dict[str, list[Event]] = {}
    for row in connection.execute(_ordered().where(mine)):
        found.setdefault(row.unit, []).append(Event(row.kind, row.at, row.not_before))
    return dict(found)


def events_of(connection: sa.Connection, unit: str, campaign: str) -> list[Event]:
    """Those of one unit."""
    mine = (submission_events.c.unit == unit) & (submission_events.c.campaign == campaign)
    rows = connection.execute(_ordered().where(mine))
    return [Event(row.kind, row.at, row.not_before) for row in rows]


def _ordered() -> sa.Select[tuple[str, str, float, float | None]]:
    columns = submission_events.c
    return sa.select(columns.unit, columns.kind, columns.at, columns.not_before).order_by(
        columns.id
    )
