"""Whether other programs of ours have the store open."""

import sqlite3
from contextlib import closing

import sqlalchemy as sa

from jobs.store.opening.database import NAME

# The first versions gave their connections no name; tools that look in (psql, pg_dump) have their
# own, and so has who brings a store up to date.
_OTHERS = sa.text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
    "AND pid <> pg_backend_pid() AND backend_type = 'client backend' "
    f"AND application_name IN ('', '{NAME}')"
)


def others_at_work(engine: sa.Engine) -> bool:
    """Whether somebody else has a connection; `engine` must have none open."""
    if engine.dialect.name == "postgresql":
        with engine.connect() as connection:
            return bool(connection.scalar(_OTHERS))
    return file_in_use(str(engine.url.database))


def file_in_use(path: str) -> bool:
    """Whether another connection has an SQLite file open."""
    with closing(sqlite3.connect(path, timeout=0)) as connection:
        try:
            # Refused as long as another connection is open.
            connection.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.OperationalError:
            return True
    return False
