"""Stored moments held against now, by a clock that may have been wrong when they were written."""

import sqlalchemy as sa


def is_near(moment: float, now: float, seconds: float) -> bool:
    """Whether `moment` is less than `seconds` away from now, on either side.

    What was written further ahead is of a clock that was wrong: to wait for it would take as long
    as that clock was off, so it counts as long past. A little ahead are the clocks of machines
    that share a store.
    """
    return abs(now - moment) < seconds


def near(column: sa.Column[float], now: float, seconds: float) -> sa.ColumnElement[bool]:
    """The same as a condition of SQL."""
    return column.between(now - seconds, now + seconds)


def past(moment: sa.ColumnElement[float], now: float) -> sa.ColumnElement[float]:
    """A moment of SQL, or 0 where it lies ahead: as if it had never been."""
    return sa.case((moment > now, 0.0), else_=moment)
