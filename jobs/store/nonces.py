"""Remembers what may be used once: nonces of hints and one-time links."""

import sqlalchemy as sa

from jobs.store.work_tables import nonces


def use_once(connection: sa.Connection, nonce: str, now: float) -> bool:
    """Marks a nonce as used; False when it was used before. Undone with the transaction."""
    used = connection.execute(
        sa.text("INSERT INTO nonces (nonce, seen_at) VALUES (:nonce, :now) ON CONFLICT DO NOTHING"),
        {"nonce": nonce, "now": now},
    )
    return used.rowcount == 1


def forget(connection: sa.Connection, before: float) -> int:
    """Deletes nonces that are too old to be accepted anyway; returns how many."""
    return connection.execute(sa.delete(nonces).where(nonces.c.seen_at < before)).rowcount
