"""Which row is the form's own sample, and which only says or looks so and is somebody's own."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from sheets_schema.cells.compiled import Read
from sheets_schema.finding import shown_text
from sheets_schema.headings import heading_key
from sheets_schema.vietnam.pattern import lazy
from sheets_schema.workbook import Value

# Read with its marks: Vi is also a surname.
_LABEL = lazy(r"(?:dòng |họ tên |họ và tên )?(?:ví dụ|vi du|vd|mẫu|sample|example)(?!\w)", re.I)
_NUMBER = frozenset({"vd", "v d", "vi du", "mau", "dong mau", "sample", "example", "eg", "ex"})
_NAMES = frozenset(
    {"nguyen van a", "tran thi b", "le van c", "nguyen thi b", "ho va ten", "ho ten", ""}
)
_REMARKS = ("ví dụ", "vd", "mẫu")
_AROUND = " \t\n.,:;()[]-–*\"“”'"
# Numbers that are nobody's: 0900000000, 09xxxxxxxx, 031085000000.
_NOBODYS = ("-fake", "-placeholder", "-masked", "-missing")
_LONGEST = 60
_BEFORE_REMARK = frozenset(" (-–[")
_FIRST_LETTERS = "VD vd Vd ví Ví VÍ Dò dò DÒ Mẫ mẫ MẪ (V (v Sa sa Ex ex Họ họ HỌ"
_STARTS = frozenset(_FIRST_LETTERS.split(" "))
_ENDS = frozenset({" A", " B", " C", "ụ)", "Ụ)", "ẫu", "u)", "U)", "D)", "d)", "dụ"})
_FIRST_TWO, _LAST_TWO = itemgetter(slice(2)), itemgetter(slice(-2, None))


@dataclass(frozen=True, slots=True)
class SampleForm:
    """What the form's own sample of a list looks like, by sheet column.

    `ordinal` holds the row numbers (-1: none), `people` and `subjects` the names of rows, `notes`
    remarks; `examples` are the declared right values. What stands in `own` tells whose row it is:
    the readers of its numbers of persons or, in a list without any, None for its texts.
    """

    ordinal: int = -1
    people: frozenset[int] = frozenset()
    subjects: frozenset[int] = frozenset()
    notes: frozenset[int] = frozenset()
    examples: Mapping[int, str] = field(default_factory=dict)
    own: Mapping[int, Read | None] = field(default_factory=dict)

    def is_like(self, cells: Sequence[Value], filled: Sequence[int]) -> bool:
        """Whether a row says that it is a sample, or names nobody (Nguyễn Văn A)."""
        return self._is_marked(cells, filled) or self._names_nobody(cells, filled)

    def is_sample(self, cells: Sequence[Value], filled: Sequence[int]) -> bool:
        """Whether a row is the form's own: it names nobody and holds nothing that is anybody's.

        Only one that says so of itself may hold the declared examples, which are real numbers.
        """
        marked = self._is_marked(cells, filled)
        named = self._names_nobody(cells, filled) or (marked and self._is_example(cells, filled))
        there = [col for col in filled if col in self.own]
        if not named or not (marked or there):
            return False
        return all(self._is_nobodys(cells[col], col, marked) for col in there)

    def _is_marked(self, cells: Sequence[Value], filled: Sequence[int]) -> bool:
        for col in filled:
            text = _short_text(cells[col])
            if col == self.ordinal and heading_key(text).strip("0123456789 ") in _NUMBER and text:
                return True
            if col in self.people | self.subjects and _label(text).rstrip().endswith(":"):
                return True
            if col in self.people and _without_remark(text) != text:
                return True
            if col in self.notes and _label(text):
                return True
        return False

    def _names_nobody(self, cells: Sequence[Value], filled: Sequence[int]) -> bool:
        return any(col in self.people and _bare_key(cells[col]) in _NAMES for col in filled)

    def _is_example(self, cells: Sequence[Value], filled: Sequence[int]) -> bool:
        subjects = [col for col in filled if col in self.subjects]
        keys = {col: _bare_key(cells[col]) for col in subjects}
        return bool(keys) and all(
            key == heading_key(self.examples.get(col, "")) for col, key in keys.items()
        )

    def _is_nobodys(self, value: Value, col: int, marked: bool) -> bool:
        if marked and heading_key(shown_text(value)) == heading_key(self.examples.get(col, "")):
            return True
        read = self.own[col]
        return read is not None and (read(value, None).code or "").endswith(_NOBODYS)


def as_samples(texts: Sequence[str]) -> list[str]:
    """The texts that begin or end as those of sample rows do; most that do are right.

    Usually there is none, which the set of all starts and that of all ends tell fast.
    """
    starts = _STARTS.intersection(map(_FIRST_TWO, texts))
    ends = _ENDS.intersection(map(_LAST_TWO, texts))
    if not (starts or ends):
        return []
    return [one for one in texts if one[:2] in starts or one[-2:] in ends]


def _short_text(value: Value) -> str:
    return value.strip() if type(value) is str and len(value) <= _LONGEST else ""


def _label(text: str) -> str:
    """The words in front that call a text an example ("Ví dụ: "), with what follows them."""
    start = len(text) - len(text.lstrip(_AROUND))
    label = _LABEL.match(text, start)
    rest = text[label.end() :].lstrip(_AROUND) if label else text
    return text[: len(text) - len(rest)] if label else ""


def _without_remark(text: str) -> str:
    """The text without "(ví dụ)" at its end."""
    bare = text.rstrip(_AROUND)
    for remark in _REMARKS:
        before = bare[: -len(remark)]
        if bare.lower().endswith(remark) and before[-1:] in _BEFORE_REMARK:
            return before.rstrip(_AROUND)
    return text


def _bare_key(value: Value) -> str:
    """What a name says beside the words that call it an example."""
    text = _short_text(value)
    return heading_key(_without_remark(text[len(_label(text)) :])) if text else "?"
