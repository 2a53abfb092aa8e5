"""When a row is still being typed: it is judged once it has been quiet for a while.

Moments are epoch seconds.
"""

from jobs.store.units import UnitState

# Nobody types in one row for longer without a pause; then it is judged as it stands.
LONGEST_LEFT_OVER = 120.0


def still_typing(state: UnitState, now: float) -> bool:
    """A workbook read for the first time is judged at once, one left over too long as well."""
    if state.good_at is None:
        return False
    since = state.leftover_since
    return since is None or is_recent(since, now, LONGEST_LEFT_OVER)


def is_recent(moment: float, now: float, seconds: float) -> bool:
    """Whether that was less than `seconds` ago; a moment to come is of a clock that was wrong,
    and waiting for it would hold a row back for as long as the clock was off."""
    return 0 <= now - moment < seconds


def edited_at(state: UnitState, now: float, hinted_at: float | None) -> float:
    """When a row that is new to us was changed, at the latest: now, unless the last hint says
    that nobody has edited since. It was not before the last look, at which it was another."""
    if hinted_at is None:
        return now
    return min(now, max(hinted_at, state.read_at or 0.0))
