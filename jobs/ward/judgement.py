"""One state of a workbook judged: lists found, rows recognised, findings with their lives.

Pure except for the question whose identities other units share. It is asked again for the state
after each write, so that what people did meanwhile is judged by the same rules.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from jobs.store.layout import PlacedList
from jobs.store.lives import Life
from jobs.store.rows import KnownRow
from jobs.store.units import UnitState
from jobs.store.vault import Vault
from jobs.unit.acceptance import Acceptance
from jobs.unit.moment import Moment
from jobs.unit.stoppable import stopped_after
from jobs.ward.fingerprint import fingerprint_row
from jobs.ward.flags.columns import ListView
from jobs.ward.grids import workbook_of
from jobs.ward.guide.find import as_titled, find_guide
from jobs.ward.header_by_ids import sorted_headers
from jobs.ward.lifecycle import Merged, Place, Placed, distinct, merge
from jobs.ward.own_columns import OwnColumns, find_own_columns, user_cells
from jobs.ward.quiet import edited_at, is_recent, still_typing
from jobs.ward.results.lines import finding_key, restore_key
from jobs.ward.results.reading import TabTicks, read_ticks
from jobs.ward.row_ids import SeenRow, assign_row_ids
from jobs.ward.ticks.taken_back import TakenBack
from sheets_client.snapshot import Sheet, SpreadsheetSnapshot
from sheets_schema.campaign import Campaign
from sheets_schema.checked import Checked, CheckedTable
from sheets_schema.cross_unit import Identity, identities, with_shared
from sheets_schema.finding import Finding
from sheets_schema.messages import said_moment, text
from sheets_schema.org_unit import OrgUnit
from sheets_schema.sorted_header import headers_below_rows, with_header_told
from sheets_schema.validate import validate

Shared = Mapping[tuple[str, str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Memory:
    """What was known before this round; `taken_back` are the ticks of the last day that were."""

    unit: OrgUnit
    state: UnitState
    rows: Sequence[KnownRow]
    lives: Sequence[Life]
    taken_back: Sequence[TakenBack] = ()
    acceptance: Acceptance = field(default_factory=Acceptance)


@dataclass(frozen=True, slots=True)
class Ground:
    """What the judgement rests on besides the workbook. `moment` is the present one, of the day
    `today`; `now` in epoch seconds, and so is
    `hinted_at`: when the unit's last edit was told by who sees every edit at once, else None."""

    campaign: Campaign
    vault: Vault
    today: date
    now: float
    language: str
    row_quiet_seconds: float
    rules: str
    share: Callable[[Sequence[Identity]], Shared]
    moment: Moment
    hinted_at: float | None = None
    check_seconds: float = 60.0

    @property
    def present(self) -> datetime:
        """What deadlines are held against."""
        return self.moment.present

    def said(self, at: float) -> str:
        """Epoch seconds on the campaign's wall clock, as people write a moment."""
        return said_moment(datetime.fromtimestamp(at, self.moment.clock.tzinfo))


@dataclass(frozen=True, slots=True)
class Judgement:
    """One state of the workbook, judged. `placed` are the findings of just this state, those of
    rows still being typed too; `rows` are the data rows by id, as they are known from now on;
    `unread` names the lists that had rows and cannot be seen now."""

    snapshot: SpreadsheetSnapshot
    checked: Checked
    lists: tuple[ListView, ...]
    merged: Merged
    ticks: TabTicks
    results: Sheet | None
    guide: Sheet | None
    identities: tuple[Identity, ...]
    placed: tuple[Placed, ...] = ()
    rows: Mapping[str, KnownRow] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()

    @property
    def left_over(self) -> bool:
        """Some row is still being typed."""
        return any(view.fresh for view in self.lists)


def find_results(snapshot: SpreadsheetSnapshot, state: UnitState, language: str) -> Sheet | None:
    """The tab of results: the one that we made whatever its name now, else by its title."""
    remembered = state.layout.results
    made = snapshot.by_id(remembered) if remembered is not None else None
    return made or snapshot.by_title(text("tab-results", language))


@dataclass(frozen=True, slots=True)
class Alone:
    """A workbook checked by itself, without what other units have; and what in it is ours."""

    checked: Checked
    own: Mapping[int, OwnColumns]
    results: Sheet | None
    guide: Sheet | None


