"""Proposals that the unit ticked: what may be put in where, and which ticks are taken back."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from jobs.store.lives import Life
from jobs.store.vault import Vault
from jobs.ward.flags.columns import ListView
from jobs.ward.judgement import Judgement
from jobs.ward.lifecycle import Placed, row_of
from jobs.ward.results.lines import RESTORE, finding_key, group_key
from jobs.ward.results.reading import TabTicks
from jobs.ward.ticks.taken_back import TakenBack, Why
from sheets_client.requests import Request, find_replace_cell, repeat_format
from sheets_client.snapshot import Cell, GridRange
from sheets_schema.cells import CELL_TYPES
from sheets_schema.finding import shown_text

PLAIN_TEXT = {"numberFormat": {"type": "TEXT", "pattern": "@"}}


@dataclass(frozen=True, slots=True)
class Repair:
    """One ticked proposal, by the `key` of its line: the cell (from 0) of that row and column,
    which holds just the value that was ticked, as the text `old`. `other_half` is the key of the
    cell that it changes places with."""

    key: str
    one: Placed
    sheet_id: int
    row: int
    column: int
    old: str
    new: str
    plain_text: bool
    other_half: str = ""

    @property
    def row_id(self) -> str:
        """The id of the row that it is for."""
        return row_of(self.one.row_id)

    def requests(self) -> list[Request]:
        """The format that keeps the zero, then the swap of that one cell."""
        swap = find_replace_cell(self.sheet_id, self.row, self.column, self.old, self.new)
        if not self.plain_text:
            return [swap]
        return [repeat_format(cell_range(self), PLAIN_TEXT, "numberFormat"), swap]


def cell_range(repair: Repair) -> GridRange:
    """The one cell of a repair."""
    row, column = repair.row, repair.column
    return GridRange(repair.sheet_id, row, row + 1, column, column + 1)


@dataclass(frozen=True, slots=True)
class Ticked:
    """What the ticks of one state come to. `keys` are those of their lines and headings;
    `waiting` are lines whose other half is not ticked: alone they would lose what stands there."""

    keys: frozenset[str] = frozenset()
    waiting: frozenset[str] = frozenset()
    repairs: tuple[Repair, ...] = ()
    taken_back: tuple[TakenBack, ...] = ()


def what_is_ticked(judged: Judgement, lives: Iterable[Life], vault: Vault) -> Ticked:
    """The repairs whose value stands in the ticked row and column now, in this very state; every
    other tick is taken back. `lives` are those known before, for which lines may stand too.

    The key of a line holds row, column, value and proposal, so a line that fits no finding of
    today is one whose value is gone, whatever row stands in its place.
    """
    ticks = judged.ticks
    if not ticks.ticked and not ticks.unclear:
        return Ticked()
    today = {finding_key(vault, one): one for one in judged.placed}
    before = {finding_key(vault, one): one for one in lives if one.standing}
    known: dict[str, Life | Placed] = {**before, **today}
    lines = _granted(ticks, known) - ticks.unclear
    repairs: list[Repair] = []
    unclear = sorted(key for key in ticks.unclear if not key.startswith("#"))
    back = [TakenBack.of(known.get(key), Why.UNCLEAR) for key in unclear]
    copied = _copied(judged.lists)
    for key in sorted(lines):
        one = known.get(key)
        made = _repair(key, today[key], judged, copied) if key in today else why_not(one, judged)
        if isinstance(made, Repair):
            repairs.append(made)
        else:
            back.append(TakenBack.of(one, made))
    used = {key for key in ticks.ticked | ticks.unclear if not key.startswith(RESTORE)}
    made_keys = {repair.key for repair in repairs}
    halves = halves_of(today)
    paired = [replace(one, other_half=halves.get(one.key, "")) for one in repairs]
    whole = tuple(one for one in paired if one.other_half in {"", *made_keys})
    waiting = frozenset(made_keys - {one.key for one in whole})
    return Ticked(frozenset(lines | used) - waiting, waiting, whole, tuple(back))


def halves_of(today: Mapping[str, Placed]) -> dict[str, str]:
    """Of findings by key those of two cells of one row that have each other's value: key -> key."""
    by_row: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for key, one in today.items():
        if _proposes(one) and one.finding.column:
            by_row[one.finding.table, row_of(one.row_id), one.finding.code].append(key)
    pairs = (keys for keys in by_row.values() if len(keys) > 1)
    return {
        key: other
        for keys in pairs
        for key in keys
        for other in keys
        if key != other and _bare(today[key].finding.proposed) == _bare(today[other].finding.value)
    }


