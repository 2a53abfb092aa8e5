"""Cell types of plain words: text, note, choice, row number, e-mail address."""

import re
from collections.abc import Callable, Mapping

from sheets_schema.campaign import Column
from sheets_schema.cells.compiled import (
    RIGHT,
    WHOLE_NUMBERS,
    CellReader,
    CellType,
    Surroundings,
    coded,
)
from sheets_schema.finding import shown_text
from sheets_schema.forms import FLAG, LENGTH, WORDS_BY_WORD
from sheets_schema.vietnam.cccd import clean_cccd
from sheets_schema.vietnam.digit_text import digits_of_number
from sheets_schema.vietnam.pattern import lazy
from sheets_schema.vietnam.placeholder import is_placeholder
from sheets_schema.vietnam.reading import CellReading
from sheets_schema.vietnam.text import fold, one_line, tone_key
from sheets_schema.workbook import Value

_ID_RUN = lazy(r"(?<!\d)\d(?:[ .\-]?\d){8,11}(?!\d)")
_LONGEST_PROSE = 5000
_ID_WORD = lazy(r"\b(?:cccd|cmnd|can cuoc|dinh danh|so cc|cmt)\b")
# Prose without a digit and without a sign that starts a formula is right at one look.
_PROSE = r"(?=[\s\S]{21})(?![=+@#\-])[^\d\s][^\d]{3,4000}"
# A name with a number in it (TDP số 3) is no stop-gap.
_NUMBERED = r"[^\W\d_]{2}[\w ]{2,4000}\d"
_ROW_NUMBER = lazy(r"\d{1,9}")
_REMARK = lazy(r"[(\[,;:\n]|\s[-–—/]\s")
_EMAIL = lazy(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+", re.ASCII)


def _text(column: Column, around: Surroundings) -> CellReader:
    shortest = column.params.get("shortest", 0)
    least = shortest if isinstance(shortest, int) else 0
    empty_is_short = bool(column.params.get("empty_is_short"))
    is_id = clean_cccd(around.as_of.year) if "privacy" in column.codes else None

    def read(value: Value, shown: str | None) -> CellReading:
        text = shown_text(value) if shown is None or isinstance(value, str) else shown
        clean = one_line(text)
        if is_placeholder(clean):
            if column.required or empty_is_short:
                role = "missing" if column.required else "short"
                return coded(column, CellReading("", None), role)
            return CellReading(None, clean)
        if is_id and (holds_citizen_number(clean, is_id) or is_bare_citizen_number(value, is_id)):
            return coded(column, CellReading("", clean), "privacy")
        if len(clean) < least:
            return coded(column, CellReading("", clean), "short")
        return CellReading(None, clean)

    right = _PROSE if is_id else f"(?:{_PROSE}|{_NUMBERED})"
    passes = re.compile(rf"(?=[\s\S]{{{least}}}){right}").fullmatch
    return CellReader(read, passes=passes, few=True, ditto=column.type != "note")


def is_bare_citizen_number(value: Value, is_id: Callable[[str], object]) -> bool:
    """Whether a number-typed cell is a citizen number without its first zeros."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        return False
    digits = digits_of_number(value) or ""
    return 10 <= len(digits) <= 11 and bool(is_id(digits.zfill(12)))


def holds_citizen_number(text: str, is_id: object) -> bool:
    """Whether prose holds a citizen number: twelve digits that read as one, or nine or twelve
    digits beside a word such as CCCD, CMND."""
    runs = [re.sub(r"\D", "", run) for run in _ID_RUN.findall(text)]
    if not runs:
        return False
    if any(callable(is_id) and is_id(run) for run in runs):
        return True
    labelled = _ID_WORD.search(fold(text)) is not None
    return labelled and any(len(run) in (9, 12) for run in runs)


def _choice(column: Column, around: Surroundings) -> CellReader:
    raw = column.params.get("words", {})
    words = raw if isinstance(raw, Mapping) else {}
    exact = {_key(choice): choice for choice in column.choices}
    starts: list[tuple[str, str]] = []
    for choice in column.choices:
        for word in words.get(choice, ()):
            exact.setdefault(_key(word), choice)
            starts.append((_key(word), choice))
    starts.sort(key=lambda pair: -len(pair[0]))
    loosely = not column.params.get("strict")
    spelt = {tone_key(choice) for choice in column.choices}
    listed = ", ".join(column.choices)

    def read(value: Value, shown: str | None) -> CellReading:
        key = _key(shown_text(value))
        choice = exact.get(key)
        if choice is None and loosely:
            padded = f" {key} "
            choice = next((c for word, c in starts if f" {word} " in padded), None)
        elif choice is None:
            choice = _besides_remark(shown_text(value), exact)
        # A strict column wants the words themselves: others of one meaning (TV, Tổ trường) are
        # understood and proposed, not taken for right.
        if choice is not None and (loosely or tone_key(shown_text(value)) in spelt):
            return CellReading(None, choice)
        return coded(column, CellReading("", choice, choice, {"choices": listed}), "invalid")

    return CellReader(read, passes=frozenset(column.choices).__contains__, few=True)


def _besides_remark(text: str, exact: Mapping[str, str]) -> str | None:
    """The choice that stands before a remark: "Tổ trưởng (Trưởng buôn)", "Tổ phó - Bí thư"."""
    parts = [_key(part) for part in _REMARK.split(text, maxsplit=3)]
    return None if any(part in exact for part in parts[1:]) else exact.get(parts[0])


def _key(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", fold(text[:100])).strip()


def _ordinal(column: Column, around: Surroundings) -> CellReader:
    def read(value: Value, shown: str | None) -> CellReading:
        return CellReading(None, shown_text(value))

    return CellReader(read, passes=_ROW_NUMBER.fullmatch, numbers=WHOLE_NUMBERS, ditto=False)


def is_email(text: str) -> bool:
    """Whether the text is one e-mail address."""
    return bool(_EMAIL.fullmatch(text.removeprefix("mailto:")))


def _email(column: Column, around: Surroundings) -> CellReader:
    def read(value: Value, shown: str | None) -> CellReading:
        text = one_line(shown_text(value)).removeprefix("mailto:")
        if is_email(text):
            return CellReading(None, text.lower()) if text == value else RIGHT._replace(clean=text)
        return coded(column, CellReading(""), "invalid")

    return CellReader(read)


TEXT = CellType(
    _text,
    frozenset({"missing", "short", "privacy"}),
    {"missing": "cell-missing", "short": "text-short"},
    {"shortest": LENGTH, "empty_is_short": FLAG},
    longest=_LONGEST_PROSE,
    prose=True,
    width=32,
)
NOTE = CellType(_text, frozenset({"privacy"}), longest=_LONGEST_PROSE, width=24)
CHOICE = CellType(
    _choice,
    frozenset({"missing", "invalid"}),
    {"missing": "cell-missing", "invalid": "choice-invalid"},
    {"words": WORDS_BY_WORD, "strict": FLAG},
    needs_choices=True,
    counted=True,
)
ORDINAL = CellType(_ordinal, width=6)
EMAIL = CellType(
    _email,
    frozenset({"missing", "invalid"}),
    {"missing": "cell-missing", "invalid": "email-invalid"},
    telling=True,
)
