"""Access of a service with several campaigns: people sign in once for all of them."""

import contextlib

import sqlalchemy as sa

from jobs.store.access.access_tables import access, people, subjects
from jobs.store.opening.database import open_engine
from jobs.store.tables import facts

TABLES = (access, people, subjects, facts)


class NotBroughtUpError(Exception):
    """The store that holds the access of all was left by an older version and not opened since."""


def open_shared_access(url: str) -> sa.Engine:
    """Opens it, made where it is missing; several processes may do so at once.

    Raises `NotBroughtUpError` where it is a store that lacks the tables, which only its own
    revisions make.
    """
    engine = open_engine(url)
    try:
        there = set(sa.inspect(engine).get_table_names())
        if "alembic_version" in there and access.name not in there:
            raise NotBroughtUpError
        # Who was quicker has made it.
        quicker = (sa.exc.OperationalError, sa.exc.ProgrammingError, sa.exc.IntegrityError)
        for table in TABLES:
            with contextlib.suppress(*quicker):
                table.create(engine, checkfirst=True)
        with engine.connect() as connection:
            for table in TABLES:
                connection.execute(sa.select(table).limit(1))
    except BaseException:
        engine.dispose()
        raise
    return engine
