"""How far each unit has come, list by list: what reminders and the digest are made of."""

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from jobs.store.lives import OPEN
from jobs.store.tables import data_rows, findings
from jobs.store.units import UnitState, load_states, load_units
from jobs.unit import states
from jobs.unit.standing import WELL, standing_of
from sheets_schema.campaign import Campaign
from sheets_schema.finding import Severity
from sheets_schema.messages import text
from sheets_schema.org_unit import OrgUnit

Counts = Mapping[tuple[str, str, str], int]


@dataclass(frozen=True, slots=True)
class ListProgress:
    """One list of a unit: its title, and the numbers of open findings."""

    title: str
    empty: bool
    must_fix: int
    please_check: int

    @property
    def missing(self) -> bool:
        """Whether the unit still has something to do in it."""
        return self.empty or self.must_fix > 0 or self.please_check > 0


@dataclass(frozen=True, slots=True)
class Progress:
    """One unit; `trouble` says why its workbook cannot be read.

    `read_at` is the last try to read it, None before the first; both times in epoch seconds.
    """

    unit: OrgUnit
    standing: str
    lists: tuple[ListProgress, ...]
    trouble: str = ""
    edited_at: float | None = None
    read_at: float | None = None

    @property
    def well(self) -> bool:
        """Nothing left to correct or to answer."""
        return self.standing in WELL


def read_progress(connection: sa.Connection, campaign: Campaign, language: str) -> list[Progress]:
    """Every active unit in the register's order."""
    known = load_states(connection)
    rows, counts = _row_counts(connection), _open_counts(connection)
    return [
        _progress(
            campaign, language, unit, known.get(unit.key) or UnitState(unit.key), rows, counts
        )
        for unit in load_units(connection)
    ]


def _row_counts(connection: sa.Connection) -> dict[tuple[str, str], int]:
    keys = (data_rows.c.unit, data_rows.c.table_name)
    query = sa.select(*keys, sa.func.count()).where(data_rows.c.gone_at.is_(None)).group_by(*keys)
    return {(unit, table): count for unit, table, count in connection.execute(query)}


def _open_counts(connection: sa.Connection) -> dict[tuple[str, str, str], int]:
    keys = (findings.c.unit, findings.c.table_name, findings.c.severity)
    query = sa.select(*keys, sa.func.count()).where(findings.c.status == OPEN).group_by(*keys)
    return {
        (unit, table, severity): count for unit, table, severity, count in connection.execute(query)
    }


def _progress(
    campaign: Campaign,
    language: str,
    unit: OrgUnit,
    known: UnitState,
    rows: Mapping[tuple[str, str], int],
    counts: Counts,
) -> Progress:
    totals: dict[str, int] = {}
    for (code, _, severity), count in counts.items():
        if code == unit.key:
            totals[severity] = totals.get(severity, 0) + count
    filled = sum(count for (code, _), count in rows.items() if code == unit.key)
    standing = standing_of(known, totals, filled)
    return Progress(
        unit=unit,
        standing=standing,
        lists=_lists(campaign, language, unit, known, rows, counts),
        trouble=states.describe(known.state, language) if standing == "unreadable" else "",
        edited_at=known.edited_at,
        read_at=known.read_at,
    )


def _lists(
    campaign: Campaign,
    language: str,
    unit: OrgUnit,
    known: UnitState,
    rows: Mapping[tuple[str, str], int],
    counts: Counts,
) -> tuple[ListProgress, ...]:
    def count(table: str, severity: Severity) -> int:
        return counts.get((unit.key, table, severity.value), 0)

    def one(name: str, title: str, empty: bool) -> ListProgress:
        must_fix, asked = count(name, Severity.MUST_FIX), count(name, Severity.PLEASE_CHECK)
        return ListProgress(title, empty, must_fix, asked)

    lists = [
        one(
            table.name,
            table.title,
            not rows.get((unit.key, table.name)) and table.name not in known.nothing_to_report,
        )
        for table in campaign.tables_for(unit)
    ]
    # What is wrong with the workbook as a whole belongs to no list.
    return (*lists, one("", text("place-workbook", language), False))
