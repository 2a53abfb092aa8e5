"""A header of two rows: wide headings, and below some of them the headings that they cover."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest

from sheets_schema.campaign import Table
from sheets_schema.headings import is_recognised, known_columns, similar_columns
from sheets_schema.rows import is_blank
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
    lower = tab.values[row]
    if all(col < len(lower) and lower[col] == text for col, text in headings.items()):
        return tab
    upper = tab.values[row - 1]
    whole = [above if is_blank(cell) else cell for above, cell in zip_longest(upper, lower)]
    return replace(tab, values=[*tab.values[:row], whole, *tab.values[row + 1 :]])


def _blank_at(cells: Sequence[Value], col: int) -> bool:
    return col >= len(cells) or is_blank(cells[col])
