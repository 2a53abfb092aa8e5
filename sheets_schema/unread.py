"""What looks like somebody's data and was not read: a tab, rows, a column without a heading."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from sheets_schema.account import Block, column_letters
from sheets_schema.campaign import Campaign, Table
from sheets_schema.finding import shown_text
from sheets_schema.headings import heading_key
from sheets_schema.layout import is_own_tab
from sheets_schema.org_unit import OrgUnit
from sheets_schema.rows import RowKind, is_blank
from sheets_schema.vietnam.pattern import lazy
from sheets_schema.workbook import Tab, Value, Workbook

CODE = "left-over"
# The parameter of a finding that tells one content of a part from another.
CONTENT = "content"
_NUMBER = lazy(r"\D{0,6}(?:\d[ .\-]?){8,11}\d\D{0,3}")
_NAME = lazy(r"(?:[^\W\d_]+['’.]? ){1,6}[^\W\d_]+")
_LONGEST = 60
_EXPLAINED = frozenset(RowKind).difference((RowKind.BLANK, RowKind.OTHER_LIST))
_FULL_ROW = 4
_ROWS_SHOWN = 3


class Unread(NamedTuple):
    """A part of a tab that was not read: its rows from 0, those of a `whole` tab that look like
    somebody's, or a column, and how many rows it has."""

    tab: Tab
    n: int
    rows: tuple[int, ...] = ()
    col: int | None = None
    whole: bool = False

    def params(self) -> Mapping[str, str]:
        """What the sentence says of it, for `left-over`."""
        said = {"tab": self.tab.title, "n": str(self.n), CONTENT: self._content()}
        return {**said, "place": f" ({self._place()})"}

    def _place(self) -> str:
        if self.col is not None:
            return column_letters(self.col)
        first, last = self.rows[0] + 1, self.rows[-1] + 1
        if last - first + 1 == len(self.rows) > 1:
            return f"{first}–{last}"
        shown = ", ".join(str(row + 1) for row in self.rows[:_ROWS_SHOWN])
        return f"{shown}{'…' if len(self.rows) > _ROWS_SHOWN else ''}"

    def _content(self) -> str:
        """A hash of what was not read: an answer holds until that changes."""
        values = self.tab.values
        every = self.whole or self.col is not None
        rows = values if every else [values[row] for row in self.rows]
        cells = rows if self.col is None else [row[self.col : self.col + 1] for row in rows]
        said = "\x1e".join("\x1f".join(map(shown_text, row)).rstrip("\x1f") for row in cells)
        return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def unread_of(
    workbook: Workbook, blocks: Sequence[Block], words: frozenset[str] = frozenset()
) -> Iterator[Unread]:
    """The parts of a workbook that look like somebody's data and stand in none of the blocks;
    `words` are the keys of known headings."""
    for tab in workbook.tabs:
        if is_own_tab(tab):
            continue
        here = [block for block in blocks if block.tab is tab]
        somebodys = sorted({*_outside(tab, here), *_beside(tab, here)})
        rows = tuple(row for row in somebodys if not _is_header(tab.values[row], words))
        if not here:
            if tab.hidden and rows:
                rows = tuple(_not_copied(tab, rows, blocks))
            if rows:
                yield Unread(tab, len(rows), rows, whole=True)
            continue
        if rows:
            yield Unread(tab, len(rows), rows)
        for block in here:
            yield from _columns(tab, block)


def _not_copied(tab: Tab, rows: Sequence[int], blocks: Sequence[Block]) -> Iterator[int]:
    """The rows of a hidden tab whose names and numbers stand in no list that was read: an old copy
    has none."""
    read = {cell for block in blocks for row in block.rows for cell in _cells_read(block, row)}
    for row in rows:
        cells = tab.values[row]
        # A name in two columns there may stand in one here.
        said = (*cells, *(f"{one} {two}" for one, two in pairwise(cells)))
        if not any(_is_persons(one) and one in read for one in said):
            yield row


