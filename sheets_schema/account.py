"""The account of a workbook: what each filled cell was read as, or that it was left over."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from sheets_schema.checked import CheckedTable
from sheets_schema.layout import is_own_tab
from sheets_schema.rows import RowKind, is_blank
from sheets_schema.workbook import Tab, Value, Workbook

Cell = tuple[int, int]
_NOTHING = frozenset({None, ""})
# A title or a caption fills few cells of its row.
_TITLE_CELLS = 3


class Part(StrEnum):
    """What a filled cell is."""

    DATA = "data"
    HEADING = "heading"
    TITLE = "title"
    SECTION = "section"
    TOTAL = "total"
    FOOTER = "footer"
    OURS = "ours"
    LEFT_OVER = "left-over"


_OF_KIND = {
    RowKind.SECTION: Part.SECTION,
    RowKind.TOTAL: Part.TOTAL,
    RowKind.REMARK: Part.FOOTER,
    RowKind.SIGNATURE: Part.FOOTER,
    RowKind.HEADING: Part.HEADING,
}


@dataclass(frozen=True, slots=True)
class Block:
    """A place where rows of a list stand: `rows` and `top` count from 0 in the tab.

    The block reaches from row `top` and column `left` to before `bottom` and `right` (None: to the
    end). Between `top` and the `header` stand titles; `columns` are the sheet columns that were
    read, by declared name, `others` the rows that are no data and `own` the service's columns.
    """

    table: str
    tab: Tab
    header: int
    rows: Collection[int]
    columns: Mapping[str, tuple[int, ...]]
    header_top: int = 0
    others: Mapping[int, RowKind] = field(default_factory=dict)
    own: frozenset[int] = frozenset()
    top: int = 0
    bottom: int | None = None
    left: int = 0
    right: int | None = None

    def holds(self, row: int, col: int) -> bool:
        """Whether a cell stands in the block."""
        below = self.bottom is not None and row >= self.bottom
        beside = self.right is not None and col >= self.right
        return row >= self.top and col >= self.left and not below and not beside


class LeftOver(NamedTuple):
    """Cells that nothing was read from: the tab's title, the rectangle around them in the sheet's
    words, how many are filled."""

    tab: str
    range: str
    cells: int


def block_of(table: CheckedTable) -> Block:
    """The place of a list."""
    assert table.source is not None and table.header_row is not None
    rows = table.row_numbers
    return Block(
        table.table.name,
        table.source,
        table.header_row,
        rows if isinstance(rows, range) else frozenset(rows),
        {name: (col, *table.beside.get(name, ())) for name, col in table.columns.items()},
        header_top=table.header_top,
        others=table.others,
        own=table.own,
        top=table.top,
        bottom=table.bottom,
        left=table.left,
        right=table.right,
    )


def parts_of(tab: Tab, blocks: Sequence[Block]) -> dict[Cell, Part]:
    """What each filled cell of a tab is: every one once, and none besides."""
    reader = _RowReader(tab, [block for block in blocks if block.tab is tab])
    return {
        (row, col): part
        for row, cells in enumerate(tab.values)
        for col, part in reader.parts(row, cells)
    }


class _RowReader:
    """Tells what the cells of a tab's rows are, by the blocks that stand `here`."""

    def __init__(self, tab: Tab, here: Sequence[Block]) -> None:
        self._ours = is_own_tab(tab)
        self._here = [(one, {c for cols in one.columns.values() for c in cols}) for one in here]
        self._own = frozenset[int]().union(*(one.own for one in here))
        self._data: Collection[int] = ()
        self._unread: list[int] = []
        if len(here) == 1 and not self._ours:
            (block, read), *_ = self._here
            width = max(map(len, tab.values), default=0)
            self._data = block.rows
            self._unread = [col for col in range(width) if col not in read]

    def is_read(self, row: int, cells: Sequence[Value]) -> bool:
        """Whether a row is one of data with nothing beside: most are, and this takes no time."""
        if row not in self._data:
            return False
        width = len(cells)
        return all(cells[col] in _NOTHING for col in self._unread if col < width)

    def parts(self, row: int, cells: Sequence[Value]) -> Iterator[tuple[int, Part]]:
        """The column of each filled cell of a row with what it is."""
        filled = [col for col, value in enumerate(cells) if not is_blank(value)]
        if self._ours:
            yield from ((col, Part.OURS) for col in filled)
            return
        outside = []
        for col in filled:
            block, read = self._block_at(row, col)
            if block is not None:
                yield col, _part_in(block, row, col, len(filled), read)
            elif col in self._own:
                yield col, Part.OURS
            else:
                outside.append(col)
        few = bool(self._here) and len(outside) <= _TITLE_CELLS
        yield from ((col, Part.TITLE if few else Part.LEFT_OVER) for col in outside)

    def _block_at(self, row: int, col: int) -> tuple[Block | None, Collection[int]]:
        return next((pair for pair in self._here if pair[0].holds(row, col)), (None, ()))


