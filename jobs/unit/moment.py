"""The present moment, said once: by the clock, and on the day that dates are checked against."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Moment:
    """`clock` is the time on the campaign's wall clock; `present` the same time of the day that
    deadlines and dates are judged by: another one for demos and for looking at old data. Both
    are aware."""

    clock: datetime
    present: datetime


def moment_at(at: datetime, timezone: str, as_of: date | None) -> Moment:
    """The moment of an aware time in a time zone, on a fixed day where one is set."""
    clock = at.astimezone(ZoneInfo(timezone))
    return Moment(clock, datetime.combine(as_of, clock.timetz()) if as_of else clock)
