"""The register of units in the store, and what is known of each unit's workbook."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa

from jobs.store.layout import Layout, as_stored, layout_of
from jobs.store.moments import past
from jobs.store.tables import unit_states, units
from jobs.store.upsert import upsert
from jobs.store.work.work_tables import work
from sheets_schema.org_unit import OrgUnit


@dataclass(frozen=True, slots=True)
class UnitState:
    """What is known of a unit's workbook; times in epoch seconds.

    `state` is `not-read` before the first check, `checked` after a good one, else a word for
    what is wrong (see jobs/unit/states.py) since `state_since`. `good_at` is the last look
    that saw the whole workbook: what is kept of it is as it was then. `locked_at` is the lock that
    had passed at that look: nothing is taken over any more. `unconfirmed` counts, by list, rows as
    they were in the last period that nobody confirmed yet.
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
    layout: Layout = field(default_factory=Layout)
    leftover_since: float | None = None
    locked_at: float | None = None
    done: bool = False
    nothing_to_report: Sequence[str] = ()
    unconfirmed: Mapping[str, int] = field(default_factory=dict)


def save_units(connection: sa.Connection, register: Sequence[OrgUnit]) -> None:
    """Make what is stored equal to `register`, in its order; a unit no longer there is inactive.

    Whose code another unit bore before gets a key of its own. A unit that moved to another day
    of validity with its workbook is the same one.
    """
    if load_register(connection) == list(register):
        return
    known = {
        (row.code, row.valid_from): (row.key, row.spreadsheet)
        for row in connection.execute(sa.select(units))
    }
    connection.execute(sa.update(units).values(active=False))
    rows = [_unit_row(unit, position) for position, unit in enumerate(register)]
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
        "overdue_emails": list(unit.overdue_emails),
        "position": position,
        "active": True,
        "reviews": unit.reviews,
    }


def load_register(connection: sa.Connection) -> list[OrgUnit]:
    """The active units in the register's order, those too that only review others."""
    query = sa.select(units).where(units.c.active).order_by(units.c.position)
    return [_read_unit(row) for row in connection.execute(query)]


def load_units(connection: sa.Connection) -> list[OrgUnit]:
    """The active units that report, in the register's order."""
    return [unit for unit in load_register(connection) if not unit.reviews]


def load_unit(connection: sa.Connection, key: str) -> OrgUnit | None:
    """One active unit that reports."""
    query = sa.select(units).where(units.c.key == key, units.c.active)
    row = connection.execute(query).first()
    return _read_unit(row) if row and not row.reviews else None


def hold_unit(connection: sa.Connection, key: str) -> None:
    """Let nobody else who holds this unit go on before the end of the transaction."""
    mine = units.c.key == key
    connection.execute(sa.update(units).where(mine).values(position=units.c.position))


def unit_of_file(connection: sa.Connection, file: str) -> str | None:
    """The key of the active unit whose spreadsheet that is."""
    query = sa.select(units.c.key).where(units.c.spreadsheet == file, units.c.active)
    key: str | None = connection.scalar(query)
    return key


def units_of_files(connection: sa.Connection, files: Collection[str]) -> list[str]:
    """The keys of the active units whose spreadsheets are among those, whoever wrote there last: a
    person's edit just before ours hides behind it."""
    query = sa.select(units.c.key, units.c.spreadsheet).where(units.c.active)
    return [key for key, file in connection.execute(query) if file in files]


def units_by_last_look(
    connection: sa.Connection, job: str, now: float
) -> list[tuple[str, float | None]]:
    """(key, last edit) of active units with a spreadsheet, longest not looked at by `job` first.

    A run that found nothing new leaves no trace in the state, so its end in the ledger counts. A
    look that lies ahead was dated by a clock that was wrong: it is as if there had been none.
    """
    looked = past(sa.func.coalesce(work.c.finished_at, unit_states.c.read_at, 0.0), now)
    query = (
        sa.select(units.c.key, unit_states.c.edited_at)
        .join(unit_states, unit_states.c.unit == units.c.key, isouter=True)
        .join(work, (work.c.subject == units.c.key) & (work.c.job == job), isouter=True)
        .where(units.c.active, units.c.spreadsheet != "")
        .order_by(looked, units.c.position)
    )
    return [(row.key, row.edited_at) for row in connection.execute(query)]


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
        overdue_emails=tuple(row.overdue_emails or ()),
        reviews=bool(row.reviews),
        key=row.key,
    )


# What an earlier version counted beside it is counted by the database (jobs/store/counts.py).
_STATE = [column for column in unit_states.columns if column.name != "counts"]


def load_state(connection: sa.Connection, code: str) -> UnitState:
    """What is known of a unit; a fresh state for one never read."""
    row = connection.execute(sa.select(*_STATE).where(unit_states.c.unit == code)).first()
    return _read_state(row) if row else UnitState(code)


def load_states(connection: sa.Connection) -> dict[str, UnitState]:
    """What is known of every unit ever read, by code."""
    rows = connection.execute(sa.select(*_STATE))
    return {row.unit: _read_state(row) for row in rows}


def _read_state(row: sa.Row[Any]) -> UnitState:
    said = {"layout": layout_of(row.layout), "unconfirmed": row.unconfirmed or {}}
    return UnitState(**{**row._mapping, **said})


def save_state(connection: sa.Connection, state: UnitState) -> None:
    """Keep the state of one unit."""
    row = {column.name: getattr(state, column.name) for column in _STATE}
    row["layout"], row["counts"] = as_stored(state.layout), {}
    row["nothing_to_report"] = list(state.nothing_to_report)
    row["unconfirmed"] = dict(state.unconfirmed)
    upsert(connection, unit_states, [row])
