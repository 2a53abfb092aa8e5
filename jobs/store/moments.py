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


class Steadiness:
    """Whether this process and its clock went on evenly of late.

    After a clock was set, or the process stood still, what others noted a moment ago seems old:
    for a while nothing is to be concluded from that.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._last: tuple[float, float] | None = None
        self._unsure_until = float("-inf")

    def look(self, wall: float, even: float) -> bool:
        """Takes the time by the clock and by the kernel's even count; False for `seconds` after
        they went apart, or after nobody had looked for as long."""
        if self._last is not None:
            by_clock, passed = wall - self._last[0], even - self._last[1]
            if passed > self._seconds or abs(by_clock - passed) > self._seconds / 2:
                self._unsure_until = even + self._seconds
        self._last = (wall, even)
        return even >= self._unsure_until
