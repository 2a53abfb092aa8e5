"""What Drive keeps of each file: rows in, rows out."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

SHEET_TYPE = "application/vnd.google-apps.spreadsheet"
FOLDER_TYPE = "application/vnd.google-apps.folder"
BINARY_TYPE = "application/octet-stream"
COLUMNS = (
    "id, name, mime_type, owner, created, modified, version, shown_modified, shown_version,"
    " last_user, trashed, starred, deleted, description, properties, app_properties, drive_id,"
    " length(content)"
)


@dataclass(frozen=True, slots=True)
class FileRow:
    """One file; times in seconds since 1970, `properties` and `app_properties` as JSON text."""

    id: str
    name: str
    mime_type: str
    owner: str
    created: float
    modified: float
    version: int
    shown_modified: float
    shown_version: int
    last_user: str
    trashed: int
    starred: int
    deleted: int
    description: str
    properties: str
    app_properties: str
    drive_id: str | None
    size: int | None

    @classmethod
    def my_drive(cls, file_id: str, owner: str) -> "FileRow":
        """The folder that every account begins with."""
        nothing = "{}"
        return cls(
            *(file_id, "My Drive", FOLDER_TYPE, owner, 0.0, 0.0, 1, 0.0, 1, owner, 0, 0, 0, ""),
            *(nothing, nothing, None, None),
        )

    @property
    def is_sheet(self) -> bool:
        """True for a Google Sheet."""
        return self.mime_type == SHEET_TYPE


def find(db: sqlite3.Connection, file_id: str) -> FileRow | None:
    """The file, or None when there is none or it was deleted."""
    query = f"SELECT {COLUMNS} FROM drive_file WHERE id = ? AND NOT deleted"
    row = db.execute(query, (file_id,)).fetchone()
    return FileRow(*row) if row else None


def find_all(db: sqlite3.Connection) -> list[FileRow]:
    """All files that are not deleted, newest first."""
    query = f"SELECT {COLUMNS} FROM drive_file WHERE NOT deleted ORDER BY created DESC, rowid DESC"
    return [FileRow(*row) for row in db.execute(query)]


def insert(
    db: sqlite3.Connection, file_id: str, name: str, mime_type: str, user: str, now: float
) -> None:
    """A new file; Google's first modified time is a few milliseconds after the creation."""
    db.execute(
        "INSERT INTO drive_file (id, name, mime_type, owner, created, modified, shown_modified,"
        " last_user) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (file_id, name, mime_type, user, now, now + 0.021, now + 0.021, user),
    )


def update(db: sqlite3.Connection, file_id: str, user: str, now: float, **columns: Any) -> None:
    """Set columns of a file and note who did it when; the version grows."""
    names = "".join(f", {name} = :{name}" for name in columns)
    db.execute(
        "UPDATE drive_file SET modified = max(:now, modified + 0.001), version = version + 1,"
        f" last_user = :user{names} WHERE id = :id",
        {"now": now, "user": user, "id": file_id, **columns},
    )


def parents(db: sqlite3.Connection, file_id: str) -> list[str]:
    """The folders that hold the file."""
    query = "SELECT parent_id FROM drive_parent WHERE file_id = ? ORDER BY parent_id"
    return [parent for (parent,) in db.execute(query, (file_id,))]


def move(
    db: sqlite3.Connection, file_id: str, add: Iterable[str], remove: Iterable[str] = ()
) -> None:
    """Put a file into folders and take it out of others; a shared drive's files are its own."""
    gone = [(file_id, parent) for parent in remove]
    new = [(file_id, parent) for parent in add]
    db.executemany("DELETE FROM drive_parent WHERE file_id = ? AND parent_id = ?", gone)
    db.executemany("INSERT OR IGNORE INTO drive_parent VALUES (?, ?)", new)
    for _, parent in new:
        db.execute(
            "UPDATE drive_file SET drive_id ="
            " (SELECT drive_id FROM drive_file WHERE id = ?) WHERE id = ?",
            (parent, file_id),
        )


def content(db: sqlite3.Connection, file_id: str) -> bytes:
    """The bytes of a file that is no Google Sheet."""
    row = db.execute("SELECT content FROM drive_file WHERE id = ?", (file_id,)).fetchone()
    return bytes(row[0] or b"")


def rfc3339(seconds: float) -> str:
    """A time as Drive prints it: UTC with milliseconds."""
    when = datetime.fromtimestamp(seconds, UTC)
    return when.strftime("%Y-%m-%dT%H:%M:%S.") + f"{when.microsecond // 1000:03d}Z"


def texts(column: str) -> dict[str, str]:
    """The key-value pairs in a JSON column."""
    pairs: dict[str, str] = json.loads(column)
    return pairs