def _cells_read(block: Block, row: int) -> Iterator[Value]:
    """The cells of a row, and what several of them say together."""
    cells = block.tab.values[row]
    yield from cells
    for cols in block.columns.values():
        if len(cols) > 1:
            yield " ".join(shown_text(_at(cells, col)) for col in cols)


def _is_header(cells: Sequence[Value], words: frozenset[str]) -> bool:
    filled = [str(value) for value in cells if not is_blank(value)]
    return 2 * sum(heading_key(text) in words for text in filled) >= len(filled)


def _outside(tab: Tab, here: Sequence[Block]) -> list[int]:
    """The rows with somebody's data that no block explains; no Python code runs for the others."""
    rest = set(range(len(tab.values)))
    for block in here:
        # Rows above the only header of a tab are the story of a header that was sorted among them.
        top = 0 if len(here) == 1 else block.header_top
        rest.difference_update(block.rows, range(top, block.header + 1))
        rest.difference_update(row for row, kind in block.others.items() if kind in _EXPLAINED)
    return [row for row in rest if _is_somebodys(tab.values[row])]


def _beside(tab: Tab, here: Sequence[Block]) -> Iterator[int]:
    """The rows in which somebody's data stand beside the blocks, on the same tab."""
    if all(block.right is None and not block.left for block in here):
        return
    for row, cells in enumerate(tab.values):
        rest = [
            None if any(block.holds(row, col) for block in here) else value
            for col, value in enumerate(cells)
        ]
        if any(block.holds(row, block.left) for block in here) and _is_somebodys(rest):
            yield row


def _columns(tab: Tab, block: Block) -> Iterator[Unread]:
    """Columns beside a list that hold data and have no heading."""
    end = block.right if block.right is not None else max(map(len, tab.values), default=0)
    read = {col for cols in block.columns.values() for col in cols} | block.own
    heading = tab.values[block.header]
    headings = {heading_key(str(_at(heading, col) or "")) for col in read}
    for col in range(block.left, end):
        own_heading = heading_key(str(_at(heading, col) or ""))
        if col in read or (own_heading and own_heading not in headings):
            continue
        n = sum(1 for row in block.rows if _is_persons(_at(tab.values[row], col)))
        if n:
            yield Unread(tab, n, col=col)


def _at(cells: Sequence[Value], col: int) -> Value:
    return cells[col] if col < len(cells) else None


def _is_persons(value: Value) -> bool:
    return _is_number(value) or _is_name(value)


def _is_somebodys(cells: Sequence[Value]) -> bool:
    filled = [value for value in cells if not is_blank(value)]
    if len(filled) < 2:
        return False
    named, numbered = any(map(_is_name, filled)), any(map(_is_number, filled))
    return (named and (numbered or len(filled) >= _FULL_ROW)) or (numbered and len(filled) > 2)


def _is_number(value: Value) -> bool:
    if isinstance(value, str):
        return len(value) <= _LONGEST and _NUMBER.fullmatch(value) is not None
    return type(value) in (int, float) and 10**8 <= value < 10**12  # type: ignore[operator]


def _is_name(value: Value) -> bool:
    if not isinstance(value, str) or len(value) > _LONGEST:
        return False
    return _NAME.fullmatch(value) is not None and (value.istitle() or value.isupper())


def codes_of_lack(campaign: Campaign, unit: OrgUnit) -> frozenset[str]:
    """The codes that say that a list is empty, short or gone, or that a row should go: not to be
    said while something of the workbook is unread."""
    found = {"tab-missing"}
    for use in campaign.checks.get(unit.kind, ()):
        if use.check == "not-started":
            found.add(use.code)
    for table in campaign.tables_for(unit):
        found.update(_of_table(table))
    return frozenset(found)


def _of_table(table: Table) -> Iterator[str]:
    if table.none_code:
        yield table.none_code
    for use in table.checks:
        if use.check in ("group-members", "residential-groups-covered"):
            yield use.code
        if use.check == "group-members":
            yield str(use.params.get("size_mismatch", ""))
            yield str(use.params.get("no_leader", ""))
