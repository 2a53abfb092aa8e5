"""What the engine writes down and reads again: JSON of ours, never pickle.

By default it keeps inputs pickled, and reads every row by what the row itself says: whoever can
write one, or mails a backup, would run code in every worker. Its own portable form is not taken:
what its scheduler enqueues cannot be read back in it.
"""

import json
from datetime import datetime
from typing import Any, NoReturn

import sqlalchemy as sa
from dbos import _serialization
from dbos._schemas.system_database import SystemSchema
from dbos._serialization import Serializer

NAME = "wardsheets-json"
_TIME, _ERROR = "$time", "$error"
# The engine's tables with something serialized in them; on PostgreSQL in a schema of its own.
_WORK, _SCHEDULES = "workflow_status", "workflow_schedules"
_SCHEMA = "dbos"
# All tables of the engine, and the one by which it knows their form.
TABLES = {
    "dbos_migrations",
    *(table.name for table in SystemSchema.metadata_obj.tables.values()),
}


class RefusedPickle(TypeError):  # noqa: N818  (it says what was done)
    """A row of the engine asks to be unpickled; nothing of ours writes one."""


class JsonWire(Serializer):
    """Texts, numbers, lists and dictionaries with text keys, and times; of an error its kind."""

    def name(self) -> str:
        """What a row says of how it was written."""
        return NAME

    def serialize(self, data: Any) -> str:
        """Raises TypeError for what has no form here."""
        return json.dumps(data, default=_form, ensure_ascii=False)

    def deserialize(self, serialized_data: str) -> Any:
        """Raises ValueError for what is no JSON."""
        return json.loads(serialized_data, object_hook=_value)


def _form(value: object) -> dict[str, str]:
    if isinstance(value, datetime):
        return {_TIME: value.isoformat()}
    if isinstance(value, BaseException):
        # Its words may hold what a unit typed.
        return {_ERROR: type(value).__name__}
    raise TypeError(type(value).__name__)


def _value(found: dict[str, Any]) -> Any:
    if set(found) == {_TIME}:
        return datetime.fromisoformat(found[_TIME])
    if set(found) == {_ERROR}:
        return RuntimeError(found[_ERROR])
    return found


def _refuse(*_: object) -> NoReturn:
    raise RefusedPickle


# Whatever a row says of itself, the engine unpickles nothing in a process that has our queue.
for _deed in ("serialize", "deserialize"):
    setattr(_serialization.DefaultSerializer, _deed, _refuse)


def drop_foreign(engine: sa.Engine) -> None:
    """Takes away what was not written by us: a version before, or somebody else. The ledger knows
    the work, and it is asked for again; schedules are set anew at each start."""
    with engine.begin() as connection:
        for table, ours in (
            (_WORK, f"serialization = '{NAME}' OR serialization IS NULL"),
            (_SCHEDULES, "substr(context, 1, 1) = '\"'"),
        ):
            _delete(connection, table, f"NOT ({ours})")


def forget_work(engine: sa.Engine) -> None:
    """All that the engine meant to do: of a backup it is not believed."""
    with engine.begin() as connection:
        for table in (_WORK, _SCHEDULES):
            _delete(connection, table, "1 = 1")


def _delete(connection: sa.Connection, table: str, which: str) -> None:
    schema = _SCHEMA if connection.dialect.name == "postgresql" else None
    if sa.inspect(connection).has_table(table, schema):
        place = f"{schema}.{table}" if schema else table
        connection.exec_driver_sql(f"DELETE FROM {place} WHERE {which}")
