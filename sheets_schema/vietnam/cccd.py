"""Reading one cell of a citizen-number column (số CCCD): right, repairable, or what is wrong.

Codes `cccd-*`. Three of them stand beside the catalogue of the field: `cccd-wrong-length`,
`cccd-unreadable` (must fix) and `cccd-foreign-birth` (for information: first digit not 0).
"""

import re
from datetime import date

from sheets_schema.vietnam import digit_text as dt
from sheets_schema.vietnam.cccd_facts import (
    CccdFacts,
    birth_is_plausible,
    clean_cccd,
    facts,
    fits_row,
    is_fake,
    is_proven,
)
from sheets_schema.vietnam.mobile import OLD_MOBILE, is_mobile
from sheets_schema.vietnam.pattern import lazy
from sheets_schema.vietnam.placeholder import is_placeholder
from sheets_schema.vietnam.provinces import PROVINCE_OF_CODE
from sheets_schema.vietnam.reading import CellReading, Value
from sheets_schema.vietnam.text import plain

__all__ = ["CccdFacts", "clean_cccd", "facts", "fits_row", "read_cccd"]

_PASSPORT = lazy(r"[A-Za-z]{1,2}\d{7,8}")
_LABEL = lazy(
    r"(?:(?:số|so|thẻ)\s*)*(?:cccd|căn cước(?: công dân)?|đdcn|định danh|số|so)"
    r"\s*(?:số)?\s*[:.]?\s*",
    re.I,
)
_MASKED = "cccd-masked"
_UNREADABLE = CellReading("cccd-unreadable")


def read_cccd(
    value: Value,
    shown: str | None = None,
    as_of: date | None = None,
    row_phone: str | None = None,
) -> CellReading:
    """The verdict on one cell, by the decision table for citizen numbers.

    `shown` is what a person sees: a number that a custom format shows with its zeros is right.
    `as_of` bounds the age in a repaired number; `row_phone` (clean digits of the phone in the same
    row) settles nine digits that could be an old CMND or a phone. Sex, year of birth and age are
    compared by `fits_row` afterwards.
    """
    if isinstance(value, str):
        return _read_text(value, as_of, row_phone)
    if value is None:
        return CellReading("cccd-missing")
    if isinstance(value, bool):
        return _UNREADABLE
    return _read_number(value, shown, as_of, row_phone)


def _read_number(
    value: int | float, shown: str | None, as_of: date | None, row_phone: str | None
) -> CellReading:
    digits = dt.digits_of_number(value)
    if shown is not None and len(shown) == 12 and dt.is_digits(shown) and digits:
        return classify(shown, as_of, row_phone)
    if digits is None:
        return _UNREADABLE
    if digits == "0":
        return CellReading("cccd-placeholder")
    # A number read back from the text 3.1085E+10 ends in zeros where digits were.
    if len(digits) in (10, 11) and digits.endswith("00000") and not is_fake(digits.zfill(12)):
        return CellReading("cccd-sci-text")
    return classify(digits, as_of, row_phone)


def _read_text(value: str, as_of: date | None, row_phone: str | None) -> CellReading:
    text = plain(value)
    stripped = dt.strip_apostrophes(text)
    if not stripped:
        return CellReading("cccd-missing" if not text.strip() else "cccd-placeholder")
    if dt.is_digits(stripped) and stripped != "0" * len(stripped[:6]):
        return _repaired(classify(stripped, as_of, row_phone), _surface_code(value, text))
    if dt.hides_number(stripped, 12):
        return CellReading(_MASKED)
    if is_placeholder(stripped):
        return CellReading("cccd-placeholder")
    if whole := dt.whole_of_scientific(stripped):
        return _repaired(classify(whole, as_of, row_phone), "cccd-float-suffix")
    if dt.SCIENTIFIC.fullmatch(stripped):
        return CellReading("cccd-sci-text")
    if tail := dt.FLOAT_TAIL.fullmatch(stripped):
        reading = classify(tail[1].lstrip("+"), as_of, row_phone)
        return _repaired(reading, "cccd-float-suffix", outranks=True)
    return _read_dressed(stripped, _surface_code(value, text), as_of, row_phone)


def _read_dressed(
    text: str, surface: str | None, as_of: date | None, row_phone: str | None
) -> CellReading:
    compact = dt.joined(text)
    if dt.is_digits(compact) and len(compact) <= 14:
        return _repaired(classify(compact, as_of, row_phone), surface or "cccd-separators")
    if dt.is_masked(text):
        return CellReading(_MASKED)
    converted = dt.letters_to_digits(text)
    if converted and 9 <= len(converted) <= 14 and not _PASSPORT.fullmatch(compact):
        reading = classify(converted, as_of, row_phone)
        return _repaired(reading, "cccd-letter-for-digit", outranks=True)
    if _PASSPORT.fullmatch(compact):
        return CellReading("cccd-passport")
    return _read_mixed(text, as_of, row_phone)


