"""Reading one cell of a telephone column: right, repairable, or what is wrong (codes `phone-*`).

`phone-unreadable` (must fix) stands beside the catalogue of the field: text without a number.
"""

import re

from sheets_schema.vietnam import digit_text as dt
from sheets_schema.vietnam.cccd_facts import is_proven
from sheets_schema.vietnam.mobile import (
    clean_mobile,
    from_old_landline,
    from_old_mobile,
    is_hotline,
    is_landline,
)
from sheets_schema.vietnam.pattern import lazy
from sheets_schema.vietnam.placeholder import is_placeholder
from sheets_schema.vietnam.reading import CellReading, Value
from sheets_schema.vietnam.sequences import is_counting, is_repeated
from sheets_schema.vietnam.text import plain

__all__ = ["clean_mobile", "read_phone"]

_COUNTRY = lazy(r"\s*(?:\(\s*)?\+\s*84\s*(?:\)\s*)?(?:\(0\))?|\s*\(84\)\s*")
_GROUPED = lazy(
    r"(?:\(?(?P<area>0\d{1,3})\)?[\s.\-–]+|\((?P<in_brackets>0\d{1,3})\))"
    r"(?:\d[\s.\-–])?\d{3,4}[\s.\-–]?\d{3,5}"
)
_SHORT_SECOND = lazy(r"[\d\s.\-]{9,}/\s*\d{1,6}")
_REPAIRS_INSIDE = frozenset({None, "phone-lost-zero", "phone-plus84", "phone-separators"})


def read_phone(
    value: Value, shown: str | None = None, local_province: str | None = None
) -> CellReading:
    """The verdict on one cell, by the rules of the numbering plan.

    `shown` is what a person sees: a number that a custom format shows with its zero is right.
    `local_province` (a name of the province table) lets its old area code be recognised where it
    collides with a mobile prefix. A landline reads as `phone-landline` with its digits as clean:
    it is a number, only not one for messages.
    """
    if isinstance(value, str):
        return _read_text(value, local_province)
    if value is None:
        return CellReading("phone-missing")
    if isinstance(value, bool):
        return CellReading("phone-unreadable")
    digits = dt.digits_of_number(value)
    if digits is None:
        return CellReading("phone-unreadable")
    if shown is not None and clean_mobile(dt.joined(shown)) and dt.joined(shown)[1:] == digits:
        return CellReading(None, dt.joined(shown))
    if digits == "0":
        return CellReading("phone-placeholder")
    return classify(digits, local_province)


def _read_text(value: str, local_province: str | None) -> CellReading:
    text = plain(value)
    stripped = dt.strip_apostrophes(text)
    if not stripped:
        return CellReading("phone-missing" if not text.strip() else "phone-placeholder")
    if dt.is_digits(stripped) and stripped != "0" * len(stripped[:6]):
        reading = classify(stripped, local_province)
        return reading if stripped == value else _repaired(reading, "phone-separators")
    if dt.hides_number(stripped, 10):
        return CellReading("phone-masked")
    if is_placeholder(stripped):
        return CellReading("phone-placeholder")
    if whole := dt.whole_of_scientific(stripped):
        return _repaired(classify(whole, local_province), "phone-float-suffix")
    if dt.SCIENTIFIC.fullmatch(stripped):
        return CellReading("phone-sci-text")
    if tail := dt.FLOAT_TAIL.fullmatch(stripped):
        reading = classify(tail[1].lstrip("+"), local_province)
        return _repaired(reading, "phone-float-suffix", outranks=True)
    return _read_dressed(stripped, local_province)


def _read_dressed(text: str, local_province: str | None) -> CellReading:
    if country := _COUNTRY.match(text):
        text = "84" + text[country.end() :]
    compact = dt.joined(text).replace("(", "").replace(")", "")
    if dt.is_digits(compact) and len(compact) <= 13 and not _SHORT_SECOND.fullmatch(text):
        grouped = _GROUPED.fullmatch(text)
        area = grouped and (grouped["area"] or grouped["in_brackets"])
        reading = classify(compact, local_province, area)
        return _repaired(reading, "phone-separators")
    if dt.is_masked(text):
        return CellReading("phone-masked")
    converted = dt.letters_to_digits(text)
    if converted and 9 <= len(converted) <= 13:
        reading = classify(converted, local_province)
        return _repaired(reading, "phone-letter-for-digit", outranks=True)
    return _read_mixed(text, local_province)


def _read_mixed(text: str, local_province: str | None) -> CellReading:
    found = dt.digit_groups(text.replace("+84", "84"), longest=11)
    groups = [group for group in found if len(group) >= 9]
    if len(set(groups)) > 1 or (groups and _SHORT_SECOND.fullmatch(text)):
        return _two_values(groups, local_province)
    candidates = groups or [group for group in found if len(group) >= 7 or is_hotline(group)]
    if not candidates:
        return _read_words(text)
    return _repaired(classify(candidates[0], local_province), "phone-extra-text", outranks=True)


