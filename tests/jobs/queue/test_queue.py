"""Durable work inside one process: coalescing, order, retries, failures, healing."""

import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa

from jobs.queue.asking import Queue
from jobs.queue.engine import Worker, migrate, wait_before_try
from jobs.queue.run import Outcome, Run
from jobs.queue.upkeep import heal, purge
from jobs.store.opening.database import open_engine
from jobs.store.work import ledger
from jobs.store.work.work_tables import work

FATAL = "0c03b7f9-48ac-42fd-97c7-da6d28ffc528"
Handle = Callable[[Run], Outcome | None]


class Office:
    """A queue and a worker whose handler the test writes; remembers every run it made."""

    def __init__(self, url: str, engine: sa.Engine) -> None:
        self.queue = Queue(engine)
        self.worker = Worker(
            self.queue,
            url,
            {"check": self._handle},
            name="test-worker",
            describe=lambda error: type(error).__name__,
            max_tries=3,
            retry_seconds=0,
        )
        self.begin_anew()

    def begin_anew(self) -> None:
        """Forgets what the last test did."""
        self.runs: list[str] = []
        self.doing: Handle = lambda run: None
        with self.queue.engine.begin() as connection:
            connection.execute(sa.delete(work))

    def _handle(self, run: Run) -> Outcome:
        self.runs.append(run.subject)
        return self.doing(run) or Outcome()

    def ask(self, *units: str, urgent: bool = False) -> None:
        for unit in units:
            self.queue.request("check", unit, source="person", urgent=urgent)

    def drain(self, seconds: float = 20) -> None:
        """Waits until nothing waits or runs."""
        self.until(lambda: not self.queue.active(), seconds)

    def until(self, done: Callable[[], object], seconds: float = 20) -> None:
        deadline = time.monotonic() + seconds
        while not done():
            assert time.monotonic() < deadline, self.queue.active()
            time.sleep(0.05)


@pytest.fixture(scope="module")
def working_office(database_url: str) -> Iterator[Office]:
    engine = open_engine(database_url)
    migrate(engine, database_url)
    office = Office(database_url, engine)
    office.worker.start()
    yield office
    office.worker.stop(patience=0)
    office.queue.close()
    engine.dispose()


@pytest.fixture
def office(working_office: Office) -> Office:
    working_office.begin_anew()
    return working_office


def test_a_burst_of_edits_is_one_run(office: Office) -> None:
    for _ in range(50):
        office.queue.request("check", "P07", source="apps-script", delay=0.5)
    office.drain()
    assert office.runs == ["P07"]


def test_an_edit_during_a_run_causes_exactly_one_more(office: Office) -> None:
    def edits_while_running(_run: Run) -> None:
        if len(office.runs) == 1:
            office.ask("P07", "P07", "P07", urgent=True)

    office.doing = edits_while_running
    office.ask("P07")
    office.drain()
    assert office.runs == ["P07", "P07"]


def test_one_unit_is_never_run_twice_at_the_same_time(office: Office) -> None:
    inside: set[str] = set()
    overlaps: list[str] = []

    def slow(run: Run) -> None:
        overlaps.extend(inside & {run.subject})
        inside.add(run.subject)
        if office.runs.count(run.subject) < 3:
            office.ask(run.subject, urgent=True)
        time.sleep(0.2)
        inside.discard(run.subject)

    office.doing = slow
    office.ask("P01", "P02", "P03", urgent=True)
    office.drain()
    assert (overlaps, sorted(office.runs)) == ([], ["P01"] * 3 + ["P02"] * 3 + ["P03"] * 3)


def test_units_go_on_when_one_fails_and_the_failure_is_listed(office: Office) -> None:
    def one_is_broken(run: Run) -> None:
        if run.subject == "P01":
            raise OSError("of no interest to anybody")

    office.doing = one_is_broken
    office.ask("P01", "P02")
    office.drain()
    [failed] = office.queue.failures()
    assert (failed.subject, failed.tries, failed.reason) == ("P01", 3, "OSError")
    assert sorted(office.runs) == ["P01", "P01", "P01", "P02"]


def test_what_cannot_succeed_is_not_tried_again(office: Office) -> None:
    class AccessLostError(Exception):
        permanent = True

    def refuse(_run: Run) -> None:
        raise AccessLostError

    office.doing = refuse
    office.ask("P01")
    office.drain()
    assert (office.runs, office.queue.failures()[0].state) == (["P01"], "failed")


