"""Durable work under kill -9: real processes of door and worker die at any moment."""

import random
import signal
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
import sqlalchemy as sa

from jobs.queue.asking import Queue
from jobs.queue.engine import Worker, migrate
from jobs.queue.run import Outcome, Run
from jobs.queue.upkeep import DEAD_AFTER_SECONDS, rescue
from jobs.store.opening.database import open_engine
from jobs.store.work.work_tables import alive, work

PROGRAM = Path(__file__).parent / "programs" / "durable.py"
ROOT = Path(__file__).parents[3]


@dataclass
class Line:
    event: str
    unit: str
    process: int
    at: float


class Machines:
    """Starts and kills doors and workers on one database."""

    def __init__(self, url: str, engine: sa.Engine, log: Path) -> None:
        self.queue = Queue(engine)
        self.log = log
        self._url = url
        self._workers: list[Worker] = []
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, what: str, name: str) -> None:
        arguments = [sys.executable, str(PROGRAM), what, self._url, str(self.log), name]
        environ = {"PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"}
        self._running[name] = subprocess.Popen(
            arguments, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def kill(self, name: str) -> None:
        process = self._running.pop(name)
        process.send_signal(signal.SIGKILL)
        process.wait()

    def kill_all(self) -> None:
        for name in list(self._running):
            self.kill(name)
        for worker in self._workers:
            worker.stop(patience=0)

    def worker(self, name: str, done: list[str]) -> Worker:
        """A worker in this process that only writes down what it was given."""

        def check(run: Run) -> Outcome:
            done.append(run.subject)
            return Outcome()

        self._workers.append(
            Worker(
                self.queue, self._url, {"check": check}, name=name, describe=lambda error: "failed"
            )
        )
        return self._workers[-1]

    def lines(self) -> list[Line]:
        text = self.log.read_text() if self.log.exists() else ""
        fields = (line.split() for line in text.splitlines())
        return [Line(event, unit, int(pid), float(at)) for event, unit, pid, at in fields]

    def has(self, lines: int) -> bool:
        return len(self.lines()) >= lines

    def until(self, done: Callable[[], object], seconds: float = 60) -> None:
        deadline = time.monotonic() + seconds
        while not done():
            assert time.monotonic() < deadline, self.queue.active()
            time.sleep(0.05)


@pytest.fixture
def machines(database_url: str, tmp_path: Path) -> Iterator[Machines]:
    engine = open_engine(database_url)
    migrate(engine, database_url)
    machines = Machines(database_url, engine, tmp_path / "log")
    yield machines
    machines.kill_all()
    with engine.begin() as connection:
        connection.execute(sa.delete(work))
        connection.execute(sa.delete(alive))
    machines.queue.close()
    engine.dispose()


def test_no_accepted_hint_is_lost_when_door_and_worker_are_killed(machines: Machines) -> None:
    for _ in range(3):
        machines.start("worker", "worker")
        machines.start("door", "door")
        enough = len(machines.lines()) + 40
        machines.until(partial(machines.has, enough))
        time.sleep(random.random())
        machines.kill(random.choice(["door", "worker"]))
        time.sleep(random.random() / 2)
        machines.kill_all()
    machines.start("worker", "worker")
    machines.until(lambda: not machines.queue.active())
    last: dict[str, dict[str, float]] = defaultdict(dict)
    for line in machines.lines():
        last[line.event][line.unit] = line.at
    assert len(last["accepted"]) == 6
    assert all(last["begin"][unit] > at for unit, at in last["accepted"].items())
    assert machines.queue.failures() == []


def test_no_unit_is_ever_checked_twice_at_once(machines: Machines) -> None:
    machines.start("worker", "one")
    machines.start("worker", "two")
    machines.start("door", "door")
    machines.until(lambda: len([line for line in machines.lines() if line.event == "end"]) > 40)
    machines.kill("door")
    machines.until(lambda: not machines.queue.active())
    open_runs: dict[str, int] = {}
    for line in sorted(machines.lines(), key=lambda line: line.at):
        if line.event == "begin":
            assert line.unit not in open_runs
            open_runs[line.unit] = line.process
        elif line.event == "end":
            del open_runs[line.unit]


def test_a_schedule_fires_once_for_all_workers(machines: Machines) -> None:
    machines.start("clock", "one")
    machines.start("clock", "two")
    machines.until(lambda: len(machines.lines()) >= 12)
    machines.kill_all()
    begins = [line.at for line in machines.lines() if line.event == "begin"]
    seconds = begins[-1] - begins[0]
    assert len(begins) <= seconds + 3


def test_another_worker_takes_over_from_one_that_never_comes_back(machines: Machines) -> None:
    machines.start("worker", "one")
    machines.queue.request("check", "slow", source="person")
    machines.until(lambda: [line for line in machines.lines() if line.event == "begin"])
    machines.kill("one")
    taken: list[str] = []
    other = machines.worker("two", taken)
    other.start()
    assert rescue(other, time.time() + DEAD_AFTER_SECONDS + 1) == ["one"]
    machines.until(lambda: taken == ["slow"] and not machines.queue.active())
