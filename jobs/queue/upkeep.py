"""Keeps the queue healthy: takes over from dead workers, heals lost rows, deletes old runs."""

import logging
import threading
import time
from datetime import UTC, datetime, timedelta

from jobs.queue.engine import Worker
from jobs.store import ledger

log = logging.getLogger(__name__)

BEAT_SECONDS = 8.0
DEAD_AFTER_SECONDS = 45.0


def rescue(worker: Worker, now: float) -> list[str]:
    """Takes over the runs of workers that have been silent for long; returns their names."""
    with worker.queue.engine.connect() as connection:
        names = ledger.silent(connection, now - DEAD_AFTER_SECONDS)
    dead = [name for name in names if name != worker.name]
    if dead:
        worker.take_over(dead)
        with worker.queue.engine.begin() as connection:
            ledger.forget(connection, dead)
    return dead


def heal(worker: Worker) -> list[ledger.Work]:
    """Asks again for work whose run the engine cancelled, gave up or lost; returns it."""
    waiting = worker.queue.active()
    known = worker.unfinished([row.active for row in waiting if row.active])
    lost = [row for row in waiting if row.active not in known]
    for row in lost:
        with worker.queue.engine.begin() as connection:
            if ledger.free(connection, row):
                worker.queue.request(row.job, row.subject, source=row.source, connection=connection)
    return lost


def purge(worker: Worker, keep: timedelta) -> int:
    """Deletes ended runs older than `keep` from the engine's tables; returns how many."""
    before = datetime.now(UTC) - keep
    deleted = 0
    while batch := worker.delete_ended(before):
        deleted += batch
    return deleted


class Keeper(threading.Thread):
    """Says every few seconds that its worker lives, and takes over from those that died."""

    def __init__(self, worker: Worker) -> None:
        super().__init__(name="keeper", daemon=True)
        self._worker = worker
        self._ended = threading.Event()

    def run(self) -> None:
        """Beats until `stop`; a store that is away for a while is no reason to end."""
        while not self._ended.wait(BEAT_SECONDS):
            try:
                self._worker.note_alive()
                rescue(self._worker, time.time())
            except Exception:
                log.warning("keeper could not reach the store", exc_info=True)

    def stop(self) -> None:
        """Ends the thread."""
        self._ended.set()
        self.join()
