"""The notices: one row for each thing to be said to somebody, and by which ways it was sent."""

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa

from jobs.store.tables import deliveries, notices
from jobs.store.upsert import insert_new

WAITING, SENDING, SENT, FAILED, WITHDRAWN = "waiting", "sending", "sent", "failed", "withdrawn"
DIGEST = "digest"
# To the second addresses of a unit that stays overdue; to a unit whose report was taken.
ESCALATED, RECEIPT = "escalated", "receipt"
# In front of the key of a unit above others: a digest for its own people.
PART = "part:"


@dataclass(frozen=True, slots=True)
class Notice:
    """What is to be said; (`unit`, `kind`, `day`) is said once. `unit` is empty for officers."""

    unit: str
    kind: str
    day: str
    subject: str
    body: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes it the same notice another time."""
        return self.unit, self.kind, self.day


@dataclass(frozen=True, slots=True)
class Kept(Notice):
    """A notice as it is stored; `changed_at` in epoch seconds."""

    id: int
    status: str
    reason: str | None
    tries: int
    changed_at: float


def add_notices(connection: sa.Connection, new: Iterable[Notice], now: float) -> None:
    """Writes down the notices that were never written down before."""
    for one in new:
        row = {
            "unit": one.unit,
            "kind": one.kind,
            "day": one.day,
            "subject": one.subject,
            "body": one.body,
            "status": WAITING,
            "tries": 0,
            "changed_at": now,
        }
        insert_new(connection, notices, row)


def load_notices(connection: sa.Connection, *statuses: str) -> list[Kept]:
    """The notices in those states, oldest first."""
    query = sa.select(notices).where(notices.c.status.in_(statuses)).order_by(notices.c.id)
    return [Kept(**row._mapping) for row in connection.execute(query)]


def unit_of(connection: sa.Connection, number: int) -> str | None:
    """To which unit the notice of that number speaks ("" the officers); None where there is
    none."""
    unit: str | None = connection.scalar(sa.select(notices.c.unit).where(notices.c.id == number))
    return unit


def move(
    connection: sa.Connection, number: int, to: str, now: float, *came: str, reason: str = ""
) -> bool:
    """Changes the state of a notice that is in one of the states `came`; False for any other.

    Of several that try at once one alone is told True: whoever sends must have claimed.
    """
    mine = (notices.c.id == number) & notices.c.status.in_(came)
    tries = {SENDING: notices.c.tries + 1}.get(to, notices.c.tries)
    changed = {"status": to, "changed_at": now, "reason": reason or None, "tries": tries}
    return connection.execute(sa.update(notices).where(mine).values(changed)).rowcount == 1


def ask_again(connection: sa.Connection, number: int, now: float) -> bool:
    """Lets a failed notice be tried from the beginning."""
    mine = (notices.c.id == number) & (notices.c.status == FAILED)
    again = {"status": WAITING, "changed_at": now, "reason": None, "tries": 0}
    return connection.execute(sa.update(notices).where(mine).values(again)).rowcount == 1


def add_delivery(connection: sa.Connection, number: int, channel: str, now: float) -> None:
    """Writes down that a channel took a notice, in the hands of whoever has claimed it."""
    row = {"notice": number, "channel": channel, "at": now}
    connection.execute(sa.insert(deliveries).values(row))


def delivered_by(connection: sa.Connection, number: int) -> set[str]:
    """The channels that took a notice before: another try is for the rest."""
    query = sa.select(deliveries.c.channel).where(deliveries.c.notice == number)
    return set(connection.scalars(query))
