"""What the words of a row say it is: a total, a remark, a signature, a section, column numbers."""

import re
from collections.abc import Sequence

from sheets_schema.vietnam.pattern import lazy
from sheets_schema.vietnam.text import fold
from sheets_schema.workbook import Value

# Read with its marks: a row may begin with "Công chức", "Cộng tác viên" or "Tổng đài".
TOTAL = lazy(
    r"\W*(?:tổng (?:cộng|số|kết)\b|tong (?:cong|so)\b|(?:tổng|cộng|total)\b\s*(?:$|[\d:.(]))", re.I
)
# Lines below a list that say something about it.
REMARK = lazy(
    r"\W*(?:ghi chú|lưu ý|chú thích|ấn định|bằng chữ|số liệu tính|"
    r"danh sách (?:này |trên )?(?:có|gồm))\b|\(.*\)$",
    re.I,
)
FOOTER = lazy(r"\W*(?:ghi chú|lưu ý|danh sách|nơi nhận|như trên|lưu|tổng)\b|[-*+•]", re.I)
LONG_NUMBER = lazy(r"\d{8}")
SIGNATURE = lazy(
    r"(?:nguoi lap|lap bieu|lap bang|nguoi ky|nguoi tong hop|nguoi bao cao|nguoi nhap|"
    r"can bo (?:lap|tong hop|thuc hien)|nguoi phu trach|"
    r"tm\b|kt\b|tl\b|tuq\b|t m\b|k t\b|chu tich$|pho chu tich$|lanh dao$|thu truong|"
    r"xac nhan|ky ten|da ky|ky ghi ro|ngay \d{1,2} thang|ngay thang nam|"
    r"(?:\w+ ){1,4}ngay( \d{1,2})? thang|noi nhan|luu vt|uy ban nhan dan|ubnd)"
)
SECTION_MARK = lazy(r"^(?:[IVXLC]{1,6}|\d{1,2}|[A-Za-z])\s*[.)\-:/]\s*")
_ROMAN_MARK = lazy(r"(?:[IVXLC]{1,6}|[A-HĐ])[.)]?")
# What stands behind a group's name in a heading: its leader, his phone.
_LEADER = lazy(
    r"[-–—,;:(.]\s*(?:(?:họ tên )?tổ trưởng|tổ phó|trưởng nhóm|đt|sđt|sdt|điện thoại|"
    r"số điện thoại)\b.*",
    re.I | re.S,
)
_COUNTED = ("người", "thành viên", "đồng chí")
LONGEST_SECTION = 200
_SECTION_WORD = lazy(r"(?:to|tdp|khu|thon|ap|khom|phuong)\b")
# Read with its marks: Bàn is a surname.
_HAMLET = lazy(r"(?:bản|buôn|xóm|làng|cụm|sóc|khối|kp|kdc)\s?(?=\W|\d|$)", re.I)
PAGE = lazy(
    r"(?:- )?(?:trang|page|tờ)(?: số)?[ :]{0,2}\d{1,3}(?: ?/ ?\d{1,3})?(?: -)?|"
    r"[-–—] ?\d{1,3} ?[-–—]",
    re.I,
)
_INDEX_CELL = lazy(r"\(?\d{1,2}(?:\.0)?\)?|\([a-z]\)|[A-Z]")


def names_section(word: str) -> bool:
    """Whether a text alone in its row is a heading of the rows below: numbered, or a place."""
    if SECTION_MARK.match(word.strip()):
        return True
    bare = word[:80].lstrip("+-*• ")
    return _SECTION_WORD.match(fold(bare)) is not None or _HAMLET.match(bare) is not None


def section_text(word: str) -> str:
    """A heading without its number, its leader and how many stand below it."""
    bare = SECTION_MARK.sub("", word[:LONGEST_SECTION].strip().lstrip("+-*• "), count=1)
    return _without_size(_LEADER.sub("", bare, count=1).rstrip())


def _without_size(section: str) -> str:
    """A heading without how many stand below it: "Tổ 3 (5 người)", "Tổ 3: 5 thành viên"."""
    bare = section.rstrip(" .,;:-–")
    if bare.endswith(")") and "(" in bare:
        return bare[: bare.rindex("(")].rstrip()
    for word in _COUNTED:
        before = bare[: -len(word)].rstrip(" ")
        name = before.rstrip("0123456789")
        if bare.lower().endswith(word) and name != before:
            return name.rstrip(" :-–")
    return section


def says_anything(value: Value) -> bool:
    return not isinstance(value, str) or any(char.isalnum() for char in value)


def has_mark(value: Value) -> bool:
    return isinstance(value, str) and _ROMAN_MARK.fullmatch(value.strip()) is not None


def has_words(value: Value) -> bool:
    return isinstance(value, str) and any(char.isalpha() for char in value)


def is_index(cells: Sequence[Value], filled: list[int]) -> bool:
    """The row (1) (2) (3) …, 1 2 3 … or A B 1 2 … that official tables have below the header."""
    if len(filled) < 4:
        return False
    texts = (str(cells[col]).strip() for col in filled)
    if not all(map(_INDEX_CELL.fullmatch, texts)):
        return False
    return any("(" in str(cells[col]) for col in filled[1:]) or _counts_up(cells, filled)


def _counts_up(cells: Sequence[Value], filled: list[int]) -> bool:
    """Whether the cells are 1, 2, 3 …, behind A, B, C … if there are letters."""
    texts = [str(cells[col]).strip().removesuffix(".0") for col in filled]
    letters = sum(map(str.isalpha, texts))
    counted = [chr(ord("A") + n) for n in range(letters)]
    return texts == counted + [str(n + 1) for n in range(len(texts) - letters)]
