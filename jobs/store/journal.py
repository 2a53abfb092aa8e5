"""What was done: runs, publications, repairs, remarks, and single facts to remember."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from jobs.store.tables import facts, identities, publications, remarks, repairs, runs
from jobs.store.upsert import upsert
from jobs.store.vault import Vault


def add_run(connection: sa.Connection, run: Mapping[str, Any]) -> int:
    """Write down one run over a unit; returns its number."""
    result = connection.execute(sa.insert(runs).values(dict(run)))
    assert result.inserted_primary_key
    return int(result.inserted_primary_key[0])


def next_publication(connection: sa.Connection) -> int:
    """The number that the next publication will have."""
    last = connection.execute(sa.select(sa.func.max(publications.c.number))).scalar()
    return int(last or 0) + 1


def add_publication(connection: sa.Connection, publication: Mapping[str, Any]) -> None:
    """Write down a publication that was carried out."""
    upsert(connection, publications, [publication])


def last_publication(connection: sa.Connection) -> Mapping[str, Any] | None:
    """The newest publication: number, as_of, outcome, rows, cells."""
    query = sa.select(publications).order_by(publications.c.number.desc()).limit(1)
    row = connection.execute(query).first()
    return dict(row._mapping) if row else None


def add_repair(
    connection: sa.Connection, vault: Vault, repair: Mapping[str, Any], old: str, new: str
) -> None:
    """Write down what became of one ticked proposal."""
    payload = vault.seal({"old": old, "new": new})
    connection.execute(sa.insert(repairs).values({**repair, "payload": payload}))


def outcomes_since(connection: sa.Connection, unit: str, since: float) -> Sequence[Any]:
    """What became of the unit's ticks since that moment, oldest first: where, and the outcome."""
    c = repairs.c
    query = sa.select(c.table_name, c.row_id, c.column_name, c.code, c.outcome)
    return connection.execute(query.where(c.unit == unit, c.at >= since).order_by(c.id)).all()


def load_repairs(connection: sa.Connection, vault: Vault, unit: str) -> list[dict[str, Any]]:
    """The unit's repairs, oldest first, with `old` and `new`."""
    query = sa.select(repairs).where(repairs.c.unit == unit).order_by(repairs.c.id)
    return [{**row._mapping, **vault.open(row.payload)} for row in connection.execute(query)]


def save_remarks(
    connection: sa.Connection,
    vault: Vault,
    tab: str,
    texts_by_key: Mapping[str, Sequence[Any]],
    now: float,
) -> None:
    """Keep what the officers wrote beside rows, by key, in the order of their columns; a row
    without any has no texts. Only what changed is written."""
    known = load_remarks(connection, vault, tab)
    changed = {key: list(t) for key, t in texts_by_key.items() if known.get(key, []) != list(t)}
    rows = [
        {"tab": tab, "key": key, "payload": vault.seal(texts), "seen_at": now}
        for key, texts in changed.items()
    ]
    upsert(connection, remarks, rows)


def load_remarks(connection: sa.Connection, vault: Vault, tab: str) -> dict[str, list[Any]]:
    """The officers' remarks of a tab by row key."""
    rows = connection.execute(sa.select(remarks).where(remarks.c.tab == tab))
    return {row.key: vault.open(row.payload) for row in rows}


def get_fact(connection: sa.Connection, name: str) -> Any:
    """A single remembered value, None when there is none."""
    return connection.execute(sa.select(facts.c.value).where(facts.c.name == name)).scalar()


def set_fact(connection: sa.Connection, name: str, value: Any) -> None:
    """Remember a single JSON value."""
    upsert(connection, facts, [{"name": name, "value": value}])


def identities_of(connection: sa.Connection, unit: str) -> set[tuple[str, str]]:
    """The unit's identities as (kind, digest)."""
    query = sa.select(identities.c.kind, identities.c.digest).where(identities.c.unit == unit)
    return {(row.kind, row.digest) for row in connection.execute(query)}


def replace_identities(
    connection: sa.Connection, unit: str, mine_now: set[tuple[str, str]]
) -> set[tuple[str, str]]:
    """Make (kind, digest) pairs the unit's own; returns those that came or went."""
    mine = identities.c.unit == unit
    known = identities_of(connection, unit)
    for kind, digest in sorted(known - mine_now):
        one = mine & (identities.c.kind == kind) & (identities.c.digest == digest)
        connection.execute(sa.delete(identities).where(one))
    new = [{"unit": unit, "kind": k, "digest": d} for k, d in sorted(mine_now - known)]
    upsert(connection, identities, new)
    return known ^ mine_now


def units_with(
    connection: sa.Connection, pairs: set[tuple[str, str]], other_than: str
) -> dict[tuple[str, str], list[str]]:
    """Which other units have the same identities: (kind, digest) -> unit codes."""
    found: dict[tuple[str, str], list[str]] = {}
    digests = sorted({digest for _, digest in pairs})
    for start in range(0, len(digests), 500):
        some = identities.c.digest.in_(digests[start : start + 500])
        query = sa.select(identities).where(some, identities.c.unit != other_than)
        for row in connection.execute(query.order_by(identities.c.unit)):
            if (row.kind, row.digest) in pairs:
                found.setdefault((row.kind, row.digest), []).append(row.unit)
    return found
