"""What an identity or phone cell holds besides its digits: labels, separators, letters, masks."""

import math
import re

from sheets_schema.vietnam.pattern import lazy
from sheets_schema.vietnam.text import APOSTROPHES

# Digits already cut away at the end, written by Excel or by a CSV made from it.
SCIENTIFIC = lazy(r"\d(?:[.,]\d+)? ?[eE]\+?\d+")
FLOAT_TAIL = lazy(r"(\+?\d{6,})[.,]0{1,2}")
_SEPARATORS = lazy(r"[\s.\-–—‐‑‒−_,·]+")
_DATE = lazy(r"(?<!\d)\d{1,2}\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?(?:19|20)\d\d(?!\d)")
_BETWEEN_VALUES = lazy(r"[/;,|\\\n\r]+|\s[-–—+&]\s|\s(?:và|hoặc|hay|or|and)\s", re.I)
_DIGIT_RUN = lazy(r"\d(?:[\s.\-–—()]{0,2}\d)*")
_MASKED = lazy(r"[\dxX*•●#?_\s.\-…]+")
_BEFORE_MASK = lazy(r"[\d\s.\-]*")
_MASK = lazy(r"[xX*•●#?_]{2}|…")
# Dots and lines in a row stand for digits left out; one of them only parts digits.
_GAP = lazy(r"\.{3,}|_{3,}")
_LOOKALIKE_LETTERS = str.maketrans(
    {
        **dict.fromkeys("OoQОоΟο", "0"),
        **dict.fromkeys("lI|і", "1"),
        **dict.fromkeys("Ss", "5"),
        **dict.fromkeys("B", "8"),
        **dict.fromkeys("Zz", "2"),
    }
)
_LOOKALIKES = frozenset(map(chr, _LOOKALIKE_LETTERS))
QUOTES = APOSTROPHES + '"“”„‛'


def digits_of_number(value: int | float) -> str | None:
    """The digits of a number-typed cell, None for a fraction, a negative or no number at all.

    Twelve digits are below 2**53, so a float still holds every one of them.
    """
    if isinstance(value, float):
        if not math.isfinite(value) or value != int(value):
            return None
        value = int(value)
    return str(value) if value >= 0 else None


def whole_of_scientific(text: str) -> str | None:
    """The digits of a number that Excel or a CSV wrote with an exponent, when every one is there
    (3.1085001234E+10); None when its last ones were cut away, or may have been."""
    if not SCIENTIFIC.fullmatch(text):
        return None
    mantissa, _, exponent = text.lower().replace(" ", "").replace(",", ".").partition("e")
    whole, _, fraction = mantissa.partition(".")
    return whole + fraction if len(fraction) == int(exponent[:4]) else None


def strip_apostrophes(text: str) -> str:
    """The text without the quote that people type before a number to keep it as text, and without
    a mark of a list behind it."""
    return text.strip(QUOTES + " \t\r\n").rstrip(";,").rstrip()


def joined(text: str) -> str:
    """The text without spaces, dots, dashes, commas and underscores."""
    return _SEPARATORS.sub("", text)


def is_digits(text: str) -> bool:
    """Whether the text is ASCII digits only."""
    return text.isascii() and text.isdigit()


def is_masked(text: str) -> bool:
    """Whether some digits were hidden on purpose (0310850xxxxx, 0912***678)."""
    if not _MASKED.fullmatch(text) or not any(map(str.isdecimal, text)):
        return False
    before = _BEFORE_MASK.match(text)
    end = before.end() if before else 0
    return "..." in text[:end] or _MASK.match(text, end) is not None


def hides_number(text: str, longest: int) -> bool:
    """Whether too few of a number's digits are left, and signs for the others (0912…678, 0xxx…)."""
    few = sum(map(str.isdigit, text)) < longest
    if few and len(text) + 1 >= longest and "0" <= text[0] <= "9":
        return is_masked(text)
    return few and _GAP.search(text) is not None and is_masked(text)


def letters_to_digits(text: str) -> str | None:
    """The digits when letters that look like them (O, l, S, B) stand among them, else None.

    A word of such letters is a word: "SO 0912345678" and "0912345678 zl" say more than a number.
    """
    compact = joined(text)
    letters = [char for char in compact if char in _LOOKALIKES]
    if not letters or 3 * len(letters) > 2 * len(compact):
        return None
    if any(len(word) > 1 and word.isalpha() for word in text.split()):
        return None
    converted = compact.translate(_LOOKALIKE_LETTERS)
    return converted if is_digits(converted) else None


def digit_groups(text: str, longest: int) -> list[str]:
    """The runs of digits of a text, dates left out, each without its separators.

    A run longer than `longest` is cut at its separators: two numbers side by side.
    """
    groups: list[str] = []
    for part in _BETWEEN_VALUES.split(_DATE.sub(" ; ", text)):
        for run in _DIGIT_RUN.findall(part):
            groups.extend(_cut(run, longest))
    return groups


def _cut(run: str, longest: int) -> list[str]:
    whole = re.sub(r"\D", "", run)
    if len(whole) <= longest:
        return [whole]
    pieces: list[str] = []
    for token in re.split(r"[\s().\-–—]+", run):
        digits = re.sub(r"\D", "", token)
        if pieces and _continues(pieces[-1], digits, longest):
            pieces[-1] += digits
        elif digits:
            pieces.append(digits)
    return pieces


def _continues(piece: str, digits: str, longest: int) -> bool:
    if len(piece) + len(digits) > longest:
        return False
    return not (len(piece) >= 9 and digits.startswith("0"))
