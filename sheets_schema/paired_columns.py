"""One thing in several columns under one heading: Họ | Tên, Nam | Nữ, Ngày | Tháng | Năm.

The columns are read as one: the first holds what they say together.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from sheets_schema.finding import shown_text
from sheets_schema.headings import heading_key
from sheets_schema.row_texts import is_index
from sheets_schema.rows import is_blank
from sheets_schema.vietnam.text import one_line
from sheets_schema.workbook import Tab, Value

NAMES, YEARS, MARKS, DATES, EITHER = "names", "years", "marks", "dates", "either"
_MALE, _FEMALE = frozenset({"nam"}), frozenset({"nữ", "nu"})
_FAMILY = frozenset(
    {"họ", "họ đệm", "họ và đệm", "họ và tên đệm", "họ, đệm", "họ lót", "họ và chữ đệm",
     "họ, chữ đệm", "họ và tên lót", "ho dem", "ho va dem", "ho va ten dem"}
)  # fmt: skip
_MIDDLE = frozenset({"đệm", "tên đệm", "chữ đệm", "lót", "tên lót", "dem", "ten dem"})
_GIVEN = frozenset({"tên", "ten"})
_MOBILE, _FIXED = frozenset({"di động", "đtdđ"}), frozenset({"cố định", "bàn", "máy bàn"})
_DAY, _MONTH, _YEAR = frozenset({"ngày"}), frozenset({"tháng"}), frozenset({"năm"})
_NAME_HEADINGS = ("họ và tên", "họ tên", "họ, tên", "họ & tên", "họ, chữ đệm và tên")
_ROMAN = frozenset("IVXLC.)")
_TICKS = frozenset({"x", "v", "✓", "✔", "1", "true", "+", "*", "có"})
# Signatures below the rows are longer.
_LONGEST = 12
_HEADER_CELLS = 4


class Together(NamedTuple):
    """Columns that say one thing together, what it is, and whether the first is their heading's
    place for men."""

    kind: str
    cols: tuple[int, ...]
    male_first: bool = True


def columns_together(
    headings: Mapping[int, str],
    wide: Mapping[int, str],
    rows: Sequence[Sequence[Value]],
    known: frozenset[str],
) -> list[Together]:
    """The columns that belong together by their own headings and by what stands in the rows below,
    up to a header of `known` words; in an empty list by the `wide` headings above them."""
    words = [_word(headings.get(col)) for col in range(max(headings, default=-1) + 2)]
    found: list[Together] = []
    for col, word in enumerate(words):
        after = words[col + 1] if col + 1 < len(words) else ""
        then = words[col + 2] if col + 2 < len(words) else ""
        if word in _MALE | _FEMALE and after in _MALE | _FEMALE and word != after:
            above = _word(wide.get(col))
            found.extend(_sexes(col, word in _MALE, above, own_rows(rows, known)))
        elif word in _FAMILY and after in _GIVEN:
            found.append(Together(NAMES, (col, col + 1)))
        elif word in _FAMILY and after in _MIDDLE and then in _GIVEN:
            found.append(Together(NAMES, (col, col + 1, col + 2)))
        elif word in _MOBILE and after in _FIXED:
            found.append(Together(EITHER, (col, col + 1)))
        elif word in _FIXED and after in _MOBILE:
            found.append(Together(EITHER, (col + 1, col)))
        elif word in _DAY and after in _MONTH and then in _YEAR:
            found.append(Together(DATES, (col, col + 1, col + 2)))
    return [*found, *_wide_names(words, rows, known)]


def own_rows(rows: Sequence[Sequence[Value]], known: frozenset[str]) -> Iterator[Sequence[Value]]:
    """The rows before the next header, without those that number the columns."""
    for cells in rows:
        if is_index(cells, [col for col, value in enumerate(cells) if not is_blank(value)]):
            continue
        texts = [value for value in cells if isinstance(value, str) and value]
        heard = sum(heading_key(text) in known for text in texts)
        if heard >= _HEADER_CELLS and 2 * heard >= len(texts):
            return
        yield cells


def _word(value: Value) -> str:
    return one_line(value).lower().strip(" .:*()") if isinstance(value, str) else ""


def _sexes(
    col: int, male_first: bool, above: str, rows: Iterable[Sequence[Value]]
) -> list[Together]:
    there = (cell for row in rows for cell in row[col : col + 2] if not is_blank(cell))
    cells = [cell for cell in there if len(shown_text(cell)) <= _LONGEST]
    if not cells:
        asked = MARKS if above.startswith("giới") else YEARS if "sinh" in above else ""
        return [Together(asked, (col, col + 1), male_first)] if asked else []
    years = sum(_is_year(cell) for cell in cells)
    ticks = sum(_is_tick(cell) for cell in cells)
    if 2 * max(years, ticks) < len(cells):
        return []
    return [Together(YEARS if years > ticks else MARKS, (col, col + 1), male_first)]


def _wide_names(
    words: Sequence[str], rows: Sequence[Sequence[Value]], known: frozenset[str]
) -> list[Together]:
    """A heading of names with none right of it, where given names stand."""
    found = []
    for col, word in enumerate(words):
        beside = words[col + 1] if col + 1 < len(words) else ""
        if not word.startswith(_NAME_HEADINGS) or beside:
            continue
        own = (row for row in own_rows(rows, known) if col + 1 < len(row) and row[col])
        cells = [row[col + 1] for row in own]
        there = [cell for cell in cells if isinstance(cell, str) and _has_letters(cell)]
        if there and 2 * sum(_is_given_name(cell) for cell in there) > len(there):
            found.append(Together(NAMES, (col, col + 1)))
    return found


def _is_given_name(value: Value) -> bool:
    text = one_line(value) if isinstance(value, str) else ""
    return text.replace(" ", "").isalpha() and text.count(" ") <= 1 and text[:1].isupper()


def _is_year(value: Value) -> bool:
    text = shown_text(value).strip()
    return text[-4:].isdigit() and text[-4:-2] in ("19", "20") and not text[:1].isalpha()


def _is_tick(value: Value) -> bool:
    return value is True or shown_text(value).strip().lower() in _TICKS


def headings_together(
    headings: Mapping[int, str], wide: Mapping[int, str], together: Iterable[Together]
) -> dict[int, str]:
    """The headings with those of columns that say one thing as the form has them; `wide` are those
    that stand above them, or their own."""
    found = dict(headings)
    for kind, cols, _ in together:
        if kind == EITHER:
            # The heading of the one that is asked for stays.
            found.pop(cols[1], None)
            continue
        above = wide.get(cols[0], "").lower()
        for col in cols:
            found.pop(col, None)
        if kind == NAMES:
            found[cols[0]] = "Họ và tên"
        elif kind == MARKS:
            found[cols[0]] = "Giới tính"
        elif kind == DATES:
            found[cols[0]] = _of_day(above)
        else:
            found[cols[0]] = "Ngày sinh" if "ngày" in above else "Năm sinh"
            found[cols[1]] = "Giới tính"
    return found


def _of_day(above: str) -> str:
    """What a day in three columns is called by the wide heading above it."""
    if "sinh" in above or _word(above) in _DAY:
        return "Ngày sinh"
    return above if above.startswith("ngày") else f"Ngày {above}"


def read_together(
    tab: Tab, row: int, together: Sequence[Together], besides: Collection[int] = ()
) -> Tab:
    """The tab with what the columns say together in the first of them, below the header `row`;
    the rows `besides` hold no data."""
    values = list(tab.values)
    for number in range(row + 1, len(values)):
        if number in besides:
            continue
        cells = list(values[number])
        for one in together:
            _join(cells, one)
        values[number] = cells
    return replace(tab, values=values)


def _join(cells: list[Value], one: Together) -> None:
    last = max(one.cols)
    if len(cells) <= last:
        cells.extend([None] * (last + 1 - len(cells)))
    there = [cells[col] for col in one.cols]
    filled = [value for value in there if not is_blank(value)]
    first = one.cols[0]
    if one.kind == EITHER:
        if is_blank(cells[first]) and filled:
            cells[first] = filled[0]
    elif one.kind == NAMES and len(filled) > 1 and all(map(_is_part_of_name, filled)):
        rest = [None] * (last - first)
        cells[first : last + 1] = [" ".join(one_line(str(v)) for v in filled), *rest]
    elif one.kind == DATES and len(filled) > 1 and not any(map(_has_letters, filled)):
        cells[first : last + 1] = ["/".join(map(shown_text, filled)), None, None]
    elif one.kind == DATES and len(filled) == 1 and _is_year(filled[0]):
        cells[first : last + 1] = [filled[0], None, None]
    elif one.kind in (YEARS, MARKS) and len(filled) == 1:
        male = (there[0] is filled[0]) == one.male_first
        sex = "Nam" if male else "Nữ"
        if one.kind == YEARS and _is_year(filled[0]):
            cells[first : last + 1] = [filled[0], sex]
        elif one.kind == MARKS and _is_tick(filled[0]):
            cells[first : last + 1] = [sex, None]


def _is_part_of_name(value: Value) -> bool:
    """Whether a cell may be a part of a name; the number of a section is none."""
    return isinstance(value, str) and not _ROMAN.issuperset(value.strip())


def _has_letters(value: Value) -> bool:
    return any(char.isalpha() for char in shown_text(value))
