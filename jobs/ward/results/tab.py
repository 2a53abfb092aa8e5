"""The tab `Kết quả kiểm tra` brought to what it should say, its ticks and reasons untouched.

Lines are known by a hidden key. A line that is no longer wanted is deleted as a row, a new one
inserted as a row, so that ticks and reasons move with their line, those made at this very
moment too. Only our own cells of a line are written.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from jobs.tab.formats import LOOKS
from jobs.tab.places import runs
from jobs.ward.results.boxes import spelt_out, to_renew
from jobs.ward.results.lines import (
    AGE,
    FROZEN,
    KEY,
    REASON,
    SAID,
    TICK,
    Block,
    Line,
    Look,
    header_titles,
)
from jobs.ward.results.moves import Moves
from jobs.ward.results.reading import (
    WIDE,
    Layout,
    TabTicks,
    columns_of,
    narrowed,
    read_layout,
    sealed,
)
from sheets_client import requests as google
from sheets_client.requests import CellWrite, Request
from sheets_client.snapshot import GridRange, Sheet

# The first two fit a phone of 390 pixels, with the row numbers beside them.
WIDTHS = (52, 284, 190)
ROWS = 200
_BOLD = (Look.TITLE, Look.HEADER, Look.GROUP, Look.THANKS)
_BACKGROUND = {
    Look.HEADER: {"red": 0.85, "green": 0.88, "blue": 0.92},
    Look.GROUP: {"red": 0.93, "green": 0.94, "blue": 0.96},
    Look.THANKS: {"red": 0.85, "green": 0.94, "blue": 0.85},
}
_LOOK = ("textFormat.bold", "backgroundColor", "wrapStrategy", "verticalAlignment")
_LOOK_FIELDS = ",".join(f"userEnteredFormat.{part}" for part in _LOOK)
_NEW_FIELDS = (
    "userEnteredValue,textFormatRuns,userEnteredFormat.textFormat,"
    "userEnteredFormat.backgroundColor,userEnteredFormat.wrapStrategy,"
    "userEnteredFormat.verticalAlignment"
)


def make_tab(sheet_id: int, title: str, warning: str) -> list[Request]:
    """A new tab with its widths, the key column hidden, and a warning before edits."""
    made = google.add_sheet(sheet_id, title, rows=ROWS, columns=KEY + 1, frozen_rows=FROZEN)
    return [made, *_columns(sheet_id, warning)]


def _columns(sheet_id: int, warning: str) -> list[Request]:
    requests = [
        google.set_dimension(sheet_id, "COLUMNS", column, column + 1, pixels=pixels)
        for column, pixels in enumerate(WIDTHS)
    ]
    ours = GridRange(sheet_id, start_column=SAID, end_column=SAID + 1)
    hidden = google.set_dimension(sheet_id, "COLUMNS", KEY, KEY + 1, hidden=True)
    return [*requests, hidden, google.warn_before_edit(ours, warning)]


def _made_narrow(sheet_id: int, warning: str) -> list[Request]:
    """A wide tab of before made one that fits a phone. The columns of ticks, reasons and keys
    stay, with what people do in them at this very moment; those of our words go."""
    return [
        google.delete_columns(sheet_id, 0, len(WIDE.words)),
        google.insert_columns(sheet_id, SAID, SAID + 1),
        google.clear_validation(GridRange(sheet_id, start_column=SAID, end_column=SAID + 1)),
        google.freeze_rows(sheet_id, FROZEN),
        *_columns(sheet_id, warning),
    ]


def plan_tab(
    sheet: Sheet, blocks: Sequence[Block], ticks: TabTicks, language: str, warning: str
) -> list[Request]:
    """Requests that bring the tab to `blocks`; none when it is so already.

    `ticks` are those of the read that still wait: they are written into lines made anew, and a
    tick that is used up is taken out of its box.
    """
    layout = read_layout(sheet)
    if layout.columns is WIDE:
        now = narrowed(sheet)
        brought = _brought(now, layout, blocks, ticks, language, was_wide=True)
        return [*_made_narrow(sheet.sheet_id, warning), *brought]
    return _brought(sheet, layout, blocks, ticks, language, was_wide=False)


def _brought(
    sheet: Sheet,
    read: Layout,
    blocks: Sequence[Block],
    ticks: TabTicks,
    language: str,
    *,
    was_wide: bool,
) -> list[Request]:
    keys = read.keys[: sheet.used_rows]
    wanted = _ordered(blocks, keys)
    every = frozenset(keys) if read.torn else frozenset()
    moves = Moves(sheet, keys, [line.key for line in wanted], every | to_renew(read, blocks))
    ticks = replace(ticks, ticked=spelt_out(ticks, blocks, moves.kept))
    placed = [(moves.row_of[line.key], line) for line in wanted]
    kept = [(row, line) for row, line in placed if line.key in moves.kept]
    fresh = {row: line for row, line in placed if line.key not in moves.kept}
    writes: list[CellWrite] = []
    for row, line in kept:
        writes += _differences(sheet, moves.old_row(line.key), row, line, ticks)
    requests = [*moves.requests, *google.update_cells(sheet.sheet_id, writes)]
    requests += [
        google.enter_formula(sheet.sheet_id, row, SAID, line.formula)
        for row, line in kept
        if _is_other_formula(sheet, moves.old_row(line.key), line)
    ]
    if was_wide:
        requests += _dressed_anew(sheet.sheet_id, dict(kept), language)
    for start, end in runs(sorted(fresh)):
        lines = [fresh[row] for row in range(start, end)]
        requests += _new_lines(sheet.sheet_id, start, lines, ticks, language)
    return requests


def _dressed_anew(sheet_id: int, kept: Mapping[int, Line], language: str) -> list[Request]:
    """The look of the lines that stay, in a column of words that is new; and the headings, which
    stand in two columns of the unit."""
    requests = []
    for start, end in runs(sorted(kept)):
        looks = [[{"userEnteredFormat": _format(kept[row])}] for row in range(start, end)]
        requests.append(google.update_block(sheet_id, start, SAID, looks, _LOOK_FIELDS))
    titles = header_titles(language)
    writes = [
        CellWrite(row, column, titles[column])
        for row, line in kept.items()
        if line.look is Look.HEADER
        for column in (TICK, REASON)
    ]
    return [*requests, *google.update_cells(sheet_id, writes)]


def no_longer_old(sheet: Sheet | None) -> list[Request]:
    """Takes the formula away by which the results say that they are old: nobody looks any more."""
    if sheet is None:
        return []
    rows = [row for row, key in enumerate(read_layout(sheet).keys) if key == AGE]
    at = columns_of(sheet).words[0]
    return google.update_cells(sheet.sheet_id, [CellWrite(row, at, "") for row in rows])


def _ordered(blocks: Sequence[Block], layout: Sequence[str]) -> list[Line]:
    place = {key: row for row, key in enumerate(layout) if key}
    lines: list[Line] = []
    for block in blocks:
        lines += block.first
        # Stable: what stands in the tab keeps its order there, what is new follows.
        lines += sorted(block.items, key=lambda line: place.get(line.key, len(layout)))
    return lines


def _differences(sheet: Sheet, old: int, row: int, line: Line, ticks: TabTicks) -> list[CellWrite]:
    writes = []
    waits = line.key in ticks.ticked
    if line.tick and waits != (sheet.cell(old, TICK).value is True):
        writes.append(CellWrite(row, TICK, waits))
    if not line.formula and (sheet.cell(old, SAID).value or "") != line.said:
        writes.append(CellWrite(row, SAID, line.said, line.link, line.linked))
        if line.opens:
            writes.append(CellWrite(row, TICK, line.opens, line.link))
    if sheet.cell(old, KEY).value != sealed(line):
        writes.append(CellWrite(row, KEY, sealed(line)))
    return writes


def _is_other_formula(sheet: Sheet, old: int, line: Line) -> bool:
    """By the seal: how Google gives a formula back is its own affair."""
    if not line.formula:
        return False
    return sheet.cell(old, SAID).formula is None or sheet.cell(old, KEY).value != sealed(line)


def _new_lines(
    sheet_id: int, start: int, lines: Sequence[Line], ticks: TabTicks, language: str
) -> list[Request]:
    end = start + len(lines)
    block = [_cells(line, ticks, language) for line in lines]
    boxes = GridRange(sheet_id, start, end, TICK, TICK + 1)
    requests = [
        google.update_block(sheet_id, start, 0, block, _NEW_FIELDS),
        google.clear_validation(boxes),
    ]
    for first, last in runs([start + i for i, line in enumerate(lines) if line.tick]):
        requests.append(google.set_checkbox(GridRange(sheet_id, first, last, TICK, TICK + 1)))
    return requests


def _cells(line: Line, ticks: TabTicks, language: str) -> list[dict[str, Any]]:
    """A line made anew; the unit's two cells in it as they were known, else empty."""
    before, beside = line.opens, ticks.reasons.get(line.key) or line.reason or ""
    if line.look is Look.HEADER:
        before, _, beside = header_titles(language)
    first = google.cell_data(before, line.link if line.opens else None)
    if line.tick:
        first = google.cell_data(line.key in ticks.ticked)
    said = google.cell_data(line.said, line.link, line.linked)
    if line.formula:
        said = {"userEnteredValue": {"formulaValue": line.formula}}
    parts = (first, said, google.cell_data(beside))
    return [*(_dressed(line, one) for one in parts), google.cell_data(sealed(line))]


def _dressed(line: Line, cell: Mapping[str, Any]) -> dict[str, Any]:
    given = cell.get("userEnteredFormat", {}).get("textFormat", {})
    look = _format(line)
    look["textFormat"] = {**given, **look["textFormat"]}
    return {**cell, "userEnteredFormat": look}


def _format(line: Line) -> dict[str, Any]:
    look: dict[str, Any] = {
        "textFormat": {"bold": line.look in _BOLD},
        "verticalAlignment": "TOP",
        "wrapStrategy": "WRAP",
    }
    colour = LOOKS.get(line.severity) if line.severity else None
    if colour or line.look in _BACKGROUND:
        look["backgroundColor"] = colour or _BACKGROUND[line.look]
    return look
