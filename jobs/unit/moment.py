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
    as_of: date | None = None

    @property
    def midnight(self) -> float:
        """When the day of the clock began, in epoch seconds."""
        return self.clock.replace(hour=0, minute=0, second=0, microsecond=0).timestamp()

    def judged(self, at: float) -> datetime:
        """The moment that lateness is judged by, for epoch seconds."""
        local = datetime.fromtimestamp(at, self.clock.tzinfo)
        return datetime.combine(self.as_of, local.timetz()) if self.as_of else local


def moment_at(at: datetime, timezone: str, as_of: date | None) -> Moment:
    """The moment of an aware time in a time zone, on a fixed day where one is set."""
    clock = at.astimezone(ZoneInfo(timezone))
    return Moment(clock, datetime.combine(as_of, clock.timetz()) if as_of else clock, as_of)
