"""Which rows below a header are data, and which are sections, totals, signatures or samples."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from types import MappingProxyType
from typing import NamedTuple

from sheets_schema.columns import Columns, where
from sheets_schema.headings import heading_key
from sheets_schema.row_texts import (
    FOOTER,
    LONG_NUMBER,
    LONGEST_SECTION,
    PAGE,
    REMARK,
    SIGNATURE,
    TOTAL,
    has_mark,
    has_words,
    is_index,
    names_section,
    says_anything,
    section_text,
)
from sheets_schema.sample_rows import SampleForm, as_samples
from sheets_schema.workbook import Value

_HEADER_CELLS = 4


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


def blank_at(cells: Sequence[Value], col: int) -> bool:
    """Whether a row holds nothing in a column, or ends before it."""
    return col >= len(cells) or is_blank(cells[col])


@dataclass(frozen=True, slots=True)
class RowSorter:
    """What is known of a list when its rows are told apart.

    `header` are the keys of its headings; `ordinal` is the sheet column of the row numbers, -1
    without one; `names` are the columns that hold names of people; `own` the service's columns;
    `telling` the first and last columns in which a sample row shows that it is one; a text in the
    first that `right` matches wholly is none; `sample` knows the form's own. A drag or a form fills
    the `prefilled` columns in rows that are nobody's; `counts` are those that are added up;
    `words` are the headings of all lists; rows `again` of the tab are known to be headings.
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
    again: frozenset[int] = frozenset()

    def sort(self, columns: Columns, start: int) -> SortedRows:
        """The rows below the header told apart; `start` is where the first stands in the tab."""
        kinds = {row: self.kind_of(columns.rows[row]) for row in self._unusual(columns)}
        kinds |= {row - start: RowKind.HEADING for row in self.again}
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
            least = self._least_summed(columns, row, filled) if words else 1
            if all(self._is_sum(columns, kinds, row, col, least) for col in numbers):
                yield row

    def _least_summed(self, columns: Columns, row: int, filled: list[int]) -> int:
        """How many rows a row with a word must sum: one that fills what the row above it fills is
        a row like that, equal numbers are common, and a full row is not left out for one."""
        if row == 0 or self._filled(columns.rows[row - 1]) != filled:
            return 2
        return 3 if row + 1 == len(columns) else len(columns)

    def _is_sum(
        self, columns: Columns, kinds: Mapping[int, RowKind], row: int, col: int, least: int
    ) -> bool:
        """Whether a cell is the sum of `least` or more cells above it, without a gap of rows."""
        wanted, total, summed = columns.rows[row][col], 0.0, 0
        if (
            least == 1
            and wanted == 0
            and not any(kinds.get(one, RowKind.DATA) in _DATA for one in range(row))
        ):
            return True
        for above in range(row - 1, -1, -1):
            value = columns.rows[above][col] if col < len(columns.rows[above]) else None
            if _is_number(value) and kinds.get(above, RowKind.DATA) in _DATA:
                total, summed = total + value, summed + 1  # type: ignore[operator]
                if total == wanted and summed >= least:
                    return True
        return False

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
        if not filled or (filled == [self.ordinal] and not has_words(cells[self.ordinal])):
            return RowKind.BLANK
        kind = self._kind_by_words(cells, filled) or self._kind_by_little(cells, filled)
        if kind is not None:
            return kind
        if self._is_header_again(cells, filled) or is_index(cells, filled):
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
        said = next((str(cells[col])[:80] for col in filled if type(cells[col]) is str), "")
        if len(set(filled) - self.counts) <= 4 and TOTAL.match(said):
            return RowKind.TOTAL
        if len(filled) == 1 and (REMARK.match(word) or PAGE.fullmatch(word)):
            return RowKind.REMARK
        if len(filled) == 2 and self._is_footer(cells, filled, word):
            return RowKind.SIGNATURE
        if len(filled) <= 3 and SIGNATURE.match(heading_key(word)):
            # A row of a person has the number in its own cell; "Người tổng hợp: …, ĐT 09…" is one.
            numbered = any(LONG_NUMBER.search(str(cells[col])) for col in filled[1:])
            return None if numbered and ":" not in word else RowKind.SIGNATURE
        return None

    def _is_footer(self, cells: Sequence[Value], filled: list[int], word: str) -> bool:
        """A remark with a signature right of it, as decisions end."""
        beside = str(cells[filled[1]])[:80]
        signed = SIGNATURE.match(heading_key(beside)) is not None
        return signed and (filled[0] not in self.names or FOOTER.match(word) is not None)

    def _kind_by_little(self, cells: Sequence[Value], filled: list[int]) -> RowKind | None:
        """A row in which somebody only typed a sign, or dragged down what repeats."""
        if len(filled) == 1 and not says_anything(cells[filled[0]]):
            return RowKind.STRAY
        said = [col for col in filled if says_anything(cells[col])]
        if len(said) > 2 and self.prefilled.issuperset(said):
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
            return self._is_section(str(cells[filled[0]])[:LONGEST_SECTION], filled[0])
        if len(filled) != 2 or not has_words(cells[filled[1]]):
            return False
        if has_mark(cells[filled[0]]):
            return True
        return filled[0] == self.ordinal and filled[1] not in self.names

    def _is_section(self, word: str, col: int) -> bool:
        return has_words(word) and (
            col == self.ordinal or col not in self.names or names_section(word)
        )

    def _section_text(self, cells: Sequence[Value]) -> str:
        return section_text(str(cells[self._filled(cells)[-1]]))


def _is_number(value: Value) -> bool:
    return type(value) in (int, float)