def _read_mixed(text: str, as_of: date | None, row_phone: str | None) -> CellReading:
    label = _LABEL.match(text)
    bare = text[label.end() :].strip() if label else text
    if bare != text and dt.is_masked(bare):
        return CellReading(_MASKED)
    found = dt.digit_groups(bare, longest=13)
    groups = [group for group in found if len(group) >= 9] or [g for g in found if len(g) == 8]
    if len(set(groups)) > 1:
        return CellReading("cccd-two-values")
    if not groups:
        return _read_label_and_letters(bare, as_of, row_phone)
    return _repaired(classify(groups[0], as_of, row_phone), "cccd-extra-text", outranks=True)


def _read_label_and_letters(text: str, as_of: date | None, row_phone: str | None) -> CellReading:
    for word in text.split():
        converted = dt.letters_to_digits(word)
        if converted and len(converted) == 12 and is_proven(converted, as_of):
            return CellReading("cccd-letter-for-digit", converted, converted)
        if _PASSPORT.fullmatch(word):
            return CellReading("cccd-passport")
        if len(word) >= 9 and dt.is_masked(word):
            return CellReading(_MASKED)
    # Words without a digit hold the place of a number: "đang chờ cấp", "để sau".
    has_digit = any(map(str.isdigit, text))
    return _UNREADABLE if has_digit else CellReading("cccd-placeholder")


def _surface_code(value: str, text: str) -> str | None:
    """The code for what `plain` and trimming took away, None when they took nothing."""
    trimmed = text.strip()
    if trimmed[0] in dt.QUOTES or trimmed[-1] in dt.QUOTES:
        return "cccd-apostrophe"
    if text != value:
        return "cccd-odd-chars"
    return "cccd-separators" if text != trimmed.rstrip(";,") else None


def _repaired(reading: CellReading, code: str | None, outranks: bool = False) -> CellReading:
    """A right number under a dressing becomes a repair; a wrong one stays wrong.

    A lost zero is the better story than a space, a letter or a label the better one than a zero.
    """
    if code is None or reading.clean is None or reading.code == "cccd-foreign-birth":
        return reading
    if reading.code is None or (outranks and reading.proposed is not None):
        return CellReading(code, reading.clean, reading.clean)
    return reading


def classify(digits: str, as_of: date | None = None, row_phone: str | None = None) -> CellReading:
    """The verdict on bare digits, by their count."""
    if is_fake(digits):
        return CellReading("cccd-fake")
    if row_phone and digits.zfill(10) == row_phone:
        return CellReading("cccd-phone-in-cccd")
    by_length = _BY_LENGTH.get(len(digits))
    if by_length is None:
        return _wrong_length(digits)
    return by_length(digits, as_of)


def _wrong_length(digits: str) -> CellReading:
    return CellReading("cccd-wrong-length", params={"n": str(len(digits))})


def _eight(digits: str, as_of: date | None) -> CellReading:
    return CellReading("cccd-cmnd9-lost-zero") if digits[0] != "0" else _wrong_length(digits)


def _nine(digits: str, as_of: date | None) -> CellReading:
    if digits[:2] < "39":
        return CellReading("cccd-cmnd9")
    if is_mobile("0" + digits):
        return CellReading("cccd-phone-in-cccd")
    return _wrong_length(digits)


def _ten(digits: str, as_of: date | None) -> CellReading:
    if is_mobile(digits):
        return CellReading("cccd-phone-in-cccd")
    restored = "00" + digits
    if digits[0] != "0" and is_proven(restored, as_of):
        return CellReading("cccd-lost-zero-2", restored, restored)
    if "0" + digits[:3] in OLD_MOBILE:
        return CellReading("cccd-phone-in-cccd")
    return _wrong_length(digits)


def _eleven(digits: str, as_of: date | None) -> CellReading:
    if digits[0] == "0":
        return CellReading("cccd-missing-digit")
    restored = "0" + digits
    if is_proven(restored, as_of):
        return CellReading("cccd-lost-zero-1", restored, restored)
    if digits.startswith("84") and is_mobile("0" + digits[2:]):
        return CellReading("cccd-phone-in-cccd")
    if is_fake(restored):
        return CellReading("cccd-fake")
    if restored[:3] in PROVINCE_OF_CODE:
        return CellReading("cccd-birth-implausible", params=_year_of(restored))
    return _wrong_length(digits)


def _twelve(digits: str, as_of: date | None) -> CellReading:
    if digits.startswith("840") and is_mobile(digits[2:]):
        return CellReading("cccd-phone-in-cccd")
    if digits[0] == "0" and digits[:3] not in PROVINCE_OF_CODE:
        return CellReading("cccd-bad-province", params={"v3": digits[:3]})
    if not birth_is_plausible(digits, None):
        return CellReading("cccd-birth-implausible", digits, None, _year_of(digits))
    # A country code instead of a province code: born abroad. Ask, never refuse.
    return CellReading("cccd-foreign-birth" if digits[0] != "0" else None, digits)


def _thirteen(digits: str, as_of: date | None) -> CellReading:
    if digits.startswith("0084") and is_mobile("0" + digits[4:]):
        return CellReading("cccd-phone-in-cccd")
    return CellReading("cccd-extra-digit")


def _year_of(digits: str) -> dict[str, str]:
    return {"year_cccd": str(facts(digits).birth_year), "sex_cccd": facts(digits).sex}


_BY_LENGTH = {8: _eight, 9: _nine, 10: _ten, 11: _eleven, 12: _twelve, 13: _thirteen}
