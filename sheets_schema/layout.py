"""Where a declared list stands in a workbook: its tab, its header row, its columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from sheets_schema.campaign import Table
from sheets_schema.column_content import agrees
from sheets_schema.header_rows import (
    Header,
    headings_again,
    only_stands_above,
    whole_header,
    with_whole_header,
)
from sheets_schema.headings import (
    CONTAINED,
    EXACT,
    heading_key,
    is_recognised,
    known_columns,
    known_words,
    likeness,
    short_heading_key,
    similar_columns,
    without_numbering,
)
from sheets_schema.messages import LANGUAGES, text
from sheets_schema.paired_columns import (
    EITHER,
    Together,
    own_rows,
    read_together,
)
from sheets_schema.workbook import Tab, Value

DEEPEST_HEADER = 40
_LOOKED_AT = 40
_MOST_TWINS = 2


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
    `own` the columns that the service keeps there. `tab` may hold what several columns say together
    in one: then `source` is the tab as it is, and `joined` maps the one to the others. The header
    begins in row `header_top`; `equal` are columns whose heading stands over another one too.
    Rows `again` repeat the header or number its columns; from column `right` on stands a legend.
    """

    table: Table
    tab: Tab | None = None
    header_row: int | None = None
    columns: Mapping[str, int] = field(default_factory=dict)
    width: int = 0
    own: frozenset[int] = frozenset()
    source: Tab | None = None
    header_top: int = 0
    joined: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    equal: frozenset[int] = frozenset()
    again: frozenset[int] = frozenset()
    right: int | None = None

    def beside(self, name: str) -> tuple[int, ...]:
        """Further sheet columns whose cells a declared column's say too."""
        return self.joined.get(self.columns.get(name, -1), ())


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
    words = known_words(tuple(tables))
    found: dict[int, int] = {}
    for _, number, position in sorted(scores):
        if number not in found and position not in found.values():
            found[number] = position
    return [
        _layout_of(candidates[found[number]], headings[found[number]], table, words)
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


def _header_candidates(tab: Tab, tables: Sequence[Table]) -> list[Header]:
    """The rows that may be a header; none below the first that clearly is one."""
    found: list[Header] = []
    for row, cells in enumerate(tab.values[:DEEPEST_HEADER]):
        headings = _headings(cells)
        if len(headings) >= 2:
            header = whole_header(tab, row, headings, tables)
            if header.row > row and not only_stands_above(tab, row, known_words(tuple(tables))):
                return [*found, header]
            found.append(header)
            if any(2 * len(known_columns(header.headings, t)) > len(t.columns) for t in tables):
                break
    return found


def _known_header(candidates: Sequence[Header], table: Table) -> tuple[dict[str, int], int]:
    """The row with the most known headings, and where it stands in the candidates (-1: none)."""
    best: dict[str, int] = {}
    place = -1
    for number, header in enumerate(candidates):
        columns = known_columns(header.headings, table)
        if len(columns) > len(best):
            best, place = columns, number
    return best, place


def _layout_of(
    tab: Tab, candidates: Sequence[Header], table: Table, words: frozenset[str]
) -> Layout:
    columns, place = _known_header(candidates, table)
    if not is_recognised(columns, table):
        columns, place = _similar_header(candidates, table)
    if place < 0:
        return Layout(table, tab, source=tab)
    header = candidates[place]
    row, together = header.row, header.together
    source = tab
    again = headings_again(tab, header) if together or row > header.top else frozenset()
    tab = with_whole_header(tab, header) if row > header.top else tab
    if together:
        tab = read_together(tab, row, together, again)
    below = tab.values[row + 1 :]
    columns = all_columns(header.headings, table, columns, below, words)
    twins = _equal_headings(header.headings, columns)
    if twins:
        tab = read_together(tab, row, twins, again)
        together = (*together, *twins)
    width, own = _extent(tab.values[row], header.headings, columns)
    equal = frozenset(one.cols[0] for one in twins)
    joined = {one.cols[0]: one.cols[1:] for one in together}
    return Layout(
        table, tab, row, columns, width, own, source, header.top, joined, equal, again, header.right
    )


def all_columns(
    headings: Mapping[int, str],
    table: Table,
    known: dict[str, int],
    rows: Sequence[Sequence[Value]],
    words: frozenset[str],
) -> dict[str, int]:
    """The known columns with those under headings in other words, where what stands in the rows
    below agrees, up to the next header of known `words`."""
    if len(known) == len(table.columns):
        return known
    similar = similar_columns(headings, table, known)
    similar = _between_neighbours(headings, table, similar)
    if len(similar) == len(known):
        return known
    looked_at = list(islice(own_rows(rows, words), _LOOKED_AT))
    return {n: c for n, c in similar.items() if n in known or _agrees(table, n, c, looked_at)}


def _equal_headings(headings: Mapping[int, str], columns: Mapping[str, int]) -> list[Together]:
    """Columns under the heading of one that is read: either may hold the value. Where most have
    such a twin, another list stands beside this one."""
    used = frozenset(columns.values())
    found = []
    for col in used:
        key = heading_key(headings.get(col, ""))
        others = [
            at for at, text in headings.items() if at not in used and heading_key(text) == key
        ]
        if key and others:
            found.append(Together(EITHER, (col, *others)))
    return found if len(found) <= _MOST_TWINS else []


def _agrees(table: Table, name: str, col: int, rows: Sequence[Sequence[Value]]) -> bool:
    """Whether what stands under a heading in other words is what the declared column holds."""
    return agrees(table.column(name).type, (row[col] for row in rows if col < len(row)))


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


def _similar_header(candidates: Sequence[Header], table: Table) -> tuple[dict[str, int], int]:
    """A header whose headings only contain or resemble the declared ones."""
    best: dict[str, int] = {}
    place = -1
    for number, header in enumerate(candidates):
        headings = header.headings
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


def own_columns(cells: Sequence[Value]) -> frozenset[int]:
    """The columns of a header that are headed as the service's."""
    return frozenset(
        col
        for col, value in enumerate(cells)
        if isinstance(value, str) and heading_key(value) in own_headings()
    )


def _extent(
    cells: Sequence[Value], headings: Mapping[int, str], columns: Mapping[str, int]
) -> tuple[int, frozenset[int]]:
    own = own_columns(cells)
    # In a list that we made ours stand before it, whatever a unit puts left of them; what is right
    # of ours elsewhere is no part of it.
    ends = [col for col in own if 2 * sum(one < col for one in columns.values()) > len(columns)]
    mine = [col for col in headings if col < min(ends, default=col + 1)]
    return max(mine, default=-1) + 1, own
