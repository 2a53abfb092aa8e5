"""files.create and files.copy: new files, folders and spreadsheets."""

import json
import random
import sqlite3
from typing import Any

import orjson

from sheets_emulator.book.document import Document
from sheets_emulator.book.new_spreadsheet import new_document, new_file_id
from sheets_emulator.drive.asking import file_not_found, find_file, json_body
from sheets_emulator.drive.call import DriveCall
from sheets_emulator.drive.converting.importing import imported
from sheets_emulator.drive.fields import shown
from sheets_emulator.drive.kept import file_rows
from sheets_emulator.drive.kept.access import grant, may, root_id
from sheets_emulator.drive.kept.file_rows import BINARY_TYPE, SHEET_TYPE
from sheets_emulator.drive.resource import file_resource
from sheets_emulator.drive.watching import feed
from sheets_emulator.wire.http import DriveError, Response

FILE_FIELDS = "kind,id,name,mimeType"


def create_file(request: DriveCall) -> Response:
    """POST /drive/v3/files: an empty file, folder or spreadsheet."""
    body = json_body(request)
    return make_file(request, body, None)


def make_file(
    request: DriveCall, body: dict[str, Any], made: Document | None, content: bytes = b""
) -> Response:
    """A new file with this metadata; a Sheet takes the given document, or an empty one."""
    parents = check_place(request, body)
    kind = body.get("mimeType") or BINARY_TYPE
    name = str(body.get("name") or "Untitled")
    with request.store.database() as db:
        file_id = new_file_id(random.SystemRandom())
        if kind == SHEET_TYPE:
            document = made or new_document(file_id, name)
            file_id = document.id
            document.properties["title"] = name
            request.store.create(document, request.user)
        else:
            _insert_other(request, db, file_id, name, kind, content)
        file_rows.move(db, file_id, parents)
        _set_extras(db, file_id, body)
        return answer_file(request, db, file_id)


def copy_file(request: DriveCall, file_id: str) -> Response:
    """POST /drive/v3/files/{id}/copy: all but permissions and comments.

    A table file copied as a Google Sheet is converted.
    """
    body = json_body(request)
    with request.store.database() as db:
        source = find_file(request, db, file_id)
        body.setdefault("name", f"Copy of {source.name}")
        body.setdefault("parents", file_rows.parents(db, file_id))
        content = b"" if source.is_sheet else file_rows.content(db, file_id)
    if source.is_sheet:
        return make_file(request, {**body, "mimeType": SHEET_TYPE}, _copied(request, file_id))
    if body.get("mimeType") == SHEET_TYPE:
        return make_file(request, body, imported(content, source.mime_type, source.name))
    return make_file(request, {**body, "mimeType": source.mime_type}, None, content)


def answer_file(request: DriveCall, db: sqlite3.Connection, file_id: str) -> Response:
    """The file as its caller sees it now."""
    row = file_rows.find(db, file_id)
    assert row is not None
    body = file_resource(db, row, request.user)
    return Response(200, shown(request, body, "File", FILE_FIELDS))


def check_place(request: DriveCall, body: dict[str, Any]) -> list[str]:
    """The folders named for a new file, when the caller may add to them and has storage."""
    mine = ("root", root_id(request.user))
    parents = [parent for parent in body.get("parents") or [] if parent not in mine]
    with request.store.database() as db:
        for parent in parents:
            if file_rows.find(db, parent) is None or not may(db, parent, request.user, "writer"):
                raise file_not_found(parent)
        rows = [file_rows.find(db, parent) for parent in parents]
    if not any(row and row.drive_id for row in rows):
        _check_storage(request)
    return parents


def _check_storage(request: DriveCall) -> None:
    robot = request.user.endswith(".gserviceaccount.com")
    if robot and not request.conditions.service_account_storage:
        message = (
            "Service Accounts do not have storage quota. Leverage shared drives "
            "(https://developers.google.com/workspace/drive/api/guides/about-shareddrives), or use "
            "OAuth delegation (http://support.google.com/a/answer/7281227) instead."
        )
        raise DriveError(403, "storageQuotaExceeded", message, domain="usageLimits")


def _insert_other(
    request: DriveCall, db: sqlite3.Connection, file_id: str, name: str, kind: str, content: bytes
) -> None:
    now = request.now()
    file_rows.insert(db, file_id, name, kind, request.user, now)
    db.execute("UPDATE drive_file SET content = ? WHERE id = ?", (content, file_id))
    grant(db, file_id, "user", "owner", request.user)
    feed.note_change(db, file_id, now, "add")
    request.pushes.wake()


def _set_extras(db: sqlite3.Connection, file_id: str, body: dict[str, Any]) -> None:
    db.execute(
        "UPDATE drive_file SET description = ?, starred = ?, properties = ?, app_properties = ?"
        " WHERE id = ?",
        (
            str(body.get("description", "")),
            bool(body.get("starred")),
            json.dumps(body.get("properties", {})),
            json.dumps(body.get("appProperties", {})),
            file_id,
        ),
    )


def _copied(request: DriveCall, file_id: str) -> Document:
    with request.store.read(file_id) as document:
        body = orjson.loads(orjson.dumps(document.to_json()))
    body["id"] = new_file_id(random.SystemRandom())
    return Document.from_json(body)
