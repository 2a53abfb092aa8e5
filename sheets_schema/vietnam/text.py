"""Unicode of Vietnamese cells: invisible characters, spaces, comparison keys, sorting, case."""

import unicodedata
from functools import lru_cache

from sheets_schema.vietnam.pattern import lazy

# Zero width, soft hyphen, directional marks, word joiners, byte order mark, control characters.
INVISIBLE = lazy(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u034f\u061c\u180e"
    "\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]"
)
SPACES = lazy(r"\s+")
# Precomposed Vietnamese words and visible ASCII, one space between: nothing to make plain. Most
# cells are such, and one test is faster than the repairs it saves. Ð, ð (not Đ, đ) are left out.
_ORDINARY = lazy(
    "[!-~À-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ]+"
    "(?: [!-~À-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ]+)*"
)
_COMBINING = lazy("[\u0300-\u036f]+")
APOSTROPHES = "'’‘`´ʼ′"
D_LOOKALIKES = str.maketrans({"Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "ɖ": "đ", "ԁ": "đ"})

# NFD tone marks -> the letter that Telex types for them.
_TONES = {"\u0300": "f", "\u0301": "s", "\u0303": "x", "\u0309": "r", "\u0323": "j"}
_TONE_RANK = {"": 0, "f": 1, "r": 2, "x": 3, "s": 4, "j": 5}
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_RANK = {letter: rank for rank, letter in enumerate(_LETTERS, start=1)}


def nfc(text: str) -> str:
    """The text with precomposed letters (TCVN 6909:2001)."""
    return unicodedata.normalize("NFC", text)


def plain(text: str) -> str:
    """Compatibility forms (full-width digits, no-break spaces) made plain, invisibles dropped."""
    if _ORDINARY.fullmatch(text):
        return text
    if text.isascii():
        return INVISIBLE.sub("", text)
    # NFKC would make a space and a combining mark of the acute accent typed as an apostrophe.
    composed = unicodedata.normalize("NFKC", text.replace("\u00b4", "'"))
    return INVISIBLE.sub("", composed)


def one_line(text: str) -> str:
    """NFC text without invisible characters, every run of white space as one space."""
    if _ORDINARY.fullmatch(text):
        return text
    return SPACES.sub(" ", INVISIBLE.sub("", nfc(text))).strip()


def split_tone(syllable: str) -> tuple[str, str]:
    """A lower-case syllable without its tone, and the tone as a Telex letter ("" for level)."""
    tone = ""
    letters = []
    for char in unicodedata.normalize("NFD", syllable):
        if char in _TONES:
            tone += _TONES[char]
        else:
            letters.append(char)
    return nfc("".join(letters)), tone


@lru_cache(maxsize=16384)
def _tone_key_of_word(word: str) -> str:
    base, tone = split_tone(word)
    return base + tone


def tone_key(text: str) -> str:
    """A key equal for both placements of the tone (hòa/hoà) and for either case.

    >>> tone_key("Thúy Hòa") == tone_key("THUÝ  HOÀ")
    True
    """
    if not _ORDINARY.fullmatch(text):
        text = one_line(text.translate(D_LOOKALIKES))
    words = text.lower().split()
    return " ".join([word if word.isascii() else _tone_key_of_word(word) for word in words])


@lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """Lower-case letters without any mark, for search and for loose matching only.

    Never for deciding that two people are one: Hòa and Hoa are different names.
    """
    if _ORDINARY.fullmatch(text):
        # Only the marks of Vietnamese come out of it, all in one block.
        return _COMBINING.sub("", unicodedata.normalize("NFD", text.lower().replace("đ", "d")))
    lowered = one_line(text.translate(D_LOOKALIKES)).lower().replace("đ", "d")
    decomposed = unicodedata.normalize("NFD", lowered)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _word_sort_key(word: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    letters = []
    tones = []
    for char in word.lower():
        base, tone = split_tone(char)
        letters.append(_LETTER_RANK.get(base, 100 + ord(base[:1] or "\0")))
        tones.append(_TONE_RANK.get(tone, 0))
    return tuple(letters), tuple(tones)


SortKey = tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]


def name_sort_key(name: str) -> SortKey:
    """Order of a Vietnamese list of people: given name, then surname, then middle names.

    Letters come before tones, in the order level, huyền, hỏi, ngã, sắc, nặng.
    """
    words = one_line(name.translate(D_LOOKALIKES)).split()
    if not words:
        return ()
    ordered = [words[-1], *words[:-1]]
    return tuple(map(_word_sort_key, ordered))


def title_case(name: str) -> str:
    """Each space-separated word with one capital; a word with an apostrophe stays as typed.

    Names of ethnic minorities (H'Hen, K'Brơi) have capitals after an apostrophe.
    """
    words = one_line(name).split(" ")
    return " ".join(_title_word(word) for word in words)


def _title_word(word: str) -> str:
    if any(mark in word for mark in APOSTROPHES):
        return word if not word.islower() else word[:1].upper() + word[1:]
    return "-".join(part[:1].upper() + part[1:].lower() for part in word.split("-"))
