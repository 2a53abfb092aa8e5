"""The quota of several campaigns together: a small database beside their stores."""

import contextlib

import sqlalchemy as sa

from jobs.store.opening.database import open_engine
from jobs.store.work.work_tables import budget


def open_shared_quota(url: str) -> sa.Engine:
    """Opens it, made where it is missing; several processes may do so at once."""
    engine = open_engine(url)
    try:
        # Who was quicker has made it.
        with contextlib.suppress(
            sa.exc.OperationalError, sa.exc.ProgrammingError, sa.exc.IntegrityError
        ):
            budget.metadata.create_all(engine, tables=[budget])
        with engine.connect() as connection:
            connection.execute(sa.select(budget).limit(1))
    except BaseException:
        engine.dispose()
        raise
    return engine