def _two_values(groups: list[str], local_province: str | None) -> CellReading:
    readings = [classify(group, local_province) for group in groups]
    clean = next((r.clean for r in readings if r.clean and clean_mobile(r.clean)), None)
    return CellReading("phone-two-values", clean, clean)


def _read_words(text: str) -> CellReading:
    for word in re.split(r"[\s:()]+", text):
        if len(word) >= 7 and dt.is_masked(word):
            return CellReading("phone-masked")
        converted = dt.letters_to_digits(word)
        if converted and clean_mobile(converted):
            return CellReading("phone-letter-for-digit", converted, converted)
    has_digit = any(map(str.isdigit, text))
    return CellReading("phone-unreadable" if has_digit else "phone-placeholder")


def _repaired(reading: CellReading, code: str, outranks: bool = False) -> CellReading:
    """A right number under a dressing becomes a repair; a wrong one stays wrong."""
    if reading.code is None or (outranks and reading.code in _REPAIRS_INSIDE):
        return CellReading(code, reading.clean, reading.clean)
    return reading


def classify(
    digits: str, local_province: str | None = None, area: str | None = None
) -> CellReading:
    """The verdict on bare digits; `area` is the first group when they were typed in groups."""
    old = from_old_landline(digits, local_province, area)
    if old:
        return CellReading("phone-old-landline", old, old)
    if clean_mobile(digits):
        return CellReading(None, digits)
    if is_hotline(digits):
        return CellReading("phone-hotline")
    if _is_fake(digits):
        return CellReading("phone-fake")
    if digits.startswith(("84", "0084")):
        national = "0" + digits.lstrip("0")[2:].lstrip("0")
        if clean_mobile(national):
            return CellReading("phone-plus84", national, national)
        if is_landline(national):
            return CellReading("phone-landline", national)
        if new := from_old_mobile(national):
            return CellReading("phone-old-11", new, new)
    by_length = _BY_LENGTH.get(len(digits))
    if by_length is not None:
        return by_length(digits, local_province)
    return CellReading("phone-short" if len(digits) < 9 else "phone-long")


def _is_fake(digits: str) -> bool:
    if is_repeated(digits) or is_counting(digits):
        return True
    subscriber = digits[-7:]
    if len(digits) not in (9, 10):
        return False
    return subscriber == subscriber[:1] * 7 or is_repeated(digits[1:])


def _nine(digits: str, local_province: str | None) -> CellReading:
    restored = "0" + digits
    if digits[0] == "0":
        return CellReading("phone-short")
    if clean_mobile(restored):
        return CellReading("phone-lost-zero", restored, restored)
    old = from_old_landline(restored, local_province, None)
    if old:
        return CellReading("phone-old-landline", old, old)
    if digits[0] in "35789":
        return _bad_prefix(restored)
    return CellReading("phone-short")


def _ten(digits: str, local_province: str | None) -> CellReading:
    if digits[0] == "0":
        if is_landline(digits):
            return CellReading("phone-landline", digits)
        return CellReading("phone-short") if digits[1] == "2" else _bad_prefix(digits)
    restored = "0" + digits
    if new := from_old_mobile(restored):
        return CellReading("phone-old-11-lost-zero", new, new)
    if is_landline(restored):
        return CellReading("phone-landline", restored)
    if is_proven("0" + restored, None):
        return CellReading("phone-cccd-in-phone", None, None)
    return CellReading("phone-long") if digits[0] in "35789" else CellReading("phone-bad-prefix")


def _eleven(digits: str, local_province: str | None) -> CellReading:
    if digits[0] != "0":
        proven = is_proven("0" + digits, None)
        return CellReading("phone-cccd-in-phone" if proven else "phone-long")
    if is_landline(digits):
        return CellReading("phone-landline", digits)
    if new := from_old_mobile(digits):
        return CellReading("phone-old-11", new, new)
    return CellReading("phone-long")


def _twelve(digits: str, local_province: str | None) -> CellReading:
    if is_proven(digits, None):
        return CellReading("phone-cccd-in-phone")
    return CellReading("phone-long")


def _bad_prefix(digits: str) -> CellReading:
    return CellReading("phone-bad-prefix", params={"v3": digits[:3]})


def _twenty(digits: str, local_province: str | None) -> CellReading:
    """Two numbers with nothing between them, as two lines pasted into one cell become."""
    first, second = digits[:10], digits[10:]
    if clean_mobile(first) and clean_mobile(second):
        return CellReading("phone-two-values", first, first)
    return CellReading("phone-long")


_BY_LENGTH = {9: _nine, 10: _ten, 11: _eleven, 12: _twelve, 20: _twenty}
