"""The changes feed: one entry a file, published at once or, as at Google, late and joined.

Google joins edits of one Sheet and tells of them up to about three minutes later; the first edit
after a quiet time shows soon (googleapis/google-api-go-client issue 444).
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

State = Literal["add", "update", "trash", "untrash", "remove"]


@dataclass(frozen=True, slots=True)
class Pace:
    """How late the feed speaks: at most one entry a file in `coalesce` seconds, each `late`."""

    coalesce: float = 0.0
    late: float = 0.0


@dataclass(frozen=True, slots=True)
class Change:
    """The newest published entry of one file; `time` in seconds since 1970."""

    number: int
    file_id: str
    time: float
    state: State
    changed: str


def note_edit(db: sqlite3.Connection, file_id: str, user: str, now: float, pace: Pace) -> None:
    """A Sheet's content was changed: its version grows now, the feed tells by its pace."""
    db.execute(
        "UPDATE drive_file SET modified = max(?, modified + 0.001), version = version + 1,"
        " last_user = ? WHERE id = ?",
        (now, user, file_id),
    )
    due = _due(db, file_id, now, pace)
    if due is None:
        note_change(db, file_id, now, "update", "content")
        return
    db.execute(
        "INSERT INTO drive_change (file_id, time, due, state, changed)"
        " VALUES (?, ?, ?, 'update', 'content') ON CONFLICT (file_id) DO UPDATE"
        " SET due = coalesce(due, excluded.due)",
        (file_id, now, due),
    )


def note_change(
    db: sqlite3.Connection, file_id: str, now: float, state: State, changed: str = ""
) -> None:
    """Publish an entry of the file now, with all that was waiting for it."""
    db.execute(
        "INSERT INTO drive_change (file_id, number, time, published, state, changed)"
        " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (file_id) DO UPDATE SET"
        " number = excluded.number, time = excluded.time, published = excluded.published,"
        " state = excluded.state, changed = excluded.changed, due = NULL",
        (file_id, _next_number(db), now, now, state, changed),
    )
    db.execute(
        "UPDATE drive_file SET shown_modified = modified, shown_version = version WHERE id = ?",
        (file_id,),
    )


def publish_due(db: sqlite3.Connection, now: float) -> None:
    """Publish what was waiting and whose time has come, in the order of those times."""
    due = "SELECT file_id FROM drive_change WHERE due <= ? ORDER BY due, time"
    for (file_id,) in db.execute(due, (now,)).fetchall():
        note_change(db, file_id, now, "update", "content")


def next_due(db: sqlite3.Connection) -> float | None:
    """When the next waiting entry is to be published."""
    found = db.execute("SELECT min(due) FROM drive_change").fetchone()[0]
    return None if found is None else float(found)


def last_number(db: sqlite3.Connection) -> int:
    """The number of the newest published entry; 0 when there is none."""
    row = db.execute("SELECT value FROM drive_counter WHERE name = 'change'").fetchone()
    return int(row[0]) if row else 0


def changes_after(db: sqlite3.Connection, number: int) -> Iterator[Change]:
    """Published entries beyond a number, oldest first."""
    rows = db.execute(
        "SELECT number, file_id, time, state, changed FROM drive_change"
        " WHERE number > ? ORDER BY number",
        (number,),
    )
    return (Change(*row) for row in rows.fetchall())


def _due(db: sqlite3.Connection, file_id: str, now: float, pace: Pace) -> float | None:
    if pace == Pace():
        return None
    row = db.execute("SELECT published FROM drive_change WHERE file_id = ?", (file_id,)).fetchone()
    last = row[0] if row and row[0] is not None else float("-inf")
    due = max(now, last + pace.coalesce) + pace.late
    return None if due <= now else due


def _next_number(db: sqlite3.Connection) -> int:
    row = db.execute(
        "INSERT INTO drive_counter VALUES ('change', 1)"
        " ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value"
    ).fetchone()
    return int(row[0])