def check_alone(snapshot: SpreadsheetSnapshot, memory: Memory, ground: Ground) -> Alone:
    """Check the ward's own cells; raises RuleCrashed where one of our rules fails, TookTooLong
    where it does not come to an end in `ground.check_seconds`."""
    results = find_results(snapshot, memory.state, ground.language)
    guide = find_guide(snapshot, memory.state.layout.guide)
    own = _own_columns(snapshot, memory, ground.language, results)
    theirs = [as_titled(sheet, guide) for sheet in snapshot.sheets if sheet is not results]

    def check() -> Checked:
        grids = workbook_of(replace(snapshot, sheets=tuple(theirs)), own)
        return validate(grids, memory.unit, ground.campaign, ground.today, strict=True)

    checked = stopped_after(ground.check_seconds, check)
    return Alone(checked, own, results, guide)


def judge(snapshot: SpreadsheetSnapshot, memory: Memory, ground: Ground) -> Judgement:
    """Check the workbook and put the findings to those known before."""
    alone = check_alone(snapshot, memory, ground)
    found = identities(alone.checked)
    checked = with_shared(alone.checked, ground.share(found))
    known, language = memory.state.layout.lists, ground.language
    sorted_down = headers_below_rows(checked, ground.today)
    sorted_down |= sorted_headers(checked, snapshot, alone.own, known, language)
    checked = with_header_told(checked, sorted_down)
    results = alone.results
    ticks = read_ticks(results)
    views, rows = _views(checked, snapshot, alone.own, memory, ground, ticks)
    views = tuple(view for view in views if view.found.table.name not in sorted_down)
    unread = unread_tables(checked, memory) | frozenset(sorted_down)
    by_table = {view.found.table.name: view for view in views}
    placed = tuple(
        distinct(_placed(one, by_table.get(one.table), ground.vault) for one in checked.findings)
    )
    merged = merge(
        memory.lives,
        placed,
        reasons=_reasons(placed, ticks, ground),
        left_over=frozenset(
            (view.found.table.name, view.row_ids[row]) for view in views for row in view.fresh
        ),
        unread=unread,
        unchanged=_unchanged(checked, views, memory, ground),
        now=ground.now,
        places=places_of(views),
    )
    return Judgement(
        snapshot=snapshot,
        checked=checked,
        lists=views,
        merged=merged,
        ticks=ticks,
        results=results,
        guide=alone.guide,
        identities=found,
        placed=placed,
        rows=rows,
        unread=unread,
    )


def _own_columns(
    snapshot: SpreadsheetSnapshot, memory: Memory, language: str, results: Sheet | None
) -> dict[int, OwnColumns]:
    adopted = memory.state.layout.adopted
    found = {}
    for sheet in snapshot.sheets:
        if results is None or sheet.sheet_id != results.sheet_id:
            own = find_own_columns(sheet, language, adopted=sheet.sheet_id in adopted)
            if own:
                found[sheet.sheet_id] = own
    return found


def _views(
    checked: Checked,
    snapshot: SpreadsheetSnapshot,
    own: Mapping[int, OwnColumns],
    memory: Memory,
    ground: Ground,
    ticks: TabTicks,
) -> tuple[tuple[ListView, ...], dict[str, KnownRow]]:
    views: list[ListView] = []
    rows: dict[str, KnownRow] = {}
    taken: set[str] = set()
    for found in checked.tables:
        sheet = _sheet_of(found, snapshot)
        if sheet is not None:
            view, held = _view(found, sheet, own.get(sheet.sheet_id), memory, ground, taken)
            asked = restore_key(found.table.name) in ticks.ticked
            views.append(replace(view, may_adopt=view.may_adopt or asked))
            taken |= set(held)
            rows.update(held)
    return tuple(views), rows


def _sheet_of(found: CheckedTable, snapshot: SpreadsheetSnapshot) -> Sheet | None:
    if not found.recognised or found.tab is None or found.tab.sheet_id is None:
        return None
    return snapshot.by_id(found.tab.sheet_id)