def test_a_retry_by_hand_clears_the_failure_when_it_succeeds(office: Office) -> None:
    def fail_at_first(_run: Run) -> None:
        if len(office.runs) <= 3:
            raise OSError

    office.doing = fail_at_first
    office.ask("P01")
    office.drain()
    office.ask("P01", urgent=True)
    office.drain()
    assert (len(office.runs), office.queue.failures()) == (4, [])


def test_a_row_left_over_brings_its_own_next_run(office: Office) -> None:
    def leave_one_over(_run: Run) -> Outcome | None:
        return Outcome(again_after=0.1) if len(office.runs) == 1 else None

    office.doing = leave_one_over
    office.ask("P01")
    office.drain()
    assert office.runs == ["P01", "P01"]


def test_an_edit_during_a_run_does_not_wait_for_what_the_run_left_over(office: Office) -> None:
    def edited_and_left_over(_run: Run) -> Outcome | None:
        if len(office.runs) > 1:
            return None
        office.ask("P01")
        return Outcome(again_after=300)

    office.doing = edited_and_left_over
    office.ask("P01")
    office.drain()
    assert office.runs == ["P01", "P01"]


def test_check_now_does_not_wait_for_the_quiet_time(office: Office) -> None:
    office.queue.request("check", "P01", source="apps-script", delay=300)
    office.ask("P01", urgent=True)
    office.drain()
    assert office.runs == ["P01"]


def test_a_hint_passes_a_nightly_check_of_the_same_unit(office: Office) -> None:
    assert office.queue.priority("check", "apps-script") < office.queue.priority("check", "sweep")


def test_what_a_run_asks_for_at_its_end_is_done(office: Office) -> None:
    follows = (("check", "P02"),)
    office.doing = lambda run: Outcome(then=follows if run.subject == "P01" else ())
    office.ask("P01")
    office.until(lambda: office.runs == ["P01", "P02"])


def test_a_request_that_is_rolled_back_never_happened(office: Office) -> None:
    with pytest.raises(RuntimeError), office.queue.engine.begin() as connection:
        office.queue.request("check", "P01", source="drive", connection=connection)
        raise RuntimeError
    office.ask("P02")
    office.drain()
    assert office.runs == ["P02"]


def test_work_that_the_engine_lost_is_asked_for_again(office: Office) -> None:
    with office.queue.engine.begin() as connection:
        ledger.mark(connection, "check", "P01", "no-such-run", source="drive", now=time.time())
    assert [row.subject for row in heal(office.worker)] == ["P01"]
    office.drain()
    assert office.runs == ["P01"]


def test_work_that_ends_its_process_each_time_is_set_aside_and_the_others_go_on(
    office: Office,
) -> None:
    """As three workers leave it that began it and were killed by it."""
    with office.queue.engine.begin() as connection:
        ledger.mark(connection, "check", "P01", FATAL, source="drive", now=time.time())
        for _ in range(3):
            ledger.begin(connection, "check", "P01", FATAL, time.time())
    office.worker.work("check", "P01", FATAL)
    office.ask("P02")
    office.drain()
    [failed] = office.queue.failures()
    assert (office.runs, failed.subject, failed.reason) == (["P02"], "P01", "EndsItsProcess")


def test_healing_leaves_alone_what_waits_or_runs(office: Office) -> None:
    gate = threading.Event()
    office.doing = lambda run: Outcome() if gate.wait(20) else None
    office.ask("P01", "P02", urgent=True)
    office.until(lambda: office.runs)
    assert heal(office.worker) == []
    gate.set()
    office.drain()
    assert sorted(office.runs) == ["P01", "P02"]


def test_old_runs_are_deleted_and_new_ones_kept(office: Office) -> None:
    office.ask("P01", "P02")
    office.drain()
    office.until(lambda: len(office.runs) == 2)
    assert purge(timedelta(hours=1)) == 0
    office.until(lambda: purge(timedelta(0)) >= 2)


def test_the_wait_before_a_try_doubles_and_is_bounded() -> None:
    waits = [wait_before_try(tries, 5) for tries in (0, 1, 2, 20)]
    assert waits == [5, 10, 20, 600]
