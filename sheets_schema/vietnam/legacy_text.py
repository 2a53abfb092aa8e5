"""Text from before Unicode: TCVN3 and VNI fonts, wrongly opened CSV, split marks, foreign Ð.

The tables are those of the fonts (.VnTime, VNI-Times) read as Windows-1252. A short text is
believed to be in one of them only when it is impossible as it stands and right after conversion.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Literal, NamedTuple

from sheets_schema.vietnam.pattern import lazy
from sheets_schema.vietnam.surnames import is_surname
from sheets_schema.vietnam.syllable import is_syllable
from sheets_schema.vietnam.text import D_LOOKALIKES

Encoding = Literal["tcvn3", "vni"]

_TCVN3 = str.maketrans(
    "\xa1\xa2\xa3\xa4\xa5\xa6\xa7\xa8\xa9\xaa\xab\xac\xad\xae\xb5\xb6\xb7\xb8\xb9\xbb\xbc\xbd\xbe"
    "\xc6\xc7\xc8\xc9\xca\xcb\xcc\xce\xcf\xd0\xd1\xd2\xd3\xd4\xd5\xd6\xd7\xd8\xdc\xdd\xde\xdf"
    "\xe1\xe2\xe3\xe4\xe5\xe6\xe7\xe8\xe9\xea\xeb\xec\xed\xee\xef\xf1\xf2\xf3\xf4\xf5\xf6\xf7"
    "\xf8\xf9\xfa\xfb\xfc\xfd\xfe",
    "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
)
_VNI_LETTERS = {"ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_TONE_MARKS = {"ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_BREVE = {"ê": "", "è": "\u0300", "é": "\u0301", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_CIRCUMFLEX = {"â": "", "à": "\u0300", "á": "\u0301", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_VNI_MARKS = {
    **_TONE_MARKS,
    **{char: "\u0306" + tone for char, tone in _BREVE.items()},
    **{char: "\u0302" + tone for char, tone in _CIRCUMFLEX.items()},
}
_VNI_PAIR = lazy(
    f"([aeoôuöy])([{''.join(_TONE_MARKS)}])|(a)([{''.join(_BREVE)}])|([aeo])([{''.join(_CIRCUMFLEX)}])"
    "|([ôöñæóòî])",
    re.I,
)
# ă, đ, ơ, ư and everything of the block made for Vietnamese: the text is Unicode already.
UNICODE_LETTER = lazy("[\u0100-\u024f\u1ea0-\u1eff]")
_LATIN_1 = lazy("[\u00a1-\u00ff]")
_MOJIBAKE = lazy("[ÃÄÅÆáÂ][\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122 ]|Ã$")
_TONE_FIRST = lazy("([\u0300\u0301\u0303\u0309\u0323])([\u0302\u0306\u031b])")


class LegacyRepair(NamedTuple):
    """`kind` is nfd, eth, mojibake, tcvn3 or vni; `text` the same text in Unicode (NFC)."""

    kind: str
    text: str


def repair_text(text: str, column: Encoding | None = None) -> LegacyRepair | None:
    """The Unicode form of any cell of old text, None when it is Unicode or cannot be told.

    `column` is the vote of the whole column (`column_vote`): with it, a text that could be either
    is read as the rest of its column.
    """
    if text.isascii():
        return None
    if mended := decode_mojibake(text):
        return LegacyRepair("mojibake", mended)
    if UNICODE_LETTER.search(text) is None and (decoded := _single_byte(text, column)):
        return decoded
    composed = compose(text)
    eth = composed.translate(D_LOOKALIKES)
    if eth != composed:
        return LegacyRepair("eth", eth)
    return LegacyRepair("nfd", composed) if composed != text else None


def compose(text: str) -> str:
    """NFC, also where the tone mark was typed before the circumflex, breve or horn."""
    decomposed = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", _TONE_FIRST.sub(r"\2\1", decomposed))


def decode_mojibake(text: str) -> str | None:
    """UTF-8 that was opened as Windows-1252 (Nguyá»…n), once or twice, else None."""
    # LÃ TRUNG NINH is a name in capitals: misread UTF-8 keeps the small letters of its text.
    if not _MOJIBAKE.search(text) or (text.isupper() and all_syllables(text)):
        return None
    mended = _utf8_of(text) or _utf8_of(re.sub(r"Ã( |$)", "Ã\u00a0\\1", text))
    mended = mended or _utf8_of(text.replace("Ã ", "Ã\u00a0"))
    if not mended or not any(char.isalpha() and char > "\u007f" for char in mended):
        return None
    return decode_mojibake(mended) or compose(mended)


def _utf8_of(text: str) -> str | None:
    try:
        return b"".join(map(_byte_of, text)).decode("utf-8")
    except UnicodeError:
        return None


def _byte_of(char: str) -> bytes:
    try:
        return char.encode("cp1252")
    except UnicodeEncodeError:
        # 81, 8D, 8F, 90 and 9D have no letter in Windows-1252 and pass as control characters.
        return char.encode("latin-1")


def decode_tcvn3(text: str) -> str:
    """Text of a TCVN3 (ABC) font as Unicode."""
    return text.translate(_TCVN3)


def decode_vni(text: str) -> str:
    """Text of a VNI font as Unicode."""
    return unicodedata.normalize("NFC", _VNI_PAIR.sub(_vni_letter, text))


def _vni_letter(match: re.Match[str]) -> str:
    whole = match[0]
    base = whole[0]
    lowered = base.lower()
    letter = _VNI_LETTERS.get(lowered, lowered) if lowered in "ôö" or len(whole) == 1 else lowered
    if base.isupper():
        letter = letter.upper()
    return letter + (_VNI_MARKS[whole[1].lower()] if len(whole) == 2 else "")


def all_syllables(text: str) -> bool:
    """Whether every word of the text is a possible Vietnamese syllable."""
    words = re.findall(r"[^\W\d_]+|[\u0080-\u00bf×÷]+", text)
    return bool(words) and all(map(is_syllable, words))


def _single_byte(text: str, column: Encoding | None) -> LegacyRepair | None:
    if not _LATIN_1.search(text):
        return None
    decoded = _convincing(text)
    eth = compose(text.translate(D_LOOKALIKES))
    threshold = _likelihood(eth) if all_syllables(eth) else -1
    # One name of such a column may have been typed right: Tô Phong is no Tụ Phong.
    if column and column in decoded and _likelihood(decoded[column]) >= threshold:
        return LegacyRepair(column, decoded[column])
    ranked = sorted((_likelihood(decoded[name]), name) for name in decoded)
    if ranked and ranked[-1][0] > max([threshold, *(rank for rank, _ in ranked[:-1])]):
        best = ranked[-1][1]
        return LegacyRepair(best, decoded[best])
    if threshold < 0 or eth == text:
        return None
    return LegacyRepair("nfd" if eth == compose(text) else "eth", eth)


def _likelihood(text: str) -> int:
    """How much a text looks like a name: well-cased words, a surname first, Thị or Văn inside.

    What has no such sign may still be right; the number only decides between readings.
    """
    words = text.split()
    cased = text.isupper() or all(w == w.capitalize() or w.islower() for w in words)
    middle = any(word.lower() in ("thị", "văn") for word in words[1:])
    return 4 * cased + 2 * is_surname(words[0]) + middle


def _convincing(text: str) -> dict[Encoding, str]:
    """The conversions that change the text into possible syllables only."""
    found: dict[Encoding, str] = {}
    for name, decoded in (("tcvn3", decode_tcvn3(text)), ("vni", decode_vni(text))):
        if decoded != text and all_syllables(decoded):
            found["tcvn3" if name == "tcvn3" else "vni"] = decoded
    return found


def column_vote(texts: Iterable[object]) -> Encoding | None:
    """The old font of a whole column: at least 60 % of its texts decode with that table.

    A few short names could be Unicode or either font; their column says which.
    """
    cells = [text for text in texts if isinstance(text, str) and text.strip()]
    votes = {"tcvn3": 0, "vni": 0}
    for text in cells:
        if text.isascii() or UNICODE_LETTER.search(text) or all_syllables(text):
            continue
        for name in _convincing(text):
            votes[name] += 1
    if not cells:
        return None
    winner: Encoding = "tcvn3" if votes["tcvn3"] >= votes["vni"] else "vni"
    return winner if votes[winner] >= 0.6 * len(cells) else None
