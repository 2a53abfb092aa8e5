"""Dates and times shown by a pattern such as `dd/MM/yyyy hh:mm`."""

import re
from datetime import date, timedelta

from sheets_emulator.text.locales import Locale

_DAY_ZERO = date(1899, 12, 30)
_PIECE = re.compile(
    r'"(?P<literal>[^"]*)"|\\(?P<escaped>.)|\[(?P<elapsed>h+|m+|s+)\]|\[[^\]]*\]'
    r"|(?P<half>am/pm|a/p)|(?P<letters>d+|m+|y+|h+|s+)|\.(?P<fraction>0+)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)


def format_date(serial: float, pattern: str, locale: Locale) -> str:
    """The serial (days since 1899-12-30) by the pattern; the number itself if out of range."""
    pieces = list(_PIECE.finditer(pattern))
    decimals = max((len(piece["fraction"] or "") for piece in pieces), default=0)
    unit = 10**decimals
    ticks = round(serial * 86400 * unit)
    try:
        day = _DAY_ZERO + timedelta(days=ticks // (86400 * unit))
    except OverflowError:
        return str(serial)
    moment = _Moment(day, ticks, unit, any(piece["half"] for piece in pieces), locale)
    return "".join(_shown(index, pieces, moment) for index in range(len(pieces)))


class _Moment:
    """One point in time, taken apart once for all letters of a pattern."""

    def __init__(self, day: date, ticks: int, unit: int, halves: bool, locale: Locale) -> None:
        self.day, self.locale, self.unit, self.ticks = day, locale, unit, ticks
        seconds = ticks // unit
        self.hour = seconds // 3600 % 24
        self.minute, self.second = seconds // 60 % 60, seconds % 60
        self.clock_hour = (self.hour % 12 or 12) if halves else self.hour

    def elapsed(self, letter: str) -> int:
        return self.ticks // self.unit // {"h": 3600, "m": 60, "s": 1}[letter]


def _shown(index: int, pieces: list[re.Match[str]], moment: _Moment) -> str:
    piece = pieces[index]
    if piece["elapsed"]:
        letters = piece["elapsed"].lower()
        return str(moment.elapsed(letters[0])).zfill(len(letters))
    if piece["half"]:
        return _half(piece["half"], moment.hour)
    if piece["fraction"]:
        tail = moment.ticks % moment.unit
        return "." + str(tail).zfill(len(str(moment.unit)) - 1)[: len(piece["fraction"])]
    if piece["letters"]:
        letters = piece["letters"].lower()
        if letters[0] == "m" and _is_minute(index, pieces):
            return str(moment.minute).zfill(min(len(letters), 2))
        return _letters(letters, moment)
    return piece["literal"] or piece["escaped"] or piece["other"] or ""


def _half(sign: str, hour: int) -> str:
    if sign.lower() == "a/p":
        return "P" if hour >= 12 else "A"
    return "PM" if hour >= 12 else "AM"


def _is_minute(index: int, pieces: list[re.Match[str]]) -> bool:
    """m is a minute after an hour and before a second, else a month."""
    lettered = [i for i, piece in enumerate(pieces) if piece["letters"] or piece["elapsed"]]
    here = lettered.index(index)
    before = pieces[lettered[here - 1]] if here else None
    after = pieces[lettered[here + 1]] if here + 1 < len(lettered) else None
    return _letter(before) == "h" or _letter(after) == "s"


def _letter(piece: re.Match[str] | None) -> str:
    return (piece["letters"] or piece["elapsed"]).lower()[0] if piece else ""


def _letters(letters: str, moment: _Moment) -> str:
    day, locale, length = moment.day, moment.locale, len(letters)
    if letters[0] == "y":
        return f"{day.year:04d}" if length > 2 else f"{day.year % 100:02d}"
    if letters[0] == "h":
        return str(moment.clock_hour).zfill(min(length, 2))
    if letters[0] == "s":
        return str(moment.second).zfill(min(length, 2))
    number = day.month if letters[0] == "m" else day.day
    return str(number).zfill(length) if length < 3 else _name(letters, day, locale)


def _name(letters: str, day: date, locale: Locale) -> str:
    if letters[0] == "m":
        short, full, index = locale.short_months, locale.months, day.month - 1
    else:
        short, full, index = locale.short_days, locale.days, day.weekday()
    name = (short if len(letters) == 3 else full)[index]
    return name[0] if len(letters) == 5 else name
