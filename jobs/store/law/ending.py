"""The end of a campaign in the store: what there is of persons, and its destruction."""

from collections.abc import Collection

import sqlalchemy as sa

from jobs.store.events import Term
from jobs.store.journal import get_fact, set_fact
from jobs.store.periods import OF_UNIT
from jobs.store.tables import (
    archives,
    data_rows,
    facts,
    findings,
    identities,
    remarks,
    repairs,
    settlements,
    verdicts,
)

DESTROYED = "destroyed"
_PERSONAL = (data_rows, findings, repairs, identities, settlements, remarks, verdicts)
# What was about to be written into sheets, cells of rows among it.
_SENT = facts.c.name.like("sent %")


def count_personal(connection: sa.Connection, files: Collection[str]) -> dict[str, int]:
    """Rows by table; `files` are the names of archived files that hold persons."""
    found = {
        table.name: int(connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0)
        for table in _PERSONAL
    }
    mine = sa.select(sa.func.count()).select_from(archives).where(_personal(files))
    return {**found, archives.name: int(connection.scalar(mine) or 0)}


def _personal(files: Collection[str]) -> sa.ColumnElement[bool]:
    """Archived files of those names, and those of single units."""
    return archives.c.name.in_(files) | archives.c.name.startswith(OF_UNIT)


def destroy_personal(connection: sa.Connection, term: Term, files: Collection[str]) -> None:
    """Delete all of it, rows that stand in the sheets too; from now on nothing of this term is
    read again."""
    for table in _PERSONAL:
        connection.execute(sa.delete(table))
    connection.execute(sa.delete(archives).where(_personal(files)))
    connection.execute(sa.delete(facts).where(_SENT))
    set_fact(connection, DESTROYED, list(term))


def is_destroyed(connection: sa.Connection, term: Term) -> bool:
    """Whether that was done for this term; a period that is opened later begins anew."""
    return bool(get_fact(connection, DESTROYED) == list(term))
