"""The durable store: one database by SQLAlchemy Core, SQLite by default, PostgreSQL by address."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from jobs.store.opening.database import open_engine
from jobs.store.opening.key_mark import fits, vault_of
from jobs.store.opening.keyed import key_fingerprints
from jobs.store.opening.migrate import upgrade
from jobs.store.vault import KeySource


class Store:
    """An engine and the keys of the snapshots.

    The modules of this package hold the statements; each takes an open connection, so that the
    caller decides what belongs to one transaction.
    """

    def __init__(self, engine: sa.Engine, keys: str | KeySource) -> None:
        self.engine = engine
        self.vault = vault_of(engine, keys)

    @classmethod
    def open(cls, url: str, key: str | KeySource) -> "Store":
        """Open the database at `url`, brought up to date; `key` is a Fernet key, or several."""
        engine = open_engine(url)
        upgrade(engine)
        store = cls(engine, key)
        if fits(engine, store.vault):
            key_fingerprints(engine, store.vault)
        return store

    @contextmanager
    def begin(self) -> Iterator[sa.Connection]:
        """One transaction."""
        with self.engine.begin() as connection:
            yield connection

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()
