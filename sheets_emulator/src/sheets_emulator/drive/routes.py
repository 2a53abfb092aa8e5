"""The doors of Drive."""

from collections.abc import Iterator

from sheets_emulator.book.storage import Store
from sheets_emulator.drive import (
    comments,
    files,
    listing,
    making,
    sharing,
    uploading,
)
from sheets_emulator.drive.converting import exporting, links
from sheets_emulator.drive.kept.sql_tables import TABLES
from sheets_emulator.drive.watching import changes, channels
from sheets_emulator.google.unwritten import refuse_by_name
from sheets_emulator.wire.http import Request, Response, Route

V3 = "/drive/v3"
FILE = f"{V3}/files/{{id}}"
PERMISSION = f"{FILE}/permissions/{{permission}}"
COMMENT = f"{FILE}/comments/{{comment}}"

WORDS = (("GET", "generateIds"), ("GET", "generateCseToken"), ("DELETE", "trash"))


def _refuse(request: Request) -> Response:
    refuse_by_name(request)
    raise AssertionError("Google's discovery document has no such method")


ROUTES = (
    Route("POST", f"{V3}/files", making.create_file),
    Route("GET", f"{V3}/files", listing.list_files),
    # Else their last word would be taken for the id of a file.
    *(Route(method, f"{V3}/files/{name}", _refuse) for method, name in WORDS),
    Route("GET", FILE, files.get_file),
    Route("PATCH", FILE, files.update_file),
    Route("DELETE", FILE, files.delete_file),
    Route("POST", f"{FILE}/copy", making.copy_file),
    Route("GET", f"{FILE}/export", exporting.export_file),
    Route("POST", f"{FILE}/watch", channels.watch_file),
    Route("GET", f"{FILE}/permissions", sharing.list_permissions),
    Route("POST", f"{FILE}/permissions", sharing.create_permission),
    Route("GET", PERMISSION, sharing.get_permission),
    Route("PATCH", PERMISSION, sharing.update_permission),
    Route("DELETE", PERMISSION, sharing.delete_permission),
    Route("GET", f"{FILE}/comments", comments.list_comments),
    Route("POST", f"{FILE}/comments", comments.create_comment),
    Route("GET", COMMENT, comments.get_comment),
    Route("PATCH", COMMENT, comments.update_comment),
    Route("DELETE", COMMENT, comments.delete_comment),
    Route("GET", f"{V3}/about", comments.about),
    Route("GET", f"{V3}/changes/startPageToken", changes.start_page_token),
    Route("GET", f"{V3}/changes", changes.list_changes),
    Route("POST", f"{V3}/changes/watch", channels.watch_changes),
    Route("POST", f"{V3}/channels/stop", channels.stop_channel),
    Route("POST", "/upload/drive/v3/files", uploading.upload_new),
    Route("PATCH", "/upload/drive/v3/files/{id}", uploading.upload_content),
    Route("PUT", "/upload/drive/v2/files/{id}", uploading.upload_v2),
)


def routes(store: Store) -> Iterator[Route]:
    """The routes of Drive, its tables made when they are not there yet."""
    with store.database() as db:
        for statement in TABLES.split(";"):
            db.execute(statement)
    yield from ROUTES
    yield from links.ROUTES
