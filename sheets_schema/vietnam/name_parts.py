"""What people write beside a name in the name's cell: address, position, digits, another person."""

import re
from itertools import islice

from sheets_schema.vietnam.brackets import without_brackets
from sheets_schema.vietnam.pattern import lazy
from sheets_schema.vietnam.surnames import is_surname
from sheets_schema.vietnam.text import APOSTROPHES, fold

_ADDRESS = lazy(
    r"(?:ông\s*[/(]?\s*bà\)?|đồng chí|đ\s*/\s*chí\b|đ\s*[/.]\s*c\b|đc\b|đ/c|ông|bà|anh|chị|cô|chú"
    r"|bác|em|thầy|cụ|ô(?=\s*\.)|b(?=\s*\.\s*\w{2})|mr|mrs|ms)"
    r"(?:[\s.:,]+|$)",
    re.I,
)
_RANK = lazy(
    r"(?:(?:pgs|gs|ts|ths|th\.\s*s|bs|cn|ks|ls|gv|nv|ths\.?\s*bs|bác sĩ|bác sỹ|kỹ sư|cử nhân"
    r"|thạc sĩ|thạc sỹ|tiến sĩ|đại tá|thượng tá|trung tá|thiếu tá|đại úy|thượng úy|trung úy"
    r"|thiếu úy|đại uý|thượng uý|trung uý|thiếu uý|thượng sĩ)\s*[.:\-]?\s+"
    r"|(?:pgs|gs|ts|ths|th\.\s*s|bs|cn|ks|ls|ca)\s*\.\s*)",
    re.I,
)
# First words of positions. Some are surnames too (Đoàn): what looks like a person is one.
_TITLE_WORDS = (
    "bí thư|phó bí|tổ trưởng|tổ phó|trưởng|phó|chủ tịch|pct|ct|cán bộ|công chức|viên chức|công an|"
    "cảnh sát|giáo viên|hiệu trưởng|hiệu phó|hội|chi hội|đoàn|chi đoàn|chi bộ|chi ủy|đảng|tổ|khu|"
    "thôn|nhân viên|ủy viên|uỷ viên|thành viên|mặt trận|phụ nữ|cựu chiến binh|nông dân|"
    "thanh niên|y tế|y sĩ|y sỹ|bác sĩ|bác sỹ|trạm|ban|đội|dân quân|dân phòng|kế toán|thủ quỹ|"
    "văn phòng|văn hóa|văn hoá|tư pháp|địa chính|quân sự|chuyên viên|giám đốc|quản lý|bảo vệ|"
    "sinh viên|học sinh|công nhân|cộng tác|hưu trí|cán bộ hưu|nghỉ hưu|đã nghỉ|bưu điện|"
    "ngân hàng|viettel|mobifone|lãnh đạo|phòng|phường|người|con|vợ|chồng|chủ|chức vụ|lớp|trực|"
    "đại tá|thượng tá|trung tá|thiếu tá|đại úy|thượng úy|trung úy|thiếu úy|đại uý|thượng uý|"
    "trung uý|thiếu uý|thượng sĩ|trung sĩ|nguyên|đại diện|đại biểu|đảng viên|đoàn viên|"
    "hội viên|kỹ sư|chỉ huy|p\\s*\\.\\s*(?:chủ tịch|bí thư|trưởng)|bt|tt|tv|uv|ca|gv|nv|hs|sv"
)
_VILLAGE_HEAD = r"trưởng (?:thôn|ấp|bản|buôn|xóm|khóm|khối|khu phố|khu vực|khu dân cư)"
_TITLE = lazy(rf"(?:{_TITLE_WORDS})(?!\w)", re.I)
_ACRONYM = lazy(r"[A-ZĐ]{2,}(?![a-zà-ỹ])")
_LEADING_TITLE = lazy(
    rf"^((?:phó\s+)?(?:bí thư|tổ trưởng|tổ phó|chủ tịch|trưởng ban|{_VILLAGE_HEAD}|trạm trưởng))"
    r"(?:\s+(?:đoàn|chi bộ|chi đoàn|tdp|tổ dân phố|ubnd|phường|hội|mttq))?"
    r"(?:\s+(?:chi bộ|chi đoàn|tdp|tổ dân phố|ubnd|phường|hội|mttq))*(?:\s*[:\-–,]\s*|\s+)",
    re.I,
)
# Two words that no name holds: Nguyễn Văn Hùng Bí thư chi bộ.
_TRAILING_TITLE = lazy(
    r"^(\S+(?: \S+){1,4}?) (?:phó )?(?:bí thư|tổ trưởng|tổ phó|chủ tịch|trưởng ban|"
    rf"{_VILLAGE_HEAD}|"
    r"công an|giáo viên|cán bộ)\b.*$",
    re.I | re.S,
)
_TITLE_SEPARATOR = lazy(r"[-–—(\[,;:/\n\r|]")
# No name has more of them.
_MOST_SEPARATORS = 20
_PERSON_SEPARATOR = lazy(r"\s[-–—]\s|[,;/\n\r&+|]+|\s(?:và|with)\s", re.I)
_LABELLED = (
    r"(?:(?:sđt|đt|sdt|tel|zalo|điện thoại|sn|ns|sinh năm|năm sinh|cccd|số)\s*(?:[.:]\s*)?)?\d"
)
_DIGIT_PART = lazy(_LABELLED + r"[\d\s.\-/]*[)\].:\-]*", re.I)
_BEFORE_DIGITS = " \t\r\n,;:([-–./"
_ONLY_DIGITS = lazy(rf"[\s,;:(\[\-–./]*{_LABELLED}[\d\s.\-/)\]:]*", re.I)
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
_WORD = lazy(r"[^\W\d_]+(?:['’‘ʼ\-][^\W\d_]*)*")
# Never a middle name: behind Ông they prove that Ông is no surname.
_NEVER_MIDDLE = "nguyễn trần phạm bùi đặng đỗ vũ võ phan huỳnh ngô lê đinh trịnh trương lưu đào"
_PLAIN_SURNAMES = frozenset(_NEVER_MIDDLE.split())
# Ông is a surname too, and B. may be Bùi.
_DOUBTFUL_ADDRESSES = frozenset(("ong", "o", "b"))
_SURNAMES_LIKE_MIDDLES = frozenset(("văn", "thị"))
_NUMBERED = lazy(r"(?:^|(?<=\s))\d{1,2}\s*[.)/]")
_NAME_IN_BRACKETS = lazy(r"([^()\[\]]+)[(\[]([^()\[\]]+)[)\]]?")
_SHORTEST_WHOLE_NAME = 3


