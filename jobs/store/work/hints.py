"""Which spreadsheets send hints of edits, since when, and when the last one came."""

from collections.abc import Mapping
from typing import NamedTuple

import sqlalchemy as sa

from jobs.store.upsert import Merge
from jobs.store.work.work_tables import hints


class Hinting(NamedTuple):
    """Epoch seconds of the first and of the last hint of a spreadsheet."""

    since: float
    last: float


_HEARD = Merge(
    hints,
    {"file": ":file", "since": ":now", "last": ":now"},
    {"last": "excluded.last"},
)


def note_hint(connection: sa.Connection, file: str, now: float) -> None:
    """A hint of this spreadsheet came."""
    _HEARD(connection, file=file, now=now)


def hinting(connection: sa.Connection) -> Mapping[str, Hinting]:
    """All that ever sent one, by spreadsheet."""
    return {row.file: Hinting(row.since, row.last) for row in connection.execute(sa.select(hints))}
