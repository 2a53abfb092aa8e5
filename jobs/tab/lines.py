"""A tab of lines that officers may sort, part with rows of their own and write beside.

Our lines are known again by what we last wrote into their first cell. Lines come and go as whole
rows, so that what stands beside another line, and what stands below, stays with it. Every other
cell of the tab is in no write range.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import takewhile
from typing import Any

from jobs.tab.intent import CellData, Intent
from jobs.tab.row_requests import row_requests, same
from sheets_client import requests as google
from sheets_client.requests import Request
from sheets_client.snapshot import Scalar, Sheet


@dataclass(frozen=True, slots=True)
class Line:
    """One line of ours. `charted`: a chart shows it and its neighbours of the same kind."""

    key: str
    cells: tuple[Scalar | None, ...] = ()
    charted: bool = False

    @property
    def label(self) -> str:
        """What stands in its first cell."""
        return _text(self.cells[0]) if self.cells else ""


@dataclass(frozen=True, slots=True)
class WrittenLine:
    """A line as it was last written."""

    key: str
    cells: tuple[Scalar | None, ...]

    @property
    def label(self) -> str:
        """What stood in its first cell."""
        return _text(self.cells[0]) if self.cells else ""

    @property
    def width(self) -> int:
        """How many cells are ours."""
        return len(self.cells)


def _text(value: Scalar | None) -> str:
    return "" if value is None else str(value)


def seen_in_order(sheet: Sheet, places: Sequence[int]) -> Sheet:
    """The tab with our columns in front, wherever officers have them: what lines are about."""
    order = column_order(sheet, places)
    if list(order) == list(range(len(order))):
        return sheet
    cells = [[sheet.cell(row, at) for at in order] for row in range(len(sheet.cells))]
    return replace(sheet, cells=cells)


def column_order(sheet: Sheet, places: Sequence[int]) -> list[int]:
    """Our columns, then all others."""
    return [*places, *(at for at in range(sheet.used_columns) if at not in places)]


def last_written(
    sheet: Sheet, generations: Sequence[Sequence[WrittenLine]]
) -> Sequence[WrittenLine]:
    """The lines as they were written into this tab: of `generations` those that explain most of
    it, because a write that was cut off may have been applied or not; and those of the others
    that it may have left."""

    def explained(lines: Sequence[WrittenLine]) -> int:
        return sum(bool(one.label) for one in located(sheet, lines))

    most: Sequence[WrittenLine] = max(generations, key=explained, default=())
    best = list(most)
    taken = set(located(sheet, best).values())
    free = [_text(sheet.cell(row, 0).value) for row in range(sheet.used_rows) if row not in taken]
    for lines in generations:
        _add_missing(best, lines, free)
    return best


def _add_missing(best: list[WrittenLine], lines: Sequence[WrittenLine], free: list[str]) -> None:
    """Lines of another generation that stand in rows which are `free`, by their first cells, each
    behind the one that it stood behind."""
    keys = {one.key for one in best}
    before: str | None = None
    for line in lines:
        if line.label in free and line.label and line.key not in keys:
            at = next((n for n, one in enumerate(best, 1) if one.key == before), len(best))
            best.insert(at, line)
            free.remove(line.label)
        before = line.key


def located(sheet: Sheet, lines: Sequence[WrittenLine]) -> dict[WrittenLine, int]:
    """Where the lines stand now (rows from 0).

    Those above the first difference are where they were; the rest is found by its first cell, in
    order and then wherever it stands, and what is left by the cells behind it.
    """
    stands = [_text(sheet.cell(row, 0).value) for row in range(sheet.used_rows)]
    at = row = _unmoved(lines, stands)
    rows = {line: number for number, line in enumerate(lines[:at])}
    # What has no text of its own is known by its neighbours.
    labels = [line.label or f"\0{number}" for number, line in enumerate(lines)]
    matcher = SequenceMatcher(None, labels[at:], stands[row:], autojunk=False)
    top = at
    for a, b, size in matcher.get_matching_blocks():
        a, b = a + top, b + top
        rows |= _between(sheet, lines[at:a], range(row, b))
        rows |= {lines[a + n]: b + n for n in range(size)}
        at, row = a + size, b + size
    _find(lines, rows, stands, lambda line, row: stands[row] == line.label)
    _find(lines, rows, stands, lambda line, row: bool(stands[row]) and _is_like(sheet, row, line))
    # Where the first column is gone the cells behind it are left, if there are some.
    _find(lines, rows, stands, lambda line, row: line.width > 2 and _is_like(sheet, row, line))
    return rows


def _unmoved(lines: Sequence[WrittenLine], stands: Sequence[str]) -> int:
    """How many lines, from the top, stand where they were written."""
    pairs = zip(lines, stands, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0].label == pair[1], pairs))


def _between(sheet: Sheet, lines: Sequence[WrittenLine], rows: range) -> dict[WrittenLine, int]:
    """Lines whose text is not found, between two that are: as many rows are theirs; of more or
    fewer only empty ones are, for the empty lines."""
    if len(lines) == len(rows):
        pairs = zip(lines, rows, strict=True)
        return {one: row for one, row in pairs if one.width < 2 or _is_like(sheet, row, one)}
    empty = (row for row in rows if sheet.cell(row, 0).empty)
    return dict(zip((line for line in lines if not line.label), empty, strict=False))


def _is_like(sheet: Sheet, row: int, line: WrittenLine) -> bool:
    """Whether most cells behind the first are those of the line."""
    behind = list(enumerate(line.cells))[1:]
    alike = sum(same(sheet.cell(row, column).value, value) for column, value in behind)
    return 2 * alike > len(behind)


def _find(
    lines: Sequence[WrittenLine],
    rows: dict[WrittenLine, int],
    stands: Sequence[str],
    is_it: Callable[[WrittenLine, int], bool],
) -> None:
    """Add the lines not found yet, each at the first free row that is the one."""
    taken = set(rows.values())
    for line in lines:
        if line.label and line not in rows:
            free = (row for row in range(len(stands)) if row not in taken and is_it(line, row))
            row = next(free, None)
            if row is not None:
                rows[line] = row
                taken.add(row)


def as_written(lines: Sequence[Line]) -> list[WrittenLine]:
    """How these lines are remembered."""
    return [WrittenLine(line.key, line.cells) for line in lines]


@dataclass(frozen=True, slots=True)
class LinePlan:
    """Requests that bring our lines to what they should be, none where they are, and what they
    mean; `touched` are the first cells that tell whether rows moved meanwhile."""

    requests: list[Request]
    intent: Intent


def plan_lines(
    sheet: Sheet,
    lines: Sequence[Line],
    written: Sequence[WrittenLine],
    places: Sequence[int],
) -> LinePlan:
    """Bring our lines, as `written`, to `lines`; our columns stand at `places`.

    Lines that stand already keep their order, which may be an officer's.
    """
    seen = seen_in_order(sheet, places)
    stand = located(seen, written)
    # An empty line that somebody took out is not missed.
    gone = {one.key for one in written} - {one.key for one in stand}
    lines = [line for line in lines if line.label or line.key not in gone]
    return _Plan(seen, lines, stand).made(sheet, places)


class _Plan:
    """The rows of the tab while lines leave and come: for each the key of our line, or None, and
    the row that it was in the sheet as read, or None for a new one."""

    def __init__(
        self, sheet: Sheet, lines: Sequence[Line], stand: Mapping[WrittenLine, int]
    ) -> None:
        self._sheet = sheet
        self._lines = {line.key: line for line in lines}
        self._stand = stand
        self._old = {one.key: one for one in stand}
        keys = {row: one.key for one, row in stand.items()}
        self._rows: list[tuple[str | None, int | None]] = [
            (keys.get(row), row) for row in range(sheet.used_rows)
        ]
        self._requests: list[Request] = []
        self._cleared: list[tuple[int, WrittenLine]] = []

    def made(self, sheet: Sheet, places: Sequence[int]) -> LinePlan:
        """The moves, then the cells that differ where their rows are after them."""
        if not self._rows:
            self._begin()
        else:
            self._remove()
            self._insert()
        order = column_order(sheet, places)
        seen = self._changes()
        changes = {
            row: {order[at] if at < len(order) else at: cell for at, cell in cells.items()}
            for row, cells in seen.items()
        }
        requests = [*self._requests, *row_requests(sheet.sheet_id, changes)]
        moved = any("Dimension" in next(iter(one)) for one in self._requests)
        intent = Intent(
            before=sheet,
            header=None,
            heads={},
            key=order[0] if order else 0,
            touched=self._labels(seen, moved),
            writes=changes,
            rows=[row for _, row in self._rows] if moved else None,
            guarded=self._guarded() if moved else frozenset(),
        )
        return LinePlan(requests, intent)

    def _labels(self, changes: Mapping[int, Mapping[int, CellData]], moved: bool) -> dict[int, str]:
        """What stands in the first cells then: of the written rows and those beside them, of all
        where rows come and go."""
        rows = {at + step for at in changes for step in (-1, 0, 1)}
        labels = {}
        for at, (_, row) in enumerate(self._rows):
            if moved or at in rows:
                written = changes.get(at, {}).get(0)
                stands = self._stands(row, 0)
                labels[at] = _text(stands if written is None else google.value_of(written))
        return labels

    def _guarded(self) -> frozenset[int]:
        """Rows that hold somebody else's cells."""
        ours = {row: old for old, row in self._stand.items()}
        return frozenset(
            row
            for row in range(self._sheet.used_rows)
            if (self._is_shared(row, ours[row].width) if row in ours else self._sheet.cells[row])
        )

    def _begin(self) -> None:
        self._rows = [(key, None) for key in self._lines]
        more = len(self._rows) - self._sheet.row_count
        if more > 0:
            self._requests.append(google.append_dimension(self._sheet.sheet_id, "ROWS", more))

    def _remove(self) -> None:
        for at in range(len(self._rows) - 1, -1, -1):
            key, row = self._rows[at]
            if key is not None and key not in self._lines and row is not None:
                if self._is_shared(row, self._old[key].width):
                    self._rows[at] = (None, row)
                    self._cleared.append((row, self._old[key]))
                else:
                    self._requests.append(google.delete_rows(self._sheet.sheet_id, at, at + 1))
                    del self._rows[at]

    def _is_shared(self, row: int, width: int) -> bool:
        """Whether somebody else wrote into the row of a line, beside it."""
        return any(not cell.empty for cell in self._sheet.cells[row][width:])

    def _insert(self) -> None:
        here = {key for key, _ in self._rows}
        at = 0
        for key, line in self._lines.items():
            if key in here:
                at = next(n for n, one in enumerate(self._rows) if one[0] == key) + 1
                continue
            self._put(line, at)
            at += 1

    def _put(self, line: Line, at: int) -> None:
        before_key, before_row = self._rows[at - 1] if at else (None, None)
        before = self._lines.get(before_key or "")
        if line.charted and before is not None and before.charted and before_row is not None:
            # A chart's range grows by rows put inside it, not by those behind its end: the line
            # before goes up one row, unless somebody wrote beside it.
            self._insert_row(at - 1)
            if self._is_shared(before_row, len(before.cells)):
                self._rows.insert(at - 1, (line.key, None))
            else:
                self._rows[at - 1] = (line.key, before_row)
                self._rows.insert(at - 1, (before.key, None))
        else:
            self._insert_row(at)
            self._rows.insert(at, (line.key, None))

    def _insert_row(self, at: int) -> None:
        self._requests.append(google.insert_rows(self._sheet.sheet_id, at, at + 1))

    def _changes(self) -> dict[int, dict[int, dict[str, Any]]]:
        changes: dict[int, dict[int, dict[str, Any]]] = {}
        place = {row: at for at, (_, row) in enumerate(self._rows) if row is not None}
        wanted = [(at, row, self._wanted(key)) for at, (key, row) in enumerate(self._rows)]
        wanted += [(place[row], row, [None] * old.width) for row, old in self._cleared]
        for at, row, cells in wanted:
            changed = {
                column: google.cell_data(value)
                for column, value in enumerate(cells)
                if not same(self._stands(row, column), value)
            }
            if changed:
                changes[at] = changed
        return changes

    def _wanted(self, key: str | None) -> list[Scalar | None]:
        """The cells of a line, and nothing where it had more."""
        if key is None:
            return []
        cells = list(self._lines[key].cells)
        old = self._old.get(key)
        return cells + [None] * max(0, (old.width if old else 0) - len(cells))

    def _stands(self, row: int | None, column: int) -> Scalar | None:
        return None if row is None else self._sheet.cell(row, column).value