def is_title(text: str) -> bool:
    """Whether the cell holds a position and no name (Bí thư chi bộ)."""
    lowered = text.strip().lower()
    return lowered.startswith(_POSITIONS) and strip_title(text) is None


def strip_address(text: str) -> str | None:
    """The name after Ông, Bà, Đ/c …, None when the text begins with no form of address.

    Ông is a surname too (Ông Văn Huyên), B. one abbreviated (B. Gia Nga): they are addresses
    only before a known surname and at least two more words.
    """
    rest = text
    found = False
    while match := _ADDRESS.match(rest):
        after = rest[match.end() :].lstrip(" .:,-")
        doubtful = fold(match[0]).strip(" .:,") in _DOUBTFUL_ADDRESSES
        if doubtful and not _follows_address(after):
            break
        if not found and _is_own_name(match[0], after):
            break
        rest, found = after, True
    return rest if found else None


def _follows_address(text: str) -> bool:
    words = text.lower().split()
    if not words or words[0] in _SURNAMES_LIKE_MIDDLES:
        return False
    if words[0] in _PLAIN_SURNAMES and len(words) >= 2:
        return True
    return (len(words) >= 3 and is_surname(words[0])) or bool(_ADDRESS.match(text))


def _is_own_name(address: str, after: str) -> bool:
    """Đồng Chí Khoa is Mr Đồng, and Đ.C.Hùng is Đỗ Công Hùng."""
    return address.startswith(("Đồng Chí ", "Đ.C", "Đ. C")) and len(after.split()) == 1


