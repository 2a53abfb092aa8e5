"""Opens the one database of everything durable: our tables and those of the job engine."""

import sqlite3
import time
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

# What our connections are called in PostgreSQL, and those of who brings the store up to date.
NAME = "wardsheets"
UPGRADING = "wardsheets upgrade"

# A process that stands still inside a transaction holds what it locked; others take it for dead
# after 45 seconds and must find that free. Ours ask for the next statement within milliseconds.
IDLE_SECONDS = 30


class StoreGone(sqlite3.OperationalError):
    """The store's file was deleted or replaced since it was opened."""

    sqlite_errorname = "SQLITE_CANTOPEN"


def open_engine(url: str) -> sa.Engine:
    """An engine for `sqlite:///path` or `postgresql+psycopg://…`.

    One engine carries the store, the ledger and the job engine's tables, so that one
    transaction spans them: a hint is written down and enqueued together or not at all.
    """
    if is_file(url):
        engine = sa.create_engine(url, pool_size=20, max_overflow=10)
        _prepare_file(engine)
        return engine
    # A server may have closed a connection that waited; a file cannot.
    named = {"application_name": NAME}
    engine = sa.create_engine(
        url, pool_size=20, max_overflow=10, pool_pre_ping=True, connect_args=named
    )
    event.listen(engine, "connect", _let_go_when_idle)
    return engine


def open_for_upgrade(url: str) -> sa.Engine:
    """An engine that keeps no connection open between two uses."""
    if is_file(url):
        engine = sa.create_engine(url, poolclass=sa.NullPool)
        _prepare_file(engine)
        return engine
    named = {"application_name": UPGRADING}
    return sa.create_engine(url, poolclass=sa.NullPool, connect_args=named)


def is_file(url: str) -> bool:
    """Whether that is the address of an SQLite file."""
    return sa.make_url(url).get_backend_name() == "sqlite"


def _let_go_when_idle(connection: Any, _record: Any) -> None:
    connection.execute(f"SET idle_in_transaction_session_timeout = '{IDLE_SECONDS}s'")
    connection.commit()


def _prepare_file(engine: sa.Engine) -> None:
    """The file that was opened first is the store: what is written into one that has no name any
    more, or into another in its place, is lost."""
    path = Path(str(engine.url.database))
    opened: tuple[int, int] | None = None

    @event.listens_for(engine, "do_connect")
    def _(_dialect: Any, _record: Any, _args: Any, _named: Any) -> None:
        if opened and opened != _identity(path):
            raise StoreGone(f"the file {path.name} is gone")

    @event.listens_for(engine, "connect")
    def _(connection: sqlite3.Connection, _record: Any) -> None:
        nonlocal opened
        _prepare_sqlite(connection)
        opened = opened or _identity(path)

    @event.listens_for(engine, "checkout")
    def _(_connection: sqlite3.Connection, _record: Any, _proxy: Any) -> None:
        if opened != _identity(path):
            # The pool tries another connection, which is refused.
            raise sa.exc.DisconnectionError(f"the file {path.name} is gone")


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


# From here on SQLite's clock tells milliseconds, which the job engine asks it for from Python 3.12
# on; Debian 12 and its images have an older one, which answers NULL.
_SQLITE_WITH_MILLISECONDS = (3, 42)


def _prepare_sqlite(connection: sqlite3.Connection) -> None:
    # A transaction that will write takes the lock when it begins: two readers that both want
    # to write later would otherwise fail at once, whatever the busy timeout.
    connection.isolation_level = "IMMEDIATE"
    for pragma in (
        "busy_timeout = 30000",
        "foreign_keys = ON",
        "journal_mode = WAL",
        "synchronous = FULL",
        # What is deleted or overwritten is gone from the file too.
        "secure_delete = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")
    if sqlite3.sqlite_version_info < _SQLITE_WITH_MILLISECONDS:
        connection.create_function("unixepoch", 1, _unixepoch)


def _unixepoch(moment: str) -> float | None:
    """SQL's `unixepoch('subsec')`: seconds since 1970, to the millisecond."""
    return round(time.time(), 3) if moment == "subsec" else None
