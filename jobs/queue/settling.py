"""How long edits are gathered before a check: as long as the budget asks for it.

While calls are free a check begins as soon as the script's own silence is over. Where they are
not, one check that waits until the row is quiet serves many edits and takes one read.
"""

import time
from collections.abc import Callable, Sequence

import sqlalchemy as sa

from jobs.store.work.quota import SharedBudget, Use

# With less than this of its burst left an account has to spare its calls.
FREE_SHARE = 0.3
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
        self._known: tuple[float, bool] | None = None

    def seconds(self, longest: float) -> float:
        """The quiet time now, at most `longest`, which is that of a time without budget."""
        return min(self._soon, longest) if self._is_free() else longest

    def _is_free(self) -> bool:
        now, known = self._clock(), self._known
        if known is None or not 0 <= now - known[0] < REMEMBERED_SECONDS:
            known = self._known = now, self._look()
        return known[1]

    def _look(self) -> bool:
        try:
            return all(has_room(use) for budget in self._budgets for use in budget.use())
        except sa.exc.SQLAlchemyError:
            # A hint is not refused because nobody can say what is free.
            return False


def has_room(use: Use) -> bool:
    """Whether calls of this kind can be made without sparing them."""
    return use.free >= FREE_SHARE * use.burst
