"""Remembers what may be used once: nonces of hints and one-time links."""

import sqlalchemy as sa

from jobs.store.upsert import insert_new
from jobs.store.work.work_tables import nonces


def use_once(connection: sa.Connection, nonce: str, now: float) -> bool:
    """Marks a nonce as used; False when it was used before. Undone with the transaction."""
    return insert_new(connection, nonces, {"nonce": nonce, "seen_at": now})
