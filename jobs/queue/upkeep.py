"""Keeps the queue healthy: takes over from dead workers, heals lost rows, deletes old runs."""

import logging
import time
from datetime import UTC, datetime, timedelta

from jobs.queue import overdue
from jobs.queue.engine import Worker, delete_ended
from jobs.queue.repeated import Repeated
from jobs.store.moments import Steadiness
from jobs.store.work import ledger

log = logging.getLogger(__name__)

BEAT_SECONDS = 8.0
DEAD_AFTER_SECONDS = 45.0
HEAL_SECONDS = 15.0
# A healer that has not looked for so long is late: something holds it or it has ended.
HEALER_LATE_SECONDS = 90.0


def rescue(worker: Worker, now: float) -> list[str]:
    """Takes over the runs of workers that have been silent for long; returns their names."""
    with worker.queue.engine.connect() as connection:
        names = ledger.silent(connection, now, DEAD_AFTER_SECONDS)
    dead = [name for name in names if name != worker.name]
    if dead:
        worker.take_over(dead)
        with worker.queue.engine.begin() as connection:
            ledger.forget(connection, dead)
    return dead


def heal(worker: Worker, now: float | None = None) -> list[ledger.Work]:
    """Asks again for work whose run the engine cancelled, gave up or lost, that hangs, or that
    waits for a moment of a clock that was wrong; returns it.

    `now` in epoch seconds, the present where it is not given.
    """
    now = time.time() if now is None else now
    waiting = worker.queue.active()
    known = worker.unfinished([row.active for row in waiting if row.active])
    lost = [
        row
        for row in waiting
        if row.active not in known or overdue.hangs(row, now) or overdue.is_too_far(row, now)
    ]
    for row in lost:
        with worker.queue.engine.begin() as connection:
            if ledger.free(connection, row):
                worker.queue.request(row.job, row.subject, source=row.source, connection=connection)
    return lost


def purge(keep: timedelta) -> int:
    """Deletes ended runs older than `keep` from the engine's tables; returns how many."""
    before = datetime.now(UTC) - keep
    deleted = 0
    while batch := delete_ended(before):
        deleted += batch
    return deleted


class Keeper:
    """Two threads of a worker's own, each by its own clock: one says every few seconds that the
    worker lives and takes over from those that died, the other heals.

    Neither is work of the ledger: what they repair cannot stop them.
    """

    def __init__(self, worker: Worker, *, heal_seconds: float = HEAL_SECONDS) -> None:
        self._worker = worker
        self._steadiness = Steadiness(DEAD_AFTER_SECONDS)
        self._threads = [
            Repeated("keeper", BEAT_SECONDS, self._beat),
            Repeated("healer", heal_seconds, self._heal, at_once=True),
        ]

    def start(self) -> None:
        """Begins to beat and heals at once: what an earlier process left is taken up."""
        for thread in self._threads:
            thread.start()

    def _beat(self) -> None:
        self._worker.note_alive()
        # All others seem silent at once when the clock was set, or when we stood still.
        if self._steadiness.look(time.time(), time.monotonic()):
            rescue(self._worker, time.time())

    def _heal(self) -> None:
        for lost in heal(self._worker):
            log.warning("work of %s was lost and is asked for again", lost.job)
        self._worker.note_healed()

    def stop(self) -> None:
        """Ends both threads."""
        for thread in self._threads:
            thread.stop()
