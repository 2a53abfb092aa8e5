"""The register of units in the store, and what is known of each unit's workbook."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from jobs.store.tables import unit_states, units
from sheets_schema.org_unit import OrgUnit


def upsert(connection: sa.Connection, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert the rows, or give those whose primary key is there their new values."""
    if rows:
        statement = _upsert(table, tuple(rows[0]), connection.dialect.name)
        connection.execute(statement, [dict(row) for row in rows])


@cache
def _upsert(table: sa.Table, names: tuple[str, ...], dialect: str) -> sa.Executable:
    keys = [column.name for column in table.primary_key]
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement = insert(table)
    changed = {name: statement.excluded[name] for name in names if name not in keys}
    if changed:
        return statement.on_conflict_do_update(index_elements=keys, set_=changed)
    return statement.on_conflict_do_nothing()


@dataclass(frozen=True, slots=True)
class UnitState:
    """What is known of a unit's workbook; times in epoch seconds.

    `state` is `not-read` before the first check, `checked` after a good one, else a word for
    what is wrong (see jobs/unit/states.py) since `state_since`. `good_at` is the last look
    that saw the whole workbook: what is kept of it is as it was then. `locked_at` is the lock that
    had passed at that look: nothing is taken over any more.
    """

    unit: str
    state: str = "not-read"
    state_since: float = 0.0
    read_at: float | None = None
    good_at: float | None = None
    edited_at: float | None = None
    fingerprint: str | None = None
    rules: str | None = None
    headline: str | None = None
    headline_day: str | None = None
    layout: Mapping[str, Any] = field(default_factory=dict)
    leftover_since: float | None = None
    locked_at: float | None = None
    done: bool = False
    nothing_to_report: Sequence[str] = ()
    counts: Mapping[str, Any] = field(default_factory=dict)


def save_units(connection: sa.Connection, found: Sequence[OrgUnit]) -> None:
    """Make the register equal to `found`, in its order; a unit no longer there is inactive.

    Whose code another unit bore before gets a key of its own. A unit that moved to another day
    of validity with its workbook is the same one.
    """
    if load_units(connection) == list(found):
        return
    known = {
        (row.code, row.valid_from): (row.key, row.spreadsheet)
        for row in connection.execute(sa.select(units))
    }
    connection.execute(sa.update(units).values(active=False))
    rows = [_unit_row(unit, position) for position, unit in enumerate(found)]
    validities = {(row["code"], row["valid_from"]) for row in rows}
    for row in rows:
        validity = row["code"], row["valid_from"]
        if validity not in known:
            moved = _moved(row, known, validities)
            if moved:
                here = (units.c.code == moved[0]) & (units.c.valid_from == moved[1])
                connection.execute(sa.delete(units).where(here))
            key = known.pop(moved)[0] if moved else _fresh_key(row, known)
            known[validity] = key, row["spreadsheet"]
        row["key"] = known[validity][0]
    upsert(connection, units, rows)


_Known = dict[tuple[str, str], tuple[str, str]]


def _moved(
    row: Mapping[str, Any], known: _Known, wanted: Collection[tuple[str, str]]
) -> tuple[str, str] | None:
    """Under which code and day a unit with this code and workbook stood until now."""
    return next(
        (
            one
            for one, (_, spreadsheet) in known.items()
            if one[0] == row["code"] and one not in wanted and spreadsheet
            if spreadsheet == row["spreadsheet"]
        ),
        None,
    )


def _fresh_key(row: Mapping[str, Any], known: _Known) -> str:
    taken = {key for key, _ in known.values()}
    key = str(row["code"])
    if key in taken:
        key = f"{key}@{row['valid_from']}"
    while key in taken:
        key += "+"
    return key


def _unit_row(unit: OrgUnit, position: int) -> dict[str, Any]:
    return {
        "code": unit.code,
        "valid_from": unit.valid_from.isoformat() if unit.valid_from else "",
        "name": unit.name,
        "kind": unit.kind,
        "parent": unit.parent,
        "emails": list(unit.emails),
        "residential_groups": list(unit.residential_groups),
        "spreadsheet": unit.spreadsheet,
        "extension": unit.extension.isoformat() if unit.extension else "",
        "position": position,
        "active": True,
    }


def load_units(connection: sa.Connection) -> list[OrgUnit]:
    """The active units in the register's order."""
    query = sa.select(units).where(units.c.active).order_by(units.c.position)
    return [_read_unit(row) for row in connection.execute(query)]


def load_unit(connection: sa.Connection, key: str) -> OrgUnit | None:
    """One active unit."""
    query = sa.select(units).where(units.c.key == key, units.c.active)
    row = connection.execute(query).first()
    return _read_unit(row) if row else None


def _read_unit(row: Any) -> OrgUnit:
    return OrgUnit(
        code=row.code,
        name=row.name,
        kind=row.kind,
        valid_from=date.fromisoformat(row.valid_from) if row.valid_from else None,
        parent=row.parent,
        emails=tuple(row.emails),
        residential_groups=tuple(row.residential_groups),
        spreadsheet=row.spreadsheet,
        extension=date.fromisoformat(row.extension) if row.extension else None,
        key=row.key,
    )


def load_state(connection: sa.Connection, code: str) -> UnitState:
    """What is known of a unit; a fresh state for one never read."""
    row = connection.execute(sa.select(unit_states).where(unit_states.c.unit == code)).first()
    return UnitState(**row._mapping) if row else UnitState(code)


def load_states(connection: sa.Connection) -> dict[str, UnitState]:
    """What is known of every unit ever read, by code."""
    rows = connection.execute(sa.select(unit_states))
    return {row.unit: UnitState(**row._mapping) for row in rows}


def save_state(connection: sa.Connection, state: UnitState) -> None:
    """Keep the state of one unit."""
    row = {name: getattr(state, name) for name in unit_states.columns.keys()}  # noqa: SIM118
    row["layout"], row["counts"] = dict(state.layout), dict(state.counts)
    row["nothing_to_report"] = list(state.nothing_to_report)
    upsert(connection, unit_states, [row])
