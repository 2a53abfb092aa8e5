"""What a round over a workbook leaves in the store: good rows, findings, identities, state."""

from dataclasses import dataclass, replace

from jobs.store.counts import CARRIED, RIGHT
from jobs.store.journal import replace_identities, units_with
from jobs.store.layout import FurtherTab, Layout, PlacedList
from jobs.store.lives import OPEN, Life, save_lives
from jobs.store.rows import DataRow, load_rows, save_rows
from jobs.store.units import UnitState
from jobs.store.vault import Vault
from jobs.unit import states
from jobs.unit.context import Context
from jobs.ward.acceptance.completeness import unconfirmed
from jobs.ward.flags.columns import ListView
from jobs.ward.guide.find import is_done
from jobs.ward.judgement import Ground, Judgement, Memory
from jobs.ward.lifecycle import row_of
from jobs.ward.plan import Plan
from sheets_schema.checked import CheckedRow
from sheets_schema.finding import Severity, worst

ASKING = (Severity.MUST_FIX, Severity.PLEASE_CHECK, Severity.REPAIR)


@dataclass(frozen=True, slots=True)
class Remembered:
    """The unit's new state; whether the district's sheet is touched; units to check again."""

    state: UnitState
    changed: bool
    also_check: frozenset[str]


def remember(
    context: Context,
    memory: Memory,
    ground: Ground,
    judged: Judgement,
    plan: Plan,
    refused: str | None,
) -> Remembered:
    """Store what was judged, in one transaction.

    `plan` is the last one of the round; `refused` the state that a refused write put the unit in.
    """
    vault = context.store.vault
    code = memory.unit.key
    rows = rows_of(judged)
    seen = {view.found.table.name for view in judged.lists}
    tables = [name for name in seen if name not in judged.unread]
    found = {(one.kind, vault.digest(one.kind, one.value)) for one in judged.identities}
    with context.writing() as connection:
        before = load_rows(connection, vault, code)
        save_rows(connection, vault, code, tables, rows, ground.now)
        after = load_rows(connection, vault, code)
        save_lives(connection, vault, judged.merged.changed)
        moved = replace_identities(connection, code, found)
        others = units_with(connection, moved, code)
    word = refused or (states.LIST_LOST if judged.unread else states.CHECKED)
    state = _state(memory, ground, judged, plan, word)
    return Remembered(
        state=state,
        changed=before != after or bool(judged.merged.changed) or state.state != memory.state.state,
        also_check=frozenset(unit for units in others.values() for unit in units),
    )


def rows_of(judged: Judgement) -> list[DataRow]:
    """The data rows of every list that was recognised."""
    return [row for view in judged.lists for row in _rows(view, judged)]


def _rows(view: ListView, judged: Judgement) -> list[DataRow]:
    asked: dict[str, list[Life]] = {}
    for life in judged.merged.standing:
        if life.finding.table == view.found.table.name:
            asked.setdefault(row_of(life.row_id), []).append(life)
    offered, waits = _offered(view, judged), view.found.table.name in unconfirmed(judged)
    return [
        _row(view, row, judged, asked.get(view.row_ids[row.row], []), offered, waits=waits)
        for row in view.found.rows
    ]


def _offered(view: ListView, judged: Judgement) -> set[tuple[str, str]]:
    """(row id, column) of the cells for whose value of today something is proposed."""
    return {
        (row_of(one.row_id), one.finding.column or "")
        for one in judged.placed
        if one.finding.table == view.found.table.name and one.finding.proposed is not None
    }


def _row(
    view: ListView,
    row: CheckedRow,
    judged: Judgement,
    lives: list[Life],
    offered: set[tuple[str, str]],
    *,
    waits: bool,
) -> DataRow:
    row_id = view.row_ids[row.row]
    known = judged.rows[row_id]
    return DataRow(
        table=view.found.table.name,
        row_id=row_id,
        position=row.row,
        fingerprint=known.fingerprint,
        changed_at=known.changed_at,
        state=_row_state(view, row, lives, waits=waits),
        values=row.values,
        proposed=_proposed(view, row, offered),
        sheet_id=view.sheet.sheet_id,
        tab=view.sheet.title,
        as_last=known.as_last,
    )


def _row_state(view: ListView, row: CheckedRow, lives: list[Life], *, waits: bool) -> str:
    """The gravest finding that asks something; what was explained asks nothing any more. `waits`
    says that the unit has not confirmed the list's rows of the last period."""
    if row.row in view.fresh:
        gravest = row.severity
    else:
        gravest = worst([life.finding.severity for life in lives if life.status == OPEN])
    if gravest in ASKING:
        return gravest.value
    return CARRIED if waits and row.row in view.as_last else RIGHT


def _proposed(view: ListView, row: CheckedRow, offered: set[tuple[str, str]]) -> tuple[str, ...]:
    """Columns whose value to consolidate is our proposal and not what was typed."""
    row_id = view.row_ids[row.row]
    names = [column.name for column in view.found.table.columns]
    return tuple(
        name
        for name, value, raw in zip(names, row.values, row.raw, strict=True)
        if (row_id, name) in offered and value != raw
    )


def _last_edit(now: float, *moments: float | None) -> float | None:
    """The last of them; one ahead is of a clock that was wrong: now at the latest."""
    return max((min(one, now) for one in moments if one is not None), default=None)


def _state(memory: Memory, ground: Ground, judged: Judgement, plan: Plan, word: str) -> UnitState:
    before = memory.state
    edited = max((row.changed_at for row in judged.rows.values()), default=None)
    return replace(
        before,
        state=word,
        state_since=before.state_since if before.state == word else ground.now,
        read_at=ground.now,
        # What is kept of a lost list is of the last look that saw it.
        good_at=before.good_at if word == states.LIST_LOST else ground.now,
        edited_at=_last_edit(ground.now, edited, before.edited_at),
        rules=ground.rules,
        headline=plan.headline,
        headline_day=ground.today.isoformat(),
        layout=_layout(before.layout, judged, plan, ground.vault),
        leftover_since=(before.leftover_since or ground.now) if judged.left_over else None,
        done=is_done(judged.guide),
        nothing_to_report=[f.table.name for f in judged.checked.tables if f.nothing_to_report],
        unconfirmed=unconfirmed(judged),
    )


def _layout(before: Layout, judged: Judgement, plan: Plan, vault: Vault) -> Layout:
    lists = dict(before.lists)
    for table in {view.found.table.name for view in judged.lists}:
        lists[table] = _placed_list(table, before.lists.get(table), judged, vault)
    for table, place in lists.items():
        lists[table] = replace(place, lost=table in judged.unread)
    results = judged.results.sheet_id if judged.results else plan.results_id
    return Layout(
        lists=lists,
        results=results,
        guide=judged.guide.sheet_id if judged.guide else before.guide,
        receipt=before.receipt,
        past=before.past,
    )


def _placed_list(
    table: str, before: PlacedList | None, judged: Judgement, vault: Vault
) -> PlacedList:
    """The tabs of a list, with those that have our columns or had them before."""
    tabs: dict[int, FurtherTab] = {}
    for view in judged.lists:
        if view.found.table.name == table:
            number = view.sheet.sheet_id
            kept = before is not None and before.adopted_in(number)
            title = vault.digest(view.sheet.title)[:16]
            tabs[number] = FurtherTab(title, number, view.own is not None or kept)
    first, *further = tabs.values()
    read = vault.seal(judged.read.get(table, "")).decode("ascii")
    return PlacedList(first.sheet_id, first.adopted, tuple(further), read)
