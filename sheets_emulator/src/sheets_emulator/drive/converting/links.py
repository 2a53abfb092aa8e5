"""Google's links to the content of a spreadsheet: `export?format=`, `pub`, `gviz/tq`.

Scripts read public files by them (pandas, Streamlit, shillelagh), with no token; a bearer token
opens the file as in the API.
"""

from sheets_emulator.book.document import Document, Sheet
from sheets_emulator.drive.asking import find_file
from sheets_emulator.drive.call import DriveCall
from sheets_emulator.drive.converting.exporting import attached, exported
from sheets_emulator.drive.converting.visualization import query_answer
from sheets_emulator.drive.resource import EXPORT_TYPES
from sheets_emulator.wire.http import DriveError, HttpError, Response, Route

HTML = {"Content-Type": "text/html; charset=utf-8"}


class LinkError(HttpError):
    """A page that says what is wrong, as these links answer."""

    def response(self) -> Response:
        """The page."""
        text = f"<!DOCTYPE html><html><title>{self.message}</title></html>\n"
        return Response(self.status_code, text.encode(), dict(HTML))


def export(request: DriveCall, file_id: str) -> Response:
    """GET /spreadsheets/d/{id}/export?format=csv|tsv|xlsx|ods|pdf&gid=."""
    kind = request.first("format") or request.first("exportFormat") or "xlsx"
    return _given(request, file_id, kind)


def published(request: DriveCall, file_id: str) -> Response:
    """GET /spreadsheets/d/{id}/pub?output=csv|tsv|xlsx|ods|pdf&gid=."""
    return _given(request, file_id, request.first("output") or "csv")


def export_by_key(request: DriveCall) -> Response:
    """GET /spreadsheets/export?id=&exportFormat=, the address of `exportLinks`."""
    return export(request, request.first("id"))


def old_link(request: DriveCall) -> Response:
    """GET /spreadsheet/ccc?key=&output=, as Sheets had it before 2014."""
    return published(request, request.first("key"))


def query(request: DriveCall, file_id: str) -> Response:
    """GET /spreadsheets/d/{id}/gviz/tq?tq=&tqx=out:csv|json&sheet=&gid=&range=&headers=."""
    _check_open(request, file_id)
    with request.store.read(file_id) as document:
        return query_answer(request, document, _tab(request, document), request.now())


def _given(request: DriveCall, file_id: str, kind: str) -> Response:
    title = _check_open(request, file_id)
    if kind not in EXPORT_TYPES:
        raise LinkError(400, "Bad Request")
    with request.store.read(file_id) as document:
        made = exported(document, request.now(), kind, _tab(request, document))
    return attached(title, kind, made)


def _check_open(request: DriveCall, file_id: str) -> str:
    """The file's title; the page that Google shows to whoever may not read it."""
    try:
        with request.store.database() as db:
            row = find_file(request, db, file_id)
    except DriveError:
        status, title = (404, "Page not found") if request.user else (401, "Unauthorized")
        raise LinkError(status, title) from None
    if not row.is_sheet:
        raise LinkError(404, "Page not found")
    return row.name


def _tab(request: DriveCall, document: Document) -> Sheet:
    gid, title = request.first("gid"), request.first("sheet")
    if gid:
        sheet = document.sheet(int(gid)) if gid.isascii() and gid.isdigit() else None
    elif title:
        sheet = document.sheet_titled(title)
    else:
        sheet = document.sheets[0]
    if sheet is None:
        raise LinkError(400, "Bad Request")
    return sheet


ROUTES = (
    Route("GET", "/spreadsheets/d/{id}/export", export),
    Route("GET", "/spreadsheets/d/{id}/pub", published),
    Route("GET", "/spreadsheets/d/{id}/gviz/tq", query),
    Route("GET", "/spreadsheets/export", export_by_key),
    Route("GET", "/spreadsheet/ccc", old_link),
)