def _view(
    found: CheckedTable,
    sheet: Sheet,
    own: OwnColumns | None,
    memory: Memory,
    ground: Ground,
    taken: set[str],
) -> tuple[ListView, dict[str, KnownRow]]:
    table = found.table.name
    if own is not None and not own.headed:
        own = replace(own, header_row=found.header_row or own.header_row)
    known_rows = [row for row in memory.rows if row.table == table]
    seen = [_seen(ground.vault, sheet, row.row, own) for row in found.rows]
    elsewhere = {row.row_id for row in memory.rows if row.table != table and not row.gone}
    ids = assign_row_ids(seen, known_rows, taken=frozenset(taken | elsewhere))
    changed = edited_at(memory.state, ground.now, ground.hinted_at)
    rows = _rows(table, zip(seen, ids, strict=True), known_rows, changed)
    typing = still_typing(memory.state, ground.now)
    fresh = frozenset(
        row.position
        for row, row_id in zip(seen, ids, strict=True)
        if typing and is_recent(rows[row_id].changed_at, ground.now, ground.row_quiet_seconds)
    )
    before = memory.state.layout.lists.get(table)
    removed = before == PlacedList(sheet.sheet_id, adopted=True)
    row_ids = {row.position: row_id for row, row_id in zip(seen, ids, strict=True)}
    view = ListView(found, sheet, own, row_ids, fresh, may_adopt=not removed)
    return view, rows


def _seen(vault: Vault, sheet: Sheet, row: int, own: OwnColumns | None) -> SeenRow:
    cells = user_cells(sheet.cells[row] if row < len(sheet.cells) else (), own)
    beside = sheet.cell(row, own.row_id).value if own and own.row_id is not None else ""
    return SeenRow(row, fingerprint_row(vault, cells), str(beside or ""))


def _rows(
    table: str,
    seen: Iterable[tuple[SeenRow, str]],
    known_rows: Sequence[KnownRow],
    edited_at: float,
) -> dict[str, KnownRow]:
    """Each row by its id: changed when it was remembered with its content, else at `edited_at`."""
    before = {row.row_id: row for row in known_rows}
    rows = {}
    for row, row_id in seen:
        old = before.get(row_id)
        changed_at = old.changed_at if old and old.fingerprint == row.fingerprint else edited_at
        rows[row_id] = KnownRow(
            table, row_id, row.position, row.fingerprint, changed_at, gone=False
        )
    return rows


def places_of(views: Sequence[ListView]) -> dict[tuple[str, str], Place]:
    """Where each data row stands, by (table, row id)."""
    return {
        (view.found.table.name, row_id): Place(row + 1, view.found.columns)
        for view in views
        for row, row_id in view.row_ids.items()
    }


def unread_tables(checked: Checked, memory: Memory) -> frozenset[str]:
    """Lists whose rows cannot be seen now although there were some: their header is lost, their
    tab is gone, or they are suddenly empty without the unit saying that there is nothing."""
    had = {row.table for row in memory.rows if not row.gone}
    return frozenset(
        found.table.name
        for found in checked.tables
        if not found.rows and not found.nothing_to_report and found.table.name in had
    )


def _placed(finding: Finding, view: ListView | None, vault: Vault) -> Placed:
    row_id = ""
    if finding.row is not None:
        ids = view.row_ids if view else {}
        row_id = ids.get(finding.row - 1, f"r{finding.row}")
    digest = vault.digest(finding.value, finding.proposed or "")
    return Placed(finding, row_id, digest)


def _reasons(
    placed: Sequence[Placed], ticks: TabTicks, ground: Ground
) -> dict[tuple[str, str, str, str], str]:
    found = {}
    for one in placed:
        key = finding_key(ground.vault, one)
        if key in ticks.reasons:
            found[one.identity] = ticks.reasons[key]
    return found


def _unchanged(
    checked: Checked, views: Sequence[ListView], memory: Memory, ground: Ground
) -> frozenset[tuple[str, str]]:
    if memory.state.rules in (None, ground.rules):
        return frozenset()
    known = {(row.table, row.row_id): row.fingerprint for row in memory.rows if not row.gone}
    same = set()
    for view in views:
        table = view.found.table.name
        for row, row_id in view.row_ids.items():
            content = _seen(ground.vault, view.sheet, row, view.own).fingerprint
            if known.get((table, row_id)) == content:
                same.add((table, row_id))
    return frozenset(same | {(found.table.name, "") for found in checked.tables})
