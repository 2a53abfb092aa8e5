"""What the board shows, read from the store: every unit's state, counts and times, in one look."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from jobs.queue.names import CHECK_UNIT
from jobs.register.kept import load_told
from jobs.register.told import Told
from jobs.store import ledger
from jobs.store.journal import last_publication
from jobs.store.lives import OPEN
from jobs.store.tables import data_rows, findings
from jobs.store.units import UnitState, load_states, load_units
from jobs.unit.standing import STANDINGS, WELL, due_of, is_stuck, standing_of
from jobs.unit.states import CHECKED, NOT_READ
from jobs.workbooks.sharing import names_of, open_to_all
from service.office import Office
from sheets_schema.finding import Severity
from sheets_schema.org_unit import OrgUnit


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit on the board; times are aware, `counts` are open findings by severity."""

    code: str
    name: str
    kind: str
    state: str
    trouble: str
    rows: int
    counts: Mapping[str, int]
    edited_at: datetime | None
    checked_at: datetime | None
    due: datetime
    late: bool
    locked: bool
    stuck: bool
    work: str
    spreadsheet: str


@dataclass(frozen=True, slots=True)
class Board:
    """All units, the numbers of the sentence on top, the publication they belong to, and the names
    of those whose workbook anybody with its link can open; `register` is what to tell of it."""

    lines: list[UnitLine]
    tally: Mapping[str, int]
    number: int | None
    as_of: datetime | None
    due: datetime
    overdue: bool
    lock: datetime | None
    now: datetime
    open_to_all: list[str]
    register: list[Told]

    @property
    def right(self) -> int:
        """Units with nothing left to correct or answer."""
        return sum(self.tally.get(state, 0) for state in WELL)


def read_board(here: Office) -> Board:
    """The board as of now: eight statements, whatever the number of units."""
    with here.engine.connect() as connection:
        registered = load_units(connection)
        states = load_states(connection)
        counts = _open_counts(connection)
        rows = _row_counts(connection)
        work = {row.subject: row for row in ledger.of_job(connection, CHECK_UNIT)}
        published = last_publication(connection)
        opened = open_to_all(connection)
        told = load_told(connection)
    now = present(here)
    names = {unit.key: unit.name for unit in registered}
    lines = [
        _line(here, unit, states.get(unit.key), counts, rows.get(unit.key, 0), work, now)
        for unit in registered
    ]
    lines.sort(key=lambda line: STANDINGS.index(line.state))
    return Board(
        lines=lines,
        tally=Counter(line.state for line in lines),
        number=published["number"] if published else None,
        as_of=_local(here, published["as_of"]) if published else None,
        due=here.campaign.due,
        now=here.clock().astimezone(ZoneInfo(here.campaign.timezone)),
        overdue=now > here.campaign.due,
        lock=here.campaign.locked,
        open_to_all=names_of(opened, names, here.settings.language),
        register=told,
    )


def _open_counts(connection: sa.Connection) -> dict[tuple[str, str], int]:
    query = (
        sa.select(findings.c.unit, findings.c.severity, sa.func.count())
        .where(findings.c.status == OPEN)
        .group_by(findings.c.unit, findings.c.severity)
    )
    return {(unit, severity): count for unit, severity, count in connection.execute(query)}


def _row_counts(connection: sa.Connection) -> dict[str, int]:
    query = (
        sa.select(data_rows.c.unit, sa.func.count())
        .where(data_rows.c.gone_at.is_(None))
        .group_by(data_rows.c.unit)
    )
    return {row.unit: row[1] for row in connection.execute(query)}


def _line(
    here: Office,
    unit: OrgUnit,
    known: UnitState | None,
    counts: Mapping[tuple[str, str], int],
    rows: int,
    work: Mapping[str, ledger.Work],
    now: datetime,
) -> UnitLine:
    known = known or UnitState(unit.key)
    mine = {severity.value: counts.get((unit.key, severity.value), 0) for severity in Severity}
    state = standing_of(known, mine, rows)
    due = due_of(here.campaign, unit)
    doing = work.get(unit.key)
    return UnitLine(
        code=unit.key,
        name=unit.name,
        kind=unit.kind,
        state=state,
        trouble=known.state if known.state not in (CHECKED, NOT_READ) else "",
        rows=rows,
        counts=mine,
        edited_at=_local(here, known.edited_at),
        checked_at=_local(here, known.read_at),
        due=due,
        late=now > due and state not in WELL,
        locked=known.locked_at is not None,
        stuck=is_stuck(state, known.edited_at, here.clock().timestamp()),
        work=doing.state if doing else "idle",
        spreadsheet=unit.spreadsheet,
    )


def present(here: Office) -> datetime:
    """The moment that lateness is judged by: now, on the fixed day where one is set."""
    now = here.clock().astimezone(ZoneInfo(here.campaign.timezone))
    return datetime.combine(here.settings.as_of, now.timetz()) if here.settings.as_of else now


def _local(here: Office, moment: float | None) -> datetime | None:
    zone = ZoneInfo(here.campaign.timezone)
    return datetime.fromtimestamp(moment, zone) if moment else None
