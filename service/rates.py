"""Counts requests for the rate limits, in the memory of one process."""

import time

from limits.storage import MemoryStorage

STORAGE = "near-memory"


class NearMemory(MemoryStorage):
    """A count never lasts longer than its own window.

    Its base keeps one that was begun while the clock was ahead for as long as it was, and refuses
    everybody once the count is full.
    """

    STORAGE_SCHEME = [STORAGE]  # noqa: RUF012

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        """Counts a request of a window of `expiry` seconds; returns how many there were."""
        if self.expirations.get(key, 0) > time.time() + expiry:
            self.clear(key)
        return super().incr(key, expiry, amount)
