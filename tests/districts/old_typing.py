"""How names look when typed or copied with other encodings: TCVN3, VNI, broken UTF-8, Telex."""

import unicodedata
from random import Random

from tests.districts.wording import words

# The order of the letters is the order in which both code tables below are written.
_LETTERS = words(
    "à ả ã á ạ ă ằ ẳ ẵ ắ ặ â ầ ẩ ẫ ấ ậ đ è ẻ ẽ é ẹ ê ề ể ễ ế ệ ì ỉ ĩ í ị ò ỏ õ ó ọ ô ồ ổ ỗ ố ộ "
    "ơ ờ ở ỡ ớ ợ ù ủ ũ ú ụ ư ừ ử ữ ứ ự ỳ ỷ ỹ ý ỵ"
)
_TCVN3 = words(
    "B5 B6 B7 B8 B9 A8 BB BC BD BE C6 A9 C7 C8 C9 CA CB AE CC CE CF D0 D1 AA D2 D3 D4 D5 D6 D7 D8 "
    "DC DD DE DF E1 E2 E3 E4 AB E5 E6 E7 E8 E9 AC EA EB EC ED EE EF F1 F2 F3 F4 AD F5 F6 F7 F8 F9 "
    "FA FB FC FD FE"
)
_TCVN3_CAPITALS = dict(zip("ĂÂÊÔƠƯĐ", "¡¢£¤¥¦§", strict=True))
_TONES = {"\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0301": "ù", "\u0323": "ï"}
_ROOFED = {"\u0300": "à", "\u0309": "å", "\u0303": "ã", "\u0301": "á", "\u0323": "ä"}
_BREVE = {"\u0300": "è", "\u0309": "ú", "\u0303": "ü", "\u0301": "é", "\u0323": "ë"}
_VNI_I = dict(zip("ìỉĩíị", "ìæóíò", strict=True))
_TELEX_TONES = {"\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0301": "s", "\u0323": "j"}
_TELEX_LETTERS = {"ă": "aw", "â": "aa", "ê": "ee", "ô": "oo", "ơ": "ow", "ư": "uw", "đ": "dd"}
TONE_MARKS = frozenset(_TONES)


def tcvn3(text: str) -> str:
    """The text as typed in a .VnTime font and read as Latin-1; it has few capitals."""
    table = {one: chr(int(code, 16)) for one, code in zip(_LETTERS, _TCVN3, strict=True)}
    return "".join(
        _TCVN3_CAPITALS.get(char) or table.get(char) or table.get(char.lower(), char)
        for char in unicodedata.normalize("NFC", text)
    )


def vni(text: str) -> str:
    """The text as typed in a VNI font: letters followed by mark letters."""
    return "".join(_vni_letter(char) for char in unicodedata.normalize("NFC", text))


def _vni_letter(char: str) -> str:
    low = char.lower()
    letter, tone = _without_tone(low)
    if low in _VNI_I:
        coded = _VNI_I[low]
    elif letter in "âêô":
        coded = unicodedata.normalize("NFD", letter)[0] + (_ROOFED[tone] if tone else "â")
    elif letter == "ă":
        coded = "a" + (_BREVE[tone] if tone else "ê")
    elif letter in "ơư":
        coded = {"ơ": "ô", "ư": "ö"}[letter] + (_TONES[tone] if tone else "")
    elif low == "ỵ":
        coded = "î"
    elif low == "đ":
        coded = "ñ"
    else:
        coded = letter + (_TONES[tone] if tone else "")
    return coded[0].upper() + coded[1:] if char != low else coded


def _without_tone(char: str) -> tuple[str, str]:
    parts = unicodedata.normalize("NFD", char)
    tone = next((part for part in parts if part in TONE_MARKS), "")
    return unicodedata.normalize("NFC", parts.replace(tone, "") if tone else parts), tone


def mojibake(text: str, rng: Random) -> str:
    """UTF-8 that was opened as Windows-1252, or as Latin-1."""
    codec = rng.choice(("cp1252", "cp1252", "latin-1"))
    return "".join(_wrong(byte, codec) for byte in text.encode())


def _wrong(byte: int, codec: str) -> str:
    try:
        return bytes([byte]).decode(codec)
    except UnicodeDecodeError:
        return chr(byte)


def decomposed(text: str, rng: Random) -> str:
    """Combining marks: all of them (Mac), or the tones only (Windows-1258)."""
    if rng.random() < 0.6:
        return unicodedata.normalize("NFD", text)
    pieces = []
    for char in text:
        letter, tone = _without_tone(char)
        pieces.append(letter + tone)
    return "".join(pieces)


def telex(text: str, rng: Random) -> str:
    """The keys typed with the input method switched off; the tone key last in the syllable."""
    at_end = rng.random() < 0.75
    return " ".join(_telex_syllable(word, at_end) for word in text.split(" "))


def _telex_syllable(word: str, at_end: bool) -> str:
    keys, last = "", ""
    for char in word:
        letter, tone = _without_tone(char)
        coded = _TELEX_LETTERS.get(letter.lower(), letter)
        coded = coded[0].upper() + coded[1:] if letter.isupper() else coded
        key = _TELEX_TONES.get(tone, "")
        keys += coded if at_end else coded + key
        last = key or last
    return keys + (last if at_end else "")


def lost_marks(text: str, rng: Random) -> str:
    """Letters that the target encoding did not have became question marks."""
    if rng.random() < 0.2:
        return "".join(char if ord(char) < 128 else "\ufffd" for char in text)
    return "".join(char if ord(char) < 0x100 else "?" for char in text)


def plain_letters(text: str) -> str:
    """The text without any diacritics."""
    parts = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(part for part in parts if not unicodedata.combining(part))
