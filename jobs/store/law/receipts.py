"""Receipts of erasures: begun before anything is erased, ended when all was looked for again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from jobs.store.tables import erasures
from jobs.store.vault import Vault


@dataclass(frozen=True, slots=True)
class Receipt:
    """An erasure: who did it and why, what was planned by place (cells), what was left; `who` is
    what is erased, until it has ended."""

    number: int
    begun_at: float
    ended_at: float | None
    person: str
    reason: str
    shown: str
    planned: Mapping[str, int]
    left: Sequence[str]
    who: Any = None


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
        )
        for row in rows
    ]
