"""Proposals that the unit ticked, applied by compare-and-swap: never onto a changed value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jobs.store.lives import Life
from jobs.store.vault import Vault
from jobs.ward.judgement import Judgement
from jobs.ward.results.lines import finding_key, group_key
from jobs.ward.results.tab import TabTicks
from sheets_client.requests import Request, find_replace_cell, repeat_format
from sheets_client.snapshot import Cell, GridRange

# Columns that lose their zeros as soon as somebody types a number.
PLAIN_TEXT_TYPES = ("cccd", "phone")
PLAIN_TEXT = {"numberFormat": {"type": "TEXT", "pattern": "@"}}


@dataclass(frozen=True, slots=True)
class Repair:
    """One ticked proposal: the cell (from 0) that held `old` when it was shown."""

    life: Life
    sheet_id: int
    row: int
    column: int
    old: str
    new: str
    plain_text: bool

    def requests(self) -> list[Request]:
        """The format that keeps the zero, then the swap of that one cell."""
        cell = GridRange(self.sheet_id, self.row, self.row + 1, self.column, self.column + 1)
        swap = find_replace_cell(self.sheet_id, self.row, self.column, self.old, self.new)
        if not self.plain_text:
            return [swap]
        return [repeat_format(cell, PLAIN_TEXT, "numberFormat"), swap]


def ticked_repairs(judged: Judgement, vault: Vault) -> list[Repair]:
    """The repairs that the unit ticked and whose value is still the one it saw beside the tick.

    The line's key holds the value: a tick beside a value that is no longer there has no line.
    """
    found = []
    for life in judged.merged.standing:
        if life.finding.proposed is not None and _is_ticked(life, judged.ticks, vault):
            repair = _repair(life, judged)
            if repair:
                found.append(repair)
    return found


def _is_ticked(life: Life, ticks: TabTicks, vault: Vault) -> bool:
    """A heading speaks for the lines that stand below it, not for what was typed since."""
    line = finding_key(vault, life)
    heading = group_key(life.finding.severity, life.finding.code)
    return line in ticks.ticked or (heading in ticks.ticked and line in ticks.reasons)


def _repair(life: Life, judged: Judgement) -> Repair | None:
    finding = life.finding
    view = next((v for v in judged.lists if v.found.table.name == finding.table), None)
    if view is None or finding.row is None or finding.col is None or not finding.proposed:
        return None
    cell = view.sheet.cell(finding.row - 1, finding.col)
    old = shown(cell)
    if not old or old == finding.proposed or cell.formula is not None:
        return None
    kind = view.found.table.column(finding.column).type if finding.column else ""
    plain = kind in PLAIN_TEXT_TYPES
    place = (view.sheet.sheet_id, finding.row - 1, finding.col)
    return Repair(life, *place, old, finding.proposed, plain)


def shown(cell: Cell) -> str:
    """What findReplace compares with: the text as shown."""
    return cell.shown or str("" if cell.value is None else cell.value)


def outcomes(repairs: Sequence[Repair], replies: Sequence[Mapping[str, Any]]) -> list[bool]:
    """For each repair whether its cell was changed, from the replies to all their requests."""
    applied = []
    at = 0
    for repair in repairs:
        at += len(repair.requests())
        answer = replies[at - 1].get("findReplace", {}) if at <= len(replies) else {}
        applied.append(bool(answer.get("valuesChanged")))
    return applied
