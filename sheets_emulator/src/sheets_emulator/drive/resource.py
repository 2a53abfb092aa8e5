"""Drive's resources as one person sees them: a file, a permission, a user."""

import sqlite3
from typing import Any

from sheets_emulator.drive.kept import file_rows
from sheets_emulator.drive.kept.access import permission_id, rank, role_of, root_id
from sheets_emulator.drive.kept.file_rows import FOLDER_TYPE, FileRow, rfc3339

Json = dict[str, Any]

EDIT_URL = "https://docs.google.com/spreadsheets/d/{id}/edit?usp=drivesdk"
EXPORT_URL = "https://docs.google.com/spreadsheets/export?id={id}&exportFormat={kind}"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
PDF_TYPE = "application/pdf"
EXPORT_TYPES = {
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "xlsx": XLSX_TYPE,
    "ods": ODS_TYPE,
    "pdf": PDF_TYPE,
}
# What takes a look into the permissions.
SHARING_FIELDS = frozenset(
    {
        "shared",
        "capabilities",
        "owners",
        "ownedByMe",
        "driveId",
        "teamDriveId",
        "permissions",
        "permissionIds",
    }
)
# What each role may do with a file, by the least role that may.
CAPABILITIES = {
    "canDownload": "reader",
    "canCopy": "reader",
    "canListChildren": "reader",
    "canComment": "commenter",
    "canEdit": "writer",
    "canModifyContent": "writer",
    "canRename": "writer",
    "canShare": "writer",
    "canAddChildren": "writer",
    "canTrash": "fileOrganizer",
    "canDelete": "organizer",
}


def user_resource(email: str, viewer: str) -> Json:
    """A person by what stands before the `@`, a service account by its whole address."""
    return {
        "kind": "drive#user",
        "displayName": shown_name(email),
        "me": email == viewer,
        "permissionId": permission_id(email),
        "emailAddress": email,
    }


def shown_name(email: str) -> str:
    """The name by which Drive shows an account."""
    return email if email.endswith(".gserviceaccount.com") else email.partition("@")[0]


def permission_resource(given: str, kind: str, role: str, grantee: str, discoverable: int) -> Json:
    """One permission with all its fields."""
    body: Json = {"kind": "drive#permission", "id": given, "type": kind, "role": role}
    if kind in ("user", "group"):
        body |= {"emailAddress": grantee, "displayName": shown_name(grantee), "deleted": False}
        return body | {"pendingOwner": False}
    if kind == "domain":
        body |= {"domain": grantee, "displayName": grantee}
    return body | {"allowFileDiscovery": bool(discoverable)}


def permission_list(db: sqlite3.Connection, file_id: str) -> list[Json]:
    """The permissions given on the file itself, the oldest (the owner's) last."""
    rows = db.execute(
        "SELECT id, type, role, grantee, discoverable FROM drive_permission"
        " WHERE file_id = ? AND NOT ended ORDER BY rowid DESC",
        (file_id,),
    )
    return [permission_resource(*row) for row in rows]


def file_resource(db: sqlite3.Connection, row: FileRow, viewer: str, sharing: bool = True) -> Json:
    """A file with all its fields; the times and the version are those that Drive shows by now.

    `sharing=False` leaves out what takes a look into the permissions.
    """
    body: Json = {
        "kind": "drive#file",
        "id": row.id,
        "name": row.name,
        "mimeType": row.mime_type,
        "description": row.description,
        "starred": bool(row.starred),
        "trashed": bool(row.trashed),
        "explicitlyTrashed": bool(row.trashed),
        "parents": file_rows.parents(db, row.id) or _my_drive(row, viewer),
        "properties": file_rows.texts(row.properties),
        "appProperties": file_rows.texts(row.app_properties),
        "spaces": ["drive"],
        "version": str(row.shown_version),
        "webViewLink": EDIT_URL.format(id=row.id),
        "createdTime": rfc3339(row.created),
        "modifiedTime": rfc3339(row.shown_modified),
        "lastModifyingUser": user_resource(row.last_user, viewer),
        "quotaBytesUsed": str(row.size or 0),
        "isAppAuthorized": True,
    }
    body = {name: value for name, value in body.items() if value not in ("", {}, [])}
    body |= _kind_fields(row)
    return body | _sharing(db, row, viewer) if sharing else body


def _my_drive(row: FileRow, viewer: str) -> list[str]:
    # Whoever a file is shared with sees no folder of its owner's.
    return [root_id(row.owner)] if row.owner == viewer and row.drive_id is None else []


def _kind_fields(row: FileRow) -> Json:
    if row.is_sheet:
        links = {
            kind: EXPORT_URL.format(id=row.id, kind=name) for name, kind in EXPORT_TYPES.items()
        }
        return {"exportLinks": links}
    if row.mime_type == FOLDER_TYPE:
        return {"folderColorRgb": "#8f8f8f"}
    extension = row.name.rpartition(".")[2] if "." in row.name else ""
    return {"size": str(row.size or 0), "originalFilename": row.name, "fileExtension": extension}


def _sharing(db: sqlite3.Connection, row: FileRow, viewer: str) -> Json:
    permissions = permission_list(db, row.id)
    level = rank(role_of(db, row.id, viewer))
    able = {name: level >= rank(least) for name, least in CAPABILITIES.items()}
    body: Json = {"shared": len(permissions) > 1, "capabilities": able}
    if row.drive_id is None:
        body["owners"] = [user_resource(row.owner, viewer)]
        body["ownedByMe"] = row.owner == viewer
    else:
        body |= {"driveId": row.drive_id, "teamDriveId": row.drive_id}
    if level >= rank("writer"):
        ids = [permission["id"] for permission in permissions]
        body |= {"permissions": permissions, "permissionIds": ids}
    return body
