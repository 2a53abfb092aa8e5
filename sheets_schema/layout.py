"""Where a declared list stands in a workbook: its tab, its header row, its columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from sheets_schema.campaign import Table
from sheets_schema.headings import (
    CONTAINED,
    EXACT,
    heading_key,
    likeness,
    match_columns,
    short_heading_key,
    without_numbering,
)
from sheets_schema.messages import LANGUAGES, text
from sheets_schema.workbook import Tab, Value

DEEPEST_HEADER = 40


@lru_cache(maxsize=1)
def own_headings() -> frozenset[str]:
    """Keys of the headings of the columns that the service keeps beside a list."""
    return _keys("column-check", "column-row-id")


@lru_cache(maxsize=1)
def own_tabs() -> frozenset[str]:
    """Keys of the titles of the tabs that the service keeps in a unit's workbook."""
    return _keys("tab-results", "tab-guide")


def _keys(*texts: str) -> frozenset[str]:
    return frozenset(heading_key(text(key, lang)) for key in texts for lang in LANGUAGES)


@dataclass(frozen=True, slots=True)
class Layout:
    """A list as found: `tab` None when it is missing, `header_row` None when it has its own form.

    `columns` maps declared names to sheet columns, `width` is the first column right of the list,
    `own` the columns that the service keeps there.
    """

    table: Table
    tab: Tab | None = None
    header_row: int | None = None
    columns: Mapping[str, int] = field(default_factory=dict)
    width: int = 0
    own: frozenset[int] = frozenset()


def is_own_tab(tab: Tab) -> bool:
    """Whether the tab is one that the service keeps (results, instructions)."""
    return heading_key(tab.title) in own_tabs()


def find_layouts(tabs: Sequence[Tab], tables: Sequence[Table]) -> list[Layout]:
    """One layout for each table, in order: tabs are known by their title, else by their header."""
    candidates = [tab for tab in tabs if not is_own_tab(tab)]
    scores: list[tuple[int, int, int, Layout]] = []
    for number, table in enumerate(tables):
        for position, tab in enumerate(candidates):
            layout = _layout_of(tab, table)
            score = _title_score(tab.title, table) + _header_score(layout)
            if score >= CONTAINED:
                scores.append((-score, number, position, layout))
    found: dict[int, Layout] = {}
    used: set[int] = set()
    for _, number, position, layout in sorted(scores, key=lambda entry: entry[:3]):
        if number not in found and position not in used:
            found[number] = layout
            used.add(position)
    return [found.get(number, Layout(table)) for number, table in enumerate(tables)]


def _title_score(title: str, table: Table) -> int:
    key, short = heading_key(title), short_heading_key(title)
    if key == heading_key(table.title):
        return 2 * EXACT
    texts = (table.title, *table.synonyms)
    wanted = [without_numbering(heading_key(text)) for text in texts]
    score = likeness(without_numbering(key), without_numbering(short), wanted)
    # The number in front tells lists apart whose names contain each other (3a. Tổ, 3b. …Tổ).
    if score and key.split(" ")[:1] == heading_key(table.title).split(" ")[:1]:
        score += 50
    return score


def _header_score(layout: Layout) -> int:
    if layout.header_row is None:
        return 0
    return int(EXACT * len(layout.columns) / len(layout.table.columns))


def _layout_of(tab: Tab, table: Table) -> Layout:
    best: dict[str, int] = {}
    best_row = None
    for row, cells in enumerate(tab.values[:DEEPEST_HEADER]):
        headings = _headings(cells)
        if len(headings) < 2:
            continue
        columns = match_columns(headings, table, loosely=False)
        if len(columns) > len(best):
            best, best_row = columns, row
    if best_row is None or not _is_recognised(best, table):
        best, best_row = _loose_header(tab, table)
    if best_row is None:
        return Layout(table, tab)
    headings = _headings(tab.values[best_row])
    if len(best) < len(table.columns):
        best = match_columns(headings, table, loosely=True)
    return Layout(table, tab, best_row, best, *_extent(tab.values[best_row], headings))


def _loose_header(tab: Tab, table: Table) -> tuple[dict[str, int], int | None]:
    """A header whose headings only contain or resemble the declared ones."""
    best: dict[str, int] = {}
    best_row = None
    for row, cells in enumerate(tab.values[: DEEPEST_HEADER // 2]):
        headings = _headings(cells)
        if len(headings) < 3:
            continue
        columns = match_columns(headings, table, loosely=True)
        if len(columns) > len(best):
            best, best_row = columns, row
    return (best, best_row) if _is_recognised(best, table) else ({}, None)


def _is_recognised(columns: Mapping[str, int], table: Table) -> bool:
    """At least two columns and two fifths of the declared ones, with what names a row."""
    asked = [column.name for column in table.columns if column.type not in ("ordinal", "note")]
    known = [name for name in asked if name in columns]
    return len(known) >= min(2, len(asked)) and 5 * len(known) >= 2 * len(asked)


def _headings(cells: Sequence[Value]) -> dict[int, str]:
    """Texts of a row by column, without the service's own; long texts are no headings."""
    return {
        col: value
        for col, value in enumerate(cells)
        if isinstance(value, str)
        and value.strip()
        and len(value) <= 120
        and heading_key(value) not in own_headings()
    }


def _extent(cells: Sequence[Value], headings: Mapping[int, str]) -> tuple[int, frozenset[int]]:
    own = frozenset(
        col
        for col, value in enumerate(cells)
        if isinstance(value, str) and heading_key(value) in own_headings()
    )
    mine = [col for col in headings if not own or col < min(own)]
    return max(mine, default=-1) + 1, own
