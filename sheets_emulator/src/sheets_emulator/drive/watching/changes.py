"""The doors of the changes feed: where it stands now, and what came since a page token."""

import sqlite3
from typing import Any

from sheets_emulator.drive.asking import invalid_value, missing, page_size
from sheets_emulator.drive.call import DriveCall
from sheets_emulator.drive.fields import asks_for_sharing, shown
from sheets_emulator.drive.kept import file_rows
from sheets_emulator.drive.kept.access import sees, was_shared
from sheets_emulator.drive.kept.file_rows import rfc3339
from sheets_emulator.drive.resource import file_resource
from sheets_emulator.drive.watching import feed
from sheets_emulator.drive.watching.feed import Change
from sheets_emulator.wire.http import Response

FIELDS = (
    "kind,nextPageToken,newStartPageToken,"
    "changes(kind,removed,file(kind,mimeType,id,name),fileId,time,type,changeType,driveId)"
)


def start_page_token(request: DriveCall) -> Response:
    """GET /drive/v3/changes/startPageToken."""
    with request.store.database() as db:
        feed.publish_due(db, request.now())
        token = str(feed.last_number(db) + 1)
    body = {"kind": "drive#startPageToken", "startPageToken": token}
    return Response(200, shown(request, body, "StartPageToken", "*"))


def list_changes(request: DriveCall) -> Response:
    """GET /drive/v3/changes: one entry a file, the newest; a token never ends."""
    first, size = read_token(request), page_size(request, 100, 1000)
    with request.store.database() as db:
        feed.publish_due(db, request.now())
        last = feed.last_number(db)
        entries, next_number = _page(request, db, first, size)
    body: dict[str, Any] = {"kind": "drive#changeList"}
    if next_number is None:
        body["newStartPageToken"] = str(last + 1)
    else:
        body["nextPageToken"] = str(next_number)
    return Response(200, shown(request, body | {"changes": entries}, "ChangeList", FIELDS))


def read_token(request: DriveCall) -> int:
    """The number of the first entry that the caller has not seen. Raises DriveError."""
    token = request.first("pageToken")
    if not token:
        raise missing("pageToken")
    if not token.isdecimal():
        raise invalid_value("pageToken")
    return int(token)


def _page(
    request: DriveCall, db: sqlite3.Connection, first: int, size: int
) -> tuple[list[dict[str, Any]], int | None]:
    """Up to `size` entries, and the number where the next page begins (None: no more)."""
    entries: list[dict[str, Any]] = []
    changes = feed.changes_after(db, first - 1)
    for change in changes:
        entry = _entry(request, db, change)
        if entry is None:
            continue
        if len(entries) == size:
            return entries, change.number
        entries.append(entry)
    return entries, None


def _entry(request: DriveCall, db: sqlite3.Connection, change: Change) -> dict[str, Any] | None:
    body: dict[str, Any] = {
        "kind": "drive#change",
        "removed": False,
        "fileId": change.file_id,
        "time": rfc3339(change.time),
        "type": "file",
        "changeType": "file",
    }
    row = file_rows.find(db, change.file_id)
    if row is None or not sees(db, change.file_id, request.user):
        gone = was_shared(db, change.file_id, request.user)
        wanted = request.first("includeRemoved", "true").lower() not in ("false", "0")
        return body | {"removed": True} if gone and wanted else None
    if row.drive_id is not None:
        if not request.flag("includeItemsFromAllDrives") or row.drive_id == row.id:
            return None
        body["driveId"] = row.drive_id
    if request.flag("restrictToMyDrive") and row.owner != request.user:
        return None
    whole = asks_for_sharing(request, "changes", "file")
    # The file stands before its id, as Google prints an entry.
    head = {"kind": body.pop("kind"), "removed": body.pop("removed")}
    return head | {"file": file_resource(db, row, request.user, whole)} | body
