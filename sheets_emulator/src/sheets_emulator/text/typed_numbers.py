"""Numbers, dates and times as people type them in a locale, and the format that typing gives."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from sheets_emulator.text.locales import Locale

DAY_ZERO = date(1899, 12, 30)
_TIME = re.compile(r"(\d{1,3}):(\d{2})(?::(\d{2})([.,]\d+)?)?(?:\s*([ap])\.?m\.?)?", re.IGNORECASE)
# Blanks between groups are typed as they come.
_BLANKS = " \xa0\u202f"
_TWO_PARTS = re.compile(r"(\d{1,2})([/-])(\d{1,2}|\d{4})")
_THREE_PARTS = re.compile(r"(\d{1,4})([/.-])(\d{1,2})\2(\d{1,4})")
_DAY_MONTH_NAME = re.compile(r"(\d{1,2})[ -]([^\W\d]{3,9})(?:[ -](\d{4}|\d{2}))?")
_MONTH_NAME_DAY = re.compile(r"([^\W\d]{3,9}) (\d{1,2})(?:, ?(\d{4}))?")


def serial_of(day: date) -> int:
    """Days since 1899-12-30, Sheets' number of a date."""
    return (day - DAY_ZERO).days


def day_of(serial: float) -> date:
    """The date of a serial number; OverflowError outside the years 1-9999."""
    return DAY_ZERO + timedelta(days=int(serial // 1))


def whole(number: float) -> int | float:
    """The number as an int when it has no fraction (JSON prints it without `.0`)."""
    return int(number) if number == int(number) and abs(number) < 1e21 else number


def parse_number(text: str, locale: Locale) -> tuple[float, dict[str, str] | None] | None:
    """A number as people type it in this locale, with the number format that typing it gives."""
    match = _number_pattern(locale).fullmatch(text)
    if match is None or not (match["whole"] or match["fraction"]):
        return None
    if match["front"] and match["back"]:
        return None
    digits = re.sub(r"\D", "", match["whole"] or "0")
    number = float(f"{digits}.{match['fraction'] or '0'}e{match['exponent'] or '0'}")
    if number == float("inf"):
        return None
    if match["sign"] == "-":
        number = -number
    if match["percent"]:
        number = float(f"{number!r}e-2") if "e" not in repr(number) else number / 100
    return number, _number_format(match, locale)


_PATTERNS: dict[str, re.Pattern[str]] = {}


def _number_pattern(locale: Locale) -> re.Pattern[str]:
    if locale.name not in _PATTERNS:
        group, point, money = (
            re.escape(part) for part in (locale.group, locale.decimal, locale.currency)
        )
        group = f"[{_BLANKS}]" if locale.group in _BLANKS else group
        money = rf"(?:{money}|[đĐ])" if locale.currency == "₫" else money
        gap = rf"[{_BLANKS}]?" if locale.currency_gap else ""
        _PATTERNS[locale.name] = re.compile(
            rf"(?P<sign>[+-]?)(?:(?P<front>{money}){gap})?"
            rf"(?P<whole>\d{{1,3}}(?:{group}\d{{3}})+|\d+)?(?:{point}(?P<fraction>\d*))?"
            rf"(?:[eE](?P<exponent>[+-]?\d{{1,3}}))?(?:\s?(?P<percent>%)|\s?(?P<back>{money}))?",
            re.ASCII,
        )
    return _PATTERNS[locale.name]


def _number_format(match: re.Match[str], locale: Locale) -> dict[str, str] | None:
    decimals = ".00" if match["fraction"] else ""
    if match["front"] or match["back"]:
        pattern = locale.currency_pattern.replace("#,##0", "#,##0" + decimals)
        return {"type": "CURRENCY", "pattern": pattern}
    if match["percent"]:
        return {"type": "PERCENT", "pattern": f"0{decimals}%"}
    if match["exponent"]:
        return {"type": "SCIENTIFIC", "pattern": "0.00E+00"}
    if not (match["whole"] or "0").isdecimal():
        return {"type": "NUMBER", "pattern": "#,##0" + decimals}
    return None


def parse_date_time(text: str, locale: Locale, today: date) -> tuple[float, str, str] | None:
    """A typed date, time or both: (serial, DATE | TIME | DATE_TIME, pattern as typed)."""
    if (clock := _clock(text, locale)) is not None:
        return clock[0], "TIME", clock[1]
    if (day := _day(text, locale, today)) is not None:
        return serial_of(day[0]), "DATE", day[1]
    left, _, right = text.rpartition("T" if re.match(r"\d{4}-\d\d-\d\dT", text) else " ")
    if re.fullmatch(r"[ap]m", right, re.IGNORECASE):
        left, _, hour = left.rpartition(" ")
        right = f"{hour} {right}"
    if (clock := _clock(right, locale)) is None:
        return None
    if (day := _day(left.strip(), locale, today)) is None:
        return None
    # Parts of a second are not shown, and the whole then looks as the locale writes it.
    exact = locale.decimal in right
    shape = f"{locale.date_pattern} H:mm:ss" if exact else f"{day[1]} {clock[1]}"
    return serial_of(day[0]) + clock[0], "DATE_TIME", shape


def _clock(text: str, locale: Locale) -> tuple[float, str] | None:
    match = _TIME.fullmatch(text)
    if match is None or (match[4] and match[4][0] != locale.decimal):
        return None
    hours, minutes, seconds = int(match[1]), int(match[2]), float(match[3] or "0")
    seconds += float(f".{match[4][1:]}") if match[4] else 0
    if minutes > 59 or seconds >= 60 or (match[5] and not 1 <= hours <= 12):
        return None
    if match[5]:
        hours = hours % 12 + (12 if match[5].lower() == "p" else 0)
    pattern = ("h" if match[5] else "[h]" if hours > 23 else "h" * len(match[1])) + ":mm"
    pattern += (":ss" if match[3] else "") + (" am/pm" if match[5] else "")
    return (hours * 3600 + minutes * 60 + seconds) / 86400, pattern


def _day(text: str, locale: Locale, today: date) -> tuple[date, str] | None:
    readings: tuple[tuple[re.Pattern[str], Callable[..., tuple[date, str] | None]], ...] = (
        (_THREE_PARTS, _day_in_three),
        (_TWO_PARTS, _day_in_two),
        (_DAY_MONTH_NAME, _named_day_first),
        (_MONTH_NAME_DAY, _named_month_first),
    )
    for pattern, reading in readings:
        if (match := pattern.fullmatch(text)) is not None:
            try:
                return reading(match, locale, today)
            except ValueError:  # 31 February and the like are text
                return None
    return None


def _day_in_three(match: re.Match[str], locale: Locale, _today: date) -> tuple[date, str] | None:
    first, mark, second, third = match.groups()
    if mark == "." and not locale.day_first:
        return None
    month_letter = "m" if mark == "-" else "M"
    if len(first) == 4:
        shape = ["yyyy", month_letter * len(second), "d" * len(third)]
        return date(int(first), int(second), int(third)), mark.join(shape)
    if len(first) > 2 or len(third) not in (2, 4):
        return None
    letters = ("d", month_letter) if locale.day_first else (month_letter, "d")
    parts = dict(zip(letters, (first, second), strict=True))
    year = int(third) if len(third) == 4 else _century(int(third))
    pattern = mark.join(letter * len(part) for letter, part in parts.items())
    day = date(year, int(parts[month_letter]), int(parts["d"]))
    return day, f"{pattern}{mark}{'y' * len(third)}"


def _century(year: int) -> int:
    return year + (2000 if year < 30 else 1900)


def _day_in_two(match: re.Match[str], locale: Locale, today: date) -> tuple[date, str] | None:
    first, mark, second = match.groups()
    month_letter = "m" if mark == "-" else "M"
    if len(second) == 4:
        return date(int(second), int(first), 1), f"{month_letter * len(first)}{mark}yyyy"
    letters = ("d", month_letter) if locale.day_first else (month_letter, "d")
    parts = dict(zip(letters, (first, second), strict=True))
    pattern = mark.join(letter * len(part) for letter, part in parts.items())
    return date(today.year, int(parts[month_letter]), int(parts["d"])), pattern


def _named_day_first(match: re.Match[str], locale: Locale, today: date) -> tuple[date, str] | None:
    day, name, year = match.groups()
    mark = match.string[len(day)]
    month, letters = _month(name, locale)
    number = today.year if year is None else int(year) if len(year) == 4 else _century(int(year))
    shape = ["d" * len(day), letters] + (["y" * len(year)] if year else [])
    return date(number, month, int(day)), mark.join(shape)


def _named_month_first(
    match: re.Match[str], locale: Locale, today: date
) -> tuple[date, str] | None:
    name, day, year = match.groups()
    month, letters = _month(name, locale)
    pattern = f"{letters} {'d' * len(day)}" + (", yyyy" if year else "")
    return date(int(year) if year else today.year, month, int(day)), pattern


def _month(name: str, locale: Locale) -> tuple[int, str]:
    """The month's number and its pattern letters; ValueError when it is no month's name."""
    for names, letters in ((locale.months, "mmmm"), (locale.short_months, "mmm")):
        lowered = [month.lower() for month in names]
        if name.lower() in lowered:
            return lowered.index(name.lower()) + 1, letters
    raise ValueError(name)
