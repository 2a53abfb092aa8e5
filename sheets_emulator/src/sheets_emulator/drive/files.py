"""files.get, files.update and files.delete."""

import json
import sqlite3
from typing import Any

from sheets_emulator.drive.asking import file_not_found, find_file, json_body
from sheets_emulator.drive.call import DriveCall
from sheets_emulator.drive.fields import shown
from sheets_emulator.drive.kept import file_rows
from sheets_emulator.drive.kept.access import root_id
from sheets_emulator.drive.kept.file_rows import FileRow
from sheets_emulator.drive.making import FILE_FIELDS, answer_file
from sheets_emulator.drive.resource import file_resource
from sheets_emulator.drive.watching import feed
from sheets_emulator.wire.http import DriveError, Response

# What files.update writes, by Drive's name, and the role that it takes.
WRITABLE = {
    "name": "writer",
    "description": "writer",
    "starred": "reader",
    "trashed": "fileOrganizer",
    "properties": "writer",
    "appProperties": "writer",
}


def get_file(request: DriveCall, file_id: str) -> Response:
    """GET /drive/v3/files/{id}; `alt=media` gives the bytes of what is no Google document."""
    with request.store.database() as db:
        feed.publish_due(db, request.now())
        if file_id in ("root", root_id(request.user)):
            return Response(200, shown(request, _my_drive(db, request.user), "File", FILE_FIELDS))
        row = find_file(request, db, file_id)
        if request.first("alt") == "media":
            return _media(db, row)
        return answer_file(request, db, file_id)


def _my_drive(db: sqlite3.Connection, user: str) -> dict[str, Any]:
    """Everybody's first folder, which lies in no other; nothing of it is kept."""
    body = file_resource(db, FileRow.my_drive(root_id(user), user), user)
    return {name: value for name, value in body.items() if name != "parents"}


def _media(db: sqlite3.Connection, row: FileRow) -> Response:
    if row.mime_type.startswith("application/vnd.google-apps."):
        message = (
            "Only files with binary content can be downloaded. Use Export with Docs Editors files."
        )
        raise DriveError(403, "fileNotDownloadable", message, "alt", "parameter")
    return Response(200, file_rows.content(db, row.id), {"Content-Type": row.mime_type})


def update_file(request: DriveCall, file_id: str) -> Response:
    """PATCH /drive/v3/files/{id}: metadata and folders."""
    return update_metadata(request, file_id, json_body(request))


def update_metadata(request: DriveCall, file_id: str, body: dict[str, Any]) -> Response:
    """Write the metadata given, and move the file as the query says."""
    _rename_sheet(request, file_id, body)
    with request.store.database() as db:
        row = find_file(request, db, file_id)
        for name, role in WRITABLE.items():
            if name in body:
                find_file(request, db, file_id, role)
        _set(request, db, row, body)
        _move(request, db, file_id)
        return answer_file(request, db, file_id)


def _rename_sheet(request: DriveCall, file_id: str, body: dict[str, Any]) -> None:
    # Before the database is taken: a spreadsheet's own lock always comes first.
    if "name" not in body:
        return
    with request.store.database() as db:
        row = find_file(request, db, file_id, "writer")
    if row.is_sheet and row.name != body["name"]:
        with request.store.write(file_id, request.user) as document:
            document.properties["title"] = str(body["name"])


def _set(request: DriveCall, db: sqlite3.Connection, row: FileRow, body: dict[str, Any]) -> None:
    columns: dict[str, Any] = {name: body[name] for name in ("name", "description") if name in body}
    columns |= {name: bool(body[name]) for name in ("starred", "trashed") if name in body}
    for name, column in (("properties", "properties"), ("appProperties", "app_properties")):
        if name in body:
            pairs = {**file_rows.texts(getattr(row, column)), **body[name]}
            kept = {key: value for key, value in pairs.items() if value is not None}
            columns[column] = json.dumps(kept)
    if not columns:
        return
    file_rows.update(db, row.id, request.user, request.now(), **columns)
    _note(request, db, row, columns)


def _note(
    request: DriveCall, db: sqlite3.Connection, row: FileRow, columns: dict[str, Any]
) -> None:
    state: feed.State = "update"
    if bool(columns.get("trashed", row.trashed)) != bool(row.trashed):
        state = "trash" if columns["trashed"] else "untrash"
    feed.note_change(db, row.id, request.now(), state, "properties")
    request.pushes.wake()


def _move(request: DriveCall, db: sqlite3.Connection, file_id: str) -> None:
    add = [part for part in request.first("addParents").split(",") if part]
    remove = [part for part in request.first("removeParents").split(",") if part]
    if not add and not remove:
        return
    find_file(request, db, file_id, "writer")
    mine = ("root", root_id(request.user))
    add = [parent for parent in add if parent not in mine]
    for parent in add:
        if file_rows.find(db, parent) is None:
            raise file_not_found(parent)
    file_rows.move(db, file_id, add, remove)
    feed.note_change(db, file_id, request.now(), "update", "parents")
    request.pushes.wake()


def delete_file(request: DriveCall, file_id: str) -> Response:
    """DELETE /drive/v3/files/{id}: for good; only the owner (a shared drive's organizer) may."""
    with request.store.database() as db:
        row = find_file(request, db, file_id)
        find_file(request, db, file_id, "organizer" if row.drive_id else "owner")
        db.execute("UPDATE drive_file SET deleted = 1, content = NULL WHERE id = ?", (file_id,))
        feed.note_change(db, file_id, request.now(), "remove")
    request.store.delete(file_id)
    request.pushes.wake()
    return Response(204, None, {"Content-Type": "text/html"})
