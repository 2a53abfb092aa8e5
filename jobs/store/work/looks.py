"""Who saw numbers of persons in full, when and at what: written before they are shown."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from jobs.store.work.work_tables import views


@dataclass(frozen=True, slots=True)
class Look:
    """One look: `at` in epoch seconds, `what` was looked at (`findings`, `report` …), of which
    unit, empty for all."""

    at: float
    person: str
    unit: str
    what: str


def add_look(connection: sa.Connection, look: Look) -> None:
    """Write one down."""
    row = {"at": look.at, "person": look.person, "unit": look.unit, "what": look.what}
    connection.execute(sa.insert(views).values(row))


def looks_since(connection: sa.Connection, since: float) -> Sequence[Look]:
    """The looks since a moment (epoch seconds), newest first."""
    query = sa.select(views).where(views.c.at >= since).order_by(views.c.at.desc())
    return [Look(row.at, row.person, row.unit, row.what) for row in connection.execute(query)]
