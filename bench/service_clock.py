"""An hour of the service in simulated time: what would take hours by the clock.

Real are the queue's ledger, the shared budget and the sweep, on an SQLite in memory and a clock
that jumps. Made up are the wards' clerks, Google's latencies, the places of the workers and what
a check finds (the cost of one was counted from the live measurement: a read; with something to
flag also a write; a row that changed less than the quiet time ago brings its own next run).
"""

import heapq
import itertools
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random
from zlib import crc32

import sqlalchemy as sa
from sqlalchemy.pool import StaticPool

from bench.local_google import READ_SECONDS, SLOW_CHANCE, SLOW_SECONDS, WRITE_SECONDS
from jobs.duties import HINT_GAP_SECONDS, PRIORITIES
from jobs.queue.asking import Queue
from jobs.queue.names import CHANGES, CHECK_UNIT, PUBLISH
from jobs.queue.schedule import interval
from jobs.queue.settling import Settling
from jobs.queue.sweep import sweep
from jobs.store.opening.migrate import upgrade
from jobs.store.units import UnitState, save_state, save_units
from jobs.store.work import ledger
from jobs.store.work.quota import Limit, SharedBudget
from service.office import delays, quiet_after_hint
from service.settings.declared import Settings
from sheets_schema.org_unit import OrgUnit

MINUTE, HOUR = 60.0, 3_600.0
# How long after the evening the last edits are waited for.
PATIENCE = 3 * HOUR
# A worker looks for work so often.
POLL_SECONDS = 0.2
# Drive tells of an edit after a quiet time soon, then of a file at most once in three minutes.
FEED_SOON, FEED_AGAIN = 2.0, 180.0
HINT_SECONDS = (1.0, 3.0)
DISTRICT = "the district"
_EDITED = sa.text("UPDATE unit_states SET edited_at = :now WHERE unit = :unit")


@dataclass(frozen=True, slots=True)
class Load:
    """A deadline evening: within the hour every unit works once for `session` seconds and changes
    a row every `between` seconds (both in the mean); `hints` says whether a script tells us."""

    units: int
    accounts: int = 1
    hints: bool = True
    session: float = 600.0
    between: float = 60.0
    hours: float = 1.0
    seed: int = 7


@dataclass(slots=True)
class Ward:
    """What a clerk typed and what we know of it, as times of the rows' last changes."""

    unseen: list[float] = field(default_factory=list)
    left_over: list[float] = field(default_factory=list)
    told_at: float = float("-inf")
    feed_due: bool = False
    tells: list[float] = field(default_factory=list)

    def told_of(self, edit: float, now: float) -> float:
        """When Drive told of an edit; `now` where it has not yet."""
        place = bisect_left(self.tells, edit)
        return self.tells[place] if place < len(self.tells) else now


@dataclass(slots=True)
class Evening:
    """What came out: `lags` from each edit to its flag and `beyond` what of them came after Drive
    had told of it (seconds), times of Google's calls."""

    lags: list[float] = field(default_factory=list)
    beyond: list[float] = field(default_factory=list)
    reads: dict[str, list[float]] = field(default_factory=dict)
    writes: dict[str, list[float]] = field(default_factory=dict)
    rotation: int = 0
    flagging: int = 0
    publications: int = 0
    looks: list[float] = field(default_factory=list)
    edits: int = 0

    def most_in_a_minute(self) -> int:
        """The most calls of one account and kind in any 60 seconds."""
        times = [*self.reads.values(), *self.writes.values()]
        return max((_fullest(sorted(one)) for one in times), default=0)


def _fullest(times: list[float]) -> int:
    return max((bisect_left(times, at + MINUTE) - n for n, at in enumerate(times)), default=0)


class _Clock:
    """The time of the simulation; a wait for the budget is noted instead of slept."""

    def __init__(self) -> None:
        self.now = 0.0
        self.waited = 0.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.waited = seconds


class _SimulatedQueue(Queue):
    """The real queue, but its runs are given to the simulation and not to the engine."""

    def __init__(
        self, engine: sa.Engine, clock: _Clock, settling: Settling, start: Callable[..., None]
    ) -> None:
        quiet = delays(Settings(), settling)
        super().__init__(engine, delays=quiet, priorities=PRIORITIES, clock=clock)
        self._start = start

    def enqueue(
        self, connection: sa.Connection, job: str, subject: str, run: str, delay: float, source: str
    ) -> None:
        self._start(job, subject, run, delay, source)


