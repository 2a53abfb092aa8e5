"""Everything that is stored encrypted is written anew with the newest key, while others work.

A batch is a transaction: whoever is killed between two goes on where the first payload of an
older key stands. A payload that somebody changes meanwhile is left as that one wrote it.
"""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from jobs.store.all_tables import METADATA
from jobs.store.tables import facts
from jobs.store.vault import Vault

AT_ONCE = 500
# How every Fernet token begins: notes that are kept as texts among the facts.
_SEALED = "gAAAA"


def sealed_columns() -> list[sa.Column[Any]]:
    """The columns of payloads: all of bytes, since nothing else is stored as bytes."""
    return [
        column
        for table in METADATA.sorted_tables
        for column in table.columns
        if isinstance(column.type, sa.LargeBinary)
    ]


def encrypt_anew(engine: sa.Engine, vault: Vault) -> int:
    """Writes anew what an older key wrote; how many payloads. Repeated until there is none."""
    total = 0
    while written := _once(engine, vault):
        total += written
    return total


def _once(engine: sa.Engine, vault: Vault) -> int:
    columns = sum(_column_anew(engine, vault, one) for one in sealed_columns())
    return columns + _notes_anew(engine, vault)


def _column_anew(engine: sa.Engine, vault: Vault, column: sa.Column[Any]) -> int:
    return sum(_batch_anew(engine, vault, column, batch) for batch in _batches(engine, column))


def _batches(engine: sa.Engine, column: sa.Column[Any]) -> Iterator[list[sa.Row[Any]]]:
    """The rows of a table by their key, so many at a time."""
    keys = list(column.table.primary_key)
    query = sa.select(*keys, column.label("sealed")).order_by(*keys).limit(AT_ONCE)
    last: tuple[Any, ...] = ()
    while True:
        after = query.where(sa.tuple_(*keys) > sa.tuple_(*last)) if last else query
        with engine.connect() as connection:
            batch: list[sa.Row[Any]] = [*connection.execute(after)]
        if not batch:
            return
        last = tuple(batch[-1])[:-1]
        yield batch


def _batch_anew(
    engine: sa.Engine, vault: Vault, column: sa.Column[Any], batch: list[sa.Row[Any]]
) -> int:
    keys = list(column.table.primary_key)
    sealed = [(row, vault.anew(row.sealed)) for row in batch if row.sealed is not None]
    changed = [(row, new) for row, new in sealed if new != row.sealed]
    written = 0
    if changed:
        with engine.begin() as connection:
            for row, new in changed:
                mine = [key == value for key, value in zip(keys, row, strict=False)]
                as_it_was = sa.update(column.table).where(*mine, column == row.sealed)
                written += connection.execute(as_it_was.values({column: new})).rowcount
    return written


def _notes_anew(engine: sa.Engine, vault: Vault) -> int:
    written = 0
    with engine.begin() as connection:
        for row in connection.execute(sa.select(facts)).all():
            if isinstance(row.value, str) and row.value.startswith(_SEALED):
                new = vault.anew(row.value.encode()).decode("ascii")
                if new != row.value:
                    mine = sa.update(facts).where(facts.c.name == row.name)
                    written += connection.execute(mine.values(value=new)).rowcount
    return written
