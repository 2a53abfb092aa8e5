"""The schedule as people read it: last and next times in the campaign's zone."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from jobs.queue.asking import Queue
from jobs.queue.engine import Worker, migrate
from jobs.queue.run import Outcome, Run
from jobs.queue.schedule import apply_schedule, interval, next_run, plan
from jobs.store.opening.database import open_engine

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOON = datetime(2024, 10, 28, 12, 0, tzinfo=ZONE)


@pytest.mark.parametrize(
    "cron, expected",
    [
        ("30 1 * * *", datetime(2024, 10, 29, 1, 30, tzinfo=ZONE)),
        ("*/10 * * * *", datetime(2024, 10, 28, 12, 10, tzinfo=ZONE)),
        ("*/30 * * * * *", datetime(2024, 10, 28, 12, 0, 30, tzinfo=ZONE)),
        ("off", None),
    ],
)
def test_the_next_run_is_told_in_local_time(cron: str, expected: datetime | None) -> None:
    assert next_run(cron, NOON) == expected


def test_the_interval_of_a_schedule_is_known() -> None:
    assert (interval("*/15 * * * * *", NOON), interval("off", NOON)) == (15.0, 60.0)


def test_a_time_in_another_zone_is_told_in_the_campaigns() -> None:
    [job] = plan({"digest": "0 8 * * *"}, "Asia/Ho_Chi_Minh", NOON.astimezone(ZoneInfo("UTC")), {})
    assert job.next == datetime(2024, 10, 29, 8, 0, tzinfo=ZONE)
    assert (job.last, job.state) == (None, "idle")


class Clock:
    """A store with a job that fires every second, and workers that come and go."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = open_engine(url)
        migrate(self.engine, url)
        self.queue = Queue(self.engine)
        self.ticks = 0

    def _tick(self, _run: Run) -> Outcome:
        self.ticks += 1
        return Outcome()

    @contextmanager
    def worker(self, *, clock: bool) -> Iterator[None]:
        worker = Worker(self.queue, self.url, {"tick": self._tick}, name="w", describe=str)
        worker.start(clock=clock)
        yield
        worker.stop(patience=5)

    def until(self, done: Callable[[], object]) -> None:
        deadline = time.monotonic() + 20
        while not done():
            assert time.monotonic() < deadline
            time.sleep(0.05)


@pytest.fixture
def clock(tmp_path: Path) -> Iterator[Clock]:
    clock = Clock(f"sqlite:///{tmp_path}/clock.db")
    yield clock
    clock.queue.close()
    clock.engine.dispose()


def test_what_the_clock_fires_beside_a_worker_without_it_is_left_to_the_next(clock: Clock) -> None:
    with clock.worker(clock=True):
        apply_schedule(clock.queue, {"tick": "* * * * * *"}, "Asia/Ho_Chi_Minh")
        clock.until(lambda: clock.ticks)
    before = clock.ticks
    with clock.worker(clock=False):
        time.sleep(3)
        assert (clock.ticks, clock.queue.active()) == (before, [])
    with clock.worker(clock=True):
        apply_schedule(clock.queue, {}, "Asia/Ho_Chi_Minh")
        clock.until(lambda: clock.ticks > before)
