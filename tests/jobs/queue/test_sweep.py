"""The rotation over all units: within the budget, nobody forgotten, active ones more often."""

import time
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from jobs.queue.asking import Queue
from jobs.queue.engine import migrate
from jobs.queue.sweep import full_check, sweep
from jobs.store.opening.database import open_engine
from jobs.store.units import UnitState, save_state, save_units
from jobs.store.work import ledger
from sheets_schema.org_unit import OrgUnit

MINUTE = 60.0
READS = 48


class Town:
    """Units, a clock, and a worker who does everything at once."""

    def __init__(self, queue: Queue, units: int) -> None:
        self.queue = queue
        self.now = time.time()
        self.looks: Counter[str] = Counter()
        with queue.engine.begin() as connection:
            numbers = range(units)
            save_units(
                connection,
                [OrgUnit(f"P{n}", f"Phường {n}", "ward", spreadsheet=f"s{n}") for n in numbers],
            )

    def edited(self, unit: str) -> None:
        with self.queue.engine.begin() as connection:
            save_state(connection, UnitState(unit, "checked", edited_at=self.now))

    def minute(self) -> list[str]:
        """One minute: a sweep, and all that it asked for is done."""
        chosen = list(
            sweep(
                self.queue,
                reads_per_minute=READS,
                seconds=MINUTE,
                active_seconds=900.0,
                now=self.now,
            )
        )
        self.looks.update(chosen)
        with self.queue.engine.begin() as connection:
            for row in ledger.active(connection):
                assert row.active
                ledger.begin(connection, row.job, row.subject, row.active)
                ledger.finish(connection, row.job, row.subject, row.active, "n", now=self.now)
        self.now += MINUTE
        return chosen


@pytest.fixture
def queue(tmp_path: Path) -> Iterator[Queue]:
    url = f"sqlite:///{tmp_path / 'w.db'}"
    engine = open_engine(url)
    migrate(engine, url)
    queue = Queue(engine)
    yield queue
    queue.close()
    engine.dispose()


def test_every_unit_is_looked_at_within_its_share_of_the_budget(queue: Queue) -> None:
    town = Town(queue, 100)
    # 36 of 48 reads are the sweep's: 100 units take three minutes.
    for _ in range(3):
        town.minute()
    assert set(town.looks) == {f"P{number}" for number in range(100)}


def test_a_minute_never_asks_for_more_than_its_share(queue: Queue) -> None:
    town = Town(queue, 100)
    assert [len(town.minute()) for _ in range(4)] == [36, 36, 36, 36]


def test_a_sweep_each_quarter_of_a_minute_has_a_quarter_of_the_budget(queue: Queue) -> None:
    town = Town(queue, 100)
    words = {"reads_per_minute": READS, "active_seconds": 900.0, "now": town.now}
    assert len(sweep(queue, seconds=15.0, **words)) == 9


def test_what_a_sweep_asks_for_is_spread_until_the_next_one(queue: Queue) -> None:
    town = Town(queue, 100)
    sweep(queue, reads_per_minute=READS, seconds=15.0, active_seconds=900.0, now=town.now)
    begun = sorted(row.due_at for row in queue.active())
    gaps = [later - sooner for sooner, later in pairwise(begun)]
    # Nine of a quarter of a minute; a budget of 48 a minute refills what each of them takes.
    assert len(gaps) == 8
    assert min(gaps) > MINUTE / READS


def test_units_edited_a_short_while_ago_are_looked_at_every_minute(queue: Queue) -> None:
    town = Town(queue, 100)
    town.edited("P99")
    for _ in range(5):
        town.minute()
    assert town.looks["P99"] == 5


def test_many_active_units_do_not_starve_the_others(queue: Queue) -> None:
    town = Town(queue, 100)
    for number in range(50):
        town.edited(f"P{number}")
    for _ in range(5):
        town.minute()
    assert len(town.looks) == 100


def test_what_waits_already_counts_against_the_budget(queue: Queue) -> None:
    town = Town(queue, 100)
    for number in range(30):
        queue.request("check-unit", f"P{number}", source="apps-script", delay=100)
    chosen = town.minute()
    assert len(chosen) == 6
    assert not set(chosen) & {f"P{number}" for number in range(30)}


def test_a_unit_without_a_spreadsheet_is_passed_over(queue: Queue) -> None:
    town = Town(queue, 1)
    with queue.engine.begin() as connection:
        save_units(connection, [OrgUnit("P0", "Phường 0", "ward")])
    assert town.minute() == []


def test_the_nightly_check_asks_for_every_unit_behind_those_who_wait(queue: Queue) -> None:
    Town(queue, 120)
    queue.request("check-unit", "P7", source="apps-script")
    assert len(full_check(queue, time.time())) == 120
    waiting = {row.subject: row.priority for row in queue.active()}
    assert len(waiting) == 120
    assert waiting["P7"] < min(priority for unit, priority in waiting.items() if unit != "P7")
