"""The shared quota: what no window of a minute may ever show."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from jobs.store.database import open_engine
from jobs.store.quota import Limit, SharedBudget
from jobs.store.work_tables import metadata

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
    metadata.create_all(engine)
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
