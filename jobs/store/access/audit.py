"""The audit: what was done by whom, added line by line and never changed or taken away.

No statement here or elsewhere updates or deletes a line of it (tests/house holds that).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from jobs.store.access.access_tables import audit

LONGEST = 320


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line: `at` in epoch seconds; `what` is a word of the catalogue (`audit-…`); `persons` is
    of how many persons data were given out."""

    at: float
    person: str
    origin: str
    what: str
    unit: str = ""
    persons: int | None = None
    about: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which lines are wanted: from a moment on, of a person or place (a part of it), of a kind."""

    since: float = 0.0
    until: float = float("inf")
    person: str = ""
    unit: str = ""
    whats: Sequence[str] = ()


def add_entry(connection: sa.Connection, entry: Entry) -> None:
    """Write one down; what is too long or cannot be stored is cut."""
    row = {
        "at": entry.at,
        "person": _fit(entry.person, LONGEST),
        "origin": _fit(entry.origin, 80),
        "what": entry.what,
        "unit": _fit(entry.unit, 80),
        "persons": entry.persons,
        "about": _fit(entry.about, LONGEST),
    }
    connection.execute(sa.insert(audit).values(row))


def count(connection: sa.Connection, asked: Asked) -> int:
    """How many lines there are."""
    query = sa.select(sa.func.count()).select_from(audit).where(*_conditions(asked))
    return int(connection.scalar(query) or 0)


def entries(
    connection: sa.Connection, asked: Asked, most: int | None = None, skip: int = 0
) -> list[Entry]:
    """The lines, the newest first; `most` of them after the first `skip`."""
    query = sa.select(audit).where(*_conditions(asked)).order_by(audit.c.number.desc())
    rows = connection.execute(query.limit(most).offset(skip))
    return [Entry(**row._mapping) for row in rows]


def _conditions(asked: Asked) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = [audit.c.at >= asked.since]
    if asked.until != float("inf"):
        found.append(audit.c.at < asked.until)
    if asked.person:
        found.append(audit.c.person.icontains(asked.person, autoescape=True))
    if asked.unit:
        found.append(audit.c.unit == asked.unit)
    if asked.whats:
        found.append(audit.c.what.in_(asked.whats))
    return found


def _fit(words: str, most: int) -> str:
    # PostgreSQL takes no text with a NUL.
    return words.replace("\0", "")[:most]
