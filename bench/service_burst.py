"""Hints at the door: how soon they are accepted, and what becomes of a burst of thousands.

The web process is the real one; the worker beside it has no quota to wait for, so that the queue
and not Google is measured.
"""

import signal
import statistics
import sys
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import requests

from bench.local_google import is_write
from bench.service_live import Town, wait_until, without_quota
from jobs.queue.names import CHECK_UNIT
from jobs.store.work import ledger
from service.office import Office, open_office
from service.process.work import Working

CLIENTS = 8
PER_SECOND = 50


@dataclass(slots=True)
class Burst:
    """What came out: seconds of each accepted hint at a usual pace and flat out, and the work."""

    units: int
    paced: list[float] = field(default_factory=list)
    flat_out: list[float] = field(default_factory=list)
    seconds: float = 0.0
    runs: int = 0
    drained: float = 0.0
    refused: int = 0
    forgotten: int = 0
    lost: int = 0
    failed: int = 0


class Door:
    """Sends hints from several clients at once; remembers when each unit's last one was sent."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.last: dict[str, float] = {}
        self.sent = 0
        self.refused = 0
        self._local = threading.local()

    def hint(self, code: str) -> float:
        """One hint; how long its answer took."""
        if not hasattr(self._local, "session"):
            self._local.session = requests.Session()
        sent, begun = time.time(), time.perf_counter()
        status = self.town.hint(code, self._local.session)
        spent = time.perf_counter() - begun
        self.sent += 1
        if status == 202:
            self.last[code] = max(sent, self.last.get(code, 0.0))
        else:
            self.refused += 1
        return spent

    def send(self, codes: Sequence[str], per_second: float | None = None) -> list[float]:
        """One hint for each code, flat out or at a pace."""
        begun = time.monotonic()

        def one(number: int, code: str) -> float:
            if per_second:
                time.sleep(max(0.0, begun + number / per_second - time.monotonic()))
            return self.hint(code)

        with ThreadPoolExecutor(CLIENTS) as pool:
            return list(pool.map(one, range(len(codes)), codes))


def measure(folder: Path, units: int, paced: int, burst: int) -> Burst:
    """A usual pace, then a burst, then the wait until all work is done."""
    town = Town(folder, units, rows=3)
    try:
        town.check_all()
        town.begin("serve", "--no-worker")
        begin_worker(town)
        town.wait_for_web()
        return _measure(town, paced, burst)
    finally:
        town.stop()


def _measure(town: Town, paced: int, burst: int) -> Burst:
    codes, found, door = list(town.files), Burst(len(town.files)), Door(town)
    found.paced = door.send([codes[n % len(codes)] for n in range(paced)], PER_SECOND)
    with town.office() as here:

        def idle() -> bool:
            return not here.queue.active()

        wait_until(idle, 120)
        town.google.forget()
        before = _asked(here)
        begun = time.monotonic()
        found.flat_out = door.send([codes[n * 7 % len(codes)] for n in range(burst)])
        found.seconds = time.monotonic() - begun
        wait_until(idle, 300)
        found.drained = time.monotonic() - begun - found.seconds
        found.forgotten = burst - door.refused - (_asked(here) - before)
        found.failed = len(here.queue.failures())
    found.refused = door.refused
    _read_log(town, door, found)
    return found


def _asked(here: Office) -> int:
    """How many requests for a check the ledger has counted."""
    with here.engine.connect() as connection:
        return sum(row.asked for row in ledger.of_job(connection, CHECK_UNIT))


def _read_log(town: Town, door: Door, found: Burst) -> None:
    """Every run reads its unit's file once; the last read must be after the last hint."""
    units = {file: code for code, file in town.files.items()}
    reads: dict[str, list[float]] = {}
    for call in town.google.calls():
        code = units.get(call["path"].split("/")[3].split(":")[0])
        if code and not is_write(call):
            reads.setdefault(code, []).append(call["time"])
    found.runs = sum(map(len, reads.values()))
    found.lost = sum(max(reads.get(code, [0.0])) < last for code, last in door.last.items())


def begin_worker(town: Town) -> None:
    """A worker as a process of its own."""
    given = (town.folder, town.google.url, town.key, town.district)
    town.start(["-m", "bench.service_burst", *map(str, given)])


def work(folder: str, google_url: str, key: str, district: str) -> None:
    """Works without a schedule until SIGTERM; what `begin_worker` runs."""
    ended = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ended.set())
    here = open_office(without_quota(Path(folder), google_url, Path(key), district))
    working = Working(here, "bench")
    working.start(schedule=False)
    ended.wait()
    working.stop()
    here.close()


def percentile(values: Sequence[float], percent: int) -> float:
    """The value that `percent` of them do not pass; 0 of none."""
    if len(values) < 2:
        return values[0] if values else 0.0
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


if __name__ == "__main__":
    work(*sys.argv[1:])
