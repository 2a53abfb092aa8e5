"""The periods that were opened and closed, and the files that were put aside of a closed one."""

import base64
import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from jobs.store.counts import CARRIED, RIGHT
from jobs.store.events import Term
from jobs.store.layout import Layout, PastList, as_stored, layout_of
from jobs.store.lives import EXPLAINED, OPEN, WITHDRAWN
from jobs.store.tables import archives, data_rows, findings, periods, submission_events, unit_states
from jobs.store.upsert import insert_new
from jobs.store.vault import Vault
from sheets_schema.workbook import Value

# Of the files with what single units had in a period.
OF_UNIT = "unit-"


@dataclass(frozen=True, slots=True)
class Opened:
    """A period of a campaign (`name` empty where it has one); moments in epoch seconds. `anew`
    says that the workbooks held another report before."""

    campaign: str
    name: str
    opened_at: float
    opened_by: str = ""
    anew: bool = False
    closed_at: float | None = None
    closed_by: str | None = None

    @property
    def term(self) -> Term:
        """What a report is for."""
        return self.campaign, self.name


def load_opened(connection: sa.Connection, campaign: str) -> list[Opened]:
    """Those of one campaign, in the order in which they were opened."""
    mine = sa.select(periods).where(periods.c.campaign == campaign)
    return [_read(row) for row in connection.execute(mine.order_by(*_IN_ORDER))]


# Of two within one tick of the clock the closed one came first.
_IN_ORDER = (periods.c.opened_at, periods.c.closed_at.is_(None))


def _read(row: sa.Row[Any]) -> Opened:
    return Opened(**row._mapping)


def held_for(connection: sa.Connection) -> Opened | None:
    """The period that was opened last, of whichever campaign: the store is that campaign's. Of a
    store from before periods were written down, by its last event; None for one that knows none.
    """
    tables = set(sa.inspect(connection).get_table_names())
    if periods.name in tables:
        last = sa.select(periods).order_by(*(one.desc() for one in _IN_ORDER)).limit(1)
        if (row := connection.execute(last).first()) is not None:
            return _read(row)
    if submission_events.name not in tables:
        return None
    one = submission_events.c
    event = connection.execute(
        sa.select(one.campaign, one.period, one.at).order_by(one.id.desc()).limit(1)
    ).first()
    return Opened(*event) if event is not None else None


def add_opened(connection: sa.Connection, one: Opened) -> bool:
    """Write one down unless it is there; whether it was new."""
    row = {
        "campaign": one.campaign,
        "name": one.name,
        "opened_at": one.opened_at,
        "opened_by": one.opened_by,
        "anew": one.anew,
    }
    return insert_new(connection, periods, row)


def mark_closed(connection: sa.Connection, term: Term, at: float, person: str) -> bool:
    """Close one that is open; False where it is not. Of several at once one is told True."""
    mine = (periods.c.campaign == term[0]) & (periods.c.name == term[1])
    still = mine & periods.c.closed_at.is_(None)
    closed = {"closed_at": at, "closed_by": person}
    return connection.execute(sa.update(periods).where(still).values(closed)).rowcount == 1


def knows(connection: sa.Connection, campaign: str) -> bool:
    """Whether the store ever held a report of that campaign."""
    theirs = (
        sa.select(periods.c.campaign).where(periods.c.campaign == campaign),
        sa.select(submission_events.c.id).where(submission_events.c.campaign == campaign),
    )
    return any(connection.execute(one.limit(1)).first() is not None for one in theirs)


def held_before(connection: sa.Connection, campaign: str) -> bool | None:
    """Whether the store's workbooks held a report for something else; None for a store that
    knows no workbook at all."""
    others = [
        sa.select(periods.c.campaign).where(periods.c.campaign != campaign),
        sa.select(submission_events.c.id).where(submission_events.c.campaign != campaign),
    ]
    if any(connection.execute(one.limit(1)).first() is not None for one in others):
        return True
    known = connection.execute(sa.select(unit_states.c.unit).limit(1)).first()
    return None if known is None else False


@dataclass(frozen=True, slots=True)
class Beginning:
    """How lists begin, by their declared names: rows of those that go `on` are as in the last
    period until they are changed; those that are `fresh` begin empty. `last` is what people call
    the period that ended, `at` the moment in epoch seconds."""

    on: Sequence[str] = ()
    fresh: Sequence[str] = ()
    last: str = ""
    at: float = 0.0


def begin_anew(connection: sa.Connection, how: Beginning | None = None) -> None:
    """Let every workbook be judged in full at its next look, as a report of which nothing was
    handed in; what is known of its tabs and rows stays, as far as the lists go on."""
    how = how or Beginning()
    known = connection.execute(sa.select(unit_states.c.unit, unit_states.c.layout)).all()
    layouts = {unit: layout_of(said) for unit, said in known}
    apart = {unit: own for unit, one in layouts.items() if (own := _of_unit(one, how)) != how}
    alike = [unit for unit in layouts if unit not in apart] if apart else None
    _carry(connection, how, alike)
    _end(connection, how, alike)
    for unit, own in apart.items():
        _carry(connection, own, [unit])
        _end(connection, own, [unit])
    waiting = _unconfirmed(connection)
    for unit, layout in layouts.items():
        fresh: dict[str, Any] = {
            "layout": as_stored(_layout(layout, apart.get(unit, how))),
            "fingerprint": None,
            "locked_at": None,
            "headline_day": None,
            "done": False,
            "nothing_to_report": [],
            "unconfirmed": waiting.get(unit, {}),
        }
        mine = unit_states.c.unit == unit
        connection.execute(sa.update(unit_states).where(mine).values(fresh))


