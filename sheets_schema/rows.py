"""Which rows below a header are data, and which are sections, totals, signatures or samples."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from types import MappingProxyType
from typing import NamedTuple

from sheets_schema.columns import Columns, where
from sheets_schema.headings import heading_key
from sheets_schema.sample_rows import SampleForm, as_samples
from sheets_schema.vietnam.pattern import lazy
from sheets_schema.vietnam.text import fold
from sheets_schema.workbook import Value

# Read with its marks: a row may begin with "Công chức", "Cộng tác viên" or "Tổng đài".
_TOTAL = lazy(
    r"\W*(?:tổng (?:cộng|số|kết)\b|tong (?:cong|so)\b|(?:tổng|cộng|total)\b\s*(?:$|[\d:.(]))", re.I
)
# Lines below a list that say something about it.
_REMARK = lazy(
    r"\W*(?:ghi chú|lưu ý|chú thích|ấn định|bằng chữ|số liệu tính|"
    r"danh sách (?:này |trên )?(?:có|gồm))\b|\(.*\)$",
    re.I,
)
_FOOTER = lazy(r"\W*(?:ghi chú|lưu ý|danh sách|nơi nhận|như trên|lưu|tổng)\b|[-*+•]", re.I)
_LONG_NUMBER = lazy(r"\d{8}")
_SIGNATURE = lazy(
    r"(?:nguoi lap|lap bieu|lap bang|nguoi ky|nguoi tong hop|nguoi bao cao|nguoi nhap|"
    r"can bo (?:lap|tong hop|thuc hien)|nguoi phu trach|"
    r"tm\b|kt\b|tl\b|tuq\b|t m\b|k t\b|chu tich$|pho chu tich$|lanh dao$|thu truong|"
    r"xac nhan|ky ten|da ky|ky ghi ro|ngay \d{1,2} thang|ngay thang nam|"
    r"(?:\w+ ){1,4}ngay( \d{1,2})? thang|noi nhan|luu vt|uy ban nhan dan|ubnd)"
)
_SECTION_MARK = lazy(r"^(?:[IVXLC]{1,6}|\d{1,2}|[A-Za-z])\s*[.)\-:/]\s*")
_ROMAN_MARK = lazy(r"(?:[IVXLC]{1,6}|[A-HĐ])[.)]?")
# What stands behind a group's name in a heading: its leader, his phone.
_LEADER = lazy(
    r"[-–—,;:(.]\s*(?:(?:họ tên )?tổ trưởng|tổ phó|trưởng nhóm|đt|sđt|sdt|điện thoại|"
    r"số điện thoại)\b.*",
    re.I | re.S,
)
_COUNTED = ("người", "thành viên", "đồng chí")
_LONGEST_SECTION = 200
_HEADER_CELLS = 4
_SECTION_WORD = lazy(r"(?:to|tdp|khu|thon|ap|khom|phuong)\b")
# Read with its marks: Bàn is a surname.
_HAMLET = lazy(r"(?:bản|buôn|xóm|làng|cụm|sóc|khối|kp|kdc)\s?(?=\W|\d|$)", re.I)
_INDEX_CELL = lazy(r"\(?\d{1,2}(?:\.0)?\)?|\([a-z]\)|[A-Z]")


class RowKind(Enum):
    """What a row below the header is."""

    BLANK = auto()
    DATA = auto()
    SAMPLE = auto()
    LIKE_SAMPLE = auto()
    SECTION = auto()
    SIGNATURE = auto()
    TOTAL = auto()
    REMARK = auto()
    HEADING = auto()
    OTHER_LIST = auto()
    STRAY = auto()
    PREFILLED = auto()


_DATA = frozenset({RowKind.DATA, RowKind.LIKE_SAMPLE})


class SortedRows(NamedTuple):
    """Rows of a tab, from 0: those of data, and left-over samples of the template.

    `sections` are the headings above the data rows, None where there was none; no sections at all
    when every row is data. `doubtful` are the rows of data that look like a sample, `others` tells
    what the rows are that are no data.
    """

    data: Sequence[int] = ()
    sections: Sequence[str | None] = ()
    samples: Sequence[int] = ()
    doubtful: Sequence[int] = ()
    others: Mapping[int, RowKind] = MappingProxyType({})


def is_blank(value: Value) -> bool:
    """Whether a cell holds nothing, or only white space."""
    return value is None or (isinstance(value, str) and (not value or value.isspace()))


@dataclass(frozen=True, slots=True)
class RowSorter:
    """What is known of a list when its rows are told apart.

    `header` are the keys of its headings; `ordinal` is the sheet column of the row numbers, -1
    without one; `names` are the columns that hold names of people; `own` the service's columns;
    `telling` the first and last columns in which a sample row shows that it is one; a text in the
    first that `right` matches wholly is none; `sample` knows the form's own. A drag or a form fills
    the `prefilled` columns in rows that are nobody's; `counts` are those that are added up;
    `words` are the headings of all lists.
    """

    header: tuple[str, ...]
    ordinal: int
    names: frozenset[int]
    own: frozenset[int]
    telling: tuple[int, ...]
    right: re.Pattern[str] | None = None
    sample: SampleForm = field(default_factory=SampleForm)
    prefilled: frozenset[int] = frozenset()
    counts: frozenset[int] = frozenset()
    words: frozenset[str] = frozenset()

    def sort(self, columns: Columns, start: int) -> SortedRows:
        """The rows below the header told apart; `start` is where the first stands in the tab."""
        kinds = {row: self.kind_of(columns.rows[row]) for row in self._unusual(columns)}
        doubtful = [start + row for row, kind in kinds.items() if kind is RowKind.LIKE_SAMPLE]
        others = {row: kind for row, kind in kinds.items() if kind not in _DATA}
        others |= dict.fromkeys(self._sums(columns, kinds), RowKind.TOTAL)
        others = dict(sorted(others.items()))
        if not others:
            return SortedRows(range(start, start + len(columns)), doubtful=doubtful)
        data: list[int] = []
        sections: list[str | None] = []
        section: str | None = None
        ended = other = False
        at = 0
        below: dict[int, RowKind] = {}
        for row in [*others, len(columns)]:
            block = range(at, row)
            # Below the signatures only what is clearly a row still is one.
            kept = [one for one in block if not ended or self._says_much(columns.rows[one])]
            if other:
                below.update(dict.fromkeys(block, RowKind.BLANK))
                kept = []
            elif len(kept) < len(block):
                below.update(dict.fromkeys(set(block).difference(kept), RowKind.SIGNATURE))
            data.extend([start + one for one in kept])
            sections.extend([section] * len(kept))
            at = row + 1
            if others.get(row) is RowKind.SECTION:
                section = self._section_text(columns.rows[row])
            other = other or others.get(row) is RowKind.OTHER_LIST
            ended = ended or others.get(row) is RowKind.SIGNATURE
        samples = [start + row for row, kind in others.items() if kind is RowKind.SAMPLE]
        told = {start + row: kind for row, kind in {**others, **below}.items()}
        return SortedRows(data, sections, samples, doubtful, told)

    def _sums(self, columns: Columns, kinds: Mapping[int, RowKind]) -> Iterator[int]:
        """Unusual rows of data that hold, beside words, only the sum of the rows above."""
        for row, kind in kinds.items():
            if kind is not RowKind.DATA or not self._is_unnumbered(columns.rows[row]):
                continue
            cells = columns.rows[row]
            filled = self._filled(cells)
            numbers = [col for col in filled if _is_number(cells[col])]
            words = len(filled) - len(numbers)
            if not numbers or words > 1 or not self.counts.issuperset(numbers):
                continue
            if all(self._is_sum(columns, kinds, row, col) for col in numbers):
                yield row

    def _is_sum(self, columns: Columns, kinds: Mapping[int, RowKind], row: int, col: int) -> bool:
        """Whether a cell is the sum of those above it, from the top or from some row on."""
        wanted, total = columns.rows[row][col], 0.0
        found = False
        for above in range(row - 1, -1, -1):
            value = columns.rows[above][col] if col < len(columns.rows[above]) else None
            if _is_number(value) and kinds.get(above, RowKind.DATA) in _DATA:
                total += value  # type: ignore[operator]
                found = found or total == wanted
        return found

    def _unusual(self, columns: Columns) -> Sequence[int]:
        """The rows that one test a column does not show to be data, in their order.

        Numbered rows with a name are data, when nothing in them looks like a sample. Names and
        remarks repeat: each is looked at once.
        """
        if self.ordinal < 0 or not self.telling:
            return range(len(columns))
        numbers = columns.cells(self.ordinal)
        found: set[int] = set()
        if numbers.types != {int}:
            found.update(row for row, value in enumerate(numbers.values) if type(value) is not int)
        names = columns.cells(self.telling[0])
        odd = names.odd(self.right) if self.right else names.distinct
        texts = [one for one in odd if type(one) is str and one]
        found.update(where(names.values, set(odd).difference(texts).union(as_samples(texts))))
        if len(self.telling) > 1:
            notes = columns.cells(self.telling[-1])
            said = [one for one in notes.distinct if type(one) is str]
            found.update(where(notes.values, set(as_samples(said))))
        return sorted(found)

    def kind_of(self, cells: Sequence[Value]) -> RowKind:
        """What one row is."""
        filled = self._filled(cells)
        if not filled or (filled == [self.ordinal] and not _has_words(cells[self.ordinal])):
            return RowKind.BLANK
        kind = self._kind_by_words(cells, filled) or self._kind_by_little(cells, filled)
        if kind is not None:
            return kind
        if self._is_header_again(cells, filled) or _is_index(cells, filled):
            return RowKind.HEADING
        if self._is_section_row(cells, filled):
            return RowKind.SECTION
        if self._is_other_header(cells, filled):
            return RowKind.OTHER_LIST
        if not self.sample.is_like(cells, filled):
            return RowKind.DATA
        own = not self.sample.is_sample(cells, filled)
        return RowKind.LIKE_SAMPLE if own else RowKind.SAMPLE

    def _kind_by_words(self, cells: Sequence[Value], filled: list[int]) -> RowKind | None:
        if not self._is_unnumbered(cells):
            return None
        word = str(cells[filled[0]])[:80]
        if len(filled) <= 4 and _TOTAL.match(word):
            return RowKind.TOTAL
        if len(filled) == 1 and _REMARK.match(word):
            return RowKind.REMARK
        if len(filled) == 2 and self._is_footer(cells, filled, word):
            return RowKind.SIGNATURE
        if len(filled) <= 3 and _SIGNATURE.match(heading_key(word)):
            # A row of a person has the number in its own cell; "Người tổng hợp: …, ĐT 09…" is one.
            numbered = any(_LONG_NUMBER.search(str(cells[col])) for col in filled[1:])
            return None if numbered and ":" not in word else RowKind.SIGNATURE
        return None

    def _is_footer(self, cells: Sequence[Value], filled: list[int], word: str) -> bool:
        """A remark with a signature right of it, as decisions end."""
        beside = str(cells[filled[1]])[:80]
        signed = _SIGNATURE.match(heading_key(beside)) is not None
        return signed and (filled[0] not in self.names or _FOOTER.match(word) is not None)

    def _kind_by_little(self, cells: Sequence[Value], filled: list[int]) -> RowKind | None:
        """A row in which somebody only typed a sign, or dragged down what repeats."""
        if len(filled) == 1 and not _says_anything(cells[filled[0]]):
            return RowKind.STRAY
        if len(filled) > 2 and self.prefilled.issuperset(filled):
            return RowKind.PREFILLED
        return None

    def _filled(self, cells: Sequence[Value]) -> list[int]:
        return [
            col
            for col, value in enumerate(cells[: max(len(self.header), 1)])
            if value is not None and value != "" and col not in self.own and not is_blank(value)
        ]

    def _says_much(self, cells: Sequence[Value]) -> bool:
        return len(self._filled(cells)) > 2

    def _is_unnumbered(self, cells: Sequence[Value]) -> bool:
        """Whether the row has no row number, as totals and signatures have none."""
        if not 0 <= self.ordinal < len(cells):
            return True
        value = cells[self.ordinal]
        if isinstance(value, str):
            return not value.strip().rstrip(".").isdigit()
        return value is None or isinstance(value, bool)

    def _is_header_again(self, cells: Sequence[Value], filled: list[int]) -> bool:
        if len(filled) < 3 or type(cells[filled[0]]) is int:
            return False
        same = sum(heading_key(str(cells[col])) == self.header[col] for col in filled)
        return same * 2 > len(filled)

    def _is_other_header(self, cells: Sequence[Value], filled: list[int]) -> bool:
        """Whether another list begins here, with a header of its own."""
        if len(filled) < _HEADER_CELLS or not all(type(cells[col]) is str for col in filled):
            return False
        known = sum(heading_key(str(cells[col])) in self.words for col in filled)
        return known >= _HEADER_CELLS and 4 * known >= 3 * len(filled)

    def _is_section_row(self, cells: Sequence[Value], filled: list[int]) -> bool:
        """A heading alone in its row, or behind a number ("II" in one cell, its text in the next).

        Behind a plain number it may be an unfinished row, unless it stands where no name does.
        """
        if len(filled) == 1:
            return self._is_section(str(cells[filled[0]])[:_LONGEST_SECTION], filled[0])
        if len(filled) != 2 or not _has_words(cells[filled[1]]):
            return False
        if _has_mark(cells[filled[0]]):
            return True
        return filled[0] == self.ordinal and filled[1] not in self.names

    def _is_section(self, word: str, col: int) -> bool:
        if not _has_words(word):
            return False
        if col == self.ordinal or _SECTION_MARK.match(word.strip()):
            return True
        bare = word[:80].lstrip("+-*• ")
        if _SECTION_WORD.match(fold(bare)) or _HAMLET.match(bare):
            return True
        return col not in self.names

    def _section_text(self, cells: Sequence[Value]) -> str:
        word = str(cells[self._filled(cells)[-1]])[:_LONGEST_SECTION].strip()
        bare = _SECTION_MARK.sub("", word.lstrip("+-*• "), count=1)
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


def _says_anything(value: Value) -> bool:
    return not isinstance(value, str) or any(char.isalnum() for char in value)


def _has_mark(value: Value) -> bool:
    return isinstance(value, str) and _ROMAN_MARK.fullmatch(value.strip()) is not None


def _is_number(value: Value) -> bool:
    return type(value) in (int, float)


def _has_words(value: Value) -> bool:
    return isinstance(value, str) and any(char.isalpha() for char in value)


def _is_index(cells: Sequence[Value], filled: list[int]) -> bool:
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
