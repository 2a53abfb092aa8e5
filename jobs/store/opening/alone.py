"""Lets one process at a time bring the store up to date; the others wait, and say for what."""

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

Say = Callable[[str], None]
"""Tells a person what is waited for, by the key of a sentence of the catalogue."""

# Not the number of the first versions: those wait for theirs inside a transaction.
LOCK = 20241030
PAUSE_SECONDS = 0.1


@contextmanager
def alone(engine: sa.Engine, say: Say) -> Iterator[None]:
    """Holds back other processes that start at the same moment.

    PostgreSQL's `CREATE INDEX CONCURRENTLY`, which the job engine uses, waits for every
    transaction of the database: who waits for the lock inside of one waits for ever. So it is
    tried and tried again, with no transaction open in between.
    """
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            take = sa.text(f"SELECT pg_try_advisory_lock({LOCK})")
            wait_until(lambda: bool(connection.scalar(take)), lambda: say("store-waits-for-turn"))
            yield
            connection.execute(sa.text(f"SELECT pg_advisory_unlock({LOCK})"))
        return
    path = Path(f"{engine.url.database}.lock")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as lock:
        wait_until(lambda: _locked(lock.fileno()), lambda: say("store-waits-for-turn"))
        yield


def _locked(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def wait_until(
    done: Callable[[], bool], say: Callable[[], None], seconds: float = float("inf")
) -> bool:
    """Asks again and again; says once that it waits. False: not done after `seconds`."""
    until, said = time.monotonic() + seconds, False
    while not done():
        if time.monotonic() > until:
            return False
        if not said:
            say()
        said = True
        time.sleep(PAUSE_SECONDS)
    return True
