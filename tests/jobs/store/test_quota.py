"""The shared quota: what no window of a minute may ever show."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from jobs.store.all_tables import METADATA
from jobs.store.opening.database import open_engine
from jobs.store.work.quota import Limit, SharedBudget

READS = {"read": Limit(per_minute=60, burst=12)}


class Time:
    """A clock that only sleeping and the test move."""

    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.Engine]:
    engine = open_engine(f"sqlite:///{tmp_path / 'b.db'}")
    METADATA.create_all(engine)
    yield engine
    engine.dispose()


def most_in_a_minute(calls: list[float]) -> int:
    return max(sum(start <= call < start + 60 for call in calls) for start in calls)


def test_two_processes_together_stay_below_the_limit_in_every_window(engine: sa.Engine) -> None:
    clock, calls, chance = Time(), [], random.Random(7)
    both = [SharedBudget(engine, "a", READS, clock, clock.sleep) for _ in range(2)]
    for _ in range(400):
        clock.sleep(chance.choice([0, 0, 0, 0.3, 20 * chance.random() ** 8]))
        chance.choice(both).acquire("read")
        calls.append(clock.now)
    assert 50 <= most_in_a_minute(calls) <= 60


def test_a_burst_after_a_quiet_time_does_not_wait(engine: sa.Engine) -> None:
    clock = Time()
    mine = SharedBudget(engine, "a", READS, clock, clock.sleep)
    for _ in range(12):
        mine.acquire("read")
    assert clock.now == 1_700_000_000.0
    mine.acquire("read")
    assert clock.now > 1_700_000_001.0


def test_a_429_lets_nobody_read_for_its_time(engine: sa.Engine) -> None:
    clock = Time()
    SharedBudget(engine, "a", READS, clock, clock.sleep).drain("read", 30)
    other = SharedBudget(engine, "a", READS, clock, clock.sleep)
    other.acquire("read")
    assert clock.now == pytest.approx(1_700_000_030.0)
    assert other.use()[0].refused == 1


@pytest.mark.parametrize("off", [7200.0, 86_400.0 * 400])
def test_a_clock_that_was_ahead_holds_nobody_back_for_longer_than_a_minute(
    engine: sa.Engine, off: float
) -> None:
    clock = Time()
    mine = SharedBudget(engine, "a", READS, clock, clock.sleep)
    clock.now += off
    mine.acquire("read")
    mine.drain("read", 30)
    clock.now -= off + 3
    before = clock.now
    mine.acquire("read")
    assert clock.now - before <= 60
    calls = []
    for _ in range(200):
        mine.acquire("read")
        calls.append(clock.now)
    assert calls[-1] - before < 60 + 200 * 1.25 + 5 and most_in_a_minute(calls) <= 60


@pytest.mark.parametrize("step", [-7200.0, -90.0, -30.0, -1.0, 30.0, 7200.0])
def test_a_clock_that_is_set_lets_calls_go_on_within_a_minute(
    engine: sa.Engine, step: float
) -> None:
    clock = Time()
    mine = SharedBudget(engine, "a", READS, clock, clock.sleep)
    for _ in range(80):
        mine.acquire("read")
    clock.now += step
    before = clock.now
    mine.acquire("read")
    assert clock.now - before <= 60


def test_a_429_that_came_while_the_clock_was_ahead_is_over_in_a_minute(engine: sa.Engine) -> None:
    clock = Time()
    mine = SharedBudget(engine, "a", READS, clock, clock.sleep)
    clock.now += 7200
    mine.drain("read", 3600)
    clock.now -= 7200
    mine.drain("read", 1)
    before = clock.now
    mine.acquire("read")
    assert clock.now - before <= 60


def test_more_callers_than_a_minute_has_places_keep_the_limit(engine: sa.Engine) -> None:
    """Each waits in a thread of its own: nobody takes a place beyond the window."""
    clock = Time()
    waits: list[float] = []
    mine = SharedBudget(engine, "a", READS, clock, waits.append)
    for _ in range(60):
        mine.acquire("read")
    assert max(waits) <= 60
    other = SharedBudget(engine, "a", READS, clock, clock.sleep)
    other.acquire("read")
    assert clock.now > 1_700_000_060.0


def test_a_long_wait_and_a_wrong_clock_are_told_in_the_log(
    engine: sa.Engine, caplog: pytest.LogCaptureFixture
) -> None:
    clock = Time()
    mine = SharedBudget(engine, "a", READS, clock, clock.sleep)
    clock.now += 7200
    mine.acquire("read")
    clock.now -= 7200
    mine.acquire("read")
    said = [record.getMessage() for record in caplog.records]
    assert said == [
        "the quota's time was 7126 s ahead: a clock was wrong",
        "a call of kind read waits 60 s: the quota is used up",
    ]


def test_a_usual_wait_is_not_told(engine: sa.Engine, caplog: pytest.LogCaptureFixture) -> None:
    clock = Time()
    mine = SharedBudget(engine, "a", READS, clock, clock.sleep)
    for _ in range(40):
        mine.acquire("read")
    assert caplog.records == []


def test_accounts_do_not_share_a_quota(engine: sa.Engine) -> None:
    clock = Time()
    SharedBudget(engine, "a", READS, clock, clock.sleep).drain("read", 30)
    SharedBudget(engine, "b", READS, clock, clock.sleep).acquire("read")
    assert clock.now == 1_700_000_000.0


def test_the_use_of_the_budget_is_shown(engine: sa.Engine) -> None:
    clock = Time()
    mine = SharedBudget(engine, "a", READS, clock, clock.sleep)
    for _ in range(5):
        mine.acquire("read")
    [use] = mine.use()
    assert (use.used_this_minute, use.free, use.per_minute) == (5, 7, 60)


def test_a_kind_without_a_limit_is_never_held_up(engine: sa.Engine) -> None:
    clock = Time()
    mine = SharedBudget(engine, "a", READS, clock, clock.sleep)
    for _ in range(100):
        mine.acquire("drive")
    assert clock.now == 1_700_000_000.0
