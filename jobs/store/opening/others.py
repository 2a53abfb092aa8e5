"""Whether others have the store open."""

import sqlite3
from contextlib import closing

import sqlalchemy as sa

from jobs.store.opening.database import NAME

_OTHERS = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
    "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
)
# The first versions gave their connections no name; tools that look in (psql, pg_dump) have their
# own, and so has who brings a store up to date.
_PROGRAMS = f"{_OTHERS} AND application_name IN ('', '{NAME}')"


def others_at_work(engine: sa.Engine) -> bool:
    """Whether another program of ours has a connection; `engine` must have none open."""
    if engine.dialect.name == "postgresql":
        with engine.connect() as connection:
            return bool(connection.scalar(sa.text(_PROGRAMS)))
    return file_in_use(str(engine.url.database))


def anybody_else(connection: sa.Connection) -> bool:
    """Whether anybody else, tools included, is connected to this PostgreSQL database."""
    return bool(connection.scalar(sa.text(_OTHERS)))


def file_in_use(path: str) -> bool:
    """Whether another connection has an SQLite file open."""
    with closing(sqlite3.connect(path, timeout=0)) as connection:
        try:
            # Refused as long as another connection is open.
            connection.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.OperationalError:
            return True
    return False
