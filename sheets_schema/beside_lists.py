"""What stands beside a list on its tab, behind an empty column: a legend, a count, another list."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise, zip_longest

from sheets_schema.campaign import Table
from sheets_schema.headings import heading_key, is_recognised, known_columns, wanted_headings
from sheets_schema.rows import blank_at
from sheets_schema.workbook import Tab, Value

_LOOKED_AT = 40
_DIGITS = 4
# Headings that two lists have at least, and letters that one has at most.
_TWO_LISTS, _LONGEST = 6, 120
_NOTHING = frozenset({None, ""})


def strips_of(tab: Tab) -> list[tuple[int, int]]:
    """The runs of columns that hold something: the first column and the first behind, from 0."""
    strips: list[tuple[int, int]] = []
    for col, cells in enumerate(zip_longest(*tab.values)):
        if _NOTHING.issuperset(cells):
            continue
        if strips and strips[-1][1] == col:
            strips[-1] = strips[-1][0], col + 1
        else:
            strips.append((col, col + 1))
    return strips


def list_starts(tab: Tab, tables: Sequence[Table], words: frozenset[str]) -> list[int]:
    """The columns in which the headings of a further list begin right of another's, in the same
    row: its row numbers, or what its rows are called by. None where other headings of the tab
    reach over them."""
    starts: list[int] = []
    rows = [_texts(cells) for cells in tab.values[:_LOOKED_AT] if len(cells) >= _TWO_LISTS]
    heads = [cells for cells in rows if _is_header(cells, words)]
    for headings in heads:
        starts = starts or _starts_in(headings, tables)
    for headings in heads if starts else ():
        over = any(min(headings) < col <= max(headings) for col in starts)
        here = _starts_in(headings, tables)
        if over and here != starts and (here or _is_whole(headings, tables)):
            return []
    return starts


def _starts_in(headings: Mapping[int, str], tables: Sequence[Table]) -> list[int]:
    """Where lists begin in one row of headings; none where a part would be no list by itself."""
    keys = {col: heading_key(text) for col, text in headings.items()}
    for starts in _possible_starts(keys, tables):
        edges = [-1, *starts, max(headings) + 1]
        parts = [{c: t for c, t in headings.items() if a <= c < b} for a, b in pairwise(edges)]
        if starts and all(_is_whole(part, tables) for part in parts):
            return starts
    return []


def _possible_starts(keys: Mapping[int, str], tables: Sequence[Table]) -> Iterator[list[int]]:
    """Columns where headings begin anew: the first two come again, or the row numbers, or, where
    they stand first, what rows are called by."""
    first, second = list(keys.values())[:2]
    yield [a for a, b in pairwise(keys) if (keys[a], keys[b]) == (first, second)][1:]
    yield [col for col, key in keys.items() if key in _ordinals(tuple(tables))][1:]
    subjects = _subjects(tuple(tables))
    if first in subjects:
        yield [col for col, key in keys.items() if key in subjects][1:]


@lru_cache(maxsize=16)
def _ordinals(tables: tuple[Table, ...]) -> frozenset[str]:
    """The keys of the headings of row numbers."""
    return frozenset(
        heading_key(said)
        for table in tables
        for column in table.columns
        if column.type == "ordinal"
        for said in (column.title, *column.synonyms)
    )


@lru_cache(maxsize=16)
def _subjects(tables: tuple[Table, ...]) -> frozenset[str]:
    """The keys of the headings that rows are called by."""
    return frozenset(key for table in tables for key in wanted_headings(table)[table.subject])


def _is_whole(headings: Mapping[int, str], tables: Sequence[Table]) -> bool:
    """Whether headings are those of a list with what its rows are called by."""
    found = ((table, known_columns(headings, table)) for table in tables)
    return any(is_recognised(columns, t) and t.subject in columns for t, columns in found)


def _texts(cells: Sequence[Value]) -> dict[int, str]:
    return {c: v for c, v in enumerate(cells) if isinstance(v, str) and v and not v.isspace()}


def _is_header(headings: Mapping[int, str], words: frozenset[str]) -> bool:
    if len(headings) < _TWO_LISTS or max(map(len, headings.values())) > _LONGEST:
        return False
    return 2 * sum(heading_key(text) in words for text in headings.values()) >= len(headings)


def without_other_panels(
    tab: Tab, row: int, headings: dict[int, str], tables: Sequence[Table]
) -> tuple[dict[int, str], int | None]:
    """The headings without those of a legend or a count that stands right of the list behind an
    empty column, and that column; None where nothing stands there."""
    rows = tab.values[row : row + 1 + _LOOKED_AT]
    cols = sorted(headings)
    gaps = [
        gap
        for left, right in pairwise(cols)
        for gap in range(left + 1, right)
        if _is_empty(rows, gap)
    ]
    for gap in gaps:
        here = {col: text for col, text in headings.items() if col < gap}
        # "Chú thích:" begins a legend.
        beside = {c: text for c, text in headings.items() if c > gap and not text.endswith(":")}
        if not _is_list(here, tables):
            # A wide row: the headings stand in the next one.
            below = _texts(rows[1]) if len(rows) > 1 else {}
            here_below = {col: text for col, text in below.items() if col < gap}
            if not _is_list(here_below, tables):
                continue
            beside_below = {col: text for col, text in below.items() if col > gap}
            if _belongs(here_below, beside_below, rows[2:], tables):
                continue
            return here, gap
        if not _belongs(here, beside, rows[1:], tables):
            return here, gap
    # Over the headings of the next row a wide one may end earlier.
    wide = not _is_list(headings, tables)
    below = _texts(rows[1]) if wide and len(rows) > 1 else {}
    last = max([*cols, *(below if _is_list(below, tables) else ())]) + 1
    beyond = (gap for gap in range(last, max(map(len, rows))) if _is_empty(rows, gap))
    return headings, next(beyond, None)


def _has_data(rows: Sequence[Sequence[Value]], end: int) -> bool:
    """Whether something stands below the headings: in an empty list every column is."""
    return any(_is_number(value) for cells in rows for value in cells[:end])


def _is_number(value: Value) -> bool:
    if isinstance(value, str):
        return sum(map(str.isdigit, value)) >= _DIGITS
    return value is not None


def _is_empty(rows: Sequence[Sequence[Value]], col: int) -> bool:
    return all(blank_at(cells, col) for cells in rows)


def _is_list(headings: Mapping[int, str], tables: Sequence[Table]) -> bool:
    return any(is_recognised(known_columns(headings, table), table) for table in tables)


def _belongs(
    here: Mapping[int, str], beside: Mapping[int, str], rows: Sequence[Sequence[Value]],
    tables: Sequence[Table],
) -> bool:  # fmt: skip
    """Whether what stands right of a gap is a list, or columns of the one left of it."""
    if _is_list(beside, tables):
        return True
    both = {**here, **beside}
    has_data = _has_data(rows, min(beside, default=0))
    for table in tables:
        left, all_known = known_columns(here, table), known_columns(both, table)
        if is_recognised(left, table) and set(all_known) > set(left):
            more = [col for name, col in all_known.items() if name not in left]
            filled = _filled(rows, more), _filled(rows, list(left.values()))
            if not has_data or 2 * filled[0] >= filled[1]:
                return True
    return False


def _filled(rows: Sequence[Sequence[Value]], cols: Sequence[int]) -> int:
    return sum(any(not blank_at(row, col) for col in cols) for row in rows)
