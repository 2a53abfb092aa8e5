"""Shape of a cleaned name: enough words, nothing abbreviated, marks not left out."""

import re

from sheets_schema.vietnam.pattern import lazy
from sheets_schema.vietnam.surnames import KINH_ALONE, folded, minority_unmarked, unmarked
from sheets_schema.vietnam.syllable import is_syllable, is_unmarked_syllable
from sheets_schema.vietnam.text import APOSTROPHES

LONGEST = 6
_VOWEL = lazy("[aeiouyà-ãè-êìíò-õùúýăĩũơưạ-ỹ]", re.I)
_ALLOWED = lazy(r"[^\W\d_](?:[^\W\d_]|['’‘ʼ\-])*")
_DOTTED = lazy(r"\w{1,2}\.|[^\W\d_]{1,4}\.[^\W\d_]")
# Words of names that are right without any mark; all others (Hung, Van, Thi) have lost theirs.
_WITHOUT_MARKS = """
    a an anh ba ban cam cao chi chinh chu cung danh di du dung duy em gia giang giao hoa hoan huy
    huynh kha khang khanh khoa khoan kim la lai lam lan lanh li linh loan long ly mai man mi minh
    my na nam nga nghi ngoan nhan nhi nhung ni ninh oanh phan phi phong qua quang qui quy sa san
    sang sen sim sinh song ta tam tha thanh thi thoa thoan thom thu thy tra trang trinh trung uy vi
    vinh vui vy xinh xoan y
"""
_UNMARKED_WORDS = frozenset(_WITHOUT_MARKS.split()) - {"thi"}


def shape_problem(name: str) -> str | None:
    """The code of what is wrong with the shape of a name whose letters and case are clean."""
    words = name.split()
    if any(map(_is_abbreviated, words)) or _has_initial(words):
        return "name-abbrev"
    if not all(map(_ALLOWED.fullmatch, words)):
        return "name-unreadable"
    # K'Brơi is a whole name.
    if len(words) < 2 and not any(mark in name for mark in APOSTROPHES):
        return "name-single-word"
    if name.isascii() and _lacks_marks(words):
        return "name-no-diacritics"
    return "name-too-long" if len(words) > LONGEST else None


def _is_abbreviated(word: str) -> bool:
    """Ng., V., N.V.Hùng, Ng, Th; but A, Y, H', K' are whole words of some names."""
    if _DOTTED.match(word):
        return True
    return not _VOWEL.search(word) and word.upper().rstrip("'’‘ʼ") not in ("H", "K")


def _has_initial(words: list[str]) -> bool:
    """H and K alone are words of names (H Hen Niê, Ksor H Bia), not behind a Kinh surname."""
    return not {"H", "K"}.isdisjoint(words[1:]) and words[0] in KINH_ALONE


def _lacks_marks(words: list[str]) -> bool:
    """Whether ASCII words are a name whose marks were not typed (Nguyen Van Hung).

    Cao Lan Anh has none to lose; names of ethnic minorities (Siu Nay) are let be.
    """
    lowered = [word.lower() for word in words]
    if not all(map(is_unmarked_syllable, lowered)):
        return False
    if lowered[0] in unmarked():
        return lowered[0] not in minority_unmarked() and not all(map(_stands_unmarked, lowered[1:]))
    return lowered[0] in folded() or not all(map(_stands_unmarked, lowered))


def _stands_unmarked(word: str) -> bool:
    return word in _UNMARKED_WORDS and is_syllable(word)
