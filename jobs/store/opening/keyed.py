"""Fingerprints of rows that an older version left plain are keyed, once, when a store is opened.

A revision cannot do it: it knows no key. What is keyed is the plain fingerprint itself, so that
every row is recognised at the next read: no finding opens again, no explanation is lost.
"""

import sqlalchemy as sa

from jobs.store.journal import get_fact, set_fact
from jobs.store.tables import data_rows
from jobs.store.vault import Vault

FACT = "fingerprints"
KEYED = "keyed"
_AT_ONCE = 5_000
_KEY = ("unit", "table_name", "row_id")


def key_fingerprints(engine: sa.Engine, vault: Vault) -> None:
    """All or none, by one process; `vault` is known to be the store's."""
    with engine.connect() as connection:
        if get_fact(connection, FACT) == KEYED:
            return
    with engine.begin() as connection:
        let_others_wait(connection, data_rows)
        if get_fact(connection, FACT) == KEYED:
            return
        rows = connection.execute(
            sa.select(*(data_rows.c[name] for name in _KEY), data_rows.c.fingerprint)
        ).all()
        for start in range(0, len(rows), _AT_ONCE):
            part = rows[start : start + _AT_ONCE]
            connection.execute(_keyed(), [_new(vault, row._mapping) for row in part])
        set_fact(connection, FACT, KEYED)
    _forget_what_was_overwritten(engine)


def _new(vault: Vault, row: sa.RowMapping) -> dict[str, str]:
    plain = row["fingerprint"]
    place = {f"old_{name}": row[name] for name in _KEY}
    return {**place, "new": vault.fingerprint(plain) if plain else ""}


def _keyed() -> sa.Update:
    mine = (data_rows.c[name] == sa.bindparam(f"old_{name}") for name in _KEY)
    return sa.update(data_rows).where(*mine).values(fingerprint=sa.bindparam("new"))


def let_others_wait(connection: sa.Connection, table: sa.Table) -> None:
    """Until this transaction ends nobody else writes into the table; what was read before it began
    may be changed by now."""
    locked = {
        "sqlite": "BEGIN IMMEDIATE",
        "postgresql": f"LOCK TABLE {table.name} IN SHARE ROW EXCLUSIVE MODE",
    }
    connection.exec_driver_sql(locked[connection.dialect.name])


def _forget_what_was_overwritten(engine: sa.Engine) -> None:
    """The file is cleared by `secure_delete` as it is written; its journal still holds what
    was. Where a reader has it open that goes with the next restart."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
