"""Deletes what was kept long enough: ended findings, rows that left, runs, notices, nonces."""

import sqlalchemy as sa

from jobs.store.lives import FIXED, WITHDRAWN
from jobs.store.moments import near
from jobs.store.tables import (
    data_rows,
    deliveries,
    findings,
    notices,
    repairs,
    runs,
)
from jobs.store.work.work_tables import nonces, views

# A nonce is refused by its time long before this; so long, that a clock that was a day ahead for a
# while cannot let one in again.
NONCE_SECONDS = 3 * 86_400.0


def delete_expired(engine: sa.Engine, now: float, keep_seconds: float) -> int:
    """Deletes what ended more than `keep_seconds` ago; returns how many rows.

    What still stands stays until the campaign is over (jobs/persons/ending.py): open or explained
    findings, rows that are in the sheet. What was put aside of closed periods goes when the whole
    campaign ended so long ago: none of its periods is open, and the last was closed before that.
    """
    before = now - keep_seconds
    ended = findings.c.status.in_((FIXED, WITHDRAWN)) & (findings.c.changed_at < before)
    expired = [
        sa.delete(findings).where(ended),
        sa.delete(data_rows).where(data_rows.c.gone_at < before),
        sa.delete(runs).where(runs.c.finished_at < before),
        sa.delete(repairs).where(repairs.c.at < before),
        sa.delete(notices).where(notices.c.changed_at < before),
        # Numbers of deleted notices are given again.
        sa.delete(deliveries).where(deliveries.c.notice.not_in(sa.select(notices.c.id))),
        sa.delete(views).where(views.c.at < before),
        sa.delete(nonces).where(~near(nonces.c.seen_at, now, NONCE_SECONDS)),
    ]
    with engine.begin() as connection:
        return sum(connection.execute(statement).rowcount for statement in expired)
