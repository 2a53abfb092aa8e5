"""The people that admins listed, and whose account an address is at its issuer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from jobs.store.access.access_tables import people, subjects
from jobs.store.upsert import insert_new, upsert


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody with a role, who gave it, and when (epoch seconds)."""

    email: str
    role: str
    set_at: float
    set_by: str


def role_of(connection: sa.Connection, email: str) -> str | None:
    """The role that an admin gave to an address."""
    return connection.scalar(sa.select(people.c.role).where(people.c.email == email))


def set_role(connection: sa.Connection, listed: Listed) -> None:
    """List somebody, or change the role of who is listed."""
    row = {name: getattr(listed, name) for name in ("email", "role", "set_at", "set_by")}
    upsert(connection, people, [row])


def remove(connection: sa.Connection, email: str) -> bool:
    """Take somebody off the list; whether it was there. Whose account it was goes too: who is
    listed anew is bound anew."""
    unbind(connection, email)
    return connection.execute(sa.delete(people).where(people.c.email == email)).rowcount == 1


def load_people(connection: sa.Connection) -> Sequence[Listed]:
    """Everybody on the list, by address."""
    rows = connection.execute(sa.select(people).order_by(people.c.email))
    return [Listed(row.email, row.role, row.set_at, row.set_by) for row in rows]


def bind(connection: sa.Connection, email: str, account: tuple[str, str], now: float) -> str:
    """Whose account an address is: the (issuer, subject) that came first stays. The subject that
    it is bound to now."""
    issuer, subject = account
    row = {"email": email, "issuer": issuer, "subject": subject, "bound_at": now}
    insert_new(connection, subjects, row)
    mine = (subjects.c.email == email) & (subjects.c.issuer == issuer)
    return str(connection.scalar(sa.select(subjects.c.subject).where(mine)))


def unbind(connection: sa.Connection, email: str) -> bool:
    """Forget it: the next account that signs in with the address is its own."""
    return connection.execute(sa.delete(subjects).where(subjects.c.email == email)).rowcount > 0


def bound(connection: sa.Connection) -> Mapping[str, float]:
    """Which addresses are bound, and since when (epoch seconds)."""
    query = sa.select(subjects.c.email, sa.func.max(subjects.c.bound_at)).group_by(subjects.c.email)
    return {row[0]: row[1] for row in connection.execute(query)}
