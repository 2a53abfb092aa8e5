"""Names of community digital technology groups, matched however they are written."""

import re
from functools import lru_cache

from sheets_schema.vietnam.pattern import lazy
from sheets_schema.vietnam.residential_group import residential_key, with_former
from sheets_schema.vietnam.text import one_line, plain, tone_key

_PREFIX = lazy(
    r"^(?:tổ\s*)?(?:cnscđ|cnsc đ|cnscd|công nghệ số cộng đồng|công nghệ số cđ|cns cộng đồng|"
    r"cns cđ|công nghệ số)(?:\s+(?:và|&)\s+(?:đề án|đa)\s*0?6)?(?=\W|$)\s*(?:[:\-–(]\s*)?",
    re.I,
)
_UNIT_LEVEL = lazy(r"^(?:ubnd\s+|cấp\s+)*(phường|xã|thị trấn|đặc khu)(?=\W|$)\s*(.*)", re.I)
_OF_UNIT = lazy(r"[\s,\-–(](?:thuộc\s+)?(?:phường|xã|thị trấn|đặc khu)\s.*", re.I | re.S)
_UNIT_WORD = lazy(r"^\W*(?:thuộc\s+)?(?:phường|xã|thị trấn|đặc khu)\s", re.I)
# As the form has it (Tổ CNSCĐ TDP số 3, and that first: letters in any case cost more). Most are
# written so, and then the number is the key.
USUAL_GROUP = lazy(
    r"(?:(?-i:Tổ CNSCĐ TDP số )|Tổ (?:CNSCĐ|công nghệ số cộng đồng) (?:TDP|tổ dân phố) (?:số )?)"
    r"0{0,3}[1-9][0-9]{0,3}",
    re.I,
)
UNIT_LEVEL = "phường"


def usual_number(text: str) -> str:
    """The number of a group that is named as in the form, "" of any other name.

    >>> usual_number("Tổ CNSCĐ TDP số 03")
    '3'
    """
    return text.rpartition(" ")[2].lstrip("0") if USUAL_GROUP.fullmatch(text) else ""


@lru_cache(maxsize=8192)
def group_key(text: str, whole: bool = False) -> str:
    """A key equal for every way of naming one group; "" of an empty text.

    A ward's own group has the key "phường" or "phường <name>" (see `same_group`), the group of a
    residential group that one's key. When `whole` the ward that a name adds is part of it: since
    2025 a ward may have groups of several older ones (TDP số 1 phường Lạc Viên, … Gia Viên).

    >>> group_key("Tổ CNSCĐ TDP 3") == group_key("Tổ công nghệ số cộng đồng Tổ dân phố số 3")
    True
    """
    rest = one_line(plain(text)).strip(" .,;:-")
    rest = _PREFIX.sub("", rest, count=1).strip(" .,;:-()")
    unit = _UNIT_LEVEL.match(rest)
    if unit:
        name = tone_key(unit[2]).strip(" .,;:-")
        return f"{UNIT_LEVEL} {name}" if name else UNIT_LEVEL
    rest = with_former(rest)
    named = _OF_UNIT.search(rest)
    key = residential_key(_OF_UNIT.sub("", rest))
    if not key:
        # Its own name is of these words: Thôn Xã Đàn.
        return residential_key(rest)
    unit_there = tone_key(_UNIT_WORD.sub("", named[0])).strip(" .,;:-()") if named and whole else ""
    return f"{key} {unit_there}".strip()


def same_group(one: str, other: str) -> bool:
    """Whether two keys mean one group: a ward's group may be named without the ward's name."""
    if one == other:
        return True
    shorter, longer = sorted((one, other), key=len)
    return shorter == UNIT_LEVEL and longer.startswith(UNIT_LEVEL + " ")