def strip_title(text: str) -> str | None:
    """The name without a position or academic title beside it, None when there is none."""
    if rank := _RANK.match(text):
        rest = text[rank.end() :].strip()
        # Ca. V. Hùng is Cao, not a policeman (CA.).
        abbreviated = rank[0].lower().startswith("ca") and not is_surname(rest.split(" ")[0])
        return None if abbreviated else rest
    if leading := _LEADING_TITLE.match(text):
        # Đoàn may belong to the title (Bí thư Đoàn) or be the surname behind it: names have three
        # words more often than two.
        rests = [text[end:].strip(" :-–,") for end in (leading.end(), leading.end(1))]
        whole = [rest for rest in rests if len(rest.split()) >= 2 and is_surname(rest.split()[0])]
        whole.sort(key=lambda rest: len(rest.split()) < _SHORTEST_WHOLE_NAME)
        return whole[0] if whole else None
    for separator in islice(_TITLE_SEPARATOR.finditer(text), _MOST_SEPARATORS):
        before = text[: separator.start()].strip()
        after = text[separator.end() :].strip().strip(" ([-)]")
        if (
            len(before.split()) >= 2
            and _is_position(after, text)
            and not _is_position(before, text)
        ):
            return before
        office = _is_position(before, text) and not is_surname(before)  # Đoàn, alone in its line
        if office and len(after.split()) >= 2 and _is_person(after, text):
            return after
    if trailing := _TRAILING_TITLE.match(text):
        return trailing[1] if _is_person(trailing[1], text) else None
    return None


def _is_position(part: str, cell: str) -> bool:
    if _ONLY_DIGITS.fullmatch(part):
        return False  # SN 1980 is a year of birth, not an office.
    if _ACRONYM.match(part) and not cell.isupper():
        return True
    first, *others = part.split() or [""]
    # Names have capitals throughout: Tiểu thương, Chỉ huy trưởng quân sự are none.
    if others and not cell.islower() and all(map(str.islower, others)) and not is_surname(first):
        return True
    return _TITLE.match(part) is not None and not _is_person(part, cell)


def _is_person(part: str, cell: str) -> bool:
    """A full name: capitals (unless the whole cell has none or only those), a surname first."""
    words = part.split()
    if not 2 <= len(words) <= 6 or not all(map(_WORD.fullmatch, words)):
        return False
    one_case = cell.isupper() or cell.islower()
    if not one_case and not all(word[0].isupper() and not word[1:].isupper() for word in words):
        return False
    if one_case and _TITLE.match(part):
        return False
    return is_surname(words[0]) or any(mark in words[0] for mark in APOSTROPHES)


def strip_brackets(text: str) -> str | None:
    """The name without a remark in brackets, None when there are none."""
    bare = without_brackets(text, unclosed=True).strip()
    return bare if bare != text.strip() and bare else None


def strip_digits(text: str) -> str | None:
    """The name without numbers, their labels and brackets, None when it holds no digit."""
    if not re.search(r"\d", text):
        return None
    *before, last = _DIGIT_PART.split(text)
    parts = [*(part.rstrip(_BEFORE_DIGITS) for part in before), last]
    return " ".join(" ".join(parts).split()).strip(" .,;:-–()[]")


def holds_two_people(text: str) -> bool:
    """Whether the cell names more than one person (Nguyễn Văn Hùng, Trần Thị Lan).

    A line break alone may also stand inside one name: then each line must be a whole name.
    """
    bare = (strip_address(text.strip()) or text).strip()
    if _holds_listed_people(bare):
        return True
    parts = [part for part in map(str.strip, _PERSON_SEPARATOR.split(bare)) if part]
    names = [strip_address(part) or part for part in parts]
    if len(names) < 2 or any(_is_position(name, bare) for name in names):
        return False
    if len(re.split(r"[\n\r]+", bare)) == len(parts):
        return all(_is_person(name, bare) for name in names)
    return all(_could_be_name(name, bare) for name in names)


def _holds_listed_people(cell: str) -> bool:
    """Two names behind numbers (1. … 2. …), or a whole second name in brackets."""
    numbered = [part for part in map(_bare_part, _NUMBERED.split(cell)) if part]
    if len(numbered) > 1 and all(_is_person(part, cell) for part in numbered):
        return True
    if not (pair := _NAME_IN_BRACKETS.fullmatch(cell)):
        return False
    whole = len(pair[2].split()) >= _SHORTEST_WHOLE_NAME and not _TITLE.match(pair[2])
    return whole and all(_is_person(part.strip(), cell) for part in pair.groups())


def _bare_part(text: str) -> str:
    return text.strip(" ,;\t\r\n")


def _could_be_name(part: str, cell: str) -> bool:
    words = part.split()
    if not 1 <= len(words) <= 6 or not all(map(_WORD.fullmatch, words)):
        return False
    if len(words) >= _SHORTEST_WHOLE_NAME and is_surname(words[0]):
        return True
    return cell.islower() or all(word[0].isupper() for word in words)
