"""What opens a door to whoever shows it: sessions, tokens, one-time links; kept as hashes.

What is shown is 32 random bytes, so that a plain SHA-256 of it cannot be tried back.
"""

import hashlib
import secrets
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from jobs.store.access.access_tables import access
from jobs.store.moments import is_near

SESSION, TOKEN, LINK = "session", "token", "link"
# Why one was ended where no person ended it.
USED, LOST_ROLE, RESTORED = "used", "lost-role", "restored"


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """One of them; times in epoch seconds, `number` is what people call it by."""

    kind: str
    person: str
    scope: str
    name: str
    made_at: float
    made_by: str
    ends_at: float
    origin: str = ""
    number: int = 0
    used_at: float | None = None
    ended_at: float | None = None
    ended_by: str | None = None

    def is_open(self, now: float) -> bool:
        """Whether it still opens: nobody ended it, and it is within its time of either clock."""
        lasts = self.ends_at - self.made_at
        return self.ended_at is None and is_near(self.made_at, now, lasts)


def new_secret() -> str:
    """What is shown once and never kept."""
    return secrets.token_urlsafe(32)


def digest_of(secret: str) -> str:
    """What is kept of it."""
    return hashlib.sha256(secret.encode()).hexdigest()


def add(connection: sa.Connection, secret: str, made: Credential) -> int:
    """Keep one; returns its number."""
    names = ("kind", "person", "scope", "name", "origin", "made_at", "made_by", "ends_at")
    row = {name: getattr(made, name) for name in names}
    result = connection.execute(sa.insert(access).values(digest=digest_of(secret), **row))
    assert result.inserted_primary_key
    return int(result.inserted_primary_key[0])


def find(connection: sa.Connection, kind: str, secret: str) -> Credential | None:
    """The one of that secret, whether or not it still opens."""
    mine = (access.c.kind == kind) & (access.c.digest == digest_of(secret))
    row = connection.execute(sa.select(access).where(mine)).first()
    return _credential(row) if row else None


def get(connection: sa.Connection, number: int) -> Credential | None:
    """The one of that number."""
    row = connection.execute(sa.select(access).where(access.c.number == number)).first()
    return _credential(row) if row else None


def note_use(connection: sa.Connection, number: int, now: float) -> None:
    """It was shown just now."""
    connection.execute(sa.update(access).where(access.c.number == number).values(used_at=now))


def end(connection: sa.Connection, number: int, by: str, now: float) -> bool:
    """End one; False when it was ended before: of two who use up a link one gets True."""
    mine = (access.c.number == number) & access.c.ended_at.is_(None)
    return connection.execute(sa.update(access).where(mine).values(_ended(by, now))).rowcount == 1


def end_all_of(connection: sa.Connection, person: str, by: str, now: float, *kinds: str) -> int:
    """End all of these kinds that somebody has; how many there were."""
    mine = (access.c.person == person) & access.c.kind.in_(kinds) & access.c.ended_at.is_(None)
    return connection.execute(sa.update(access).where(mine).values(_ended(by, now))).rowcount


def end_all(connection: sa.Connection, by: str, now: float) -> int:
    """End every credential that is open; how many there were."""
    mine = access.c.ended_at.is_(None)
    return connection.execute(sa.update(access).where(mine).values(_ended(by, now))).rowcount


def load(connection: sa.Connection, kind: str, person: str = "") -> list[Credential]:
    """All of a kind, or those of one person, the newest first."""
    query = sa.select(access).where(access.c.kind == kind).order_by(access.c.number.desc())
    if person:
        query = query.where(access.c.person == person)
    return [_credential(row) for row in connection.execute(query)]


def _ended(by: str, now: float) -> dict[str, Any]:
    return {"ended_at": now, "ended_by": by}


def _credential(row: sa.Row[Any]) -> Credential:
    known = dict(row._mapping)
    del known["digest"]
    return Credential(**known)
