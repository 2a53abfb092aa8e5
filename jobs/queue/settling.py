"""How long work waits, and how much of it is asked for: what is left of the budget decides.

While calls are free a check begins as soon as the script's own silence is over. Where they are
not, one check that waits until the row is quiet serves many edits and takes one read. What nobody
waits for gives way before: second looks come later, and rotation leaves the burst to hints.
"""

import time
from collections.abc import Callable, Sequence

import sqlalchemy as sa

from jobs.store.work.quota import SharedBudget

# With less than this of its burst left an account has to spare its calls.
FREE_SHARE = 0.3
# A second look only says what is missing, and rotation nothing that Drive will not tell: both take
# of a burst what is above this, so that an edit finds a call free.
SPARE_SHARE = 0.6
# How much later a second look comes while there is no such call.
PATIENCE = 3.0
# Many hints in a moment ask for one look at the budget.
REMEMBERED_SECONDS = 0.5


class Settling:
    """The quiet time of checks, `soon` seconds while there is budget; asked for by many threads."""

    def __init__(
        self,
        budgets: Sequence[SharedBudget],
        soon: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._budgets = budgets
        self._soon = soon
        self._clock = clock
        self._known: tuple[float, float] | None = None

    def seconds(self, longest: float) -> float:
        """The quiet time now, at most `longest`, which is that of a time without budget."""
        return min(self._soon, longest) if self._free() >= FREE_SHARE else longest

    def again(self, seconds: float) -> float:
        """When a second look comes that would come after `seconds` while there is budget."""
        return seconds if self._free() >= SPARE_SHARE else seconds * PATIENCE

    def spare(self) -> float:
        """How much of its share rotation may take now: from 0.0, where an edit could have to wait
        for it, to 1.0 after a quiet time."""
        return max(0.0, self._free() - SPARE_SHARE) / (1.0 - SPARE_SHARE)

    def _free(self) -> float:
        """What is left of the burst of the account and kind that has least, as a share."""
        now, known = self._clock(), self._known
        if known is None or not 0 <= now - known[0] < REMEMBERED_SECONDS:
            known = self._known = now, self._look()
        return known[1]

    def _look(self) -> float:
        try:
            left = (use.free / use.burst for one in self._budgets for use in one.use())
            return min(left, default=1.0)
        except sa.exc.SQLAlchemyError:
            # A hint is not refused because nobody can say what is free.
            return 0.0
