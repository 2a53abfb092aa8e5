"""What the looks at workbooks found over a span of time, counted; moments are epoch seconds."""

from collections.abc import Collection
from typing import NamedTuple

import sqlalchemy as sa

from jobs.store.lives import EXPLAINED, FIXED, OPEN
from jobs.store.tables import findings, runs
from sheets_schema.finding import Severity


class Looks(NamedTuple):
    """Looks after which something was written down, of how many `units`; what they found `new` and
    `fixed` since the look before; `unread` could not be read as a whole."""

    times: int = 0
    units: int = 0
    new: int = 0
    fixed: int = 0
    unread: int = 0


def looks_between(
    connection: sa.Connection,
    begin: float,
    end: float,
    well: Collection[str],
    keys: Collection[str] | None,
) -> Looks:
    """Those that began from `begin` on and before `end`, of the units `keys` (None: of all); the
    outcomes `well` are those of a workbook that was read."""
    c = runs.c
    sums = (sa.func.sum(c.new), sa.func.sum(c.fixed))
    unread = sa.func.sum(sa.case((c.outcome.in_(well), 0), else_=1))
    query = (
        sa.select(c.unit, sa.func.count(), *sums, unread)
        .where(c.started_at >= begin, c.started_at < end)
        .group_by(c.unit)
    )
    mine = [row for row in connection.execute(query) if keys is None or row.unit in keys]
    return Looks(
        times=sum(int(row[1]) for row in mine),
        units=len(mine),
        new=sum(int(row[2]) for row in mine),
        fixed=sum(int(row[3]) for row in mine),
        unread=sum(int(row[4]) for row in mine),
    )


class Moved(NamedTuple):
    """Findings of a unit that ask something: those that came and stand, those that were put right,
    those that stand now."""

    new: int
    fixed: int
    left: int


def moved_since(connection: sa.Connection, unit: str, at: float) -> Moved:
    """What changed in a unit's findings since that moment."""
    c = findings.c
    asks = (c.unit == unit) & (c.severity != Severity.INFO.value)

    def count(*conditions: sa.ColumnElement[bool]) -> int:
        query = sa.select(sa.func.count()).select_from(findings).where(asks, *conditions)
        return int(connection.scalar(query) or 0)

    return Moved(
        new=count(c.status.in_((OPEN, EXPLAINED)), c.first_seen >= at),
        fixed=count(c.status == FIXED, c.changed_at >= at),
        left=count(c.status == OPEN),
    )
