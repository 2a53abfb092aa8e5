"""What Drive notes when a spreadsheet is made or changed, in the transaction of that change."""

import sqlite3
from collections.abc import Callable

from sheets_emulator.book.document import Document
from sheets_emulator.drive.conditions import Conditions
from sheets_emulator.drive.kept import file_rows
from sheets_emulator.drive.kept.access import grant, rank, role_of
from sheets_emulator.drive.watching import feed
from sheets_emulator.wire.http import ApiError


class DriveBooks:
    """The `Files` of the store: who may open a spreadsheet, and the feed of its changes.

    `wake` is called when something was noted that a push may have to tell of.
    """

    def __init__(self, conditions: Conditions, wake: Callable[[], None]) -> None:
        self._conditions = conditions
        self._wake = wake

    def allow(self, db: sqlite3.Connection, file_id: str, user: str, role: str) -> None:
        """Raise the ApiError that Sheets answers unless the user has that role on a Sheet."""
        row = file_rows.find(db, file_id)
        if row is None:
            raise ApiError(404, "NOT_FOUND", "Requested entity was not found.")
        if rank(role_of(db, file_id, user)) < rank(role):
            raise ApiError(403, "PERMISSION_DENIED", "The caller does not have permission")
        if not row.is_sheet:
            message = "This operation is not supported for this document"
            raise ApiError(400, "FAILED_PRECONDITION", message)

    def created(self, db: sqlite3.Connection, document: Document, user: str, when: float) -> None:
        """Note a new spreadsheet, owned by the user."""
        file_rows.insert(db, document.id, document.title, file_rows.SHEET_TYPE, user, when)
        grant(db, document.id, "user", "owner", user)
        feed.note_change(db, document.id, when, "add")
        self._wake()

    def changed(self, db: sqlite3.Connection, document: Document, user: str, when: float) -> None:
        """Note a change of a spreadsheet, its title perhaps included."""
        feed.publish_due(db, when)
        feed.note_edit(db, document.id, user, when, self._conditions.pace)
        rename = "UPDATE drive_file SET name = ? WHERE id = ? AND name <> ?"
        db.execute(rename, (document.title, document.id, document.title))
        self._wake()
