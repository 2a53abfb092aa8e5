"""What stands beside a list on its tab, behind an empty column: a legend, a count, another list."""

from collections.abc import Mapping, Sequence
from itertools import pairwise, zip_longest

from sheets_schema.campaign import Table
from sheets_schema.headings import is_recognised, known_columns
from sheets_schema.rows import blank_at
from sheets_schema.workbook import Tab, Value

_LOOKED_AT = 40
_DIGITS = 4
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
        below = dict(enumerate(map(str, rows[1][:gap]))) if len(rows) > 1 else {}
        if not _is_list(here, tables) and not _is_list(below, tables):
            continue
        if not _belongs(here, beside, rows[1:], tables):
            return here, gap
    last = cols[-1] + 1
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