class Simulation:
    """One evening. `run` plays it and returns what came out."""

    def __init__(self, load: Load, places: int) -> None:
        self.load = load
        self.clock = _Clock()
        self.random = Random(load.seed)
        self.result = Evening()
        self._events: list[tuple[float, int, Callable[[], None]]] = []
        self._ready: list[tuple[int, int, str, str, str]] = []
        self._numbers = itertools.count()
        self._free = places
        self.engine = sa.create_engine("sqlite://", poolclass=StaticPool)
        upgrade(self.engine)
        self.settings = Settings()
        self._sweep_seconds = interval(self.settings.schedule["sweep"], datetime.now(UTC))
        self.budgets = [self._budget(number) for number in range(load.accounts)]
        self.settling = Settling(self.budgets, HINT_GAP_SECONDS, self.clock)
        self.queue = _SimulatedQueue(self.engine, self.clock, self.settling, self._enqueue)
        self.wards = {f"U{number:04}": Ward() for number in range(load.units)}

    def _budget(self, number: int) -> SharedBudget:
        burst = self.settings.burst
        limits = {
            "read": Limit(self.settings.reads_per_minute, burst),
            "write": Limit(self.settings.writes_per_minute, burst),
        }
        return SharedBudget(self.engine, f"account-{number}", limits, self.clock, self.clock.sleep)

    # The play

    def run(self) -> Evening:
        """Plays the evening, and then until the last edit is flagged, or three hours more."""
        units = [OrgUnit(code, code, "ward", spreadsheet=code) for code in self.wards]
        with self.engine.begin() as connection:
            save_units(connection, units)
            for code in self.wards:
                save_state(connection, UnitState(code, "checked"))
        end = self.load.hours * HOUR
        for code in self.wards:
            self._plan_session(code, end)
        self._at(1.0, self._sweep)
        while self._events and (self._events[0][0] < end or self._open(end)):
            at, _, happen = heapq.heappop(self._events)
            self.clock.now = at
            happen()
            self._start_ready()
        self.queue.close()
        self.engine.dispose()
        return self.result

    def _open(self, end: float) -> bool:
        return len(self.result.lags) < self.result.edits and self.clock.now < end + PATIENCE

    def _at(self, time: float, happen: Callable[[], None]) -> None:
        heapq.heappush(self._events, (time, next(self._numbers), happen))

    def _plan_session(self, code: str, end: float) -> None:
        length = min(self.random.expovariate(1 / self.load.session), end)
        at = self.random.uniform(0, end - length)
        stop = at + length
        while (at := at + self.random.expovariate(1 / self.load.between)) < stop:
            self._at(at, lambda: self._edit(code))

    # The wards

    def _edit(self, code: str) -> None:
        now, ward = self.clock.now, self.wards[code]
        self.result.edits += 1
        ward.unseen.append(now)
        if self.load.hints:
            hint = now + self.random.uniform(*HINT_SECONDS)
            self._at(hint, lambda: self._ask(code, "apps-script"))
        self._feed(code)

    def _feed(self, code: str) -> None:
        ward = self.wards[code]
        if not ward.feed_due:
            ward.feed_due = True
            tells = max(self.clock.now + FEED_SOON, ward.told_at + FEED_AGAIN)
            self._at(tells, lambda: self._tell(code))

    def _tell(self, code: str) -> None:
        ward = self.wards[code]
        ward.feed_due, ward.told_at = False, self.clock.now
        ward.tells.append(ward.told_at)
        # The push wakes us up, and the feed is read after its own quiet time.
        quiet = self.queue.delay(CHANGES)
        self._at(self.clock.now + quiet, lambda: self._ask(code, "drive"))

    def _ask(self, code: str, source: str) -> None:
        quiet = quiet_after_hint(self.settings, self.settling)
        delay = quiet if source == "apps-script" else None
        self.queue.request(CHECK_UNIT, code, source=source, delay=delay)

    def _sweep(self) -> None:
        settings = self.settings
        sweep(
            self.queue,
            reads_per_minute=(settings.reads_per_minute - settings.burst)
            * len(self.budgets)
            * self.settling.spare(),
            seconds=self._sweep_seconds,
            active_seconds=settings.active_minutes * MINUTE,
            now=self.clock.now,
        )
        self._at(self.clock.now + self._sweep_seconds, self._sweep)

    # The workers

    def _enqueue(self, job: str, subject: str, run: str, delay: float, source: str) -> None:
        place = (self.queue.priority(job, source), next(self._numbers), job, subject, run)
        polled = self.clock.now + delay + self.random.uniform(0, POLL_SECONDS)
        self._at(polled, lambda: heapq.heappush(self._ready, place))

    def _start_ready(self) -> None:
        while self._free and self._ready:
            _, _, job, subject, run = heapq.heappop(self._ready)
            with self.engine.begin() as connection:
                begun = ledger.begin(connection, job, subject, run)
            if begun is None:
                continue
            self._free -= 1
            if job == PUBLISH:
                self._call(DISTRICT, "read", lambda run=run: self._publish(run))  # type: ignore[misc]
            else:
                self.result.rotation += begun.source == "sweep"
                started = self.clock.now
                self._call(subject, "read", lambda s=subject, r=run, t=started: self._look(s, r, t))  # type: ignore[misc]

    def _call(self, subject: str, kind: str, then: Callable[[], None]) -> None:
        """One call to Google: the wait for the budget, its latency, what follows."""
        number = crc32(subject.encode()) % len(self.budgets)
        self.clock.waited = 0.0
        self.budgets[number].acquire(kind)
        sent = self.clock.now + self.clock.waited
        calls = self.result.reads if kind == "read" else self.result.writes
        calls.setdefault(f"{kind} {number}", []).append(sent)
        span = READ_SECONDS if kind == "read" else WRITE_SECONDS
        latency = self.random.uniform(*span)
        if self.random.random() < SLOW_CHANCE:
            latency += self.random.uniform(*SLOW_SECONDS)
        self._at(sent + latency, then)

    def _look(self, code: str, run: str, started: float) -> None:
        """The workbook has been read: what was typed is wrong by itself and flagged at once, its
        note included; a second look, when the row rests, finds nothing more."""
        ward, now = self.wards[code], self.clock.now
        self.result.looks.append(now)
        quiet = self.settings.row_quiet_seconds
        ward.left_over = [seen for seen in ward.left_over if started - seen < quiet]
        # A run that waited for the row to be quiet leaves nothing over.
        ward.left_over += [started for edit in ward.unseen if now - edit < quiet]
        told, ward.unseen = ward.unseen, []
        if told:
            self._note_edit(code)
        if told:
            self._call(code, "write", lambda: self._flagged(code, run, told))
        else:
            self._finish(code, run)

    def _note_edit(self, code: str) -> None:
        """The sweep reads first what was edited a short while ago."""
        with self.engine.begin() as connection:
            connection.execute(_EDITED, {"unit": code, "now": self.clock.now})

    def _flagged(self, code: str, run: str, told: list[float]) -> None:
        ward = self.wards[code]
        self.result.lags += [self.clock.now - edit for edit in told]
        self.result.beyond += [self.clock.now - ward.told_of(edit, self.clock.now) for edit in told]
        self.result.flagging += 1
        self.queue.request(PUBLISH, source="settling")
        self._feed(code)
        self._finish(code, run)

    def _publish(self, run: str) -> None:
        self._call(DISTRICT, "write", lambda: self._published(run))

    def _published(self, run: str) -> None:
        self.result.publications += 1
        self._end(PUBLISH, "", run, None)

    def _finish(self, code: str, run: str) -> None:
        left_over = self.wards[code].left_over
        quiet = self.settings.row_quiet_seconds
        again_after = self.settling.again(quiet) if left_over else None
        self._end(CHECK_UNIT, code, run, again_after)

    def _end(self, job: str, subject: str, run: str, again_after: float | None) -> None:
        usual = self.queue.delay(job)
        delay = usual if again_after is None else again_after
        following = f"{next(self._numbers)}"
        again, now = again_after is not None, self.clock.now
        with self.engine.begin() as connection:
            if usual < delay and ledger.is_asked_again(connection, job, subject, run):
                delay = usual
            if ledger.finish(
                connection, job, subject, run, following, now=now, delay=delay, again=again
            ):
                self.queue.enqueue(connection, job, subject, following, delay, "settling")
        self._free += 1
