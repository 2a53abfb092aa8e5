"""Duplicates between units that an officer settled: these units may have this identity in common.

A settlement holds for the units that had the identity then. One more unit is a new question.
"""

from typing import NamedTuple

import sqlalchemy as sa

from jobs.store.journal import units_with
from jobs.store.tables import identities, settlements
from jobs.store.upsert import upsert


class Settlement(NamedTuple):
    """Units that may share an identity, who decided it, and when (epoch seconds)."""

    kind: str
    digest: str
    units: tuple[str, ...]
    shown: str
    person: str
    settled_at: float


def owners(connection: sa.Connection, kind: str, digest: str) -> list[str]:
    """Codes of the units that have the identity now."""
    mine = (identities.c.kind == kind) & (identities.c.digest == digest)
    query = sa.select(identities.c.unit).where(mine).order_by(identities.c.unit)
    return list(connection.scalars(query))


def settle(connection: sa.Connection, settlement: Settlement) -> None:
    """Write it down; units that had settled the same before stay in it."""
    kind, digest, units, shown, person, settled_at = settlement
    rows = [
        {
            "kind": kind,
            "digest": digest,
            "unit": unit,
            "shown": shown,
            "person": person,
            "settled_at": settled_at,
        }
        for unit in units
    ]
    upsert(connection, settlements, rows)


def reopen(connection: sa.Connection, kind: str, digest: str) -> list[str]:
    """Take a settlement back; the units that it spoke of."""
    mine = (settlements.c.kind == kind) & (settlements.c.digest == digest)
    units = list(connection.scalars(sa.select(settlements.c.unit).where(mine)))
    connection.execute(sa.delete(settlements).where(mine))
    return units


def load_settlements(connection: sa.Connection) -> list[Settlement]:
    """Every settlement, the newest first."""
    found: dict[tuple[str, str], list[sa.Row[tuple[object, ...]]]] = {}
    query = sa.select(settlements).order_by(settlements.c.settled_at.desc(), settlements.c.unit)
    for row in connection.execute(query):
        found.setdefault((row.kind, row.digest), []).append(row)
    return [
        Settlement(
            kind, digest, tuple(row.unit for row in rows), rows[0].shown, rows[0].person,
            rows[0].settled_at,
        )
        for (kind, digest), rows in found.items()
    ]  # fmt: skip


def open_matches(
    connection: sa.Connection, pairs: set[tuple[str, str]], code: str
) -> dict[tuple[str, str], list[str]]:
    """Other units with the same (kind, digest) as the unit `code`, less those with which the
    identity is settled."""
    matches = units_with(connection, pairs, code)
    settled = _settled_with(connection, code) if matches else {}
    left = {
        pair: [unit for unit in units if unit not in settled.get(pair, ())]
        for pair, units in matches.items()
    }
    return {pair: units for pair, units in left.items() if units}


def _settled_with(connection: sa.Connection, code: str) -> dict[tuple[str, str], set[str]]:
    mine = settlements.alias()
    same = (mine.c.kind == settlements.c.kind) & (mine.c.digest == settlements.c.digest)
    query = sa.select(settlements).join(mine, same & (mine.c.unit == code))
    found: dict[tuple[str, str], set[str]] = {}
    for row in connection.execute(query):
        found.setdefault((row.kind, row.digest), set()).add(row.unit)
    return found
