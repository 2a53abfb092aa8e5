"""Opens the one database of everything durable: our tables and those of the job engine."""

import sqlite3
import time
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event


def open_engine(url: str) -> sa.Engine:
    """An engine for `sqlite:///path` or `postgresql+psycopg://…`.

    One engine carries the store, the ledger and the job engine's tables, so that one
    transaction spans them: a hint is written down and enqueued together or not at all.
    """
    is_file = sa.make_url(url).get_backend_name() == "sqlite"
    # A server may have closed a connection that waited; a file cannot.
    engine = sa.create_engine(url, pool_size=20, max_overflow=10, pool_pre_ping=not is_file)
    if is_file:
        event.listen(engine, "connect", _prepare_sqlite)
    return engine


# From here on SQLite's clock tells milliseconds, which the job engine asks it for from Python 3.12
# on; Debian 12 and its images have an older one, which answers NULL.
_SQLITE_WITH_MILLISECONDS = (3, 42)


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    # A transaction that will write takes the lock when it begins: two readers that both want
    # to write later would otherwise fail at once, whatever the busy timeout.
    connection.isolation_level = "IMMEDIATE"
    for pragma in (
        "busy_timeout = 30000",
        "foreign_keys = ON",
        "journal_mode = WAL",
        "synchronous = FULL",
    ):
        connection.execute(f"PRAGMA {pragma}")
    if sqlite3.sqlite_version_info < _SQLITE_WITH_MILLISECONDS:
        connection.create_function("unixepoch", 1, _unixepoch)


def _unixepoch(moment: str) -> float | None:
    """SQL's `unixepoch('subsec')`: seconds since 1970, to the millisecond."""
    return round(time.time(), 3) if moment == "subsec" else None
