"""One quota for several campaigns: never above it, and none keeps another from its part."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from jobs.store.work.quota import Limit
from jobs.store.work.shared_quota import AHEAD, FairBudget, open_shared_quota
from tests.jobs.store.test_quota import most_in_a_minute

READS = {"read": Limit(per_minute=60, burst=12)}
STEP = 0.25


class Caller:
    """A thread of a campaign, without the thread: it calls whenever it may and has `pause` between
    two calls."""

    def __init__(self, town: "Town", campaign: str, pause: float) -> None:
        self.town, self.campaign, self.pause = town, campaign, pause
        self.budget = FairBudget(town.engine, "a", READS, campaign, town.clock)
        self.asks_at = self.wanted_at = town.now
        self.longest = 0.0

    def go(self) -> None:
        """What `acquire` does at one moment."""
        if self.town.now < self.asks_at:
            return
        wait = self.budget._take("read", READS["read"])
        if wait is None:
            self.asks_at = self.town.now + READS["read"].interval
            return
        at = self.town.now + max(0.0, wait)
        self.town.calls.append((at, self.campaign))
        self.longest = max(self.longest, at - self.wanted_at)
        self.wanted_at = self.asks_at = at + self.pause


class Town:
    """Campaigns that call by one clock for some minutes."""

    def __init__(self, engine: sa.Engine) -> None:
        self.engine, self.now = engine, 1_700_000_000.0
        self.calls: list[tuple[float, str]] = []

    def clock(self) -> float:
        return self.now

    def runs(self, callers: list[Caller], seconds: float) -> Counter[str]:
        """Calls by campaign in that time."""
        end = self.now + seconds
        begun = len(self.calls)
        while self.now < end:
            for caller in callers:
                caller.go()
            self.now += STEP
        return Counter(name for _, name in self.calls[begun:])


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    engine = open_shared_quota(f"sqlite:///{tmp_path / 'quota.db'}")
    # Thousands of calls: what a disk takes for each is no matter here.
    engine.dispose()
    sa.event.listen(engine, "connect", lambda c, _: c.execute("PRAGMA synchronous = OFF"))
    yield Town(engine)
    engine.dispose()


def many(town: Town, campaign: str, count: int, pause: float = 0.0) -> list[Caller]:
    return [Caller(town, campaign, pause) for _ in range(count)]


def test_a_campaign_alone_has_the_whole_quota(town: Town) -> None:
    town.runs(many(town, "letter", 6), 40)
    assert town.runs(many(town, "letter", 6), 60)["letter"] >= 0.95 * 48


def test_one_that_always_calls_leaves_another_its_half(town: Town) -> None:
    both = [*many(town, "letter", 7), *many(town, "urgent", 1)]
    town.runs(both, 40)
    calls = town.runs(both, 90)
    assert calls["urgent"] >= 0.4 * calls.total() and calls.total() >= 0.95 * 1.5 * 48


def test_a_small_one_has_all_it_wants_and_waits_for_seconds(town: Town) -> None:
    letter = many(town, "letter", 7)
    town.runs(letter, 50)
    urgent = Caller(town, "urgent", pause=10.0)
    calls = town.runs([*letter, urgent], 90)
    part = 2 * READS["read"].interval
    assert urgent.longest <= (AHEAD + 1) * part + STEP
    assert calls["urgent"] >= 90 / (10.0 + urgent.longest) - 1
    assert calls["letter"] >= 0.95 * (1.5 * 48 - calls["urgent"])


def test_three_that_always_call_have_a_third_each(town: Town) -> None:
    all_three = [*many(town, "a", 7), *many(town, "b", 4), *many(town, "c", 2)]
    town.runs(all_three, 40)
    calls = town.runs(all_three, 90)
    assert min(calls.values()) >= 0.85 * calls.total() / 3


def test_together_they_stay_below_the_limit_in_every_minute(town: Town) -> None:
    town.runs([*many(town, "letter", 6), *many(town, "urgent", 3, 2.0)], 130)
    assert most_in_a_minute(sorted(at for at, _ in town.calls)) <= 60


def test_a_429_holds_back_every_campaign(town: Town) -> None:
    FairBudget(town.engine, "a", READS, "letter", town.clock).drain("read", 30)
    [other] = many(town, "urgent", 1)
    other.go()
    assert town.calls[0][0] == pytest.approx(town.now + 30, abs=0.1)


def test_a_clock_that_was_ahead_keeps_no_campaign_waiting(town: Town) -> None:
    [mine] = many(town, "letter", 1)
    town.now += 7200
    mine.go()
    town.now -= 7200
    [again] = many(town, "letter", 1)
    town.runs([again], 70)
    assert again.longest <= 65
