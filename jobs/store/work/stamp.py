"""Whether anything on the board may have changed since somebody last looked: one statement."""

import sqlalchemy as sa

from jobs.store.tables import publications, submission_events, unit_states
from jobs.store.work.work_tables import work


def stamp(connection: sa.Connection) -> tuple[object, ...]:
    """Equal for two moments between which no unit was read or locked, no report taken, returned or
    given more time, nothing published and no work asked for, begun, done or failed."""
    newest = (
        sa.func.max(unit_states.c.read_at),
        sa.func.max(unit_states.c.state_since),
        sa.func.max(unit_states.c.locked_at),
        sa.func.count(unit_states.c.unit),
        sa.func.max(submission_events.c.id),
        sa.func.max(publications.c.number),
        sa.func.sum(work.c.started),
        sa.func.max(work.c.asked_at),
        sa.func.max(work.c.finished_at),
        sa.func.max(work.c.failed_at),
    )
    query = sa.select(*(sa.select(one).scalar_subquery() for one in newest))
    return tuple(connection.execute(query).one())
