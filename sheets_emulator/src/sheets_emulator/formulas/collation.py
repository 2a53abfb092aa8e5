"""The order of texts: letters before their marks, as Sheets sorts names, and not by code points."""

import unicodedata
from functools import lru_cache

# Marks that make another letter in Vietnamese (ă â ê ô ơ ư): behind the plain one, never mixed.
_OWN_LETTER = {"\u0306": 1, "\u0302": 2, "\u031b": 3}
# Tones in the order of dictionaries: ngang, huyền, hỏi, ngã, sắc, nặng; other marks behind them.
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_OTHER_MARK = 6
# No mark can be taken off it, yet it stands behind d.
_STROKED = {"đ": ("d", 1)}
PUNCTUATION, DIGIT, LETTER = 0, 1, 2

Order = tuple[tuple[tuple[int, str, int], ...], tuple[int, ...], str]


@lru_cache(maxsize=65_536)
def collated(text: str) -> Order:
    """What texts are ordered by: letters, then tones, then what else tells them apart.

    Case makes no difference; equal keys are equal texts but for it.
    """
    folded = text.casefold()
    letters: list[tuple[int, str, int]] = []
    tones: list[int] = []
    for char in unicodedata.normalize("NFD", folded):
        if not unicodedata.combining(char):
            base, own = _STROKED.get(char, (char, 0))
            letters.append((_kind(base), base, own))
            tones.append(0)
        elif not letters:
            continue
        elif char in _OWN_LETTER:
            letters[-1] = (*letters[-1][:2], _OWN_LETTER[char])
        else:
            tones[-1] = max(tones[-1], _TONES.get(char, _OTHER_MARK))
    return tuple(letters), tuple(tones), folded


def _kind(char: str) -> int:
    if char.isdigit():
        return DIGIT
    return LETTER if char.isalpha() else PUNCTUATION
