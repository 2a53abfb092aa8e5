"""Uploads: bytes kept as a file, or converted when the metadata asks for a Google Sheet."""

import email
import email.policy
from email.message import Message
from typing import Any

import orjson

from sheets_emulator.drive.asking import find_file
from sheets_emulator.drive.call import DriveCall
from sheets_emulator.drive.converting.importing import can_import, imported, read_sheets
from sheets_emulator.drive.files import update_metadata
from sheets_emulator.drive.kept import file_rows
from sheets_emulator.drive.kept.file_rows import BINARY_TYPE, SHEET_TYPE
from sheets_emulator.drive.making import answer_file, make_file
from sheets_emulator.drive.resource_v2 import file_v2
from sheets_emulator.drive.watching import feed
from sheets_emulator.wire.http import ApiError, DriveError, Response

Json = dict[str, Any]


def upload_new(request: DriveCall) -> Response:
    """POST /upload/drive/v3/files with uploadType media or multipart."""
    body, kind, content = _parts(request)
    if body.get("mimeType") != SHEET_TYPE:
        return make_file(request, {"mimeType": kind, **body}, None, content)
    _check_import(kind)
    made = imported(content, kind, str(body.get("name") or "Untitled"))
    return make_file(request, body, made)


def upload_content(request: DriveCall, file_id: str) -> Response:
    """PATCH /upload/drive/v3/files/{id}: new content, a Sheet's tabs replaced by the file's."""
    body, kind, content = _parts(request)
    _replace(request, file_id, kind, content)
    if body:
        update_metadata(request, file_id, body)
    with request.store.database() as db:
        return answer_file(request, db, file_id)


def upload_v2(request: DriveCall, file_id: str) -> Response:
    """PUT /upload/drive/v2/files/{id}: what gspread's import_csv sends; a resource of Drive v2."""
    _, kind, content = _parts(request)
    _replace(request, file_id, kind, content)
    with request.store.database() as db:
        return Response(200, file_v2(db, find_file(request, db, file_id, "writer"), request.user))


def _replace(request: DriveCall, file_id: str, kind: str, content: bytes) -> None:
    with request.store.database() as db:
        row = find_file(request, db, file_id, "writer")
    if row.is_sheet:
        _check_import(kind)
        with request.store.write(file_id, request.user) as document:
            document.sheets = read_sheets(content, kind, row.name, document.locale)
            document.properties["timeZone"] = "America/Los_Angeles"
            document.named_ranges = []
        return
    with request.store.database() as db:
        now = request.now()
        file_rows.update(db, file_id, request.user, now, content=content, mime_type=kind)
        feed.note_change(db, file_id, now, "update", "content")
    request.pushes.wake()


def _check_import(kind: str) -> None:
    if not can_import(kind):
        raise DriveError(400, "badRequest", "Bad DriveCall")


def _parts(request: DriveCall) -> tuple[Json, str, bytes]:
    """Metadata, type and bytes of an upload."""
    kind = request.headers.get("content-type", "")
    way = request.first("uploadType", "media")
    if way == "media":
        return {}, kind.partition(";")[0].strip() or BINARY_TYPE, request.body
    if way == "multipart":
        return _multipart(kind, request.body)
    raise ApiError(501, "UNIMPLEMENTED", f"uploadType={way} is not emulated.")


def _multipart(kind: str, body: bytes) -> tuple[Json, str, bytes]:
    head = f"Content-Type: {kind}\r\nMIME-Version: 1.0\r\n\r\n".encode()
    message = email.message_from_bytes(head + body, policy=email.policy.HTTP)
    parts = list(message.iter_parts()) if message.is_multipart() else []
    if len(parts) != 2:
        raise DriveError(400, "badContent", "Malformed multipart body.")
    metadata, media = parts
    try:
        said = orjson.loads(_bytes(metadata) or b"{}")
    except orjson.JSONDecodeError as error:
        raise DriveError(400, "parseError", "Parse Error") from error
    return said, media.get_content_type(), _bytes(media)


def _bytes(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""
