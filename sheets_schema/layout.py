"""Where a declared list stands in a workbook: its tab, its header row, its columns."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import zip_longest

from sheets_schema.campaign import Table
from sheets_schema.headings import (
    CONTAINED,
    EXACT,
    heading_key,
    known_columns,
    likeness,
    short_heading_key,
    similar_columns,
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
    headings = [_header_candidates(tab, tables) for tab in candidates]
    scores: list[tuple[int, int, int]] = []
    for number, table in enumerate(tables):
        for position, tab in enumerate(candidates):
            columns, _ = _known_header(headings[position], table)
            score = title_score(tab.title, table)
            if _is_recognised(columns, table):
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
            if split := _split_headings(headings, cells, below, tables):
                return [*found, (row + 1, split)]
            found.append((row, headings))
            if any(2 * len(known_columns(headings, t)) > len(t.columns) for t in tables):
                break
    return found


def _split_headings(
    headings: Mapping[int, str],
    cells: Sequence[Value],
    below: Sequence[Value],
    tables: Sequence[Table],
) -> dict[int, str]:
    """The headings of a header of two rows, a wide one above those it covers; else none."""
    lower = {col: value for col, value in enumerate(below) if not _is_blank(value)}
    covering = {
        col for col in lower if col in headings and col + 1 in lower and _blank_at(cells, col + 1)
    }
    if not covering or any(col not in covering and not _blank_at(cells, col) for col in lower):
        return {}
    plain = {**headings, **_headings(below)}
    best: dict[str, int] = {}
    split: dict[int, str] = {}
    for both in (plain, {**plain, **_under_wide(headings, covering, lower)}):
        for table in tables:
            alone = similar_columns(headings, table, known_columns(headings, table))
            known = similar_columns(both, table, known_columns(both, table))
            if len(known) > max(len(alone), len(best)) and _is_recognised(known, table):
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


def _with_whole_header(tab: Tab, row: int, headings: Mapping[int, str]) -> Tab:
    """The tab with both rows of a split header read as one in the lower; else as it is."""
    lower = tab.values[row]
    if all(col < len(lower) and lower[col] == text for col, text in headings.items()):
        return tab
    upper = tab.values[row - 1]
    whole = [above if _is_blank(cell) else cell for above, cell in zip_longest(upper, lower)]
    return replace(tab, values=[*tab.values[:row], whole, *tab.values[row + 1 :]])


def _blank_at(cells: Sequence[Value], col: int) -> bool:
    return col >= len(cells) or _is_blank(cells[col])


def _is_blank(value: Value) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


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
    if not _is_recognised(columns, table):
        columns, place = _similar_header(candidates, table)
    if place < 0:
        return Layout(table, tab)
    row, headings = candidates[place]
    tab = _with_whole_header(tab, row, headings)
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
    return (best, place) if _is_recognised(best, table) else ({}, -1)


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
