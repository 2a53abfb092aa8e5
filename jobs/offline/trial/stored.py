"""A new declaration tried on the rows that the service holds, before any unit sees a flag."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from jobs.offline.check_files import CheckedFile
from jobs.offline.trial.rules import Trial, compare
from jobs.store import Store
from jobs.store.rows import DataRow, load_rows
from jobs.store.units import load_units
from sheets_schema.campaign import Campaign, Table
from sheets_schema.cross_unit import match_units, with_shared
from sheets_schema.org_unit import OrgUnit
from sheets_schema.unit_names import names_by_kind
from sheets_schema.validate import validate
from sheets_schema.workbook import Tab, Value, Workbook

Held = Sequence[tuple[OrgUnit, Workbook]]


def try_on_stored(store: Store, campaign: Campaign, tried: Campaign, as_of: date) -> Trial:
    """The difference between the rules in force and others on the units' last good rows, matches
    with other units included; proposals that nobody ticked yet stand in the rows. Nothing is
    written, nobody is asked at Google."""
    held = list(_held(store, campaign))
    return compare(_checked(held, campaign, as_of), _checked(held, tried, as_of))


def _held(store: Store, campaign: Campaign) -> Iterator[tuple[OrgUnit, Workbook]]:
    with store.begin() as connection:
        for unit in load_units(connection):
            rows = load_rows(connection, store.vault, unit.key)
            tables = campaign.tables_for(unit)
            tabs = [
                _tab(table, [row for row in rows if row.table == table.name]) for table in tables
            ]
            yield unit, Workbook(unit.name, tabs)


def _tab(table: Table, rows: Sequence[DataRow]) -> Tab:
    """A list as it would be typed: each row where it stands in the sheet, or, where the list
    stands in several places, one below the other."""
    places = [row.position for row in rows]
    if min(places, default=0) < 1 or len(set(places)) < len(places):
        places = list(range(1, len(rows) + 1))
    values: list[Sequence[Value]] = [()] * (max(places, default=0) + 1)
    values[min(places, default=1) - 1] = [column.title for column in table.columns]
    for place, row in zip(places, rows, strict=True):
        values[place] = row.values
    return Tab(table.title, values)


def _checked(held: Held, campaign: Campaign, as_of: date) -> list[CheckedFile]:
    named = names_by_kind([unit for unit, _ in held])
    checks = [validate(book, unit, campaign, as_of, named=named) for unit, book in held]
    shared = match_units(checks)
    whole = (with_shared(one, shared.get(one.unit.code, {})) for one in checks)
    return [
        CheckedFile(
            Path(one.unit.key), one.unit, sum(len(t.rows) for t in one.tables), one.findings
        )
        for one in whole
    ]
