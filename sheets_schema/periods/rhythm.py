"""Periods that come again: which days the data of each are of, and when it is due.

The days are those of Nghị định 09/2019/NĐ-CP, Điều 12: a month's report counts from the 15th of the
month before to the 14th; a quarter's from the 15th of the month before it to the 14th of its last
month; the first half year's from 15/12 to 14/6, the second's from 15/6 to 14/12; a year's from
15/12 to 14/12. A week is one from Monday to Sunday (the decree knows none).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

EVERY = ("week", "month", "quarter", "half-year", "year")
_MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
_CLOSES = 14
_ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True)
class Period:
    """`name` stands in the store, in commands and addresses; `title` is what people read, by
    language. `first` and `last` are the days that the data are of, None where any day is right.
    `opens` is the day from which it is meant to be filled in."""

    name: str
    title: tuple[tuple[str, str], ...]
    due: datetime
    locked: datetime | None = None
    opens: date | None = None
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Rhythm:
    """`every` is one of `EVERY`, `start` a day of the first period. `opens`, `due` and `locked`
    are days after the last day of the data (`locked` None: never); with `holidays` or `working`
    the two deadlines are counted in working days."""

    every: str
    start: date
    due: int
    timezone: str
    locked: int | None = None
    opens: int = 0
    working: bool = False
    holidays: frozenset[date] = frozenset()

    def periods(self) -> Iterator[Period]:
        """Each period from the first, without end."""
        number = self._number_of(self.start)
        while True:
            yield self._period(number)
            number += 1

    def named(self, name: str) -> Period | None:
        """The period of that name, None where there is none."""
        for one in self.periods():
            if one.name == name:
                return one
            if one.due.year > self.start.year + 100:
                return None
        return None

    def at(self, day: date) -> Period:
        """The last period that is open at that day; the first before any is."""
        found = None
        for one in self.periods():
            if found is not None and one.opens is not None and one.opens > day:
                break
            found = one
        assert found is not None
        return found

    def _number_of(self, day: date) -> int:
        """Periods are numbered through: weeks by their Monday, others by their last month."""
        if self.every == "week":
            return (day.toordinal() - 1) // 7
        months = _MONTHS[self.every]
        month = day.year * 12 + day.month - 1 + (day.day > _CLOSES)
        return month // months

    def _window(self, number: int) -> tuple[date, date]:
        if self.every == "week":
            first = date.fromordinal(number * 7 + 1)
            return first, first + timedelta(days=6)
        months = _MONTHS[self.every]
        closing = number * months + months - 1
        return _day_in(closing - months, _CLOSES + 1), _day_in(closing, _CLOSES)

    def _period(self, number: int) -> Period:
        first, last = self._window(number)
        name, title = _called(self.every, last)
        return Period(
            name=name,
            title=tuple(title.items()),
            due=self._end_of(last, self.due),
            locked=None if self.locked is None else self._end_of(last, self.locked),
            opens=last + timedelta(days=self.opens),
            first=first,
            last=last,
        )

    def _end_of(self, last: date, days: int) -> datetime:
        day = last + timedelta(days=days)
        if self.working or self.holidays:
            day = working_day(last, days, self.holidays)
        return datetime.combine(day, time(23, 59, 59), ZoneInfo(self.timezone))


def working_day(from_day: date, days: int, holidays: frozenset[date]) -> date:
    """The day that is so many working days after another: Monday to Friday, no holiday."""
    day = from_day
    while days > 0:
        day += timedelta(days=1)
        if day.weekday() < 5 and day not in holidays:
            days -= 1
    return day


def _day_in(month: int, day: int) -> date:
    return date(month // 12, month % 12 + 1, day)


def _called(every: str, last: date) -> tuple[str, dict[str, str]]:
    """A period's name and title, by the last day of its data."""
    if every == "week":
        year, week, _ = last.isocalendar()
        said = {"vi": f"tuần {week:02d}/{year}", "en": f"week {week:02d}/{year}"}
        return f"{year}-W{week:02d}", said
    if every == "month":
        said = {"vi": f"tháng {last:%m/%Y}", "en": f"{last:%m/%Y}"}
        return f"{last:%Y-%m}", said
    year = last.year
    if every == "quarter":
        number = (last.month - 1) // 3
        said = {"vi": f"quý {_ROMAN[number]}/{year}", "en": f"quarter {number + 1}/{year}"}
        return f"{year}-Q{number + 1}", said
    if every == "half-year":
        first = last.month <= 6
        words = {"vi": "đầu" if first else "cuối", "en": "first" if first else "second"}
        said = {"vi": f"6 tháng {words['vi']} năm {year}", "en": f"{words['en']} half of {year}"}
        return f"{year}-H{1 if first else 2}", said
    return f"{year}", {"vi": f"năm {year}", "en": f"{year}"}
