"""The tab `Kết quả kiểm tra` brought to what it should say, its ticks and reasons untouched.

Lines are known by a hidden key. A line that is no longer wanted is deleted as a row, a new one
inserted as a row, so that ticks and reasons move with their line, those made at this very
moment too. Only our own cells of a line are written.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from jobs.tab.places import runs
from jobs.ward.results.boxes import spelt_out, to_renew
from jobs.ward.results.lines import AGE, KEY, TICK, Block, Line, Look
from jobs.ward.results.reading import TabTicks, read_layout, sealed
from sheets_client import requests as google
from sheets_client.requests import CellWrite, Request
from sheets_client.snapshot import GridRange, Sheet

# All seven fit the width of an office screen of 1366 pixels.
WIDTHS = (120, 210, 310, 270, 130, 75, 190)
ROWS = 200
_OURS = (0, 1, 2, 3, 4, KEY)
_BOLD = (Look.TITLE, Look.HEADER, Look.GROUP)
_BACKGROUND = {
    Look.HEADER: {"red": 0.85, "green": 0.88, "blue": 0.92},
    Look.GROUP: {"red": 0.93, "green": 0.94, "blue": 0.96},
}
_NEW_FIELDS = (
    "userEnteredValue,userEnteredFormat.textFormat,userEnteredFormat.backgroundColor,"
    "userEnteredFormat.wrapStrategy,userEnteredFormat.verticalAlignment"
)


def make_tab(sheet_id: int, title: str, warning: str) -> list[Request]:
    """A new tab with its widths, the key column hidden, and a warning before edits."""
    requests = [google.add_sheet(sheet_id, title, rows=ROWS, columns=KEY + 1)]
    for column, pixels in enumerate(WIDTHS):
        requests.append(
            google.set_dimension(sheet_id, "COLUMNS", column, column + 1, pixels=pixels)
        )
    requests.append(google.set_dimension(sheet_id, "COLUMNS", KEY, KEY + 1, hidden=True))
    ours = GridRange(sheet_id, start_column=0, end_column=TICK)
    return [*requests, google.warn_before_edit(ours, warning)]


def plan_tab(sheet: Sheet, blocks: Sequence[Block], ticks: TabTicks) -> list[Request]:
    """Requests that bring the tab to `blocks`; none when it is so already.

    `ticks` are those of the read that still wait: they are written into lines made anew, and a
    tick that is used up is taken out of its box.
    """
    read = read_layout(sheet)
    layout = read.keys[: sheet.used_rows]
    wanted = _ordered(blocks, layout)
    every = frozenset(layout) if read.torn else frozenset()
    moves = _Moves(sheet, layout, wanted, every | to_renew(sheet, layout, blocks))
    ticks = replace(ticks, ticked=spelt_out(ticks, blocks, moves.kept))
    writes: list[CellWrite] = []
    fresh: list[int] = []
    for row, line in moves.placed(wanted):
        if line.key in moves.kept:
            writes += _differences(sheet, moves.old_row(line.key), row, line, ticks)
        else:
            fresh.append(row)
    by_row = dict(moves.placed(wanted))
    requests = [*moves.requests, *google.update_cells(sheet.sheet_id, writes)]
    requests += [
        google.enter_formula(sheet.sheet_id, row, 0, line.formula)
        for row, line in moves.placed(wanted)
        if line.key in moves.kept and _is_other_formula(sheet, moves.old_row(line.key), line)
    ]
    for start, end in runs(sorted(fresh)):
        lines = [by_row[row] for row in range(start, end)]
        requests += _new_lines(sheet.sheet_id, start, lines, ticks)
    return requests


def no_longer_old(sheet: Sheet | None) -> list[Request]:
    """Takes the formula away by which the results say that they are old: nobody looks any more."""
    if sheet is None:
        return []
    rows = [row for row, key in enumerate(read_layout(sheet).keys) if key == AGE]
    return google.update_cells(sheet.sheet_id, [CellWrite(row, 0, "") for row in rows])


def _ordered(blocks: Sequence[Block], layout: Sequence[str]) -> list[Line]:
    place = {key: row for row, key in enumerate(layout) if key}
    lines: list[Line] = []
    for block in blocks:
        lines += block.first
        # Stable: what stands in the tab keeps its order there, what is new follows.
        lines += sorted(block.items, key=lambda line: place.get(line.key, len(layout)))
    return lines


class _Moves:
    """Deletes and inserts that turn the rows of the tab into the wanted lines, in order."""

    def __init__(
        self, sheet: Sheet, layout: Sequence[str], wanted: Sequence[Line], renew: frozenset[str]
    ) -> None:
        self._sheet = sheet
        self._old = {key: row for row, key in enumerate(layout) if key}
        self.kept = _kept(layout, [line.key for line in wanted], renew)
        self.requests: list[Request] = []
        self._rows = list(layout)
        self._blank = not layout
        self._delete()
        self._insert([line.key for line in wanted])
        self._row_of = {key: row for row, key in enumerate(self._rows) if key}

    def _delete(self) -> None:
        gone = [row for row, key in enumerate(self._rows) if key and key not in self.kept]
        for start, end in reversed(runs(sorted(gone))):
            self.requests.append(google.delete_rows(self._sheet.sheet_id, start, end))
            del self._rows[start:end]

    def _insert(self, wanted: Sequence[str]) -> None:
        at = 0
        pending: list[str] = []
        for key in wanted:
            if key not in self.kept:
                pending.append(key)
                continue
            at = self._put(pending, at)
            pending = []
            at = self._rows.index(key) + 1
        self._put(pending, at)

    def _put(self, keys: Sequence[str], at: int) -> int:
        if keys and not self._blank:
            self.requests.append(google.insert_rows(self._sheet.sheet_id, at, at + len(keys)))
        elif len(keys) > self._sheet.row_count:
            more = len(keys) - self._sheet.row_count
            self.requests.append(google.append_dimension(self._sheet.sheet_id, "ROWS", more))
        self._rows[at:at] = keys
        return at + len(keys)

    def old_row(self, key: str) -> int:
        return self._old[key]

    def placed(self, wanted: Sequence[Line]) -> list[tuple[int, Line]]:
        return [(self._row_of[line.key], line) for line in wanted]


def _kept(layout: Sequence[str], wanted: Sequence[str], renew: frozenset[str]) -> frozenset[str]:
    """Keys whose rows stay; none when somebody sorted or copied rows: then all are made anew."""
    here = set(wanted) - renew
    kept = [key for key in layout if key in here]
    in_place = set(kept)
    if kept == [key for key in wanted if key in in_place]:
        return frozenset(kept)
    return frozenset()


def _differences(sheet: Sheet, old: int, row: int, line: Line, ticks: TabTicks) -> list[CellWrite]:
    writes = []
    waits = line.key in ticks.ticked
    if line.tick and waits != (sheet.cell(old, TICK).value is True):
        writes.append(CellWrite(row, TICK, waits))
    for column, value in zip(_OURS, (*line.cells[:TICK], sealed(line)), strict=True):
        if column == 0 and line.formula:
            continue
        if (sheet.cell(old, column).value or "") != value:
            link = line.link if column == 1 else None
            writes.append(CellWrite(row, column, value, link))
    return writes


def _is_other_formula(sheet: Sheet, old: int, line: Line) -> bool:
    """By the seal: how Google gives a formula back is its own affair."""
    if not line.formula:
        return False
    return sheet.cell(old, 0).formula is None or sheet.cell(old, KEY).value != sealed(line)


def _new_lines(sheet_id: int, start: int, lines: Sequence[Line], ticks: TabTicks) -> list[Request]:
    end = start + len(lines)
    block = [[*_dressed(line), *_theirs(line, ticks), _key(line)] for line in lines]
    boxes = GridRange(sheet_id, start, end, TICK, TICK + 1)
    requests = [
        google.update_block(sheet_id, start, 0, block, _NEW_FIELDS),
        google.clear_validation(boxes),
    ]
    for first, last in runs([start + i for i, line in enumerate(lines) if line.tick]):
        requests.append(google.set_checkbox(GridRange(sheet_id, first, last, TICK, TICK + 1)))
    return requests


def _dressed(line: Line) -> list[dict[str, Any]]:
    cells = []
    for column, value in enumerate(line.cells[:TICK]):
        cell = google.cell_data(value, line.link if column == 1 else None)
        if column == 0 and line.formula:
            cell = {"userEnteredValue": {"formulaValue": line.formula}}
        cells.append({**cell, "userEnteredFormat": _format(line, cell)})
    return cells


def _format(line: Line, cell: Mapping[str, Any]) -> dict[str, Any]:
    given = cell.get("userEnteredFormat", {}).get("textFormat", {})
    look: dict[str, Any] = {"textFormat": {**given, "bold": line.look in _BOLD}}
    look["verticalAlignment"] = "TOP"
    # A sentence about the whole workbook may run over its neighbours.
    over = line.look in (Look.TITLE, Look.HEADLINE, Look.PLAIN, Look.GROUP)
    look["wrapStrategy"] = "OVERFLOW_CELL" if over else "WRAP"
    if line.look in _BACKGROUND:
        look["backgroundColor"] = _BACKGROUND[line.look]
    return look


def _theirs(line: Line, ticks: TabTicks) -> list[dict[str, Any]]:
    """The unit's two cells of a line made anew: as they were known, else empty."""
    if line.look is Look.HEADER:
        return _dressed(Line("", tuple(line.cells[TICK:]), Look.HEADER))
    band = {"backgroundColor": _BACKGROUND[line.look]} if line.look in _BACKGROUND else {}
    ticked = google.cell_data(line.key in ticks.ticked) if line.tick else {}
    reason = google.cell_data(ticks.reasons.get(line.key) or line.reason or "")
    return [
        {**ticked, "userEnteredFormat": band},
        {**reason, "userEnteredFormat": {"wrapStrategy": "WRAP", **band}},
    ]


def _key(line: Line) -> dict[str, Any]:
    return google.cell_data(sealed(line))