def _of_unit(layout: Layout, how: Beginning) -> Beginning:
    """A list that would begin empty goes on where it shares a tab with one that does: the tab stays
    as a whole, and no row of the other is lost with it."""
    tabs = {name: one.tabs for name, one in layout.lists.items()}
    going_on = frozenset[int]().union(*(tabs.get(name, ()) for name in how.on))
    beside = [name for name in how.fresh if going_on.intersection(tabs.get(name, ()))]
    if not beside:
        return how
    fresh = [name for name in how.fresh if name not in beside]
    return _of_unit(layout, replace(how, on=[*how.on, *beside], fresh=fresh))


def _layout(layout: Layout, how: Beginning) -> Layout:
    kept = {name: one for name, one in layout.lists.items() if name not in how.fresh}
    ended = (
        PastList(name, number, how.last)
        for name, one in layout.lists.items()
        if name in how.fresh
        for number in one.tabs
    )
    return Layout(kept, layout.results, layout.guide, past=(*layout.past, *ended))


def _of(table: sa.Table, units: Collection[str] | None) -> sa.ColumnElement[bool]:
    return sa.true() if units is None else table.c.unit.in_(units)


def _carry(connection: sa.Connection, how: Beginning, units: Collection[str] | None) -> None:
    """Rows are known by what they are now; one that is changed is of the new period. `units` is
    None for all."""
    columns, theirs = data_rows.c, _of(data_rows, units)
    connection.execute(sa.update(data_rows).where(theirs).values(carried=None))
    mine = theirs & columns.table_name.in_(how.on) & columns.gone_at.is_(None)
    right = sa.case((columns.state == RIGHT, CARRIED), else_=columns.state)
    as_they_are = {"carried": columns.fingerprint, "state": right}
    connection.execute(sa.update(data_rows).where(mine).values(as_they_are))


def _end(connection: sa.Connection, how: Beginning, units: Collection[str] | None) -> None:
    mine = (
        _of(data_rows, units)
        & data_rows.c.table_name.in_(how.fresh)
        & data_rows.c.gone_at.is_(None)
    )
    connection.execute(sa.update(data_rows).where(mine).values(gone_at=how.at))
    standing = findings.c.status.in_((OPEN, EXPLAINED)) & findings.c.table_name.in_(how.fresh)
    ended = {"status": WITHDRAWN, "changed_at": how.at}
    connection.execute(sa.update(findings).where(standing & _of(findings, units)).values(ended))


def _unconfirmed(connection: sa.Connection) -> Mapping[str, Mapping[str, int]]:
    """How many rows are as in the last period, by unit and list."""
    keys = (data_rows.c.unit, data_rows.c.table_name)
    carried = data_rows.c.carried.is_not(None)
    found: dict[str, dict[str, int]] = {}
    query = sa.select(*keys, sa.func.count()).where(carried).group_by(*keys)
    for unit, table, count in connection.execute(query):
        found.setdefault(unit, {})[table] = count
    return found


def put_aside(
    connection: sa.Connection, vault: Vault, term: Term, files: Mapping[str, bytes], now: float
) -> None:
    """Keep the files of a period, encrypted; what is there already is never changed."""
    for name, content in files.items():
        row = {
            "campaign": term[0],
            "period": term[1],
            "name": name,
            "payload": vault.seal(base64.b64encode(content).decode()),
            "made_at": now,
        }
        insert_new(connection, archives, row)


def file_of_unit(unit: str) -> str:
    """The name of the file with what one unit had in a period, for its next one."""
    return f"{OF_UNIT}{hashlib.sha256(unit.encode()).hexdigest()[:32]}.json"


def rows_of_last(
    connection: sa.Connection, vault: Vault, campaign: str, unit: str
) -> Mapping[str, Sequence[Sequence[Value]]]:
    """The values of a unit's rows in the period before the one that was opened last, by list;
    nothing where there was none, or nothing is kept of it."""
    opened = load_opened(connection, campaign)
    if len(opened) < 2:
        return {}
    kept = take_out(connection, vault, opened[-2].term, file_of_unit(unit))
    rows: dict[str, list[Sequence[Value]]] = {}
    for one in json.loads(kept)["units"] if kept else ():
        for row in one["rows"]:
            rows.setdefault(row["list"], []).append(row["values"])
    return rows


def put_aside_names(connection: sa.Connection, term: Term) -> list[str]:
    """The names of the files of a period, those for its next one left out."""
    mine = (archives.c.campaign == term[0]) & (archives.c.period == term[1])
    names = connection.scalars(sa.select(archives.c.name).where(mine).order_by("name"))
    return [name for name in names if not name.startswith(OF_UNIT)]


def take_out(connection: sa.Connection, vault: Vault, term: Term, name: str) -> bytes | None:
    """One of them; None where there is none of that name."""
    mine = (archives.c.campaign == term[0]) & (archives.c.period == term[1])
    query = sa.select(archives.c.payload).where(mine, archives.c.name == name)
    payload = connection.scalar(query)
    return None if payload is None else base64.b64decode(vault.open(payload))
