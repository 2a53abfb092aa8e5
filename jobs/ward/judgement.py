"""One state of a workbook judged: lists found, rows recognised, findings with their lives.

Pure except for the question whose identities other units share. It is asked again for the state
after each write, so that what people did meanwhile is judged by the same rules.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from jobs.store.lives import Life
from jobs.store.office.verdicts import REFUSED, Verdict
from jobs.store.rows import KnownRow
from jobs.store.units import UnitState
from jobs.store.vault import Vault
from jobs.unit.acceptance import Acceptance
from jobs.unit.answers.verdicts import FindingKey, newest, verdict_on
from jobs.unit.moment import Moment
from jobs.unit.stoppable import stopped_after
from jobs.ward.answers.questions import asked
from jobs.ward.flags.columns import ListView
from jobs.ward.grids import workbook_of
from jobs.ward.guide.find import as_titled, find_guide
from jobs.ward.header_by_ids import sorted_headers
from jobs.ward.lifecycle import Merged, Placed, distinct, merge, row_of
from jobs.ward.list_views import Before, content_of, places_of, views_of
from jobs.ward.own_columns import OwnColumns, find_own_columns
from jobs.ward.periods.beginning import ended
from jobs.ward.results.lines import finding_key, restore_key
from jobs.ward.results.reading import TabTicks, read_ticks
from jobs.ward.ticks.taken_back import TakenBack
from sheets_client.snapshot import Sheet, SpreadsheetSnapshot
from sheets_schema.among_units import Among, with_among
from sheets_schema.campaign import Campaign
from sheets_schema.checked import Checked
from sheets_schema.cross_unit import Identity, identities, with_shared
from sheets_schema.finding import Finding
from sheets_schema.gathering import Gathered, stands_of
from sheets_schema.messages import said_moment, text
from sheets_schema.org_unit import OrgUnit
from sheets_schema.sorted_header import headers_below_rows, with_header_told
from sheets_schema.unit_names import NamesByKind
from sheets_schema.unread import CODE as LEFT_OVER
from sheets_schema.unread import CONTENT
from sheets_schema.validate import gather_strictly, validate
from sheets_schema.what_was_read import what_was_read
from sheets_schema.workbook import Value

Shared = Mapping[tuple[str, str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Memory:
    """What was known before this round; `taken_back` are the ticks of the last day that were,
    `dressed` the columns whose formats or choices were put back, as `tab: title`."""

    unit: OrgUnit
    state: UnitState
    rows: Sequence[KnownRow]
    lives: Sequence[Life]
    taken_back: Sequence[TakenBack] = ()
    acceptance: Acceptance = field(default_factory=Acceptance)
    verdicts: Sequence[Verdict] = ()
    dressed: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Ground:
    """What the judgement rests on besides the workbook. `moment` is the present one, of the day
    `today`; `among` are the figures of all units; `now` in epoch seconds, and so is
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
    last: Mapping[str, Sequence[Sequence[Value]]] = field(default_factory=dict)
    named: NamesByKind = field(default_factory=dict)
    hinted_at: float | None = None
    check_seconds: float = 60.0
    check_bytes: int = 1_000_000_000
    cell_notes: bool = True
    among: Among = field(default_factory=dict)

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
    `unread` names the lists that had rows and cannot be seen now; `read` holds, by the list's
    declared name, the sentence that says what was read of it."""

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
    read: Mapping[str, str] = field(default_factory=dict)

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
    gathered: Gathered | None = None


def check_alone(snapshot: SpreadsheetSnapshot, memory: Memory, ground: Ground) -> Alone:
    """Check the ward's own cells; raises RuleCrashed where one of our rules fails, TookTooLong
    where it does not come to an end in `ground.check_seconds`, TookTooMuch where it takes more
    memory than `ground.check_bytes`."""
    results = find_results(snapshot, memory.state, ground.language)
    guide = find_guide(snapshot, memory.state.layout.guide)
    own = _own_columns(snapshot, memory, ground.language, results)
    past = ended(snapshot, memory.state.layout)
    theirs = [
        as_titled(sheet, guide)
        for sheet in snapshot.sheets
        if sheet is not results and sheet.sheet_id not in past
    ]

    def check() -> Alone:
        grids = workbook_of(replace(snapshot, sheets=tuple(theirs)), own)
        gathered = gather_strictly(grids, ground.campaign.tables_for(memory.unit))
        checked = validate(
            grids,
            memory.unit,
            ground.campaign,
            ground.today,
            True,
            gathered,
            ground.last,
            ground.named,
        )
        return Alone(checked, own, results, guide, gathered)

    cells = sum(len(row) for sheet in theirs for row in sheet.cells)
    return stopped_after(ground.check_seconds, check, most_bytes=ground.check_bytes, weight=cells)


def judge(snapshot: SpreadsheetSnapshot, memory: Memory, ground: Ground) -> Judgement:
    """Check the workbook and put the findings to those known before."""
    alone = check_alone(snapshot, memory, ground)
    found = identities(alone.checked)
    checked = with_among(with_shared(alone.checked, ground.share(found)), ground.among)
    gathered = alone.gathered
    sorted_down = headers_below_rows(checked, ground.today)
    sorted_down |= _sorted_headers(checked, snapshot, alone, memory, ground)
    checked = with_header_told(checked, sorted_down)
    results = alone.results
    ticks = read_ticks(results)
    before = _before(memory, ground, ticks)
    views, rows = views_of(stands_of(checked.tables, gathered), snapshot, alone.own, before)
    views = tuple(view for view in views if view.found.table.name not in sorted_down)
    unread = unread_tables(checked, memory) | frozenset(sorted_down)
    found_here = _placed_findings(checked, views, gathered, ground.vault)
    of_officers = asked(memory.unit.code, memory.verdicts, views, rows, ground.vault)
    placed = tuple(distinct([*found_here, *of_officers]))
    answered = newest(memory.verdicts)
    left_over = frozenset(
        (view.found.table.name, view.row_ids[row]) for view in views for row in view.fresh
    )
    # Nobody waits for what is wrong by itself: typing on in the row makes it no better.
    told = [
        one for one in placed if one.alone and (one.finding.table, row_of(one.row_id)) in left_over
    ]
    views = tuple(_with_told(view, told) for view in views)
    merged = merge(
        memory.lives,
        placed,
        reasons=_reasons(placed, ticks, ground),
        left_over=left_over,
        unread=unread,
        unchanged=_unchanged(checked, views, memory, ground),
        now=ground.now,
        places=places_of(views),
        told=frozenset(one.identity for one in told),
        refused=lambda life: _is_refused(ground.vault, answered, life),
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
        read={
            found.table.name: said
            for found in checked.tables
            if found.table.name not in unread
            and (said := what_was_read(found, gathered, ground.language))
        },
    )


def _is_refused(vault: Vault, known: Mapping[FindingKey, Verdict], life: Life) -> bool:
    verdict = verdict_on(vault, known, life)
    return verdict is not None and verdict.kind == REFUSED


def _with_told(view: ListView, told: Sequence[Placed]) -> ListView:
    ids = {row_of(one.row_id) for one in told if one.finding.table == view.found.table.name}
    return replace(view, told=frozenset(row for row in view.fresh if view.row_ids[row] in ids))


def _before(memory: Memory, ground: Ground, ticks: TabTicks) -> Before:
    names = (table.name for table in ground.campaign.tables_for(memory.unit))
    return Before(
        memory.state,
        memory.rows,
        ground.vault,
        ground.now,
        ground.hinted_at,
        ground.row_quiet_seconds,
        frozenset(name for name in names if restore_key(name) in ticks.ticked),
    )


def _sorted_headers(
    checked: Checked, snapshot: SpreadsheetSnapshot, alone: Alone, memory: Memory, ground: Ground
) -> dict[str, int]:
    """Of lists in one place those whose header stands below our ids: in several places rows with
    ids may stand above the header that has our headings."""
    several = alone.gathered.origins if alone.gathered else {}
    known = {n: one for n, one in memory.state.layout.lists.items() if n not in several}
    return sorted_headers(checked, snapshot, alone.own, known, ground.language)


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


def unread_tables(checked: Checked, memory: Memory) -> frozenset[str]:
    """Lists whose rows cannot be seen now although there were some: their header is lost, their
    tab is gone, or they are suddenly empty without the unit saying that there is nothing."""
    had = {row.table for row in memory.rows if not row.gone}
    return frozenset(
        found.table.name
        for found in checked.tables
        if not found.rows and not found.nothing_to_report and found.table.name in had
    )


def _placed_findings(
    checked: Checked, views: Sequence[ListView], gathered: Gathered | None, vault: Vault
) -> Iterator[Placed]:
    """The findings where they stand in the workbook, with the ids of their rows."""
    ids: dict[tuple[str, int], str] = {}
    alone = {found.table.name: found.alone for found in checked.tables}
    for found in checked.tables:
        here = [view for view in views if view.found.table.name == found.table.name]
        held = (row_id for view in here for row_id in view.row_ids.values())
        pairs = zip(found.row_numbers, held, strict=False)
        ids.update(((found.table.name, number), row_id) for number, row_id in pairs)
    for finding in checked.findings:
        row_id = ids.get((finding.table, (finding.row or 0) - 1)) or _other_id(finding, vault)
        placed = gathered.placed(finding) if gathered else finding
        content = finding.params.get(CONTENT)
        told = (finding.value, finding.proposed or "", *([content] if content else ()))
        itself = (finding.row, finding.column, finding.code) in alone.get(finding.table, ())
        yield Placed(placed, row_id, vault.digest(*told), itself)


def _other_id(finding: Finding, vault: Vault) -> str:
    """What stands for the row of a finding on none of the data: its number, or the tab where
    something was left over, so that one answer does not pass to another tab."""
    if finding.row is not None:
        return f"r{finding.row}"
    return f"t{vault.digest(finding.tab)[:10]}" if finding.code == LEFT_OVER else ""


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
            if known.get((table, row_id)) == content_of(ground.vault, view, row):
                same.add((table, row_id))
    return frozenset(same | {(found.table.name, "") for found in checked.tables})
