"""The doors of the page: a list of files, a spreadsheet, and the little that its script asks."""

from pathlib import Path
from typing import Any

from sheets_emulator.book.api_call import ApiCall
from sheets_emulator.book.computed import DocumentBook, local_time
from sheets_emulator.book.storage import Operation
from sheets_emulator.drive.kept import file_rows
from sheets_emulator.google.discovery import read_message
from sheets_emulator.page.person import RejectedEntryError, typed_requests
from sheets_emulator.page.view import view
from sheets_emulator.sheets.batch_update import OPERATION
from sheets_emulator.wire.http import ApiError, HttpError, InvalidArgument, Response, Route

STATIC = Path(__file__).with_name("static")
TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}
# Scripts and styles come only from this server, and nobody else's page may frame this one.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)
# A page of another site cannot send this header without asking first, and is then refused.
OWN_HEADER = "x-wardsheets-page"


def files_page(_request: ApiCall) -> Response:
    """GET /: the list of files."""
    return _static("files.html")


def sheet_page(_request: ApiCall, _file_id: str) -> Response:
    """GET /spreadsheets/d/{id}/edit: the spreadsheet."""
    return _static("sheet.html")


def static(_request: ApiCall, name: str) -> Response:
    """GET /_page/static/{name}: scripts and styles."""
    return _static(name)


def files(request: ApiCall) -> Response:
    """GET /_page/files: all spreadsheets, newest first."""
    with request.store.database() as db:
        rows = [row for row in file_rows.find_all(db) if row.is_sheet and not row.trashed]
    listed = [
        {
            "id": row.id,
            "title": row.name,
            "owner": row.owner,
            "modified": file_rows.rfc3339(row.modified),
        }
        for row in rows
    ]
    return Response(200, {"files": listed})


def show(request: ApiCall, file_id: str) -> Response:
    """GET /_page/{id}?gid=&since=: the view, or only its version when that is still `since`."""
    gid = request.first("gid")
    with request.store.read(file_id) as document:
        if request.first("since") == str(document.version):
            return Response(200, {"version": document.version})
        wanted = int(gid) if gid.isascii() and gid.isdigit() else None
        return Response(200, view(document, wanted, request.now()))


def type_text(request: ApiCall, file_id: str) -> Response:
    """POST /_page/{id}/type: `{entries: [{sheetId, row, column, text, pasted?}]}`, as typed."""
    owner = _person(request, file_id)
    entries = request.json().get("entries", [])
    with request.store.read(file_id) as document:
        book = DocumentBook(document, local_time(document, request.now()))
        requests = typed_requests(document, entries, book, book.now.date())
    return _apply(request, file_id, owner, requests)


def do(request: ApiCall, file_id: str) -> Response:
    """POST /_page/{id}/do: `{requests: […]}`, batchUpdate requests of the page's buttons."""
    owner = _person(request, file_id)
    return _apply(request, file_id, owner, request.json().get("requests", []))


def _apply(request: ApiCall, file_id: str, owner: str, requests: list[Any]) -> Response:
    body = read_message("BatchUpdateSpreadsheetRequest", {"requests": requests})
    if body.get("requests"):
        operation = Operation(OPERATION, body["requests"], owner, request.now())
        request.store.change(file_id, operation)
    return Response(200, {})


def _person(request: ApiCall, file_id: str) -> str:
    """The file's owner, as whom the person at the page acts."""
    if OWN_HEADER not in request.headers:
        raise ApiError(403, "PERMISSION_DENIED", "Only the page itself may ask this.")
    with request.store.read(file_id) as document:
        return document.owner


def _static(name: str) -> Response:
    path = STATIC / name
    if path.parent != STATIC or not path.is_file():
        raise ApiError(404, "NOT_FOUND", "Requested entity was not found.")
    headers = {
        "Content-Type": f"{TYPES.get(path.suffix, 'application/octet-stream')}; charset=UTF-8",
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cache-Control": "no-cache",
    }
    return Response(200, path.read_bytes(), headers)


def _worded(handler: Any) -> Any:
    """The handler with a code in its errors, for which the page has words."""

    def run(request: ApiCall, *texts: str) -> Response:
        try:
            return handler(request, *texts)  # type: ignore[no-any-return]
        except HttpError as error:
            code = "rejected" if isinstance(error, RejectedEntryError) else "refused"
            body = {"error": {"code": code, "message": error.message}}
            return Response(error.status_code, body)
        except (KeyError, TypeError, ValueError):
            raise InvalidArgument("The page sent something that is no entry.") from None

    return run


ROUTES = (
    Route("GET", "/", files_page),
    Route("GET", "/spreadsheets/d/{id}/edit", sheet_page),
    Route("GET", "/_page/static/{name}", static),
    Route("GET", "/_page/files", files),
    Route("GET", "/_page/{id}", _worded(show)),
    Route("POST", "/_page/{id}/type", _worded(type_text)),
    Route("POST", "/_page/{id}/do", _worded(do)),
)
