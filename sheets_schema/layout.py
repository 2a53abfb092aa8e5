"""Where a declared list stands in a workbook: its tab, its header row, its columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from sheets_schema.campaign import Table
from sheets_schema.headings import (
    CONTAINED,
    EXACT,
    heading_key,
    is_recognised,
    known_columns,
    likeness,
    short_heading_key,
    similar_columns,
    without_numbering,
)
from sheets_schema.messages import LANGUAGES, text
from sheets_schema.split_header import split_headings, with_whole_header
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
    headings = [_header_candidates(tab, tables) for tab in candidates]
    scores: list[tuple[int, int, int]] = []
    for number, table in enumerate(tables):
        for position, tab in enumerate(candidates):
            columns, _ = _known_header(headings[position], table)
            score = title_score(tab.title, table)
            if is_recognised(columns, table):
                score += EXACT * len(columns) // len(table.columns)
            if score >= CONTAINED // 2:
                scores.append((-score, number, position))
    found: dict[int, int] = {}
    for _, number, position in sorted(scores):
        if number not in found and position not in found.values():
            found[number] = position
    return [
        _layout_of(candidates[found[number]], headings[found[number]], table)
        if number in found
        else Layout(table)
        for number, table in enumerate(tables)
    ]


@lru_cache(maxsize=4096)
def title_score(title: str, table: Table) -> int:
    """How well a tab's title fits a table: by its declared title, a synonym, or nearly so."""
    key, short = heading_key(title), short_heading_key(title)
    if key == heading_key(table.title):
        return 2 * EXACT
    texts = (table.title, *table.synonyms)
    wanted = tuple(without_numbering(heading_key(text)) for text in texts)
    score = likeness(without_numbering(key), without_numbering(short), wanted)
    # The number in front tells lists apart whose names contain each other (3a. Tổ, 3b. …Tổ).
    if key.split(" ")[:1] == heading_key(table.title).split(" ")[:1]:
        score += CONTAINED // 2
    return score


Headings = list[tuple[int, dict[int, str]]]


def _header_candidates(tab: Tab, tables: Sequence[Table]) -> Headings:
    """The rows that may be a header; none below the first that clearly is one."""
    found: Headings = []
    for row, cells in enumerate(tab.values[:DEEPEST_HEADER]):
        headings = _headings(cells)
        if len(headings) >= 2:
            below = tab.values[row + 1] if row + 1 < len(tab.values) else ()
            if split := split_headings(headings, cells, below, _headings(below), tables):
                return [*found, (row + 1, split)]
            found.append((row, headings))
            if any(2 * len(known_columns(headings, t)) > len(t.columns) for t in tables):
                break
    return found


def _known_header(candidates: Headings, table: Table) -> tuple[dict[str, int], int]:
    """The row with the most known headings, and where it stands in the candidates (-1: none)."""
    best: dict[str, int] = {}
    place = -1
    for number, (_, headings) in enumerate(candidates):
        columns = known_columns(headings, table)
        if len(columns) > len(best):
            best, place = columns, number
    return best, place


def _layout_of(tab: Tab, candidates: Headings, table: Table) -> Layout:
    columns, place = _known_header(candidates, table)
    if not is_recognised(columns, table):
        columns, place = _similar_header(candidates, table)
    if place < 0:
        return Layout(table, tab)
    row, headings = candidates[place]
    tab = with_whole_header(tab, row, headings)
    if len(columns) < len(table.columns):
        columns = similar_columns(headings, table, columns)
        columns = _between_neighbours(headings, table, columns)
    return Layout(table, tab, row, columns, *_extent(tab.values[row], headings))


def _between_neighbours(
    headings: Mapping[int, str], table: Table, columns: dict[str, int]
) -> dict[str, int]:
    """With columns under words of the unit's own that stand just where the form has them."""
    found = dict(columns)
    names = [column.name for column in table.columns]
    for before, name, after in zip(names, names[1:], names[2:], strict=False):
        if name in found or before not in columns or after not in columns:
            continue
        place = columns[before] + 1
        free = place in headings and place not in columns.values()
        if free and place + 1 == columns[after]:
            found[name] = place
    return found


def _similar_header(candidates: Headings, table: Table) -> tuple[dict[str, int], int]:
    """A header whose headings only contain or resemble the declared ones."""
    best: dict[str, int] = {}
    place = -1
    for number, (_, headings) in enumerate(candidates):
        columns = similar_columns(headings, table, known_columns(headings, table))
        if len(columns) > len(best):
            best, place = columns, number
    return (best, place) if is_recognised(best, table) else ({}, -1)


def _headings(cells: Sequence[Value]) -> dict[int, str]:
    """Texts of a row by column, without the service's own; long texts are no headings."""
    return {
        col: value
        for col, value in enumerate(cells)
        if isinstance(value, str)
        and len(value) <= 120
        and value.strip()
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
