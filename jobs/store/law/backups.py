"""The backups that were made, and until when the office keeps them."""

from dataclasses import dataclass

import sqlalchemy as sa

from jobs.store.tables import backups


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was made (epoch seconds) and until when the office keeps it."""

    made_at: float
    name: str
    keep_until: float


def note_backup(connection: sa.Connection, backup: Backup) -> None:
    """Write one down."""
    row = {"made_at": backup.made_at, "name": backup.name, "keep_until": backup.keep_until}
    connection.execute(sa.insert(backups).values(row))


def kept_backups(connection: sa.Connection, now: float) -> list[Backup]:
    """Those that the office still has, the oldest first."""
    query = sa.select(backups).where(backups.c.keep_until > now).order_by(backups.c.made_at)
    return [Backup(row.made_at, row.name, row.keep_until) for row in connection.execute(query)]
