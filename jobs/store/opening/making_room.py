"""Makes room in PostgreSQL for a backup: only what is ours goes, and only when nobody uses it."""

import sqlalchemy as sa

from jobs.store.all_tables import METADATA
from jobs.store.opening.others import anybody_else

# The job engine keeps its tables in a schema of its own.
ENGINE_SCHEMA = "dbos"


class BackupError(Exception):
    """A backup that cannot be made or put back; the sentence says why and what to do."""


def make_room(url: sa.URL, *, force: bool) -> None:
    """Drops the store that is there, if `force` allows it.

    Dropped rather than overwritten: tables that a newer version added would stay beside an older
    backup, and the next start could not make them again. Raises `BackupError`.
    """
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    try:
        with engine.begin() as connection:
            _drop_ours(connection, force)
    except sa.exc.OperationalError:
        place = f"{url.database} at {url.host}"
        raise BackupError(f"The store {place} cannot be reached; start it, or make it.") from None
    finally:
        engine.dispose()


def _drop_ours(connection: sa.Connection, force: bool) -> None:
    there = set(sa.inspect(connection).get_table_names())
    ours = set(METADATA.tables) & there
    if not ours:
        return
    if not force:
        raise BackupError("A store is there already; add --force to replace it.")
    if anybody_else(connection):
        raise BackupError("The store is in use; stop the service everywhere first.")
    for name in sorted(ours | ({"alembic_version"} & there)):
        connection.execute(sa.schema.DropTable(sa.Table(name, sa.MetaData())))
    connection.execute(sa.schema.DropSchema(ENGINE_SCHEMA, cascade=True, if_exists=True))
