"""A header of two rows: wide headings, and below some of them the headings that they cover."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest

from sheets_schema.campaign import Table
from sheets_schema.headings import (
    heading_key,
    is_recognised,
    known_columns,
    known_words,
    similar_columns,
)
from sheets_schema.rows import is_blank
from sheets_schema.vietnam.text import one_line
from sheets_schema.workbook import Tab, Value


def split_headings(
    headings: Mapping[int, str],
    cells: Sequence[Value],
    below: Sequence[Value],
    headings_below: Mapping[int, str],
    tables: Sequence[Table],
) -> dict[int, str]:
    """The headings of a header of two rows, a wide one above those it covers; none where the row
    below is data. `cells` and `below` are the two rows, with their headings by column."""
    lower = {col: value for col, value in enumerate(below) if not is_blank(value)}
    covering = {
        col for col in lower if col in headings and col + 1 in lower and _blank_at(cells, col + 1)
    }
    if not covering or any(col not in covering and not _blank_at(cells, col) for col in lower):
        return {}
    plain = {**headings, **headings_below}
    best: dict[str, int] = {}
    split: dict[int, str] = {}
    for both in (plain, {**plain, **_under_wide(headings, covering, lower)}):
        for table in tables:
            alone = similar_columns(headings, table, known_columns(headings, table))
            known = similar_columns(both, table, known_columns(both, table))
            if len(known) > max(len(alone), len(best)) and is_recognised(known, table):
                best, split = known, both
    return split


# What only parts of a thing are called: Giấy tờ over Số, Ngày cấp and Nơi cấp.
_PARTS = frozenset(
    [
        "số",
        "ngày cấp",
        "nơi cấp",
        "nam",
        "nữ",
        "ngày",
        "tháng",
        "năm",
        "họ",
        "tên",
        "họ đệm",
        "họ và đệm",
        "họ và tên đệm",
        "họ lót",
        "cơ quan cấp",
        "di động",
        "cố định",
        "email",
        "zalo",
        "chức vụ",
        "đơn vị",
    ]
)
_SHORT = 40


def parted_headings(
    headings: Mapping[int, str],
    cells: Sequence[Value],
    below: Sequence[Value],
    tables: Sequence[Table],
) -> dict[int, str]:
    """The headings of a header of two rows whose lower one names the parts of a wide heading
    (Nam | Nữ, Ngày | Tháng | Năm, Số | Ngày cấp); none where the row below is not such a one."""
    lower = {col: value for col, value in enumerate(below) if not is_blank(value)}
    if len(lower) < 2 or not all(type(v) is str and len(v) <= _SHORT for v in lower.values()):
        return {}
    words = {col: one_line(str(value)).lower() for col, value in lower.items()}
    parts = sum(word in _PARTS for word in words.values())
    if parts < 2 or not any(_blank_at(cells, col) for col in lower):
        return {}
    known = known_words(tuple(tables))
    joined = dict(headings)
    for col, value in lower.items():
        above = headings.get(col)
        if above is None or (heading_key(str(value)) in known and words[col] not in _PARTS):
            joined[col] = str(value)
        elif words[col] in ("số", "năm"):
            joined[col] = f"{value} {above}"
    return joined


def _under_wide(
    headings: Mapping[int, str], covering: Iterable[int], lower: Mapping[int, Value]
) -> dict[int, str]:
    """Lower headings with the wide one behind them: "Họ và tên" under "Tổ trưởng" is the leader's.

    A wide heading covers the columns right of it up to the first that has nothing below.
    """
    joined = {}
    for start in covering:
        col = start
        while isinstance(lower.get(col), str) and (col == start or col not in headings):
            joined[col] = f"{lower[col]} {headings[start]}"
            col += 1
    return joined


def with_whole_header(tab: Tab, row: int, headings: Mapping[int, str]) -> Tab:
    """The tab with both rows of a split header read as one in the lower; else as it is."""
    lower = tab.values[row] if row < len(tab.values) else ()
    if all(col < len(lower) and lower[col] == text for col, text in headings.items()):
        return tab
    upper = tab.values[row - 1]
    whole = [above if is_blank(cell) else cell for above, cell in zip_longest(upper, lower)]
    for col, text in headings.items():
        whole[col] = text
    return replace(tab, values=[*tab.values[:row], whole, *tab.values[row + 1 :]])


def _blank_at(cells: Sequence[Value], col: int) -> bool:
    return col >= len(cells) or is_blank(cells[col])
