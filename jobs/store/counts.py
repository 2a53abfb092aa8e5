"""How much there is of every unit: rows and open findings, counted by the database."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from jobs.store.lives import FIXED, OPEN, WITHDRAWN
from jobs.store.tables import data_rows, findings, notices, publications, runs
from sheets_schema.finding import Severity

RowCounts = Mapping[tuple[str, str], tuple[int, int]]
"""Rows and right rows, by (unit, list)."""

OpenCounts = Mapping[tuple[str, str, str], int]
"""Open findings, by (unit, list, severity); what is wrong with a whole workbook has no list."""

RIGHT = "ok"
"""The state of a row about which nothing is asked."""

CARRIED = "carried"
"""The same of one that is as in the last period, in a list that the unit did not confirm yet."""


def row_counts(connection: sa.Connection) -> RowCounts:
    """The rows that stand, of every unit."""
    keys = (data_rows.c.unit, data_rows.c.table_name)
    right = sa.func.sum(sa.case((data_rows.c.state == RIGHT, 1), else_=0))
    query = (
        sa.select(*keys, sa.func.count(), right)
        .where(data_rows.c.gone_at.is_(None))
        .group_by(*keys)
    )
    return {(unit, table): (rows, int(ok)) for unit, table, rows, ok in connection.execute(query)}


def open_counts(connection: sa.Connection) -> OpenCounts:
    """The findings that ask something, of every unit."""
    keys = (findings.c.unit, findings.c.table_name, findings.c.severity)
    query = sa.select(*keys, sa.func.count()).where(findings.c.status == OPEN).group_by(*keys)
    return {
        (unit, table, severity): count for unit, table, severity, count in connection.execute(query)
    }


def runs_by_outcome(connection: sa.Connection) -> dict[str, int]:
    """How many runs over units are kept, by what they came to."""
    query = sa.select(runs.c.outcome, sa.func.count()).group_by(runs.c.outcome)
    return {row[0]: row[1] for row in connection.execute(query)}


def notices_by_status(connection: sa.Connection) -> dict[str, int]:
    """Notices that are kept, by how far they are."""
    query = sa.select(notices.c.status, sa.func.count()).group_by(notices.c.status)
    return {row[0]: row[1] for row in connection.execute(query)}


def last_publication(connection: sa.Connection) -> float | None:
    """As of when the district's spreadsheet was written last; None where it never was."""
    found: float | None = connection.scalar(sa.select(sa.func.max(publications.c.as_of)))
    return found


def open_by_severity(connection: sa.Connection) -> dict[str, int]:
    """Open findings of all units together."""
    query = (
        sa.select(findings.c.severity, sa.func.count())
        .where(findings.c.status == OPEN)
        .group_by(findings.c.severity)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def open_at(connection: sa.Connection, moments: Sequence[float]) -> Mapping[str, tuple[int, ...]]:
    """Findings to correct or to answer that stood at each of the moments (epoch seconds), by unit;
    one that was right for a while and came back counts through."""
    gone = findings.c.status.in_((FIXED, WITHDRAWN))
    stood = [
        sa.func.sum(
            sa.case(
                (findings.c.first_seen > at, 0),
                (sa.and_(gone, findings.c.changed_at <= at), 0),
                else_=1,
            )
        )
        for at in moments
    ]
    asks = findings.c.severity != Severity.INFO.value
    query = sa.select(findings.c.unit, *stood).where(asks).group_by(findings.c.unit)
    return {unit: tuple(map(int, counts)) for unit, *counts in connection.execute(query)}
