"""What people write beside a name in the name's cell: address, position, digits, another person."""

import re

from sheets_schema.vietnam.surnames import is_surname
from sheets_schema.vietnam.syllable import is_syllable
from sheets_schema.vietnam.text import fold

_ADDRESS = re.compile(
    r"(?:ông\s*[/(]?\s*bà\)?|đồng chí|đ\s*[/.]\s*c\b|đc\b|đ/c|ông|bà|anh|chị|cô|chú|bác|em|thầy|cụ"
    r"|ô\s*\.|b\s*\.(?=\s*\w{2})|mr|mrs|ms)"
    r"(?:[\s.:,]+|$)",
    re.I,
)
_RANK = re.compile(
    r"(?:(?:pgs|gs|ts|ths|bs|cn|ks|ls|gv|nv|ths\.?\s*bs|bác sĩ|bác sỹ|kỹ sư|cử nhân|thạc sĩ|thạc sỹ"
    r"|tiến sĩ|đại tá|thượng tá|trung tá|thiếu tá|đại úy|thượng úy|trung úy|thiếu úy|đại uý"
    r"|thượng uý|trung uý|thiếu uý|thượng sĩ)\s*[.:\-]?\s+|(?:pgs|gs|ts|ths|bs|cn|ks|ls)\s*\.\s*)",
    re.I,
)
# The first words of positions, folded: Bí thư, Tổ trưởng, Chủ tịch, Công an, Giáo viên, …
_TITLE_WORDS = (
    "bi thu|pho bi thu|to truong|to pho|truong|pho|chu tich|pct|ct|can bo|cong chuc|vien chuc|"
    "cong an|canh sat|cskv|cakv|giao vien|hieu truong|hieu pho|hoi|chi hoi|doan|chi doan|"
    "chi bo|chi uy|dang vien|dang uy|tdp|to dan pho|to cnscd|to cong nghe|khu pho|khu doi|thon|"
    "nhan vien|uy vien|uv|thanh vien|tv|ubnd|hdnd|mttq|mat tran|phu nu|hpn|ccb|cuu chien binh|"
    "nong dan|thanh nien|y te|tram|ban|doi|dan quan|ke toan|thu quy|van phong|van hoa|tu phap|"
    "dia chinh|quan su|chuyen vien|giam doc|quan ly|bao ve|sinh vien|hoc sinh|cong nhan|"
    "huu tri|nghi huu|cong tac vien|ctv|vnpt|viettel|mobifone|buu dien|ngan hang|"
    "tbctmt|tb ctmt|btcb|btdtn|ttdp|lanh dao|phong|phuong|quan|xa|"
    "nguoi|con|vo|chong|chu|chuc vu|lop|truc"
)
_TITLE = re.compile(rf"(?:{_TITLE_WORDS})\b")
_LEADING_TITLE = re.compile(
    r"^(?:(?:phó\s+)?(?:bí thư|tổ trưởng|tổ phó|chủ tịch|trưởng ban|trưởng thôn|trạm trưởng)"
    r"(?:\s+(?:chi bộ|chi đoàn|tdp|tổ dân phố|ubnd|phường|đoàn|hội|mttq))*(?:\s*[:\-–,]\s*|\s+))",
    re.I,
)
_TITLE_SEPARATOR = re.compile(r"\s*[-–—]\s+|\s+[-–—]\s*|\s*[(\[,;:/\n\r|]\s*")
_PERSON_SEPARATOR = re.compile(r"\s+[-–—]\s+|\s*[,;/\n\r&+|]+\s*|\s+(?:và|with)\s+", re.I)
_DIGIT_PART = re.compile(
    r"[\s,;:(\[\-–./]*"
    r"(?:(?:sđt|đt|sdt|tel|zalo|điện thoại|sn|ns|sinh năm|năm sinh|cccd|số)\s*[.:]?\s*)?"
    r"\d[\d\s.\-/]*[)\].:\-]*\s*",
    re.I,
)
_POSITIONS = (
    "bí thư",
    "phó bí thư",
    "tổ trưởng",
    "tổ phó",
    "chủ tịch",
    "phó chủ tịch",
    "công chức",
    "cán bộ",
    "công an",
    "thành viên",
    "giáo viên",
    "nhân viên",
    "trưởng ban",
    "trưởng thôn",
    "cộng tác viên",
    "chi hội",
    "đoàn viên",
    "hội viên",
    "cảnh sát",
    "ủy viên",
)
_SURNAMES_LIKE_MIDDLES = frozenset(("văn", "thị"))


