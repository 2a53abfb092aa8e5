"""Comments on a file: list, get, create, update, delete; and `about`, who the caller is."""

import secrets
import sqlite3
from typing import Any

from sheets_emulator.drive.asking import find_file, invalid_value, json_body, missing, page_size
from sheets_emulator.drive.call import DriveCall
from sheets_emulator.drive.fields import require_fields, shown
from sheets_emulator.drive.kept.file_rows import rfc3339
from sheets_emulator.drive.resource import user_resource
from sheets_emulator.wire.http import DriveError, Response

COLUMNS = "id, author, content, anchor, created, modified, resolved, deleted"


def about(request: DriveCall) -> Response:
    """GET /drive/v3/about."""
    require_fields(request)
    quota = {"usage": "0", "usageInDrive": "0", "usageInDriveTrash": "0"}
    user = user_resource(request.user, request.user)
    body = {"kind": "drive#about", "user": user, "storageQuota": quota}
    return Response(200, shown(request, body, "About", "*"))


def list_comments(request: DriveCall, file_id: str) -> Response:
    """GET /drive/v3/files/{id}/comments, newest first."""
    require_fields(request)
    size = page_size(request, 20, 100)
    token = request.first("pageToken", "0")
    if not token.isdecimal():
        raise invalid_value("pageToken")
    start = int(token)
    with request.store.database() as db:
        find_file(request, db, file_id)
        found = _all(request, db, file_id)
    body: dict[str, Any] = {"kind": "drive#commentList", "comments": found[start : start + size]}
    if start + size < len(found):
        body["nextPageToken"] = str(start + size)
    return Response(200, shown(request, body, "CommentList", "*"))


def create_comment(request: DriveCall, file_id: str) -> Response:
    """POST /drive/v3/files/{id}/comments."""
    require_fields(request)
    body, now = json_body(request), request.now()
    comment_id = "AAAA" + secrets.token_urlsafe(7)
    values = (file_id, comment_id, request.user, body.get("content", ""), body.get("anchor"))
    with request.store.database() as db:
        find_file(request, db, file_id, "commenter")
        db.execute(
            "INSERT INTO drive_comment (file_id, id, author, content, anchor, created, modified)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (*values, now, now),
        )
        return _answer(request, db, file_id, comment_id)


def get_comment(request: DriveCall, file_id: str, comment_id: str) -> Response:
    """GET /drive/v3/files/{id}/comments/{comment}."""
    require_fields(request)
    with request.store.database() as db:
        find_file(request, db, file_id)
        return _answer(request, db, file_id, comment_id)


def update_comment(request: DriveCall, file_id: str, comment_id: str) -> Response:
    """PATCH /drive/v3/files/{id}/comments/{comment}: another text, by its author."""
    require_fields(request)
    body = json_body(request)
    if "content" not in body:
        raise missing("content")
    return _change(request, file_id, comment_id, "content", str(body["content"]))


def delete_comment(request: DriveCall, file_id: str, comment_id: str) -> Response:
    """DELETE /drive/v3/files/{id}/comments/{comment}."""
    _change(request, file_id, comment_id, "deleted", 1)
    return Response(204, None, {"Content-Type": "text/html"})


def _change(
    request: DriveCall, file_id: str, comment_id: str, column: str, value: str | int
) -> Response:
    with request.store.database() as db:
        find_file(request, db, file_id, "commenter")
        found = _find(request, db, file_id, comment_id)
        if not found["author"]["me"]:
            message = "The user does not have sufficient permissions for this file."
            raise DriveError(403, "insufficientFilePermissions", message)
        db.execute(
            f"UPDATE drive_comment SET {column} = ?, modified = ? WHERE file_id = ? AND id = ?",
            (value, request.now(), file_id, comment_id),
        )
        if column == "deleted":
            return Response(204)
        return _answer(request, db, file_id, comment_id)


def _all(request: DriveCall, db: sqlite3.Connection, file_id: str) -> list[dict[str, Any]]:
    query = f"SELECT {COLUMNS} FROM drive_comment WHERE file_id = ? ORDER BY modified DESC, rowid"
    with_deleted = request.flag("includeDeleted")
    rows = db.execute(query, (file_id,)).fetchall()
    return [_resource(row, request.user) for row in rows if with_deleted or not row[-1]]


def _find(
    request: DriveCall, db: sqlite3.Connection, file_id: str, comment_id: str
) -> dict[str, Any]:
    for comment in _all(request, db, file_id):
        if comment["id"] == comment_id:
            return comment
    message = f"Comment not found: {comment_id}."
    raise DriveError(404, "notFound", message, "commentId", "parameter")


def _answer(request: DriveCall, db: sqlite3.Connection, file_id: str, comment_id: str) -> Response:
    body = _find(request, db, file_id, comment_id)
    return Response(200, shown(request, body, "Comment", "*"))


def _resource(row: tuple[Any, ...], viewer: str) -> dict[str, Any]:
    comment_id, author, content, anchor, created, modified, resolved, deleted = row
    who = user_resource(author, viewer)
    # An author's address is not shown in comments.
    del who["emailAddress"], who["permissionId"]
    body: dict[str, Any] = {"kind": "drive#comment", "id": comment_id, "author": who}
    body |= {"createdTime": rfc3339(created), "modifiedTime": rfc3339(modified)}
    body |= {"deleted": bool(deleted), "resolved": bool(resolved), "replies": []}
    if not deleted:
        body |= {"content": content, "htmlContent": content}
    return body | ({"anchor": anchor} if anchor else {})
