"""A run's right to write: it ends as soon as another run has taken its place.

A worker may stand still between its read and its write, for minutes, while another takes over and
does the same work; what it read is old when it goes on. Each beginning of a run gets a higher
number in the ledger, and only who holds the newest one writes.
"""

import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import sqlalchemy as sa

from jobs.store.work import ledger


class ClaimLost(Exception):  # noqa: N818
    """Another run has taken this one's place: what it still means to write is out of date."""


@dataclass(frozen=True, slots=True)
class Claim:
    """The place of one run in the ledger; `number` is higher than that of every run before."""

    engine: sa.Engine
    job: str
    subject: str
    run: str
    number: int
    clock: Callable[[], float] = time.time

    def confirm(self, connection: sa.Connection) -> None:
        """Raises ClaimLost unless the place is still ours; nobody takes it before the caller's
        transaction ends."""
        if not ledger.confirm(
            connection, self.job, self.subject, self.run, self.number, self.clock()
        ):
            raise ClaimLost

    def before_write(self) -> None:
        """Asks in a transaction of its own, for what cannot be in one: a request to Google."""
        with self.engine.begin() as connection:
            self.confirm(connection)


@contextmanager
def taken(
    engine: sa.Engine, job: str, subject: str = "", clock: Callable[[], float] = time.time
) -> Iterator[Claim]:
    """The place of somebody who does a piece of work outside of the queue. What is asked for
    meanwhile a worker's healer finds and asks for again."""
    run = str(uuid.uuid4())
    with engine.begin() as connection:
        begun = ledger.take(connection, job, subject, run, clock())
    yield Claim(engine, job, subject, run, begun.claim, clock)
    following = str(uuid.uuid4())
    with engine.begin() as connection:
        ledger.finish(connection, job, subject, run, following, now=clock(), claim=begun.claim)
