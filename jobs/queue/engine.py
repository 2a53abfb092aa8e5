"""The work that was asked for, done: runs, their ends, and what dead workers left.

With `asking` and `schedule` beside it all that knows the engine, DBOS Transact. What it must not
be trusted with, and what is done instead, each tried under repeated kill -9:

- its debouncer and partitioned queues overlap or reorder; our ledger coalesces;
- its default version is a hash of the sources and strands running work at a deploy; pinned;
- two processes of one executor id run the same work twice; ids are told apart by a lock;
- its clock for SQLite has whole seconds and no WAL; the engine is ours
  (`jobs/store/opening/database.py`).
"""

import logging
import threading
import time
import uuid
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import partial
from importlib.metadata import version
from typing import TypeVar

import sqlalchemy as sa
from dbos import DBOS, DBOSConfig

from jobs.queue.asking import APPLICATION, QUEUE, WORKFLOW, Queue
from jobs.queue.run import Outcome, Run
from jobs.queue.wire import JsonWire, drop_foreign
from jobs.store.journal import get_fact, set_fact
from jobs.store.opening.alone import Say, alone
from jobs.store.opening.database import open_for_upgrade
from jobs.store.opening.form import Revisions, pending
from jobs.store.opening.migrate import upgrade
from jobs.store.work import ledger
from jobs.store.work.claim import Claim, ClaimLost
from jobs.store.work.insistence import insist

log = logging.getLogger(__name__)

# Firings of the schedule have a queue of their own: who works without the clock leaves them be.
CLOCK = "clock"
FIRING = "fire"
LONGEST_WAIT = 600.0
# With which version of the engine its tables were made.
ENGINE_FACT = "engine-version"

T = TypeVar("T")


Handler = Callable[[Run], Outcome]
"""Does one piece of work. Raises to be tried again, unless the error says it is `permanent`."""

Describe = Callable[[BaseException], str]
"""The reason of a failure in words without personal data."""


def migrate(engine: sa.Engine, url: str, say: Say = lambda key: None) -> list[str]:
    """Brings the store's and the job engine's tables up to date, one process at a time; returns
    the numbers of the revisions that were missing.

    `say` is told what is waited for. `engine` lets go of its connections. Raises
    `OthersAtWorkError` and `NewerStoreError`.
    """
    engine.dispose()
    aside = open_for_upgrade(url)
    done: list[str] = []
    try:
        if not _up_to_date(aside):
            with alone(aside, say):
                if not _up_to_date(aside):
                    done = upgrade(aside, say)
                    DBOS.migrate(url)
                    _note_engine(aside)
    finally:
        aside.dispose()
    return done


class EndsItsProcess(Exception):  # noqa: N818  (it says what the work does)
    """Work whose process ended at every try is set aside, and not handed to the next worker."""

    permanent = True


def _up_to_date(engine: sa.Engine) -> bool:
    if pending(engine, Revisions()):
        return False
    with engine.connect() as connection:
        return bool(get_fact(connection, ENGINE_FACT) == version("dbos"))


