"""Whether the store takes what is written now: a real row, asked for in bounded time."""

from collections.abc import Callable, Iterator
from concurrent import futures
from contextlib import contextmanager
from typing import TypeVar

import sqlalchemy as sa

from jobs.store.work import meters

WITHIN_SECONDS = 1.0
# Who holds the store for longer holds it for everybody; an ordinary write takes milliseconds.
_LOCK_PATIENCE = 600
_USUAL_PATIENCE = 30_000

# What SQLite's and PostgreSQL's errors mean, by the beginning of their names and codes.
_REASONS = {
    "SQLITE_BUSY": "locked",
    "SQLITE_LOCKED": "locked",
    "SQLITE_FULL": "full",
    "SQLITE_IOERR_WRITE": "full",
    "SQLITE_READONLY": "read-only",
    "SQLITE_CANTOPEN": "gone",
    "55P03": "locked",
    "57014": "locked",
    "53100": "full",
    "25006": "read-only",
}

T = TypeVar("T")


class Unwritable(Exception):  # noqa: N818
    """The store cannot be written; `reason` is a word for programs."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class StoreProbe:
    """Asks one store at a time; a question that hangs lets those behind it fail in time."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._asker = futures.ThreadPoolExecutor(1, "store-probe")

    def ask(self, question: Callable[[sa.Connection], T], now: float) -> T:
        """Writes a row, then answers the question on the same connection.

        Raises Unwritable within a second: `locked`, `full`, `read-only`, `gone`, `slow` or
        `unreachable`.
        """
        asked = self._asker.submit(self._ask, question, now)
        try:
            return asked.result(WITHIN_SECONDS)
        except futures.TimeoutError:
            asked.cancel()
            raise Unwritable("slow") from None
        except sa.exc.SQLAlchemyError as error:
            raise Unwritable(_reason(error)) from None

    def _ask(self, question: Callable[[sa.Connection], T], now: float) -> T:
        with self._engine.connect() as connection, _impatient(connection):
            meters.note_probe(connection, now)
            connection.commit()
            return question(connection)

    def close(self) -> None:
        """Asks nothing any more."""
        self._asker.shutdown(wait=False, cancel_futures=True)


@contextmanager
def _impatient(connection: sa.Connection) -> Iterator[None]:
    """Waits for a lock for less time than who asked waits for the answer."""
    if connection.dialect.name != "sqlite":
        for limit in ("lock_timeout", "statement_timeout"):
            connection.exec_driver_sql(f"SET LOCAL {limit} = {_LOCK_PATIENCE}")
        yield
        return
    connection.exec_driver_sql(f"PRAGMA busy_timeout = {_LOCK_PATIENCE}")
    try:
        yield
    finally:
        connection.rollback()
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {_USUAL_PATIENCE}")


def _reason(error: sa.exc.SQLAlchemyError) -> str:
    cause = getattr(error, "orig", None)
    said = getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None) or ""
    words = (word for start, word in _REASONS.items() if said.startswith(start))
    return next(words, "unreachable")