def _part_in(block: Block, row: int, col: int, in_row: int, read: Collection[int]) -> Part:
    if col in block.own:
        return Part.OURS
    if row < block.header_top:
        return Part.TITLE if in_row <= _TITLE_CELLS else Part.LEFT_OVER
    if row <= block.header:
        return Part.HEADING
    if row in block.rows:
        return Part.DATA if col in read else Part.LEFT_OVER
    return _OF_KIND.get(block.others.get(row, RowKind.BLANK), Part.LEFT_OVER)


def left_over(workbook: Workbook, blocks: Sequence[Block]) -> list[LeftOver]:
    """What was left over, tab by tab: a whole tab, columns beside a list, rows."""
    found = []
    for tab in workbook.tabs:
        rest, data, explained = _left_in(tab, [block for block in blocks if block.tab is tab])
        if rest and not explained:
            found.append(_around(tab, rest))
            continue
        beside = [cell for cell in rest if cell[0] in data]
        for col in sorted({col for _, col in beside}):
            found.append(_around(tab, [cell for cell in beside if cell[1] == col]))
        found.extend(_around(tab, run) for run in _runs(c for c in rest if c[0] not in data))
    return found


def _left_in(tab: Tab, here: Sequence[Block]) -> tuple[list[Cell], set[int], bool]:
    """The cells of a tab that were left over, its rows with data, and whether any cell was not."""
    reader = _RowReader(tab, here)
    rest: list[Cell] = []
    data: set[int] = set()
    explained = False
    for row, cells in enumerate(tab.values):
        if reader.is_read(row, cells):
            explained = True
            continue
        for col, part in reader.parts(row, cells):
            if part is Part.LEFT_OVER:
                rest.append((row, col))
                continue
            explained = True
            if part is Part.DATA:
                data.add(row)
    return rest, data, explained


def _runs(cells: Iterator[Cell]) -> Iterator[list[Cell]]:
    """Cells in rows that follow each other."""
    run: list[Cell] = []
    for cell in sorted(cells):
        if run and cell[0] > run[-1][0] + 1:
            yield run
            run = []
        run.append(cell)
    if run:
        yield run


def _around(tab: Tab, cells: Sequence[Cell]) -> LeftOver:
    return LeftOver(tab.title, range_around(cells), len(cells))


def range_around(cells: Collection[Cell]) -> str:
    """The rectangle around cells in the sheet's words: A1:C9."""
    rows, cols = [row for row, _ in cells], [col for _, col in cells]
    first = f"{column_letters(min(cols))}{min(rows) + 1}"
    last = f"{column_letters(max(cols))}{max(rows) + 1}"
    return first if first == last else f"{first}:{last}"


def column_letters(col: int) -> str:
    """The sheet's letters of a column from 0: 0 is A, 26 is AA."""
    letters, rest = "", col + 1
    while rest:
        rest, place = divmod(rest - 1, 26)
        letters = chr(65 + place) + letters
    return letters