def _note_engine(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        set_fact(connection, ENGINE_FACT, version("dbos"))


def wait_before_try(tries: int, first: float) -> float:
    """Seconds to wait after `tries` failures: doubling, at most ten minutes."""
    return min(first * 2.0 ** max(0, tries), LONGEST_WAIT)


class Worker:
    """Runs the work. One in a process; its name is unique and the same after a restart."""

    def __init__(
        self,
        queue: Queue,
        url: str,
        handlers: Mapping[str, Handler],
        *,
        name: str,
        describe: Describe,
        concurrency: int = 4,
        max_tries: int = 6,
        retry_seconds: float = 5.0,
    ) -> None:
        self.queue = queue
        self.name = name
        self._url = url
        self._handlers = dict(handlers)
        self._describe = describe
        self._concurrency = concurrency
        self._max_tries = max_tries
        self._retry_seconds = retry_seconds
        self._stopping = threading.Event()
        # Runs that a thread of ours is at, and those that the engine takes for ours and none is.
        self._doing: set[str] = set()
        self._abandoned: set[str] = set()

    def start(self, *, clock: bool = True) -> None:
        """Begins to work; work that this name left unfinished is taken up again first.

        Without `clock` what the schedule fires meanwhile is left to a worker with it.
        """
        config: DBOSConfig = {
            "name": APPLICATION,
            "system_database_engine": self.queue.engine,
            "system_database_url": self._url,
            "executor_id": self.name,
            "application_version": "1",
            "max_executor_threads": 64,
            "log_level": "WARNING",
            "run_migrations": False,
            "serializer": JsonWire(),
        }
        drop_foreign(self.queue.engine)
        DBOS(config=config)
        # Before the launch: at once it takes up firings that were missed or interrupted.
        self._register()
        if not clock:
            DBOS.listen_queues([QUEUE])
        DBOS.launch()
        DBOS.register_queue(
            QUEUE,
            worker_concurrency=self._concurrency,
            polling_interval_sec=0.2,
            on_conflict="always_update",
        )
        DBOS.register_queue(CLOCK, polling_interval_sec=0.5, on_conflict="always_update")
        self.note_alive()
        self.note_healed()

    def _register(self) -> None:
        # No recorded steps: begin and end are conditional updates of the ledger, so that a run
        # repeated after a crash either does the work again or finds that another took its place.
        @DBOS.workflow(name=WORKFLOW)
        def work(job: str, subject: str) -> None:
            self.work(job, subject, str(DBOS.workflow_id))

        @DBOS.workflow(name=FIRING)
        def fire(_planned: datetime, job: str) -> None:
            self.queue.request(job, source="schedule")

        self.queue.firing = fire

    def work(self, job: str, subject: str, run: str) -> None:
        """One run from its beginning to its end in the ledger; harmless when repeated."""
        self._doing.add(run)
        try:
            begun = self.insist(
                lambda connection: ledger.begin(connection, job, subject, run, time.time())
            )
            if begun is not None:
                self._work(Claim(self.queue.engine, job, subject, run, begun.claim), begun)
        finally:
            self._doing.discard(run)

    def _work(self, claim: Claim, begun: ledger.Begun) -> None:
        job, subject = claim.job, claim.subject
        given = Run(claim.run, job, subject, begun.source, begun.since, begun.asked_at, claim)
        try:
            if begun.tries >= self._max_tries:
                raise EndsItsProcess
            outcome = self._handlers[job](given)
            self._ask_for(outcome.then)
            if outcome.failure is not None:
                raise outcome.failure
        except ClaimLost:
            log.warning("a run of %s was overtaken by another and ends", job)
        except Exception as error:
            self._failed(claim, begun, error)
        else:
            self._finished(claim, begun, outcome)

    def _ask_for(self, then: Iterable[tuple[str, str]]) -> None:
        """What follows from a run: what it found is in the store and is not found again, so that
        this must not be lost. Each in a transaction of its own: two runs that ask for each other
        hold nothing that the other waits for."""
        for job, subject in then:
            self.insist(partial(self._follow, job, subject))

    def _follow(self, job: str, subject: str, connection: sa.Connection) -> None:
        self.queue.request(job, subject, source="settling", connection=connection)

    def insist(self, statement: Callable[[sa.Connection], T]) -> T:
        """Does a statement of the ledger in a transaction, again until the store answers."""

        def transaction() -> T:
            with self.queue.engine.begin() as connection:
                return statement(connection)

        return insist(transaction, self._stopping)

    def _finished(self, claim: Claim, begun: ledger.Begun, outcome: Outcome) -> None:
        again = outcome.again_after is not None
        usual = self.queue.delay(claim.job)
        later = outcome.again_after if outcome.again_after is not None else usual
        following = _next_id(claim.run)
        place = (claim.job, claim.subject, claim.run, following)

        def end(connection: sa.Connection) -> None:
            now, delay = time.time(), later
            if usual < later and ledger.is_asked_again(connection, *place[:3]):
                # What was edited meanwhile does not wait for a row to be quiet.
                delay = usual
            if ledger.finish(
                connection, *place, now=now, delay=delay, again=again, claim=claim.number
            ):
                self.queue.enqueue(connection, *place[:2], following, delay, begun.source)

        self.insist(end)

    def _failed(self, claim: Claim, begun: ledger.Begun, error: Exception) -> None:
        again = begun.tries + 1 < self._max_tries and not getattr(error, "permanent", False)
        delay = wait_before_try(begun.tries, self._retry_seconds)
        following = _next_id(claim.run)
        place = (claim.job, claim.subject, claim.run, following)
        reason = self._describe(error)

        def end(connection: sa.Connection) -> None:
            if ledger.fail(
                connection,
                *place,
                now=time.time(),
                reason=reason,
                delay=delay,
                again=again,
                claim=claim.number,
            ):
                self.queue.enqueue(connection, *place[:2], following, delay, begun.source)

        self.insist(end)

    def note_alive(self) -> None:
        """Writes that this worker lives, for the keeper of the others."""
        with self.queue.engine.begin() as connection:
            ledger.note_alive(connection, self.name, time.time())

    def note_healed(self) -> None:
        """Writes that this worker has looked for lost work."""
        with self.queue.engine.begin() as connection:
            ledger.note_healed(connection, self.name, time.time())

    def unfinished(self, runs: list[str]) -> set[str]:
        """Those of the given runs that the engine still means to do.

        A run that the engine takes for ours, while no thread of ours has been at it for two looks,
        ended without a word.
        """
        known = DBOS.list_workflows(
            workflow_ids=runs,
            status=["DELAYED", "ENQUEUED", "PENDING"],
            load_input=False,
            load_output=False,
        )
        ours = {
            one.workflow_id
            for one in known
            if one.status == "PENDING" and one.executor_id == self.name
        }
        before, self._abandoned = self._abandoned, ours - self._doing
        return {one.workflow_id for one in known} - (before & self._abandoned)

    def take_over(self, names: list[str]) -> None:
        """Puts what dead workers were doing back into the queue; harmless when done twice."""
        # The public way, resume_workflow, is unconditional and would need a leader; hence the pin
        # of the engine's version.
        DBOS._recover_pending_workflows(names)

    def stop(self, *, patience: int = 10) -> None:
        """Ends after at most `patience` seconds; the next start takes up what is unfinished."""
        self._stopping.set()
        DBOS.destroy(destroy_registry=True, workflow_completion_timeout_sec=patience)
        try:
            with self.queue.engine.begin() as connection:
                ledger.forget(connection, [self.name])
        except sa.exc.SQLAlchemyError:
            log.warning("the store did not answer; others see later that this worker has ended")


def delete_ended(before: datetime, limit: int = 500) -> int:
    """Deletes at most `limit` ended runs from the engine's tables; returns how many. To be called
    where a worker was started."""
    ended = DBOS.list_workflows(
        status=["SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"],
        completed_before=before.isoformat(),
        limit=limit,
        load_input=False,
        load_output=False,
    )
    DBOS.delete_workflows([status.workflow_id for status in ended])
    return len(ended)


def _next_id(run: str) -> str:
    """The id of the run after a run: the same one when its end is repeated after a crash."""
    return str(uuid.uuid5(uuid.UUID(run), "next"))
