"""Moves a store from its SQLite file into PostgreSQL: all rows in one transaction, counted."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from jobs.store.all_tables import METADATA
from jobs.store.journal import get_fact
from jobs.store.opening.database import open_for_upgrade
from jobs.store.opening.form import Revisions, pending
from jobs.store.opening.key_mark import FACT as KEY_MARK
from jobs.store.opening.others import anybody_else, file_in_use
from jobs.store.tables import facts

ROWS_AT_ONCE = 1000


class MoveError(Exception):
    """A store that cannot be moved; nothing was changed. `key` names the sentence that says why,
    `words` what stands in it."""

    def __init__(self, key: str, **words: object) -> None:
        self.key, self.words = key, words
        super().__init__(key)


def plan(source: Path, target: str) -> dict[str, int]:
    """How many rows of each table would be moved; raises `MoveError` where none can be.

    `target` is the SQLAlchemy address of a PostgreSQL database that is there.
    """
    if not source.is_file():
        raise MoveError("store-move-none", store=source)
    if file_in_use(str(source)):
        raise MoveError("store-move-in-use", store=source)
    _refuse_taken(target)
    with _opened(f"sqlite:///{source}") as engine:
        if pending(engine, Revisions()):
            raise MoveError("store-move-older", store=source)
        with engine.connect() as connection:
            return _counts(connection)


def move(source: Path, target: str) -> dict[str, int]:
    """Copies every row into a target that was brought to the newest form, and counts them there;
    the number of rows by table. Raises `MoveError` with the target as empty as before."""
    with (
        _opened(f"sqlite:///{source}") as old,
        _opened(target) as new,
        old.begin() as reading,
        new.begin() as writing,
    ):
        # From here on nobody else writes into the file: its transactions begin with the lock.
        before = _counts(reading)
        for table in METADATA.sorted_tables:
            writing.execute(sa.text(f'LOCK TABLE "{table.name}" IN ACCESS EXCLUSIVE MODE'))
        # What the new form says of itself is said by the old one too.
        writing.execute(sa.delete(facts))
        for table in METADATA.sorted_tables:
            _copy(table, reading, writing)
        after = _counts(writing)
        if different := [name for name in before if before[name] != after[name]]:
            raise MoveError("store-move-lost", tables=", ".join(different))
    return before


def set_aside(source: Path) -> Path:
    """Takes its name from the file that was moved, so that no start goes on with it."""
    aside = source.with_name(f"{source.name}.moved")
    if aside.exists():
        raise MoveError("store-move-aside", store=aside)
    return source.replace(aside)


def _refuse_taken(target: str) -> None:
    try:
        with _opened(target) as engine, engine.connect() as connection:
            if anybody_else(connection):
                raise MoveError("store-move-target-in-use")
            there = set(sa.inspect(connection).get_table_names())
            ours = there & set(METADATA.tables)
            if there - ours - {"alembic_version"}:
                raise MoveError("store-move-foreign", tables=", ".join(sorted(there - ours)[:5]))
            if ours and _holds_something(connection):
                raise MoveError("store-move-taken")
    except sa.exc.OperationalError as error:
        why = str(error.orig).strip().splitlines()[0]
        raise MoveError("store-move-unreachable", why=why) from None


def _holds_something(connection: sa.Connection) -> bool:
    """An attempt that ended half-way leaves tables, and what they say of their form."""
    there = set(sa.inspect(connection).get_table_names())
    known = [table for table in METADATA.sorted_tables if table.name in there and table != facts]
    filled = any(connection.execute(sa.select(sa.literal(1)).select_from(t)).first() for t in known)
    return filled or ("facts" in there and get_fact(connection, KEY_MARK) is not None)


@contextmanager
def _opened(url: str) -> Iterator[sa.Engine]:
    engine = open_for_upgrade(url)
    try:
        yield engine
    finally:
        engine.dispose()


def _counts(connection: sa.Connection) -> dict[str, int]:
    return {
        table.name: int(connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0)
        for table in METADATA.sorted_tables
    }


def _copy(table: sa.Table, reading: sa.Connection, writing: sa.Connection) -> None:
    found = reading.execution_options(yield_per=ROWS_AT_ONCE).execute(sa.select(table))
    try:
        for rows in found.mappings().partitions(ROWS_AT_ONCE):
            _insert(table, rows, writing)
    except sa.exc.DBAPIError as error:
        # SQLite keeps what does not fit a column; the row itself is told nowhere.
        kind = type(error.orig).__name__
        raise MoveError("store-move-refused", table=table.name, why=kind) from None
    count_on(table, writing)


def _insert(table: sa.Table, rows: Sequence[Any], writing: sa.Connection) -> None:
    writing.execute(sa.insert(table), [dict(row) for row in rows])


def count_on(table: sa.Table, writing: sa.Connection) -> None:
    """Numbers that PostgreSQL gives go on behind those that came along."""
    column = table.autoincrement_column
    if column is None or writing.dialect.name == "sqlite":
        return
    sequence = writing.scalar(
        sa.text("SELECT pg_get_serial_sequence(:table, :column)"),
        {"table": table.name, "column": column.name},
    )
    if sequence:
        last = sa.select(sa.func.coalesce(sa.func.max(column), 0) + 1)
        writing.execute(sa.select(sa.func.setval(sequence, last.scalar_subquery(), False)))
