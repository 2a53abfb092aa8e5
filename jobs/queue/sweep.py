"""Reads every unit in turn within the read budget, so that no edit depends on anybody's push."""

from collections.abc import Sequence

import sqlalchemy as sa

from jobs.queue.asking import Queue
from jobs.queue.names import CHECK_UNIT
from jobs.store.moments import is_near
from jobs.store.units import units_by_last_look
from jobs.store.work import ledger

# The rest of the budget is for hints, for the district's spreadsheet and for people who wait.
SHARE_OF_BUDGET = 0.75
# Of the sweep's own share, what goes first to units that were edited a short while ago.
SHARE_FOR_ACTIVE = 0.5
# Units marked in one transaction: webhooks wait for it.
BATCH = 50


def sweep(
    queue: Queue, *, reads_per_minute: float, seconds: float, active_seconds: float, now: float
) -> Sequence[str]:
    """Asks for the checks that the budget of `seconds` allows; returns the units' codes. They are
    spread over these seconds: at once they would take the burst that edits want.

    Units edited within `active_seconds` come first, up to half of the share; then those whose
    last look is longest ago. A unit that waits or runs already is passed over, and what waits
    counts against the budget: a sweep never piles up behind a busy quarter of an hour.
    """
    with queue.engine.begin() as connection:
        waiting = {row.subject for row in ledger.active(connection) if row.job == CHECK_UNIT}
        room = int(reads_per_minute * SHARE_OF_BUDGET * seconds / 60.0) - len(waiting)
        chosen = _choose(connection, waiting, max(0, room), now, active_seconds)
        for place, code in enumerate(chosen):
            later = seconds * place / len(chosen)
            queue.request(CHECK_UNIT, code, source="sweep", delay=later, connection=connection)
    return chosen


def _choose(
    connection: sa.Connection, waiting: set[str], room: int, now: float, active_seconds: float
) -> list[str]:
    known = units_by_last_look(connection, CHECK_UNIT, now)
    candidates = [pair for pair in known if pair[0] not in waiting]
    fresh = [
        code for code, edited_at in candidates if is_near(edited_at or 0.0, now, active_seconds)
    ]
    first = fresh[: int(room * SHARE_FOR_ACTIVE)]
    rest = [code for code, _ in candidates if code not in set(first)]
    return (first + rest)[:room]


def full_check(queue: Queue, now: float) -> Sequence[str]:
    """Asks for a check of every unit, behind everything that somebody waits for."""
    with queue.engine.connect() as connection:
        codes = [code for code, _ in units_by_last_look(connection, CHECK_UNIT, now)]
    for start in range(0, len(codes), BATCH):
        with queue.engine.begin() as connection:
            for code in codes[start : start + BATCH]:
                queue.request(CHECK_UNIT, code, source="sweep", delay=0.0, connection=connection)
    return codes
