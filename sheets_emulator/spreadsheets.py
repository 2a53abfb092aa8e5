"""The methods of the `spreadsheets` resource."""

from sheets_emulator.http import Request, Response, Route
from sheets_emulator.new_spreadsheet import new_document, new_file_id


def create(request: Request) -> Response:
    """POST /v4/spreadsheets."""
    import random

    document = new_document(new_file_id(random.Random()), "Untitled spreadsheet")
    request.store.create(document, request.user)
    return Response(200, {"spreadsheetId": document.id})


ROUTES = (Route("POST", "/v4/spreadsheets", create),)
