"""The text a person sees for a value under a number format and a locale."""

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import Any

from sheets_emulator.text.date_format import format_date
from sheets_emulator.text.locales import Locale, locale_facts

ERROR_TEXTS = {
    "ERROR": "#ERROR!",
    "NULL_VALUE": "#NULL!",
    "DIVIDE_BY_ZERO": "#DIV/0!",
    "VALUE": "#VALUE!",
    "REF": "#REF!",
    "NAME": "#NAME?",
    "NUM": "#NUM!",
    "N_A": "#N/A",
    "LOADING": "Loading...",
}
_WIDE = Context(prec=700)  # room for every double with all its places
_PIECE = re.compile(
    r'"([^"]*)"'  # literal
    r"|\\(.)"  # escaped character
    r"|\[\$([^\]-]*)(?:-[^\]]*)?\]"  # currency, perhaps with a locale
    r"|(\[(?:h+|m+|s+)\])"  # elapsed time: a date letter
    r"|\[[^\]]*\]"  # colour or condition: shown by nothing here
    r"|[_*]."  # a gap as wide as a letter, a fill
    r"|(am/pm|a/p|[a-zA-Z])"
    r"|([#0?.,]+)"
    r"|(.)",
    re.IGNORECASE | re.DOTALL,
)


def format_value(
    value: Mapping[str, Any] | None, number_format: Mapping[str, str] | None, locale: str = "en_US"
) -> str:
    """What a cell with this effective value shows; "" for an empty cell."""
    if not value:
        return ""
    kind, content = next(iter(value.items()))
    if kind == "numberValue":
        return format_number(content, number_format, locale)
    if kind == "boolValue":
        return "TRUE" if content else "FALSE"
    if kind == "errorValue":
        return ERROR_TEXTS.get(content.get("type", "ERROR"), "#ERROR!")
    pattern = (number_format or {}).get("pattern", "")
    sections = _sections(pattern) if "@" in pattern else ()
    return _in_literal_frame(sections[-1], str(content)) if sections else str(content)


def format_number(number: float, number_format: Mapping[str, str] | None, locale: str) -> str:
    """A number under a number format; without one, Sheets' automatic format."""
    facts = locale_facts(locale)
    if not number_format:
        return general(number, facts)
    kind = number_format.get("type", "NUMBER_FORMAT_TYPE_UNSPECIFIED")
    pattern = number_format.get("pattern") or _default_pattern(kind, facts)
    if not pattern or pattern == "@" or pattern.lower() == "general":
        return general(number, facts)
    section, number = _section_for(number, _sections(pattern))
    if kind in ("DATE", "TIME", "DATE_TIME") or has_date_letters(section):
        return format_date(number, section, facts)
    return _by_pattern(number, section, facts)


def general(number: float, locale: Locale) -> str:
    """The automatic format: all digits of a whole number below 1E+15, else 10 that matter."""
    if isinstance(number, bool):
        return "TRUE" if number else "FALSE"
    size = abs(number)
    if size >= 1e15 or 0 < size < 1e-9:
        mantissa, _, exponent = f"{number:.5E}".partition("E")
        mantissa = mantissa.rstrip("0").rstrip(".")
        return f"{mantissa.replace('.', locale.decimal)}E{exponent}"
    if number == int(number):
        return str(int(number))
    # A price in the billions keeps its two decimals.
    decimals = max(10 - len(str(int(size))), 2) if size >= 1 else 10
    if size < 1:
        decimals = 9 - Decimal(repr(size)).adjusted()
    text = f"{_rounded(number, decimals):f}".rstrip("0").rstrip(".")
    return text.replace(".", locale.decimal)


def _rounded(number: float, decimals: int) -> Decimal:
    return Decimal(repr(float(number))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _WIDE)


def _default_pattern(kind: str, locale: Locale) -> str:
    currency = locale.currency_pattern
    return {
        "TEXT": "@",
        "NUMBER": "#,##0.00",
        "PERCENT": "0.00%",
        "CURRENCY": currency if locale.currency_after else currency + ".00",
        "DATE": locale.date_pattern,
        "TIME": locale.time_pattern,
        "DATE_TIME": f"{locale.date_pattern} {locale.time_pattern}",
        "SCIENTIFIC": "0.00E+00",
    }.get(kind, "")


