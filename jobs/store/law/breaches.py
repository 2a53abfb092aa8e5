"""Breaches of personal data: what happened, when it was known, who was told when."""

from dataclasses import dataclass

import sqlalchemy as sa

from jobs.store.tables import breaches

# From when it is known (law 91/2025/QH15, article 23).
NOTICE_SECONDS = 72 * 3600.0
AUTHORITY, PERSONS, CLOSED = STEPS = ("authority", "persons", "closed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """One of them; moments in epoch seconds, `persons` None where nobody knows how many."""

    known_at: float
    written_at: float
    person: str
    what: str
    persons: int | None = None
    number: int = 0
    authority_at: float | None = None
    persons_at: float | None = None
    closed_at: float | None = None

    @property
    def until(self) -> float:
        """By when the authority is to be notified."""
        return self.known_at + NOTICE_SECONDS


def add_breach(connection: sa.Connection, breach: Breach) -> int:
    """Write one down; its number."""
    row = {
        "known_at": breach.known_at,
        "written_at": breach.written_at,
        "person": breach.person,
        "what": breach.what,
        "persons": breach.persons,
        "done": "",
    }
    result = connection.execute(sa.insert(breaches).values(row))
    assert result.inserted_primary_key
    return int(result.inserted_primary_key[0])


def note_step(connection: sa.Connection, number: int, step: str, at: float) -> bool:
    """Note that the authority or the persons were told, or that it is closed; False where there is
    no such breach, or where that is noted already: the first moment stays."""
    column = breaches.c[f"{step}_at"]
    mine = (breaches.c.number == number) & column.is_(None)
    return connection.execute(sa.update(breaches).where(mine).values({column: at})).rowcount == 1


def load_breaches(connection: sa.Connection) -> list[Breach]:
    """All of them, the newest first."""
    query = sa.select(breaches).order_by(breaches.c.number.desc())
    names = [name for name in Breach.__slots__ if name != "done"]
    return [
        Breach(**{name: row._mapping[name] for name in names}) for row in connection.execute(query)
    ]
