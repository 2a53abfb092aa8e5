"""Capitals in a name: all capitals, none, or words run together (NguyễnVănHùng)."""

from itertools import pairwise

from sheets_schema.vietnam.pattern import lazy
from sheets_schema.vietnam.syllable import is_syllable
from sheets_schema.vietnam.text import APOSTROPHES, title_case

_AFTER_APOSTROPHE = lazy(rf"(\w[{APOSTROPHES}]\w)(\w*)")


def case_repair(name: str) -> tuple[str, str] | None:
    """The code and the name with one capital a word, None when the capitals are right.

    A word with an apostrophe (H'Hen, K'Brơi) is left as typed unless nothing else has a capital
    or nothing else has a small letter: then the whole name was typed without thought to them.
    """
    if name.isupper() and any(len(word) > 1 for word in name.split()):
        return "name-allcaps", title_case(_lower_with_marks(name))
    titled = title_case(name)
    if titled == name:
        return None
    words = [word for word in name.split() if not any(mark in word for mark in APOSTROPHES)]
    shouted = any(sum(map(str.isupper, word)) > 1 + word.count("-") for word in words)
    return ("name-allcaps" if shouted else "name-lowercase"), titled


def _lower_with_marks(name: str) -> str:
    """Small letters behind the one that follows an apostrophe: H'HEN becomes H'Hen."""
    return _AFTER_APOSTROPHE.sub(lambda match: match[1] + match[2].lower(), name)


def split_humps(name: str) -> str | None:
    """The words of a name with spaces where they lack (PhạmHữu Tùng), None where none lacks."""
    if " " in name:
        split = [split_humps(word) or word for word in name.split(" ")]
        return " ".join(split) if " ".join(split) != name else None
    letters = enumerate(pairwise(name), 1)
    humps = [at for at, (left, right) in letters if left.islower() and right.isupper()]
    words = [name[start:end] for start, end in pairwise([0, *humps, len(name)])]
    return " ".join(words) if len(words) > 1 and all(map(is_syllable, words)) else None
