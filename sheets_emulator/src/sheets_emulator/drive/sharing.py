"""Permissions of a file: list, get, create, update, delete."""

import sqlite3
from typing import Any

from sheets_emulator.drive.asking import find_file, json_body
from sheets_emulator.drive.call import DriveCall
from sheets_emulator.drive.fields import shown
from sheets_emulator.drive.kept.access import ROLES, grant, permission_id, revoke
from sheets_emulator.drive.resource import permission_list
from sheets_emulator.drive.watching import feed
from sheets_emulator.wire.http import DriveError, Response

FIELDS = "kind,id,type,role"
TYPES = ("user", "group", "domain", "anyone")


def list_permissions(request: DriveCall, file_id: str) -> Response:
    """GET /drive/v3/files/{id}/permissions."""
    with request.store.database() as db:
        find_file(request, db, file_id)
        body = {"kind": "drive#permissionList", "permissions": permission_list(db, file_id)}
    return Response(200, shown(request, body, "PermissionList", f"kind,permissions({FIELDS})"))


def get_permission(request: DriveCall, file_id: str, given: str) -> Response:
    """GET /drive/v3/files/{id}/permissions/{permission}."""
    with request.store.database() as db:
        find_file(request, db, file_id)
        return _answer(request, db, file_id, given)


def create_permission(request: DriveCall, file_id: str) -> Response:
    """POST /drive/v3/files/{id}/permissions."""
    body = json_body(request)
    kind, role, grantee = _wanted(body)
    with request.store.database() as db:
        row = find_file(request, db, file_id, "writer")
        if role == "owner":
            _transfer(request, db, file_id, grantee)
        given = grant(db, file_id, kind, role, grantee)
        if row.owner == grantee and role != "owner":
            grant(db, file_id, "user", "owner", grantee)
        discoverable = bool(body.get("allowFileDiscovery")) and kind in ("anyone", "domain")
        set_it = "UPDATE drive_permission SET discoverable = ? WHERE file_id = ? AND id = ?"
        db.execute(set_it, (discoverable, file_id, given))
        _note(request, db, file_id)
        return _answer(request, db, file_id, given)


def update_permission(request: DriveCall, file_id: str, given: str) -> Response:
    """PATCH /drive/v3/files/{id}/permissions/{permission}: another role."""
    role = json_body(request).get("role")
    if role not in ROLES:
        raise _invalid("role")
    with request.store.database() as db:
        find_file(request, db, file_id, "writer")
        before = _find(db, file_id, given)
        if role == "owner":
            _transfer(request, db, file_id, before.get("emailAddress", ""))
        change = "UPDATE drive_permission SET role = ? WHERE file_id = ? AND id = ?"
        db.execute(change, (role, file_id, given))
        _note(request, db, file_id)
        return _answer(request, db, file_id, given)


def delete_permission(request: DriveCall, file_id: str, given: str) -> Response:
    """DELETE /drive/v3/files/{id}/permissions/{permission}; anybody may give up their own."""
    with request.store.database() as db:
        own = given == permission_id(request.user)
        find_file(request, db, file_id, "reader" if own else "writer")
        if _find(db, file_id, given)["role"] == "owner":
            message = "The owner of a file cannot be removed."
            raise DriveError(403, "cannotRemoveOwner", message)
        revoke(db, file_id, given)
        _note(request, db, file_id)
    return Response(204, None, {"Content-Type": "text/html"})


def _wanted(body: dict[str, Any]) -> tuple[str, str, str]:
    kind, role = body.get("type"), body.get("role")
    if kind not in TYPES:
        raise _invalid("permission.type")
    if role not in ROLES:
        raise _invalid("permission.role")
    if kind == "anyone":
        return kind, role, ""
    grantee = str(body.get("domain" if kind == "domain" else "emailAddress", ""))
    if not grantee or (kind != "domain" and "@" not in grantee):
        message = (
            "The specified emailAddress is invalid or not applicable for the given permission type."
        )
        raise DriveError(400, "invalidSharingRequest", message)
    return kind, role, grantee


def _transfer(request: DriveCall, db: sqlite3.Connection, file_id: str, grantee: str) -> None:
    find_file(request, db, file_id, "owner")
    if not request.flag("transferOwnership"):
        message = (
            "The transferOwnership parameter must be enabled when the permission role is 'owner'."
        )
        raise DriveError(403, "forbidden", message, "transferOwnership", "parameter")
    grant(db, file_id, "user", "writer", request.user)
    db.execute("UPDATE drive_file SET owner = ? WHERE id = ?", (grantee, file_id))


def _find(db: sqlite3.Connection, file_id: str, given: str) -> dict[str, Any]:
    for permission in permission_list(db, file_id):
        if permission["id"] == given:
            return permission
    message = f"Permission not found: {given}."
    raise DriveError(404, "notFound", message, "permissionId", "parameter")


def _answer(request: DriveCall, db: sqlite3.Connection, file_id: str, given: str) -> Response:
    body = _find(db, file_id, given)
    return Response(200, shown(request, body, "Permission", FIELDS))


def _note(request: DriveCall, db: sqlite3.Connection, file_id: str) -> None:
    feed.note_change(db, file_id, request.now(), "update", "permissions")
    request.pushes.wake()


def _invalid(location: str) -> DriveError:
    return DriveError(400, "invalid", "Invalid Value", location, "parameter")
