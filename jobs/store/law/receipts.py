"""Receipts of erasures: begun before anything is erased, ended when all was looked for again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from jobs.store.opening.moving import count_on
from jobs.store.tables import erasures
from jobs.store.vault import Vault

Marks = Mapping[str, Sequence[str]]
"""Keyed hashes by kind, and what names nobody: units, rows, a campaign's term."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """An erasure: who did it and why, what was planned by place (cells), what was left; `who` is
    what is erased, until it has ended; `marks` are by what it is known again, None of old ones."""

    number: int
    begun_at: float
    ended_at: float | None
    person: str
    reason: str
    shown: str
    planned: Mapping[str, int]
    left: Sequence[str]
    who: Any = None
    marks: Marks | None = None


def begin_erasure(
    connection: sa.Connection,
    vault: Vault,
    *,
    at: float,
    person: str,
    reason: str,
    shown: str,
    planned: Mapping[str, int],
    who: Any,
    marks: Marks,
) -> int:
    """Write one down before anything is erased; its number."""
    row = {
        "begun_at": at,
        "person": person,
        "reason": reason,
        "shown": shown,
        "planned": dict(planned),
        "left": [],
        "payload": vault.seal(who),
        "marks": {kind: list(found) for kind, found in marks.items()},
    }
    result = connection.execute(sa.insert(erasures).values(row))
    assert result.inserted_primary_key
    return int(result.inserted_primary_key[0])


def end_erasure(connection: sa.Connection, number: int, at: float, left: Sequence[str]) -> None:
    """It is done, up to what is `left`; who it was is forgotten."""
    ended = {"ended_at": at, "left": list(left), "payload": None}
    connection.execute(sa.update(erasures).where(erasures.c.number == number).values(ended))


def load_erasures(connection: sa.Connection, vault: Vault) -> list[Receipt]:
    """Every receipt, the oldest first."""
    rows = connection.execute(sa.select(erasures).order_by(erasures.c.number))
    return [
        Receipt(
            row.number,
            row.begun_at,
            row.ended_at,
            row.person,
            row.reason,
            row.shown,
            row.planned,
            row.left,
            vault.open(row.payload) if row.payload else None,
            row.marks,
        )
        for row in rows
    ]


def ended_erasures(connection: sa.Connection) -> list[dict[str, Any]]:
    """Erasures that ended, as they may be kept beside the store: without what is sealed."""
    columns = [one for one in erasures.c if one.name != "payload"]
    query = sa.select(*columns).where(erasures.c.ended_at.is_not(None))
    return [dict(row._mapping) for row in connection.execute(query.order_by(erasures.c.number))]


def take_erasure_over(connection: sa.Connection, row: Mapping[str, Any]) -> None:
    """Keep a receipt that was kept beside the store, under its number; where another has that by
    now, it is left beside the store."""
    mine = erasures.c.number == row["number"]
    there = connection.execute(sa.select(erasures.c.begun_at).where(mine)).scalar()
    if there is None:
        connection.execute(sa.insert(erasures).values(dict(row)))
        count_on(erasures, connection)
    elif there == row["begun_at"]:
        ended = {"ended_at": row["ended_at"], "left": row["left"], "payload": None}
        connection.execute(sa.update(erasures).where(mine).values(ended))
