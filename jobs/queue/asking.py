"""Where work is asked for: a ledger row and a job of the engine in one transaction."""

import time
import uuid
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from datetime import datetime

import sqlalchemy as sa
from dbos import DBOSClient, EnqueueOptions

from jobs.queue.wire import JsonWire
from jobs.store.work import ledger

APPLICATION = "wardsheets"
QUEUE = "work"
WORKFLOW = "work"
# Lower is sooner: what a person waits for, then what jobs are worth, then rotation.
PRIORITY = {"person": 1, "sweep": 50}
USUAL_PRIORITY = 10


class Queue:
    """Where work is asked for; used by doors, pages, schedules and workers alike."""

    def __init__(
        self,
        engine: sa.Engine,
        *,
        delays: Mapping[str, float | Callable[[], float]] | None = None,
        priorities: Mapping[str, int] | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.engine = engine
        self._clock = clock
        self._delays = dict(delays or {})
        self._priorities = dict(priorities or {})
        self._client = DBOSClient(
            system_database_engine=engine,
            application_name=APPLICATION,
            serializer=JsonWire(),
            lazy=True,
        )
        # What the engine calls at a planned time; a worker that starts registers it.
        self.firing: Callable[[datetime, str], None] | None = None

    def request(
        self,
        job: str,
        subject: str = "",
        *,
        source: str,
        urgent: bool = False,
        delay: float | None = None,
        connection: sa.Connection | None = None,
    ) -> bool:
        """Asks for work durably; True when a new run was enqueued, False when one will serve it.

        `delay` in seconds, else the job's usual quiet time; `urgent` does not wait. With
        `connection` the request belongs to the caller's transaction.
        """
        run = str(uuid.uuid4())
        delay = 0.0 if urgent else self.delay(job) if delay is None else delay
        now, priority = self._clock(), self.priority(job, source)
        with nullcontext(connection) if connection else self.engine.begin() as open_:
            new = ledger.mark(
                open_, job, subject, run, source=source, now=now, due=now + delay, priority=priority
            )
            if new:
                self.enqueue(open_, job, subject, run, delay, source)
        return new

    def enqueue(
        self, connection: sa.Connection, job: str, subject: str, run: str, delay: float, source: str
    ) -> None:
        """Gives the engine a workflow that the ledger already names."""
        options: EnqueueOptions = {
            "workflow_name": WORKFLOW,
            "queue_name": QUEUE,
            "workflow_id": run,
            "priority": self.priority(job, source),
        }
        if delay > 0:
            options["delay_seconds"] = delay
        self._client.enqueue_in_transaction(connection, options, job, subject)

    def delay(self, job: str) -> float:
        """The usual quiet time of a job in seconds, as it is now."""
        usual = self._delays.get(job, 0.0)
        return usual() if callable(usual) else usual

    def priority(self, job: str, source: str) -> int:
        """How soon a run is taken when many wait; low is sooner."""
        return PRIORITY.get(source) or self._priorities.get(job, USUAL_PRIORITY)

    def failures(self) -> list[ledger.Work]:
        """Work whose last run failed."""
        with self.engine.connect() as connection:
            return ledger.failures(connection)

    def active(self) -> list[ledger.Work]:
        """Work that waits or runs."""
        with self.engine.connect() as connection:
            return ledger.active(connection)

    def close(self) -> None:
        """Lets go of the engine's client; the database engine stays open."""
        self._client.destroy()