@lru_cache(maxsize=1024)
def _sections(pattern: str) -> tuple[str, ...]:
    sections, current = [], ""
    for piece in _PIECE.finditer(pattern):
        if piece[0] == ";":
            sections.append(current)
            current = ""
        else:
            current += piece[0]
    return (*sections, current)


def _section_for(number: float, sections: tuple[str, ...]) -> tuple[str, float]:
    """positive;negative;zero;text: a negative section shows the size without a sign."""
    if number < 0 and len(sections) > 1 and sections[1]:
        return sections[1], -number
    if number == 0 and len(sections) > 2 and sections[2]:
        return sections[2], number
    return sections[0], number


@lru_cache(maxsize=1024)
def has_date_letters(section: str) -> bool:
    """True when the pattern speaks of days or hours (an E between digits is an exponent)."""
    bare = re.sub(r"[Ee][+-]?[0#]+|general", "", _without_literals(section))
    return any(letter in "dmyhsDMYHS" for letter in bare)


def _without_literals(section: str) -> str:
    return "".join(
        piece[0]
        for piece in _PIECE.finditer(section)
        if piece[4] or piece[5] or piece[6] or piece[7]
    )


def _in_literal_frame(section: str, content: str) -> str:
    out = ""
    for piece in _PIECE.finditer(section):
        out += content if piece[0] == "@" else _literal_of(piece)
    return out


def _literal_of(piece: re.Match[str]) -> str:
    return next((part for part in (piece[1], piece[2], piece[3], piece[5], piece[7]) if part), "")


def _by_pattern(number: float, section: str, locale: Locale) -> str:
    bare = _without_literals(section)
    if not re.search(r"[#0?]", bare) or "/" in bare:  # fractions are shown as decimals
        sign = "-" if number < 0 else ""
        frame = "@" if "/" in bare else section
        return sign + _in_literal_frame(frame, general(abs(number), locale))
    if match := re.search(r"([#0?.,]*)[Ee]([+-]?)([0#]+)", bare):
        shown = _scientific(number, match, locale)
        return _replace_digits(section, shown, r"[#0?.,]*[Ee][+-]?[0#]+")
    scaled = Decimal(repr(float(number))).scaleb(2 * bare.count("%"))
    digits = "".join(re.findall(r"[#0?.,]+", bare))
    return _replace_digits(section, _digits(scaled, digits, locale), None)


def _scientific(number: float, match: re.Match[str], locale: Locale) -> str:
    decimals = len(match[1].partition(".")[2])
    mantissa, _, exponent = f"{number:.{decimals}E}".partition("E")
    power = int(exponent)
    sign = "-" if power < 0 else "+" if match[2] == "+" else ""
    power_text = str(abs(power)).zfill(len(match[3]))
    return f"{mantissa.replace('.', locale.decimal)}E{sign}{power_text}"


def _digits(number: Decimal, digits: str, locale: Locale) -> str:
    bare = digits.rstrip(",")  # each comma at the end shows thousands
    number = number.scaleb(-3 * (len(digits) - len(bare)))
    left, _, right = bare.partition(".")
    places = len(right.replace(",", ""))
    rounded = abs(number).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _WIDE)
    whole, _, fraction = f"{rounded:f}".partition(".")
    kept = len(right) - len(right.rstrip("#?"))
    while kept and fraction.endswith("0"):
        fraction, kept = fraction[:-1], kept - 1
    whole = whole.lstrip("0").zfill(left.count("0"))
    if "," in left:
        whole = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", locale.group, whole)
    sign = "-" if number < 0 and rounded else ""
    point = locale.decimal if fraction or bare.endswith(".") else ""
    return f"{sign}{whole}{point}{fraction}"


def _replace_digits(section: str, shown: str, exponent: str | None) -> str:
    """The section with its first run of digit signs replaced by `shown`, a minus sign in front."""
    sign = "-" if shown.startswith("-") else ""
    if exponent is not None:
        section = re.sub(exponent, "0", section, count=1)
    out, used = "", False
    for piece in _PIECE.finditer(section):
        if piece[6]:
            out += "" if used else shown.removeprefix("-")
            used = True
        else:
            out += _literal_of(piece)
    return sign + out
