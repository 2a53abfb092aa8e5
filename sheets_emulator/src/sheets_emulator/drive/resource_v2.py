"""A file as Drive v2 prints it: what gspread's import of a CSV gets back."""

import sqlite3
from typing import Any

from sheets_emulator.drive.kept.file_rows import FileRow, rfc3339
from sheets_emulator.drive.resource import file_resource

Json = dict[str, Any]
SELF = "https://www.googleapis.com/drive/v2/files/{}"
KEPT = ("mimeType", "exportLinks", "shared", "spaces", "id", "explicitlyTrashed", "version")


def file_v2(db: sqlite3.Connection, row: FileRow, viewer: str) -> Json:
    """The fields that were recorded, but for entity tags, thumbnails and embedding."""
    file = file_resource(db, row, viewer)
    owners = [_user(owner) for owner in file.get("owners", [])]
    changed = rfc3339(row.modified)
    return {
        "kind": "drive#file",
        "selfLink": SELF.format(row.id),
        "ownerNames": [owner["displayName"] for owner in owners],
        "lastModifyingUserName": file["lastModifyingUser"]["displayName"],
        "editable": True,
        "writersCanShare": True,
        **{name: file[name] for name in KEPT if name in file},
        "lastModifyingUser": _user(file["lastModifyingUser"]),
        "owners": owners,
        "copyable": True,
        "alternateLink": file["webViewLink"],
        "copyRequiresWriterPermission": False,
        "title": row.name,
        "labels": _labels(row),
        "createdDate": rfc3339(row.created),
        "modifiedDate": changed,
        "modifiedByMeDate": changed,
        "quotaBytesUsed": file["quotaBytesUsed"],
        "capabilities": {"canEdit": True, "canCopy": True},
    }


def _user(user: Json) -> Json:
    names = ("displayName", "kind", "permissionId", "emailAddress")
    return {name: user[name] for name in names} | {"isAuthenticatedUser": user["me"]}


def _labels(row: FileRow) -> Json:
    return {
        "viewed": True,
        "restricted": False,
        "starred": bool(row.starred),
        "hidden": False,
        "trashed": bool(row.trashed),
    }