def _bare(value: str | None) -> str:
    """The digits of a number, without the zeros that a sheet drops; a text as it is."""
    digits = "".join(sign for sign in value or "" if sign.isdigit()).lstrip("0")
    return digits or (value or "")


def _granted(ticks: TabTicks, known: Mapping[str, Life | Placed]) -> set[str]:
    """Keys of the lines that are ticked, or stand in the tab under a ticked heading: it speaks
    for the lines that stand below it, not for what was typed since."""
    below = {
        key
        for heading in ticks.ticked
        for key in ticks.below.get(heading, ())
        if key in known and _heading(known[key]) == heading and _proposes(known[key])
    }
    return below | {key for key in ticks.ticked if not key.startswith("#")}


def _heading(one: Life | Placed) -> str:
    return group_key(one.finding.severity, one.finding.code)


def _proposes(one: Life | Placed) -> bool:
    return one.finding.proposed is not None


def _copied(views: Sequence[ListView]) -> set[str]:
    """Row ids that stand beside several rows: somebody copied one, and nobody can say which of
    them was ticked before each has an id of its own."""
    beside: Counter[str] = Counter()
    for view in views:
        if view.own is not None and view.own.row_id is not None and not view.shared:
            beside.update(
                str(view.sheet.cell(row, view.own.row_id).value or "") for row in view.row_ids
            )
    return {row_id for row_id, times in beside.items() if row_id and times > 1}


def why_not(one: Life | Placed | None, judged: Judgement) -> Why:
    """Why a ticked line is none of today's: its value is gone, or it stands there still and is
    judged otherwise now, perhaps as one that another row has too."""
    if one is None or not holds(cell_of(judged, one, row_of(one.row_id)), one.finding.value):
        return Why.CHANGED
    return Why.JUDGED


def views_with(judged: Judgement, one: Life | Placed) -> list[ListView]:
    """The places of a finding's list as they stand now."""
    return [view for view in judged.lists if view.found.table.name == one.finding.table]


def cell_of(judged: Judgement, one: Life | Placed, row_id: str) -> Cell | None:
    """The cell of that row in the finding's column, wherever both stand now."""
    name = one.finding.column or ""
    cells = (
        view.sheet.cell(row, view.found.columns[name])
        for view in views_with(judged, one)
        if name in view.found.columns
        for row, known in view.row_ids.items()
        if known == row_id
    )
    return next(cells, None)


def holds(cell: Cell | None, value: str) -> bool:
    """Whether a cell holds that text, as shown or as it is."""
    return cell is not None and value in (shown(cell), shown_text(cell.value))


def _repair(key: str, one: Placed, judged: Judgement, copied: set[str]) -> Repair | Why:
    finding = one.finding
    here = (v for v in views_with(judged, one) if row_of(one.row_id) in v.row_ids.values())
    view = next(here, None)
    if view is None or finding.row is None or finding.col is None or not finding.column:
        return Why.BY_HAND
    if row_of(one.row_id) in copied:
        return Why.COPIED
    cell = view.sheet.cell(finding.row - 1, finding.col)
    plain = CELL_TYPES[view.found.table.column(finding.column).type].plain_text
    old, new = _found(cell, plain), finding.proposed
    if not new or not old or old == new or cell.formula is not None:
        return Why.BY_HAND
    return Repair(key, one, view.sheet.sheet_id, finding.row - 1, finding.col, old, new, plain)


def _found(cell: Cell, plain: bool) -> str:
    """What findReplace compares with: the text as shown; of a number in a cell that becomes plain
    text first, its digits without the format that it had."""
    if plain and isinstance(cell.value, int | float):
        return shown_text(cell.value)
    return shown(cell)


def shown(cell: Cell) -> str:
    """The text of a cell as people see it."""
    return cell.shown or str("" if cell.value is None else cell.value)
