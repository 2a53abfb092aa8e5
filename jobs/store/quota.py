"""Google's quota, kept by all processes together in the store: never above it in any minute."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa

from jobs.store.work_tables import budget

WINDOW = 60.0

_TAKE = sa.text("""
    INSERT INTO budget (account, kind, due, minute, used, refused)
    VALUES (:account, :kind, :now + :interval, :minute, 1, 0)
    ON CONFLICT (account, kind) DO UPDATE SET
        due = CASE WHEN budget.due > :now THEN budget.due ELSE :now END + :interval,
        used = CASE WHEN budget.minute = :minute THEN budget.used + 1 ELSE 1 END,
        minute = :minute
    RETURNING due
""")

_DRAIN = sa.text("""
    INSERT INTO budget (account, kind, due, minute, used, refused)
    VALUES (:account, :kind, :due, :minute, 0, 1)
    ON CONFLICT (account, kind) DO UPDATE SET
        due = CASE WHEN budget.due > :due THEN budget.due ELSE :due END,
        refused = budget.refused + 1
""")


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `per_minute` calls in any 60 seconds, `burst` of them at once after a quiet time."""

    per_minute: int
    burst: int

    @property
    def interval(self) -> float:
        """Seconds between calls in the long run: a burst and the refill fit into one window."""
        return WINDOW / (self.per_minute - self.burst)


@dataclass(frozen=True, slots=True)
class Use:
    """What one account used: `free` calls could be made at once now; `refused` counts 429s."""

    account: str
    kind: str
    used_this_minute: int
    per_minute: int
    free: int
    refused: int


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
        """Takes one call of `kind`, after a wait if need be; a kind without limit passes."""
        limit = self._limits.get(kind)
        if limit is None:
            return
        now = self._clock()
        with self._engine.begin() as connection:
            due = connection.execute(_TAKE, self._values(kind, now, interval=limit.interval))
            wait = due.scalar_one() - limit.burst * limit.interval - now
        if wait > 0:
            self._sleep(wait)

    def drain(self, kind: str, seconds: float) -> None:
        """Allows nothing of `kind` for `seconds`: Google answered 429, so its count is not ours."""
        limit = self._limits.get(kind)
        if limit is None:
            return
        now = self._clock()
        due = now + seconds + (limit.burst - 1) * limit.interval
        with self._engine.begin() as connection:
            connection.execute(_DRAIN, self._values(kind, now, due=due))

    def _values(self, kind: str, now: float, **more: float) -> dict[str, object]:
        return {
            "account": self.account,
            "kind": kind,
            "now": now,
            "minute": int(now // WINDOW),
            **more,
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
        )
