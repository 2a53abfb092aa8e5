"""files.list: the files that a query finds, in the order asked, page by page."""

import base64
import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sheets_emulator.drive.asking import invalid_value, page_size
from sheets_emulator.drive.call import DriveCall
from sheets_emulator.drive.fields import asks_for_sharing, shown
from sheets_emulator.drive.kept import file_rows
from sheets_emulator.drive.kept.access import root_id, visible_files
from sheets_emulator.drive.kept.file_rows import FOLDER_TYPE, FileRow, rfc3339
from sheets_emulator.drive.resource import file_resource
from sheets_emulator.drive.search import QueryError, parse
from sheets_emulator.wire.http import Response

ORDERS: Mapping[str, Any] = {
    "createdTime": lambda row: row.created,
    "folder": lambda row: row.mime_type != FOLDER_TYPE,
    "modifiedByMeTime": lambda row: row.shown_modified,
    "modifiedTime": lambda row: row.shown_modified,
    "name": lambda row: row.name.casefold(),
    "name_natural": lambda row: row.name.casefold(),
    "quotaBytesUsed": lambda row: row.size or 0,
    "recency": lambda row: row.shown_modified,
    "sharedWithMeTime": lambda row: row.created,
    "starred": lambda row: not row.starred,
    "viewedByMeTime": lambda row: row.shown_modified,
}
WRITERS = frozenset({"owner", "organizer", "fileOrganizer", "writer"})
READERS = frozenset({"reader", "commenter"})


def _my_drive(row: FileRow, viewer: str) -> list[str]:
    return ["root", root_id(viewer)] if row.owner == viewer and row.drive_id is None else []


Part = Callable[[sqlite3.Connection, FileRow, str], Any]
# How a query sees a file; what costs a look into the tables is fetched only when it is named.
PARTS: Mapping[str, Part] = {
    "name": lambda db, row, viewer: row.name,
    "mimeType": lambda db, row, viewer: row.mime_type,
    "trashed": lambda db, row, viewer: bool(row.trashed),
    "starred": lambda db, row, viewer: bool(row.starred),
    "modifiedTime": lambda db, row, viewer: rfc3339(row.shown_modified),
    "createdTime": lambda db, row, viewer: rfc3339(row.created),
    "sharedWithMe": lambda db, row, viewer: row.owner != viewer and row.drive_id is None,
    "visibility": lambda db, row, viewer: _visibility(db, row),
    # "root" is another name for the caller's My Drive, where files without a folder lie.
    "parents": lambda db, row, viewer: file_rows.parents(db, row.id) or _my_drive(row, viewer),
    "me": lambda db, row, viewer: viewer,
    "owners": lambda db, row, viewer: [row.owner],
    "writers": lambda db, row, viewer: _grantees(db, row, WRITERS),
    "readers": lambda db, row, viewer: _grantees(db, row, WRITERS | READERS),
    "fullText": lambda db, row, viewer: lambda: f"{row.name} {row.description}",
    "properties": lambda db, row, viewer: file_rows.texts(row.properties),
    "appProperties": lambda db, row, viewer: file_rows.texts(row.app_properties),
}


class SearchedFile(Mapping[str, Any]):
    """A file as a query looks at it."""

    def __init__(self, db: sqlite3.Connection, row: FileRow, viewer: str) -> None:
        self._place = db, row, viewer

    def __getitem__(self, name: str) -> Any:
        return PARTS[name](*self._place)

    def __iter__(self) -> Iterator[str]:
        return iter(PARTS)

    def __len__(self) -> int:
        return len(PARTS)


def _visibility(db: sqlite3.Connection, row: FileRow) -> str:
    query = "SELECT 1 FROM drive_permission WHERE file_id = ? AND type = 'anyone' AND NOT ended"
    return "anyoneWithLink" if db.execute(query, (row.id,)).fetchone() else "limited"


def _grantees(db: sqlite3.Connection, row: FileRow, roles: frozenset[str]) -> list[str]:
    query = "SELECT grantee, role FROM drive_permission WHERE file_id = ? AND NOT ended"
    return [grantee for grantee, role in db.execute(query, (row.id,)) if role in roles]


def list_files(request: DriveCall) -> Response:
    """GET /drive/v3/files."""
    size = page_size(request, 100, 1000)
    start = _start(request)
    with request.store.database() as db:
        found = _ordered(_found(request, db), request.first("orderBy"))
        whole = asks_for_sharing(request, "files")
        rows = found[start : start + size]
        page = [file_resource(db, row, request.user, whole) for row in rows]
    body: dict[str, Any] = {"kind": "drive#fileList"}
    if start + size < len(found):
        body["nextPageToken"] = _token(request, start + size)
    body |= {"incompleteSearch": False, "files": page}
    default = "kind,nextPageToken,incompleteSearch,files(kind,id,name,mimeType)"
    return Response(200, shown(request, body, "FileList", default))


def _found(request: DriveCall, db: sqlite3.Connection) -> list[FileRow]:
    try:
        condition = parse(request.first("q"))
    except QueryError:
        raise invalid_value("q") from None
    mine = visible_files(db, request.user)
    drives = request.flag("includeItemsFromAllDrives") and request.flag("supportsAllDrives")
    return [
        row
        for row in file_rows.find_all(db)
        if row.id in mine
        and _in_corpus(request, row, drives)
        and condition(SearchedFile(db, row, request.user))
    ]


def _in_corpus(request: DriveCall, row: FileRow, drives: bool) -> bool:
    # A shared drive itself is no file.
    if row.drive_id == row.id or (row.drive_id is not None and not drives):
        return False
    wanted = request.first("driveId")
    return not wanted or row.drive_id == wanted


def _ordered(rows: list[FileRow], order: str) -> list[FileRow]:
    for key in reversed([part.strip() for part in order.split(",") if part.strip()]):
        name, _, direction = key.partition(" ")
        if name not in ORDERS or direction.strip() not in ("", "desc"):
            raise invalid_value("orderBy")
        rows = sorted(rows, key=ORDERS[name], reverse=bool(direction))
    return rows


def _token(request: DriveCall, start: int) -> str:
    said = [start, request.first("q"), request.first("orderBy")]
    return "~!!~" + base64.urlsafe_b64encode(json.dumps(said).encode()).decode()


def _start(request: DriveCall) -> int:
    token = request.first("pageToken")
    if not token:
        return 0
    try:
        said = json.loads(base64.urlsafe_b64decode(token.removeprefix("~!!~")))
        start = int(said[0])
    except (ValueError, TypeError, IndexError):
        raise invalid_value("pageToken") from None
    if said[1:] != [request.first("q"), request.first("orderBy")]:
        raise invalid_value("pageToken")
    return start
