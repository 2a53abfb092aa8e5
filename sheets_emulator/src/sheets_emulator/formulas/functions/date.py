"""Functions of dates: DATE, TODAY, YEAR, EDATE, DATEDIF and their neighbours."""

import calendar
from collections.abc import Callable
from datetime import date, timedelta

from sheets_emulator.formulas.frame import Frame
from sheets_emulator.formulas.registry import on_scalars
from sheets_emulator.formulas.values import FormulaError, Scalar, to_number
from sheets_emulator.text.locales import locale_facts
from sheets_emulator.text.typed_numbers import day_of, parse_date_time, serial_of


def _day(frame: Frame, value: Scalar) -> date:
    try:
        return day_of(to_number(value, frame.locale))
    except OverflowError:
        raise FormulaError("NUM", "The date is out of range.") from None


def _whole(frame: Frame, value: Scalar) -> int:
    return int(to_number(value, frame.locale) // 1)


@on_scalars("DATE", 3, 3)
def date_(frame: Frame, year: Scalar, month: Scalar, day: Scalar) -> int:
    """Months and days beyond their end run over into the next, as in Sheets."""
    years, months = divmod(_whole(frame, month) - 1, 12)
    number = _whole(frame, year)
    number += 1900 if 0 <= number < 1900 else 0
    try:
        first = date(number + years, months + 1, 1)
        return serial_of(first + timedelta(days=_whole(frame, day) - 1))
    except (ValueError, OverflowError):
        raise FormulaError("NUM", "Function DATE parameter 1 value is out of range.") from None


@on_scalars("TODAY", 0, 0)
def today(frame: Frame) -> int:
    return serial_of(frame.evaluator.book.now.date())


@on_scalars("NOW", 0, 0)
def now(frame: Frame) -> float:
    moment = frame.evaluator.book.now
    seconds = moment.hour * 3600 + moment.minute * 60 + moment.second
    return serial_of(moment.date()) + seconds / 86400


_PARTS: dict[str, Callable[[date], int]] = {
    "YEAR": lambda day: day.year,
    "MONTH": lambda day: day.month,
    "DAY": lambda day: day.day,
}


def _register_part(name: str, part: Callable[[date], int]) -> None:
    on_scalars(name, 1, 1)(lambda frame, value: part(_day(frame, value)))


for _name, _part in _PARTS.items():
    _register_part(_name, _part)


def _register_clock(name: str, seconds: int, most: int) -> None:
    @on_scalars(name, 1, 1)
    def run(frame: Frame, value: Scalar) -> int:
        return round(to_number(value, frame.locale) % 1 * 86400) // seconds % most


for _name, _seconds, _most in (("HOUR", 3600, 24), ("MINUTE", 60, 60), ("SECOND", 1, 60)):
    _register_clock(_name, _seconds, _most)


@on_scalars("WEEKDAY", 1, 2)
def weekday(frame: Frame, value: Scalar, kind: Scalar = 1) -> int:
    """1: Sunday is 1; 2: Monday is 1; 3: Monday is 0."""
    monday = _day(frame, value).weekday()
    way = _whole(frame, kind)
    if way not in (1, 2, 3):
        raise FormulaError("NUM", f"Function WEEKDAY parameter 2 value is {way}.")
    return {1: (monday + 1) % 7 + 1, 2: monday + 1, 3: monday}[way]


@on_scalars("TIME", 3, 3)
def time(frame: Frame, hour: Scalar, minute: Scalar, second: Scalar) -> float:
    parts = (_whole(frame, part) for part in (hour, minute, second))
    seconds = sum(part * size for part, size in zip(parts, (3600, 60, 1), strict=True))
    return seconds % 86400 / 86400


@on_scalars("DATEVALUE", 1, 1)
def datevalue(frame: Frame, value: Scalar) -> int:
    if isinstance(value, str):
        facts = locale_facts(frame.locale)
        found = parse_date_time(value.strip(), facts, frame.evaluator.book.now.date())
        if found is None or found[1] == "TIME":
            raise FormulaError("VALUE", f"DATEVALUE parameter '{value}' cannot be parsed to date.")
        return int(found[0] // 1)
    return int(to_number(value, frame.locale) // 1)


@on_scalars("DAYS", 2, 2)
def days(frame: Frame, end: Scalar, start: Scalar) -> int:
    return _whole(frame, end) - _whole(frame, start)


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    try:
        last = calendar.monthrange(day.year + years, month + 1)[1]
        return date(day.year + years, month + 1, min(day.day, last))
    except (ValueError, OverflowError):
        raise FormulaError("NUM", "The date is out of range.") from None


@on_scalars("EDATE", 2, 2)
def edate(frame: Frame, value: Scalar, months: Scalar) -> int:
    return serial_of(_months_later(_day(frame, value), _whole(frame, months)))


@on_scalars("EOMONTH", 2, 2)
def eomonth(frame: Frame, value: Scalar, months: Scalar) -> int:
    day = _months_later(_day(frame, value).replace(day=1), _whole(frame, months))
    return serial_of(day.replace(day=calendar.monthrange(day.year, day.month)[1]))


@on_scalars("DATEDIF", 3, 3)
def datedif(frame: Frame, start: Scalar, end: Scalar, unit: Scalar) -> int:
    first, last = _day(frame, start), _day(frame, end)
    if last < first:
        raise FormulaError("NUM", "Function DATEDIF parameter 1 is after parameter 2.")
    months = (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)
    found = {"D": (last - first).days, "M": months, "Y": months // 12, "YM": months % 12}
    if str(unit).upper() not in found:
        raise FormulaError("NUM", f"Function DATEDIF parameter 3 value is '{unit}'.")
    return found[str(unit).upper()]
