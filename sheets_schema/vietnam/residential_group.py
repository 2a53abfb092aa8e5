"""Residential groups (tổ dân phố) named in many ways: TDP số 3, Tổ dân phố 3, TDP3, khu phố 3."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from sheets_schema.vietnam.pattern import lazy
from sheets_schema.vietnam.reading import Value
from sheets_schema.vietnam.text import fold, one_line, plain, tone_key

_KIND = lazy(
    r"^(?:tổ dân phố|to dan pho|tổ dp|tdp|tổ nhân dân|tnd|khu dân cư|khu phố|khu pho|khu vực|"
    r"kdc|kp|kv|khóm|khối phố|khối|thôn|xóm|ấp|bản|buôn|làng|cụm|tổ)(?=[\W\d]|$)",
    re.I,
)
_ANY_KIND = lazy(
    r"(?<!\w)(tổ dân phố|to dan pho|tổ dp|tdp|tổ nhân dân|tnd|khu dân cư|khu phố|khu pho|khu vực|"
    r"kdc|kp|kv|khóm|khối phố|khối|thôn|xóm|ấp|bản|buôn|làng|cụm)(?=[\W\d]|$)",
    re.I,
)
_IN_FULL = {
    "to dan pho": "tdp", "to dp": "tdp", "to nhan dan": "tdp", "tnd": "tdp", "kp": "khu pho",
    "khoi pho": "khoi", "kdc": "khu dan cu", "kv": "khu vuc",
}  # fmt: skip
# What a group of a ward that was merged adds: the ward that it was part of.
_FORMER = lazy(r"(?<=[\s,\-–(])(?:thuộc )?(?:phường|xã|thị trấn|đặc khu)\s", re.I)
_CUT = lazy(r"[,\-–(]|(?<=\d)\s")
_NUMBER_WORD = lazy(r"^(?:số|so|no\.?|thứ)\s*(?=\d)", re.I)
_LEADING_ZEROS = lazy(r"(?<!\d)0+(?=\d)")
_SEPARATOR = lazy(r"[;,+&]| (?:và|với) |/(?=\D)|(?<=\d)/|(?<=\d )/", re.I)
_JOINT = lazy(r"^liên\s+", re.I)
_CHAIN = lazy(r"(\D*)(\d+(?:\s*[-–]\s*\d+){2,})")
_RANGE = lazy(r"(\D*)(\d+)\s*(?:-|–|đến|den)\D*(\d+)", re.I)
_UNITS = r"(?:phuong|xa|thi tran|dac khu|dia ban)"
_GROUPS = (
    r"(?:tdp|to dan pho|kp|khu pho|khoi pho|khu vuc|khu dan cu|khoi|khom|thon|xom|ap|ban|buon)"
)
_WHOLE_UNIT = lazy(
    rf"(?:cap )?phuong|(?:toan|ca|tren dia ban|khap) (?:dia ban )?{_UNITS}\b.*|"
    rf"(?:100%|(?:tat ca|toan bo|cac {_GROUPS})\b).*|"
    rf"(?:\d+/\d+|ca \d+) {_GROUPS}\b.*"
)


def cell_text(value: Value) -> str:
    """A cell as text: 3 and 3.0 read "3"."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else one_line(plain(str(value)))


def with_former(text: str) -> str:
    """The text with the ward of before behind the group's name, however it is added.

    >>> with_former("TDP 1, phường Lạc Viên cũ"), with_former("TDP 1 (Lạc Viên cũ)")
    ('TDP 1 Lạc Viên', 'TDP 1 Lạc Viên')
    """
    head, name = _former(text)
    return f"{head} {name}" if name else text


def _former(text: str) -> tuple[str, str]:
    """The text without the ward of before, and its name; ("", "") where it says none."""
    body = text.rstrip(" .)").lower()
    if not body.endswith("cũ"):
        return "", ""
    body = text[: len(body) - 2].rstrip(" (")
    cut = _FORMER.search(body) or next(reversed(list(_CUT.finditer(body))), None)
    if cut is None:
        return "", ""
    head, name = body[: cut.start()].rstrip(" ,-–("), body[cut.end() :].strip()
    is_ward = name and not any(map(str.isdigit, name)) and not _KIND.match(name)
    return (head, name) if head and is_ward else ("", "")


@lru_cache(maxsize=8192)
def residential_key(text: str) -> str:
    """A key equal for every way of naming one group; "" of an empty text.

    >>> residential_key("TDP số 3") == residential_key("Tổ dân phố 3") == residential_key("TDP03")
    True
    """
    rest = with_former(one_line(plain(text)).strip(" .,;:-"))
    rest = _KIND.sub("", rest, count=1).strip(" .,:-")
    rest = _NUMBER_WORD.sub("", rest)
    return tone_key(_LEADING_ZEROS.sub("", rest)).strip(" .,;:-")


def kind_of_place(text: str) -> str:
    """What kind of place a name says: "tdp", "khu pho", "ap" …; "" where it says none.

    >>> kind_of_place("Tổ CNSCĐ ấp 3"), kind_of_place("Tổ CNSCĐ KP 3")
    ('ap', 'khu pho')
    """
    said = _ANY_KIND.search(text[:200])
    word = fold(said[1]) if said else ""
    return _IN_FULL.get(word, word)


def is_whole_unit(text: str) -> bool:
    """Whether the cell says that the whole ward is meant (Toàn phường)."""
    return _WHOLE_UNIT.fullmatch(fold(plain(text)).strip(" .()")) is not None


def residential_keys(text: str) -> tuple[str, ...]:
    """The keys of all groups in one cell: "TDP 1, 2 và 5", "TDP 1-3" and "Liên tổ 1-2-3" give
    three each.
    """
    return tuple(dict.fromkeys(key for key, _ in residential_places(text)))


def residential_places(text: str) -> Iterator[tuple[str, str]]:
    """The same keys, each with the kind of place that is said of it ("Ấp 1, 2" are two ấp); the
    ward of before at the end is that of each which names none of its own."""
    kind = ""
    whole = _JOINT.sub("", one_line(plain(text)), count=1)
    head, name = _former(whole)
    former = f" {tone_key(name)}" if name else ""
    for part in map(str.strip, _SEPARATOR.split(head or whole)):
        kind = kind_of_place(part) or kind
        behind = "" if with_former(part) != part else former
        yield from ((key + behind, kind) for key in _keys_of_part(part) if key)


def kinds_of(names: Iterable[str]) -> Mapping[str, Sequence[str]]:
    """The kinds of places by key, of the groups with these names."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name in names:
        for key, kind in residential_places(name):
            if kind and kind not in found[key]:
                found[key].append(kind)
    return found


def told_apart(key: str, kind: str, kinds: Mapping[str, Sequence[str]]) -> str:
    """A group's key, with its kind of place where a number has several kinds (ấp 3, khu phố 3).
    One that says none of them is taken for the first."""
    several = kinds.get(key, ())
    if len(several) < 2:
        return key
    return f"{key} {kind if kind in several else several[0]}"


def _keys_of_part(part: str) -> list[str]:
    chain = _CHAIN.fullmatch(part)
    if chain and not residential_key(chain[1]):
        return [str(int(number)) for number in re.findall(r"\d+", chain[2])]
    span = _RANGE.fullmatch(part)
    if span and not residential_key(span[1]) and 0 < int(span[3]) - int(span[2]) < 100:
        return [str(number) for number in range(int(span[2]), int(span[3]) + 1)]
    return [residential_key(part)]
