"""The methods of the `spreadsheets` resource: create, get, batchUpdate and by data filter."""

from typing import Any

from sheets_emulator.book.api_call import ApiCall
from sheets_emulator.book.areas import Area, parse_a1
from sheets_emulator.book.document import Document
from sheets_emulator.book.storage import Operation
from sheets_emulator.google.discovery import read_message
from sheets_emulator.google.masks import Mask, check_mask, expanded, masked, parse_mask
from sheets_emulator.google.query import check_query
from sheets_emulator.sheets.batch_update import OPERATION
from sheets_emulator.sheets.condition_check import check_conditions
from sheets_emulator.sheets.creating import create_document
from sheets_emulator.sheets.printing import SpreadsheetPrinter
from sheets_emulator.wire.http import InvalidArgument, Request, Response, Route


def create(request: ApiCall) -> Response:
    """POST /v4/spreadsheets."""
    check_query(request, "spreadsheets.create")
    mask = response_mask(request, "Spreadsheet")
    document = create_document(request)
    return Response(200, print_spreadsheet(document, request, mask, None, False))


def get(request: ApiCall, file_id: str) -> Response:
    """GET /v4/spreadsheets/{id}."""
    check_query(request, "spreadsheets.get")
    allow(request, file_id, "reader")
    mask = response_mask(request, "Spreadsheet")
    with request.store.read(file_id) as document:
        ranges = [text for text in request.query.get("ranges", []) if text]
        areas = [parse_a1(document, text) for text in ranges] if ranges else None
        grid = request.flag("includeGridData")
        body = print_spreadsheet(document, request, mask, areas, grid)
        return Response(200, body)


def print_spreadsheet(
    document: Document,
    request: ApiCall,
    mask: Mask | None,
    areas: list[Area] | None,
    grid: bool,
) -> Any:
    """The resource under a response mask, which asks for cells by naming `sheets.data`."""
    # A mask decides alone, as documented: `sheets` and `*` are all of a tab, its cells with it.
    if request.first("fields"):
        sheets = mask.get("sheets", {}) if mask is not None else None
        grid = sheets is None or "data" in sheets
    printer = SpreadsheetPrinter(document, request.now(), request.user, areas, grid)
    return printer.spreadsheet(mask)


def batch_update(request: ApiCall, file_id: str) -> Response:
    """POST /v4/spreadsheets/{id}:batchUpdate."""
    check_query(request, "spreadsheets.batchUpdate")
    body = read_message("BatchUpdateSpreadsheetRequest", request.json())
    if not body.get("requests"):
        raise InvalidArgument("Must specify at least one request.")
    allow(request, file_id, "writer")
    mask = response_mask(request, "BatchUpdateSpreadsheetResponse")
    # Ranges of the answer are read inside the change: one that cannot be read undoes it.
    change = {"requests": body["requests"], "ranges": body.get("responseRanges", [])}
    operation = Operation(OPERATION, change, request.user, request.now())
    with request.store.locked(file_id):
        with request.store.read(file_id) as document:
            check_conditions(body["requests"], document)
        replies = request.store.change(file_id, operation)
        answer = {"spreadsheetId": file_id, "replies": replies}
        wanted = mask is None or "updatedSpreadsheet" in mask
        if wanted and body.get("includeSpreadsheetInResponse"):
            answer["updatedSpreadsheet"] = _updated(request, file_id, body, mask)
    return Response(200, masked(answer, mask))


def _updated(request: ApiCall, file_id: str, body: Any, mask: Mask | None) -> Any:
    below = mask["updatedSpreadsheet"] if mask is not None else None
    with request.store.read(file_id) as document:
        ranges = body.get("responseRanges")
        areas = [parse_a1(document, text) for text in ranges] if ranges else None
        grid = bool(body.get("responseIncludeGridData"))
        return print_spreadsheet(document, request, below, areas, grid)


def allow(request: ApiCall, file_id: str, role: str) -> None:
    """Raise the 404 or 403 of a file that the caller may not use so."""
    files = request.store.files
    if files is not None:
        with request.store.database() as db:
            files.allow(db, file_id, request.user, role)


def response_mask(request: Request, schema: str) -> Mask | None:
    """The mask of the query parameter `fields`, held against the answer's schema."""
    text = request.first("fields")
    if not text:
        return None
    mask = expanded(parse_mask(text), schema)
    check_mask(mask, schema)
    return mask


ROUTES = (
    Route("POST", "/v4/spreadsheets", create),
    Route("GET", "/v4/spreadsheets/{id}", get),
    Route("POST", "/v4/spreadsheets/{id}:batchUpdate", batch_update),
)
