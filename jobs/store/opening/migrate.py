"""Brings the database to the newest form with Alembic's revisions in `jobs/store/migrations`."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from jobs.store.journal import set_fact
from jobs.store.opening.alone import Say, wait_until
from jobs.store.opening.form import FACT, Form, Revisions, form_of, pending
from jobs.store.opening.others import others_at_work

# So long programs of an older version may take to see that they have to stop, and to stop.
PATIENCE_SECONDS = 60.0


class OthersAtWorkError(Exception):
    """Programs of an older version use the store and would not understand its new form."""


def upgrade(
    engine: sa.Engine,
    say: Say = lambda key: None,
    revisions: Revisions | None = None,
    patience: float = PATIENCE_SECONDS,
) -> list[str]:
    """Apply the revisions that are missing, all or none; returns their numbers.

    Where one contracts, programs of before are told to stop, and nothing is changed until they
    have. Raises `OthersAtWorkError` when they go on, `NewerStoreError` when the store is ahead.
    """
    revisions = revisions or Revisions()
    missing = pending(engine, revisions)
    if missing:
        with _programs_of_before_stopped(engine, revisions.oldest_program(missing), say, patience):
            _apply(engine, revisions)
    return missing


@contextmanager
def _programs_of_before_stopped(
    engine: sa.Engine, oldest: str, say: Say, patience: float
) -> Iterator[None]:
    with engine.connect() as connection:
        before = form_of(connection)
    if before.revision is None or oldest <= before.oldest_program:
        yield
        return
    _announce(engine, oldest)
    try:
        engine.dispose()
        stopped = wait_until(
            lambda: not others_at_work(engine),
            lambda: say("store-waits-for-older"),
            patience,
        )
        if not stopped:
            raise OthersAtWorkError
        yield
    except BaseException:
        _announce(engine, before.oldest_program)
        raise


def _announce(engine: sa.Engine, oldest: str) -> None:
    with engine.begin() as connection:
        set_fact(connection, FACT, oldest)


def _apply(engine: sa.Engine, revisions: Revisions) -> None:
    config = Config()
    config.set_main_option("script_location", str(revisions.folder))
    with engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            # Python's sqlite3 begins no transaction before CREATE TABLE: a process killed half-way
            # would leave tables that the next start cannot make again.
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        set_fact(connection, FACT, revisions.oldest_program(revisions.missing(Form(None))))
