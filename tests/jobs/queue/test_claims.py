"""Of several runs of one piece of work only the newest may write, and end it."""

import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
import sqlalchemy as sa

from jobs.queue.names import PUBLISH
from jobs.queue.overdue import LONGEST_SILENCE, hangs, is_overdue, is_too_far
from jobs.store.opening.database import open_engine
from jobs.store.opening.migrate import upgrade
from jobs.store.work import ledger
from jobs.store.work.claim import Claim, ClaimLost
from jobs.store.work.work_tables import work
from service.process.main_job import run_main_job
from tests.actions.ward_actions import GoogleActions
from tests.jobs.ward.test_flags import MEMBERS

PLACE = ("check-unit", "P01", "a-run")


@pytest.fixture
def engine(database_url: str) -> Iterator[sa.Engine]:
    """A ledger in which one run waits."""
    engine = open_engine(database_url)
    upgrade(engine)
    with engine.begin() as connection:
        connection.execute(sa.delete(work))
        ledger.mark(connection, *PLACE, source="drive", now=time.time())
    yield engine
    engine.dispose()


def begun(engine: sa.Engine, now: float | None = None) -> Claim:
    with engine.begin() as connection:
        run = ledger.begin(connection, *PLACE, now=now)
    assert run
    return Claim(engine, *PLACE, run.claim)


def row(engine: sa.Engine) -> ledger.Work:
    with engine.connect() as connection:
        return ledger.rows(connection)[0]


def test_a_run_may_write_until_it_is_begun_again(engine: sa.Engine) -> None:
    first = begun(engine)
    first.before_write()
    second = begun(engine)
    second.before_write()
    with pytest.raises(ClaimLost):
        first.before_write()


def test_a_run_that_was_begun_again_does_not_end_the_newer_one(engine: sa.Engine) -> None:
    first = begun(engine)
    second = begun(engine)
    with engine.begin() as connection:
        ledger.finish(connection, *PLACE, "next", now=1.0, claim=first.number)
        ledger.fail(
            connection,
            *PLACE,
            "next",
            now=1.0,
            reason="",
            delay=0.0,
            again=False,
            claim=first.number,
        )
    second.before_write()


def test_claims_go_on_rising_when_work_ends_and_is_asked_for_again(engine: sa.Engine) -> None:
    first = begun(engine)
    with engine.begin() as connection:
        ledger.finish(connection, *PLACE, "next", now=1.0, claim=first.number)
        ledger.mark(connection, *PLACE, source="drive", now=2.0)
    assert begun(engine).number > first.number


def test_a_run_whose_place_was_freed_may_not_write(engine: sa.Engine) -> None:
    first = begun(engine)
    with engine.begin() as connection:
        assert ledger.free(connection, row(engine))
    with pytest.raises(ClaimLost):
        first.before_write()


@pytest.mark.parametrize("ago, expected", [(10.0, False), (1000.0, True), (-1000.0, True)])
def test_a_run_that_shows_no_sign_for_long_hangs(
    engine: sa.Engine, ago: float, expected: bool
) -> None:
    now = time.time()
    begun(engine, now - ago)
    assert (hangs(row(engine), now), is_overdue(row(engine), now)) == (expected, expected)


def test_a_run_that_asks_before_it_writes_does_not_hang(engine: sa.Engine) -> None:
    claim = begun(engine, time.time() - LONGEST_SILENCE["check-unit"] - 1)
    claim.before_write()
    assert not hangs(row(engine), time.time())


def test_a_run_of_the_version_before_which_shows_no_sign_is_left_alone(engine: sa.Engine) -> None:
    begun(engine)
    assert not hangs(row(engine), time.time() + 1e6)


def test_work_is_never_planned_for_longer_than_any_delay(engine: sa.Engine) -> None:
    waiting = row(engine)
    soon, late = (replace(waiting, due_at=waiting.asked_at + after) for after in (600.0, 3600.0))
    assert not is_too_far(soon, waiting.asked_at)
    assert is_too_far(late, waiting.asked_at)


def test_the_main_job_publishes_in_the_place_of_whoever_was_at_it(google: GoogleActions) -> None:
    engine, place = google.context.store.engine, (PUBLISH, "", "a-run")
    google.workbook("Phường 1", MEMBERS)
    with engine.begin() as connection:
        ledger.mark(connection, *place, source="drive", now=time.time())
        run = ledger.begin(connection, *place)
    assert run and run_main_job(google.context).publication
    with pytest.raises(ClaimLost):
        Claim(engine, *place, run.claim).before_write()
    with engine.connect() as connection:
        assert not ledger.active(connection)