def is_title(text: str) -> bool:
    """Whether the cell holds a position and no name (Bí thư chi bộ)."""
    lowered = text.strip().lower()
    return lowered.startswith(_POSITIONS) and strip_title(text) is None


def strip_address(text: str) -> str | None:
    """The name after Ông, Bà, Đ/c …, None when the text begins with no form of address.

    Ông is a surname too (Ông Văn Huyên): it is an address only before a known surname and at
    least two more words.
    """
    rest = text
    found = False
    while match := _ADDRESS.match(rest):
        after = rest[match.end() :].lstrip(" .:,-")
        if fold(match[0]).strip(" .:,") in ("ong", "em", "anh") and not _is_full_name(after):
            break
        rest, found = after, True
    return rest if found else None


def _is_full_name(text: str) -> bool:
    words = text.split()
    if len(words) < 3 or words[0].lower() in _SURNAMES_LIKE_MIDDLES:
        return False
    return is_surname(words[0]) or bool(_ADDRESS.match(text))


def strip_title(text: str) -> str | None:
    """The name without a position or academic title beside it, None when there is none."""
    if rank := _RANK.match(text):
        return text[rank.end() :].strip()
    if leading := _LEADING_TITLE.match(text):
        rest = text[leading.end() :].strip()
        return rest if len(rest.split()) >= 2 and is_surname(rest.split()[0]) else None
    for separator in _TITLE_SEPARATOR.finditer(text):
        before, after = text[: separator.start()].strip(), text[separator.end() :]
        if len(before.split()) >= 2 and _TITLE.match(fold(after).lstrip(" (-")):
            return before
        if len(before.split()) <= 4 and _TITLE.match(fold(before)) and _is_full_name(after):
            return after.strip()
    return None


def strip_brackets(text: str) -> str | None:
    """The name without a remark in brackets, None when there are none."""
    bare = re.sub(r"\s*[(\[][^)\]]*[)\]]?\s*", " ", text).strip()
    return bare if bare != text.strip() and bare else None


def strip_digits(text: str) -> str | None:
    """The name without numbers, their labels and brackets, None when it holds no digit."""
    if not re.search(r"\d", text):
        return None
    return re.sub(r"\s+", " ", _DIGIT_PART.sub(" ", text)).strip(" .,;:-–()[]")


def holds_two_people(text: str) -> bool:
    """Whether the cell names more than one person (Nguyễn Văn Hùng, Trần Thị Lan).

    A line break alone may also stand inside one name: then each line must be a whole name.
    """
    bare = (strip_address(text.strip()) or text).strip()
    parts = [part for part in map(str.strip, _PERSON_SEPARATOR.split(bare)) if part]
    if len(parts) < 2 or not all(map(_looks_like_name, parts)):
        return False
    if len(re.split(r"[\n\r]+", bare)) < len(parts):
        return True
    names = [(strip_address(part) or part).split() for part in parts]
    return all(len(words) >= 2 and is_surname(words[0]) for words in names)


def _looks_like_name(part: str) -> bool:
    words = (strip_address(part) or part).split()
    if not 1 <= len(words) <= 6 or _TITLE.match(fold(part)):
        return False
    return all(is_syllable(word) or word.isalpha() for word in words)
