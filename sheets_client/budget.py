"""How many calls a minute we allow ourselves, so that Google need not refuse any."""

import threading
import time
from collections.abc import Callable
from typing import Protocol


class Budget(Protocol):
    """A quota keeper: `acquire` waits until one call of that kind is allowed.

    Kinds are "read", "write" (Sheets) and "drive". `drain` is told of a 429: nothing is
    allowed for that many seconds.
    """

    def acquire(self, kind: str) -> None: ...

    def drain(self, kind: str, seconds: float) -> None: ...


class Unlimited:
    """A budget without bounds, for an emulator without quotas."""

    def acquire(self, kind: str) -> None:
        """Return at once."""

    def drain(self, kind: str, seconds: float) -> None:
        """Forget it."""


class ProcessBudget:
    """Buckets of one process (GCRA): `per_minute` calls in the long run, `burst` at once.

    48 a minute with a burst of 10 stay below Google's 60 in any window of 60 s.
    Source: https://developers.google.com/workspace/sheets/api/limits
    """

    def __init__(
        self,
        per_minute: int = 48,
        burst: int = 10,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._interval = 60 / per_minute
        self._tolerance = self._interval * (burst - 1)
        self._clock = clock
        self._sleep = sleep
        self._due: dict[str, float] = {}
        self._lock = threading.Lock()

    def acquire(self, kind: str) -> None:
        """Take one call of `kind`, sleeping first where the bucket is empty."""
        if kind == "drive":
            return
        with self._lock:
            now = self._clock()
            due = max(self._due.get(kind, 0.0), now)
            self._due[kind] = due + self._interval
            wait = due - self._tolerance - now
        if wait > 0:
            self._sleep(wait)

    def drain(self, kind: str, seconds: float) -> None:
        """Allow nothing of `kind` for `seconds`."""
        with self._lock:
            self._due[kind] = self._clock() + seconds + self._tolerance
