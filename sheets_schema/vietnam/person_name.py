"""Reading one cell of a name column: right, repairable, or what is wrong (codes `name-*`).

`name-odd-chars` (repair: stray punctuation), `name-extra-text` (please check: a remark in
brackets), `name-too-long` (please check: seven words or more) and `name-unreadable` (must fix)
stand beside the catalogue of the field.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from sheets_schema.vietnam import name_parts
from sheets_schema.vietnam.legacy_text import Encoding, compose, repair_text
from sheets_schema.vietnam.name_case import case_repair, split_humps
from sheets_schema.vietnam.name_shape import shape_problem
from sheets_schema.vietnam.pattern import lazy
from sheets_schema.vietnam.placeholder import is_placeholder
from sheets_schema.vietnam.reading import CellReading, Value
from sheets_schema.vietnam.surnames import is_surname
from sheets_schema.vietnam.syllable import is_syllable
from sheets_schema.vietnam.telex import decode_telex
from sheets_schema.vietnam.text import D_LOOKALIKES, INVISIBLE, SPACES

__all__ = ["RIGHT_NAME", "clean_name", "is_plain_name", "read_name"]

_MARKED = "ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹăĩũơư"
_VOWELS = "aeiouyàáâãèéêìíòóôõùúý" + _MARKED
_INITIALS = "BCDĐGHKLMNPQRSTVX"
_WORD = (
    f"(?:[{_INITIALS}][bcdđghklmnpqrstvx]{{0,2}}[{_VOWELS}][a-zđ{_VOWELS}]{{0,5}}"
    f"|[{_VOWELS.upper()}][a-zđ{_VOWELS}]{{0,5}})"
)
_COMRADE = "Đồng Chí"
_ADDRESSES = ("Ông", "Bà", "Anh", "Chị", "Cô", "Chú", "Bác", "Em", "Thầy", "Cụ", _COMRADE)
_TITLED = rf"(?!(?:{'|'.join(_ADDRESSES)}) ){_WORD}(?: {_WORD}){{1,5}}"
# A right name with a letter that only Unicode Vietnamese has: no old font, no missing marks.
# Everything else (also a right name such as Lê Thanh Hà, or the sample Nguyễn Văn A) is read more
# slowly.
_TELLING = f"đĐ{_MARKED}{_MARKED.upper()}"
RIGHT_NAME = lazy(rf"(?=[^\n{_TELLING}]*[{_TELLING}]){_TITLED}(?<! A)")
_WELL_CASED = lazy(_WORD)

_LOST = lazy(r"[?\ufffd□]")
_EDGES = ' .,;:-–—_*•·+/\\|!"“”()[]'
# A capital with a mark inside a word, a letter of no Vietnamese word: an old font that could not
# be told apart.
_SPOILT = lazy("[a-zà-ÿ][À-Þ]|[äåæëïîöøûü]", re.UNICODE)
_VOWEL = lazy(f"[{_VOWELS}]")

# When several things are wrong the first of these names the cell: graver severities first.
_ORDER = [
    "name-telex",
    "name-with-digits",
    "name-extra-text",
    "name-mojibake",
    "name-tcvn3",
    "name-vni",
    "name-honorific",
    "name-with-title",
    "name-eth",
    "name-nfd",
    "name-allcaps",
    "name-lowercase",
    "name-odd-chars",
    "name-spaces",
]


def clean_name(text: str) -> object:
    """The fast test of one cell: truthy for a name that is right beyond doubt in any font."""
    return RIGHT_NAME.fullmatch(text)


def read_name(value: Value, column: Encoding | None = None) -> CellReading:
    """The verdict on one cell; `column` is the old font its column was voted to be in.

    When several things are wrong at once, the reading names the gravest and the proposal is right
    in every respect. The surname Ông, names of ethnic minorities and names of two or six words
    are right; the placement of a tone mark (Hòa, Hoà) is never changed.
    """
    if value is None:
        return CellReading("name-missing")
    if not isinstance(value, str):
        return CellReading("name-unreadable")
    if RIGHT_NAME.fullmatch(value) or (column is None and is_plain_name(value)):
        return CellReading(None, value)
    return _read(value, column)


def is_plain_name(name: str) -> bool:
    """Whether a name of titled words without a telling letter is right beyond doubt.

    A known surname and possible syllables leave no room for an old font, except that VNI writes
    Thị as Thò.
    """
    words = name.split(" ")
    if name.isascii() or not (1 < len(words) < 7 and _is_plain_surname(words[0])):
        return False
    return all(map(_is_plain_word, words)) and not name.startswith(_COMRADE)


@lru_cache(maxsize=1024)
def _is_plain_surname(word: str) -> bool:
    return word not in _ADDRESSES and is_surname(word)


@lru_cache(maxsize=16384)
def _is_plain_word(word: str) -> bool:
    return _WELL_CASED.fullmatch(word) is not None and is_syllable(word) and word != "Thò"


@lru_cache(maxsize=32768)
def _read(text: str, column: Encoding | None) -> CellReading:
    """The verdict, its proposal read again: it must be right itself."""
    reading = _judge(text, column)
    if reading.proposed is None or RIGHT_NAME.fullmatch(reading.proposed):
        return reading
    again = _judge(reading.proposed, None)
    if again.code is None:
        return reading
    if again.proposed is None or _judge(again.proposed, None).code is not None:
        return CellReading(again.code if again.proposed is None else "name-unreadable")
    return reading._replace(clean=again.proposed, proposed=again.proposed)


def _judge(text: str, column: Encoding | None) -> CellReading:
    if not INVISIBLE.sub("", text).strip() or _says_nothing(text):
        return CellReading("name-missing")
    if _LOST.search(text):
        return CellReading("name-lost-chars")
    if name_parts.is_title(text):
        return CellReading("name-unreadable")
    codes, name = _unicode(text, column)
    if name_parts.holds_two_people(name):
        return CellReading("name-two-people")
    for code, repair in _REPAIRS:
        if (repaired := repair(name)) is not None:
            codes.append(code)
            name = repaired
    if _SPOILT.search(name) and not name.isupper() and not all(map(is_syllable, name.split())):
        return CellReading("name-unreadable")
    if case := case_repair(name):
        codes.append(case[0])
        name = case[1]
    return _verdict(codes, name)


def _says_nothing(text: str) -> bool:
    """A stop-gap; but Na is a given name, and Đặng Lâm is one that looks like "đang làm"."""
    if text.strip() == "Na":
        return False
    first = compose(text.translate(D_LOOKALIKES)).strip().split(" ")[0]
    return is_placeholder(text) and not (first[:1].isupper() and is_surname(first))


def _verdict(codes: list[str], name: str) -> CellReading:
    problem = shape_problem(name)
    if problem == "name-too-long":
        return CellReading(problem, name)
    if problem is not None:
        with_digits = problem == "name-unreadable" and "name-with-digits" in codes
        clean = name if problem == "name-no-diacritics" else None
        return CellReading("name-with-digits" if with_digits else problem, clean)
    if not codes:
        return CellReading(None, name)
    return CellReading(min(codes, key=_ORDER.index), name, name)


def _unicode(text: str, column: Encoding | None) -> tuple[list[str], str]:
    """The text in Unicode, visible characters only, and the codes of what that took."""
    codes = []
    legacy = repair_text(text, column)
    if legacy is not None:
        codes.append("name-" + legacy.kind)
        text = legacy.text
    composed = compose(text.translate(D_LOOKALIKES))
    visible = INVISIBLE.sub("", composed)
    return codes + ["name-spaces"] * (visible != composed), visible


def _squeeze(name: str) -> str | None:
    spaced = SPACES.sub(" ", name).strip()
    spaced = split_humps(spaced) or spaced
    return spaced if spaced != name else None


def _trim(name: str) -> str | None:
    """The name without punctuation around it, or with spaces for dots between whole words."""
    original = name
    dotted = [word.strip() for word in name.split(".")]
    if len(dotted) > 2 and all(len(w) > 1 and _VOWEL.search(w.lower()) for w in dotted if w):
        name = " ".join(dotted)
    ends_short = re.search(r"\b\w{1,2}\.$", name)
    trimmed = name.strip(_EDGES).lstrip("'’‘`") + ("." if ends_short else "")
    return trimmed if trimmed.strip(".") and trimmed != original else None


# In this order: a position may hold digits (TDP 3), brackets may hold a number.
_REPAIRS: tuple[tuple[str, Callable[[str], str | None]], ...] = (
    ("name-honorific", name_parts.strip_address),
    ("name-with-title", name_parts.strip_title),
    ("name-with-digits", name_parts.strip_digits),
    ("name-extra-text", name_parts.strip_brackets),
    ("name-spaces", _squeeze),
    ("name-odd-chars", _trim),
    ("name-telex", decode_telex),
)
