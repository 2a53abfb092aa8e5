"""Rows that are written whether or not they are there: one statement on SQLite and PostgreSQL."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite


def upsert(connection: sa.Connection, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert the rows, or give those whose primary key is there their new values."""
    if rows:
        statement = _upsert(table, tuple(rows[0]), connection.dialect.name)
        connection.execute(statement, [dict(row) for row in rows])


def insert_new(connection: sa.Connection, table: sa.Table, row: Mapping[str, Any]) -> bool:
    """Insert a row unless one with its key is there; whether it was new."""
    statement = _insert(table, connection.dialect.name).on_conflict_do_nothing()
    # Of an INSERT the count is kept only where it is asked for.
    kept = {"preserve_rowcount": True}
    return connection.execute(statement, dict(row), execution_options=kept).rowcount == 1


class Merge:
    """A row that is new, or changes the one with its key by what that holds: one statement, so
    that no other process comes between.

    `new` are the values of a new row and `there` those of one that is there, in SQL with
    `:names`; where `only` does not hold of that, it stays as it is. `returning` is a column.
    """

    def __init__(
        self,
        table: sa.Table,
        new: Mapping[str, str],
        there: Mapping[str, str],
        *,
        only: str = "",
        returning: str = "",
    ) -> None:
        keys = ", ".join(column.name for column in table.primary_key)
        changes = ", ".join(f"{name} = {value}" for name, value in there.items())
        self._statement = sa.text(
            f"INSERT INTO {table.name} ({', '.join(new)}) VALUES ({', '.join(new.values())})"
            f" ON CONFLICT ({keys}) DO UPDATE SET {changes}"
            + (f" WHERE {only}" if only else "")
            + (f" RETURNING {returning}" if returning else "")
        )
        self._returning = bool(returning)

    def __call__(self, connection: sa.Connection, **values: Any) -> Any:
        """What stands in the `returning` column after it, None where nothing was written."""
        result = connection.execute(self._statement, values)
        return result.scalar_one_or_none() if self._returning else None


@cache
def _upsert(table: sa.Table, names: tuple[str, ...], dialect: str) -> sa.Executable:
    keys = [column.name for column in table.primary_key]
    statement = _insert(table, dialect)
    changed = {name: statement.excluded[name] for name in names if name not in keys}
    if changed:
        return statement.on_conflict_do_update(index_elements=keys, set_=changed)
    return statement.on_conflict_do_nothing()


def _insert(table: sa.Table, dialect: str) -> postgresql.Insert | sqlite.Insert:
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return insert(table)
