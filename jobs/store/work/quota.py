"""Google's quota, kept by all processes together in the store: never above it in any minute.

A bucket of GCRA: `due` is when it will be full again. Nobody takes a place further ahead than one
window, so what stands further ahead was written while a clock was wrong, and is cut down to it.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa

from jobs.store.upsert import Merge
from jobs.store.work.work_tables import budget

log = logging.getLogger(__name__)

WINDOW = 60.0
# A wait that is longer than the queue of a busy worker is told in the log.
LONG_WAIT = 20.0
# When there is no place in this window, one is asked for again after so long.
PAUSE = 5.0

# The last place of this window; a bucket beyond it has none.
_KNOWN = """(CASE WHEN budget.due > :farthest THEN :farthest - :interval
                  WHEN budget.due > :now THEN budget.due ELSE :now END)"""

_NEW = {"account": ":account", "kind": ":kind", "minute": ":minute"}
_TAKE = Merge(
    budget,
    {**_NEW, "due": ":now + :interval", "used": "1", "refused": "0"},
    {
        "due": f"{_KNOWN} + :interval",
        "used": "CASE WHEN budget.minute = :minute THEN budget.used + 1 ELSE 1 END",
        "minute": ":minute",
    },
    only=f"{_KNOWN} + :interval <= :farthest + 0.001",
    returning="due",
)

_DRAIN = Merge(
    budget,
    {**_NEW, "due": ":due", "used": "0", "refused": "1"},
    {
        "due": """CASE WHEN budget.due > :farthest THEN :farthest - :interval
                       WHEN budget.due > :due THEN budget.due ELSE :due END""",
        "refused": "budget.refused + 1",
    },
)

_DUE = sa.text("SELECT due FROM budget WHERE account = :account AND kind = :kind")


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `per_minute` calls in any 60 seconds, `burst` of them at once after a quiet time."""

    per_minute: int
    burst: int

    @property
    def interval(self) -> float:
        """Seconds between calls in the long run: a burst and the refill fit into one window."""
        return WINDOW / (self.per_minute - self.burst)

    @property
    def reach(self) -> float:
        """How far ahead of now the bucket may be: the last place in it waits one window."""
        return WINDOW + self.burst * self.interval


@dataclass(frozen=True, slots=True)
class Use:
    """What one account used: `free` calls could be made at once now; `refused` counts 429s."""

    account: str
    kind: str
    used_this_minute: int
    per_minute: int
    free: int
    refused: int
    burst: int


class SharedBudget:
    """The budget of one service account, the same for every thread, process and machine."""

    def __init__(
        self,
        engine: sa.Engine,
        account: str,
        limits: dict[str, Limit],
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._engine = engine
        self.account = account
        self._limits = limits
        self._clock = clock
        self._sleep = sleep

    def acquire(self, kind: str) -> None:
        """Takes one call of `kind`, after a wait if need be; a kind without limit passes.

        A place is at most one window away, whatever a clock that was wrong has left in the store.
        """
        limit = self._limits.get(kind)
        if limit is None:
            return
        wait = self._take(kind, limit)
        if wait is None:
            log.warning("a call of kind %s waits: more calls than a minute has places", kind)
        while wait is None:
            self._sleep(PAUSE)
            wait = self._take(kind, limit)
        if wait > LONG_WAIT:
            log.warning("a call of kind %s waits %.0f s: the quota is used up", kind, wait)
        if wait > 0:
            self._sleep(wait)

    def _take(self, kind: str, limit: Limit) -> float | None:
        """Seconds until the call that was taken, None where none was left in this window."""
        now = self._clock()
        with self._engine.begin() as connection:
            return self._place(connection, kind, limit, now)

    def _place(
        self, connection: sa.Connection, kind: str, limit: Limit, now: float
    ) -> float | None:
        values = self._values(kind, now, limit)
        before = connection.scalar(_DUE, values)
        due = _TAKE(connection, **values)
        ahead = (before or now) - now - limit.reach
        if ahead > 0:
            log.warning("the quota's time was %.0f s ahead: a clock was wrong", ahead)
        return None if due is None else due - limit.burst * limit.interval - now

    def drain(self, kind: str, seconds: float) -> None:
        """Allows nothing of `kind` for `seconds`, at most a window: Google answered 429, so its
        count is not ours."""
        limit = self._limits.get(kind)
        if limit is None:
            return
        now, seconds = self._clock(), min(seconds, WINDOW)
        log.warning("Google refused a call of kind %s: none for %.0f s", kind, seconds)
        due = now + seconds + (limit.burst - 1) * limit.interval
        with self._engine.begin() as connection:
            _DRAIN(connection, **self._values(kind, now, limit), due=due)

    def _values(self, kind: str, now: float, limit: Limit) -> dict[str, object]:
        return {
            "account": self.account,
            "kind": kind,
            "now": now,
            "minute": int(now // WINDOW),
            "interval": limit.interval,
            "farthest": now + limit.reach,
        }

    def use(self) -> list[Use]:
        """What was used, a row for each kind with a limit."""
        now = self._clock()
        with self._engine.connect() as connection:
            query = sa.select(budget).where(budget.c.account == self.account)
            found = {row.kind: row for row in connection.execute(query)}
        return [self._use(kind, found.get(kind), now) for kind in self._limits]

    def _use(self, kind: str, row: sa.Row[tuple[object, ...]] | None, now: float) -> Use:
        limit = self._limits[kind]
        behind = max(0.0, row.due - now) if row else 0.0
        return Use(
            account=self.account,
            kind=kind,
            used_this_minute=row.used if row and row.minute == int(now // WINDOW) else 0,
            per_minute=limit.per_minute,
            free=max(0, int(limit.burst - behind / limit.interval)),
            refused=row.refused if row else 0,
            burst=limit.burst,
        )
