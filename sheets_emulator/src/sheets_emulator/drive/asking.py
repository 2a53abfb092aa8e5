"""What every door of Drive does first: find the file as its caller may see it."""

import sqlite3
from typing import Any

from sheets_emulator.drive.call import DriveCall
from sheets_emulator.drive.kept import file_rows
from sheets_emulator.drive.kept.access import rank, role_of
from sheets_emulator.drive.kept.file_rows import FileRow
from sheets_emulator.wire.http import DriveError, InvalidArgument


def file_not_found(file_id: str) -> DriveError:
    """The 404 of a file that is not there or not shared with the caller."""
    return DriveError(404, "notFound", f"File not found: {file_id}.", "fileId", "parameter")


def invalid_value(location: str) -> DriveError:
    """The 400 of a parameter that cannot be read."""
    return DriveError(400, "invalid", "Invalid Value", location, "parameter")


def missing(parameter: str) -> DriveError:
    """The 400 of a parameter that was not given."""
    message = f"Required parameter: {parameter}"
    return DriveError(400, "required", message, parameter, "parameter")


def find_file(
    request: DriveCall, db: sqlite3.Connection, file_id: str, role: str = "reader"
) -> FileRow:
    """The file that the caller has this role on; DriveError 404 or 403.

    Files of shared drives are found only by callers that say they support them.
    """
    row = file_rows.find(db, file_id)
    level = rank(role_of(db, file_id, request.user))
    if row is None or not level or (row.drive_id and not all_drives(request)):
        raise file_not_found(file_id)
    if level < rank(role):
        message = "The user does not have sufficient permissions for this file."
        raise DriveError(403, "insufficientFilePermissions", message)
    return row


def all_drives(request: DriveCall) -> bool:
    """Whether the caller says that it knows shared drives."""
    return request.flag("supportsAllDrives") or request.flag("supportsTeamDrives")


def json_body(request: DriveCall) -> dict[str, Any]:
    """The body without the fields that are null, which count as not given. Raises DriveError."""
    try:
        body = request.json()
    except InvalidArgument as error:
        raise DriveError(400, "parseError", "Parse Error") from error
    if not isinstance(body, dict):
        raise DriveError(400, "parseError", "Parse Error")
    for name in ("properties", "appProperties"):
        if not isinstance(body.get(name) or {}, dict):
            raise invalid_value(name)
    return {name: value for name, value in body.items() if value is not None}


def page_size(request: DriveCall, default: int, largest: int) -> int:
    """The entries that the caller wants on a page."""
    asked = request.first("pageSize", str(default))
    if not asked.isdecimal() or not 1 <= int(asked) <= largest:
        raise invalid_value("pageSize")
    return int(asked)
