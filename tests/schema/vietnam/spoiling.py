"""Right values of the Vietnamese kind, and the ways in which a clerk's cell spoils them."""

import unicodedata
from datetime import date

from hypothesis import strategies as st

from sheets_schema.vietnam.cccd_facts import digits_of_birth, is_fake
from sheets_schema.vietnam.mobile import MOBILE_PREFIXES, clean_mobile
from sheets_schema.vietnam.provinces import PROVINCE_OF_CODE

AS_OF = date(2024, 10, 28)
SURNAMES = "Nguyễn Trần Lê Phạm Hoàng Vũ Võ Phan Bùi Đặng Đỗ Hồ Ngô Dương Đào Đoàn Lương Cao"
MIDDLES = "Văn Thị Hữu Đức Minh Quang Thu Thanh Ngọc Xuân Hoàng Khắc Trọng Công Đình"
GIVEN = (
    "Hùng Lan Hường Tuấn Đương Thủy Hòa Yến Quyết Thuận Duyên Nguyệt Ước Hợi Phượng Ánh Khuê Thơ "
    "Luyến Toàn Huệ Quý Đạt Dũng Nhung Liễu Khoa Cảnh Thụy Mến"
)

cccds = st.builds(
    lambda code, sex, year, serial: f"{code}{digits_of_birth(sex, year)}{serial:06d}",
    st.sampled_from(sorted(PROVINCE_OF_CODE)),
    st.sampled_from(("Nam", "Nữ")),
    st.integers(AS_OF.year - 90, AS_OF.year - 16),
    st.integers(1000, 999_999),
).filter(lambda digits: not is_fake(digits) and not digits.endswith("00000"))

mobiles = st.builds(
    lambda prefix, rest: f"{prefix}{rest:07d}",
    st.sampled_from(sorted(MOBILE_PREFIXES)),
    st.integers(0, 9_999_999),
).filter(lambda digits: clean_mobile(digits) is not None)

person_names = st.builds(
    lambda surname, middles, given: " ".join((surname, *middles, given)),
    st.sampled_from(SURNAMES.split()),
    st.lists(st.sampled_from(MIDDLES.split()), min_size=1, max_size=3, unique=True),
    st.sampled_from(GIVEN.split()),
)

any_value = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=40),
    st.text(alphabet="0123456789 .-/+()xXOlE,;\n'’Nguyễnnt?ÐÃ¹»", max_size=24),
)


def grouped(digits: str, separator: str) -> str:
    """031.085.001.234"""
    return separator.join(digits[at : at + 3] for at in range(0, len(digits), 3))


def full_width(digits: str) -> str:
    """Digits as wide as a Chinese character."""
    return "".join(chr(0xFF10 + int(digit)) for digit in digits)


def misread_as_windows(text: str) -> str:
    """UTF-8 read as Windows-1252, its five empty places as control characters."""
    as_bytes = text.encode()
    return "".join(
        chr(byte) if byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else bytes((byte,)).decode("cp1252")
        for byte in as_bytes
    )


_TONE_KEYS = {"\u0301": "s", "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0323": "j"}


def telex_keys(word: str) -> str:
    """The keystrokes of one word: Nguyễn is Nguyeenx."""
    keys, tone = "", ""
    for char in unicodedata.normalize("NFD", word):
        if char in _TONE_KEYS:
            tone = _TONE_KEYS[char]
        elif char == "\u0302":
            keys += keys[-1].lower()
        elif char in "\u0306\u031b":
            keys += "w"
        else:
            keys += {"đ": "dd", "Đ": "Dd"}.get(char, char)
    return keys + tone


def without_marks(text: str) -> str:
    """Nguyen Van Hung."""
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


_VNI_TONES = {"\u0300": "ø", "\u0301": "ù", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
_VNI_CIRCUMFLEX = {
    "": "â",
    "\u0300": "à",
    "\u0301": "á",
    "\u0309": "å",
    "\u0303": "ã",
    "\u0323": "ä",
}
_VNI_BREVE = {"": "ê", "\u0300": "è", "\u0301": "é", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë"}
_VNI_ALONE = {"đ": "ñ", "Đ": "Ñ", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î", "ì": "ì", "í": "í"}


def in_vni(text: str) -> str:
    """The text as a VNI font stores it: Huøng."""
    return "".join(map(_vni_letter, unicodedata.normalize("NFC", text)))


def _vni_letter(letter: str) -> str:
    if letter in _VNI_ALONE:
        return _VNI_ALONE[letter]
    decomposed = unicodedata.normalize("NFD", letter)
    base, marks = decomposed[0], decomposed[1:]
    tone = next((mark for mark in marks if mark in _VNI_TONES), "")
    if "\u0302" in marks:
        return base + _VNI_CIRCUMFLEX[tone]
    if "\u0306" in marks:
        return base + _VNI_BREVE[tone]
    if "\u031b" in marks:
        base = {"o": "ô", "O": "Ô", "u": "ö", "U": "Ö"}[base]
    return base + (_VNI_TONES[tone] if tone else "")


_TCVN3_LETTERS = "ăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
_TCVN3_PLACES = (
    "\xa8\xa9\xaa\xab\xac\xad\xae\xb5\xb6\xb7\xb8\xb9\xbb\xbc\xbd\xbe\xc6\xc7\xc8\xc9\xca\xcb\xcc"
    "\xce\xcf\xd0\xd1\xd2\xd3\xd4\xd5\xd6\xd7\xd8\xdc\xdd\xde\xdf\xe1\xe2\xe3\xe4\xe5\xe6\xe7\xe8"
    "\xe9\xea\xeb\xec\xed\xee\xef\xf1\xf2\xf3\xf4\xf5\xf6\xf7\xf8\xf9\xfa\xfb\xfc\xfd\xfe"
)
_IN_TCVN3 = str.maketrans(
    _TCVN3_LETTERS + "ĂÂÊÔƠƯĐ", _TCVN3_PLACES + "\xa1\xa2\xa3\xa4\xa5\xa6\xa7"
)


def in_tcvn3(text: str) -> str:
    """The text as a .VnTime font stores it: Hïng; it has no capitals with a tone."""
    kept = "".join(c if c in "ĂÂÊÔƠƯĐ" or c.isascii() else c.lower() for c in text)
    return kept.translate(_IN_TCVN3)
