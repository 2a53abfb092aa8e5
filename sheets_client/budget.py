"""How many calls a minute we allow ourselves, so that Google need not refuse any."""

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
