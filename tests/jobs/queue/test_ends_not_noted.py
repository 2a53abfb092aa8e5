"""A store that refuses the statement with which a run begins or ends loses no work."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa

from jobs.queue.asking import Queue
from jobs.queue.run import Run
from jobs.queue.upkeep import Keeper, heal
from jobs.store.work import ledger
from jobs.store.work.work_tables import alive
from tests.jobs.queue.test_queue import Office, working_office

__all__ = ["working_office"]

BEGINS = "NEW.started > OLD.started"
ENDS = "NEW.finished_at IS DISTINCT FROM OLD.finished_at"
FAILS = "NEW.failed_at IS DISTINCT FROM OLD.failed_at"


@pytest.fixture
def office(working_office: Office) -> Office:
    working_office.begin_anew()
    return working_office


@contextmanager
def refusing(engine: sa.Engine, when: str) -> Iterator[None]:
    """A store that refuses one kind of change of the ledger, as a full or cut off one does."""
    if engine.dialect.name == "sqlite":
        said = "SELECT RAISE(ABORT, 'refused');"
        make = f"CREATE TRIGGER refusing BEFORE UPDATE ON work WHEN {when} BEGIN {said} END"
        made, gone = [make.replace("IS DISTINCT FROM", "IS NOT")], ["DROP TRIGGER refusing"]
    else:
        body = "BEGIN RAISE EXCEPTION 'refused'; END"
        made = [
            f"CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS '{quoted(body)}'",
            "CREATE TRIGGER refusing BEFORE UPDATE ON work FOR EACH ROW "
            f"WHEN ({when}) EXECUTE FUNCTION refuse()",
        ]
        gone = ["DROP TRIGGER refusing ON work", "DROP FUNCTION refuse"]
    run_all(engine, made)
    try:
        yield
    finally:
        run_all(engine, gone)


def quoted(body: str) -> str:
    return body.replace("'", "''")


def run_all(engine: sa.Engine, statements: list[str]) -> None:
    with engine.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


@pytest.fixture
def keeper(office: Office) -> Iterator[Keeper]:
    keeper = Keeper(office.worker, heal_seconds=0.2)
    yield keeper
    keeper.stop()


def test_an_end_that_is_refused_is_noted_when_the_store_answers(office: Office) -> None:
    with refusing(office.queue.engine, ENDS):
        office.ask("P01")
        office.until(lambda: office.runs)
        time.sleep(1)
        office.ask("P01")
    office.drain()
    assert office.runs == ["P01", "P01"]


def test_a_failure_that_is_refused_is_noted_when_the_store_answers(office: Office) -> None:
    def fail_once(_run: Run) -> None:
        if len(office.runs) == 1:
            raise OSError

    office.doing = fail_once
    with refusing(office.queue.engine, FAILS):
        office.ask("P01")
        office.until(lambda: office.runs)
        time.sleep(1)
    office.drain()
    assert (office.runs, office.queue.failures()) == (["P01", "P01"], [])


def test_a_beginning_that_is_refused_comes_when_the_store_answers(office: Office) -> None:
    with refusing(office.queue.engine, BEGINS):
        office.ask("P01")
        time.sleep(2)
    office.drain()
    assert office.runs == ["P01"]


def lose(queue: Queue, job: str, subject: str) -> None:
    """The engine has given up a run that the ledger takes for running."""
    with queue.engine.begin() as connection:
        ledger.mark(connection, job, subject, "lost", source="drive", now=time.time())
        ledger.begin(connection, job, subject, "lost", time.time())
        ledger.mark(connection, job, subject, "new", source="drive", now=time.time())


def test_what_the_engine_gave_up_is_taken_up_by_a_thread_of_the_worker(
    office: Office, keeper: Keeper
) -> None:
    lose(office.queue, "check", "P01")
    keeper.start()
    office.drain()
    assert office.runs == ["P01"]


def test_the_healer_itself_may_be_lost(office: Office, keeper: Keeper) -> None:
    lose(office.queue, "heal", "")
    lose(office.queue, "check", "P01")
    keeper.start()
    office.until(lambda: office.runs == ["P01"])


def test_a_healer_that_was_refused_heals_the_next_time(office: Office, keeper: Keeper) -> None:
    lose(office.queue, "check", "P01")
    with refusing(office.queue.engine, "OLD.active = 'lost' AND NEW.active IS NULL"):
        keeper.start()
        time.sleep(1)
    office.drain()
    assert office.runs == ["P01"]


def test_a_thread_that_ends_without_a_word_loses_no_work(office: Office, keeper: Keeper) -> None:
    def vanish(_run: Run) -> None:
        if len(office.runs) == 1:
            raise SystemExit

    office.doing = vanish
    office.ask("P01")
    office.until(lambda: office.runs)
    keeper.start()
    office.drain()
    assert office.runs == ["P01", "P01"]


def test_a_worker_says_when_it_last_healed(office: Office, keeper: Keeper) -> None:
    run_all(office.queue.engine, ["UPDATE executor_alive SET healed_at = 1"])
    keeper.start()

    def healed() -> bool:
        with office.queue.engine.connect() as connection:
            return bool((connection.scalar(sa.select(alive.c.healed_at)) or 0) > 1)

    office.until(healed)


def test_what_is_planned_by_a_clock_that_was_ahead_is_planned_anew(office: Office) -> None:
    office.queue.request("check", "P01", source="drive", delay=7200)
    assert [row.subject for row in heal(office.worker)] == ["P01"]
    office.drain()
    assert office.runs == ["P01"]
