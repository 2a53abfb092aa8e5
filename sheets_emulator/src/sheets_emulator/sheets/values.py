"""The methods of the `spreadsheets.values` resource on ranges in A1 notation."""

from collections.abc import Sequence
from typing import Any

from sheets_emulator.book.api_call import ApiCall
from sheets_emulator.book.areas import parse_a1
from sheets_emulator.book.document import Document
from sheets_emulator.book.storage import Operation
from sheets_emulator.google.discovery import read_message
from sheets_emulator.google.masks import masked
from sheets_emulator.google.query import check_query
from sheets_emulator.sheets.spreadsheets import allow, response_mask
from sheets_emulator.sheets.values_reading import ValuesPrinter
from sheets_emulator.sheets.values_writing import Written
from sheets_emulator.wire.http import InvalidArgument, Response, Route


def get(request: ApiCall, file_id: str, text: str) -> Response:
    """GET …/values/{range}."""
    check_query(request, "spreadsheets.values.get")
    allow(request, file_id, "reader")
    mask = response_mask(request, "ValueRange")
    with request.store.read(file_id) as document:
        printer = printer_for(document, request, request.first)
        return Response(200, masked(printer.value_range(parse_a1(document, text)), mask))


def printer_for(document: Document, request: ApiCall, option: Any) -> ValuesPrinter:
    """A printer with the options that `option` (name -> word) tells."""
    return ValuesPrinter(
        document,
        request.now(),
        option("majorDimension"),
        option("valueRenderOption"),
        option("dateTimeRenderOption"),
    )


def batch_get(request: ApiCall, file_id: str) -> Response:
    """GET …/values:batchGet."""
    check_query(request, "spreadsheets.values.batchGet")
    allow(request, file_id, "reader")
    mask = response_mask(request, "BatchGetValuesResponse")
    answer: dict[str, Any] = {"spreadsheetId": file_id}
    with request.store.read(file_id) as document:
        printer = printer_for(document, request, request.first)
        texts = [text for text in request.query.get("ranges", []) if text]
        if texts:
            areas = [parse_a1(document, text) for text in texts]
            answer["valueRanges"] = [printer.value_range(area) for area in areas]
    return Response(200, masked(answer, mask))


def update(request: ApiCall, file_id: str, text: str) -> Response:
    """PUT …/values/{range}."""
    check_query(request, "spreadsheets.values.update")
    body = read_message("ValueRange", request.json(), "data")
    typed = is_typed(request.first("valueInputOption"))
    if body.get("range") and _bare(body["range"]) != _bare(text):
        raise InvalidArgument(
            f"ApiCall range[{text}] does not match value's range[{body['range']}]"
        )
    allow(request, file_id, "writer")
    mask = response_mask(request, "UpdateValuesResponse")
    change = {"data": [body | {"range": text}], "typed": typed}
    with request.store.locked(file_id):
        (written,) = apply(request, file_id, "values.update", change)
        answer = written.counts(file_id)
        if request.flag("includeValuesInResponse"):
            answer["updatedData"] = _read_back(request, file_id, written)
    return Response(200, masked(answer, mask))


def _bare(text: str) -> str:
    return text.replace("'", "").replace("$", "").casefold()


def is_typed(option: str) -> bool:
    """True for USER_ENTERED; the 400 when nothing is said."""
    if option in ("", "INPUT_VALUE_OPTION_UNSPECIFIED"):
        raise InvalidArgument("'valueInputOption' is required but not specified")
    return option == "USER_ENTERED"


def apply(request: ApiCall, file_id: str, kind: str, body: Any) -> Any:
    """Make a journalled change; what its function answers."""
    operation = Operation(kind, body, request.user, request.now())
    return request.store.change(file_id, operation)


def _read_back(request: ApiCall, file_id: str, written: Written) -> Any:
    with request.store.read(file_id) as document:
        return read_back(document, request, written, request.first)


def read_back(document: Document, request: ApiCall, written: Written, option: Any) -> Any:
    """The ValueRange of what was written, rendered as the response options say."""
    printer = ValuesPrinter(
        document,
        request.now(),
        option("majorDimension"),
        option("responseValueRenderOption"),
        option("responseDateTimeRenderOption"),
    )
    return printer.value_range(written.area)


def append(request: ApiCall, file_id: str, text: str) -> Response:
    """POST …/values/{range}:append."""
    check_query(request, "spreadsheets.values.append")
    body = read_message("ValueRange", request.json(), "data")
    typed = is_typed(request.first("valueInputOption"))
    allow(request, file_id, "writer")
    mask = response_mask(request, "AppendValuesResponse")
    insert = request.first("insertDataOption") == "INSERT_ROWS"
    change = {"range": text, "values": body, "typed": typed, "insert": insert}
    with request.store.locked(file_id):
        table, written = apply(request, file_id, "values.append", change)
        updates = written.counts(file_id)
        if request.flag("includeValuesInResponse"):
            updates["updatedData"] = _read_back(request, file_id, written)
    answer: dict[str, Any] = {"spreadsheetId": file_id}
    if table is not None:
        answer["tableRange"] = table.a1()
    return Response(200, masked(answer | {"updates": updates}, mask))


def clear(request: ApiCall, file_id: str, text: str) -> Response:
    """POST …/values/{range}:clear."""
    check_query(request, "spreadsheets.values.clear")
    read_message("ClearValuesRequest", request.json())
    allow(request, file_id, "writer")
    (area,) = apply(request, file_id, "values.clear", {"ranges": [text]})
    answer = {"spreadsheetId": file_id, "clearedRange": area.a1()}
    return Response(200, masked(answer, response_mask(request, "ClearValuesResponse")))


def batch_clear(request: ApiCall, file_id: str) -> Response:
    """POST …/values:batchClear."""
    check_query(request, "spreadsheets.values.batchClear")
    body = read_message("BatchClearValuesRequest", request.json())
    allow(request, file_id, "writer")
    change = {"ranges": body.get("ranges", []), "numbered": True}
    areas = apply(request, file_id, "values.clear", change)
    answer: dict[str, Any] = {"spreadsheetId": file_id}
    if areas:
        answer["clearedRanges"] = [area.a1() for area in areas]
    return Response(200, masked(answer, response_mask(request, "BatchClearValuesResponse")))


def batch_update(request: ApiCall, file_id: str) -> Response:
    """POST …/values:batchUpdate."""
    check_query(request, "spreadsheets.values.batchUpdate")
    body = read_message("BatchUpdateValuesRequest", request.json())
    typed = is_typed(body.get("valueInputOption", ""))
    allow(request, file_id, "writer")
    mask = response_mask(request, "BatchUpdateValuesResponse")
    data = [{"range": ""} | value_range for value_range in body.get("data", [])]
    with request.store.locked(file_id):
        change = {"data": data, "typed": typed, "numbered": True}
        written = apply(request, file_id, "values.update", change)
        responses = [one.counts(file_id) for one in written]
        if body.get("includeValuesInResponse"):
            with request.store.read(file_id) as document:
                for response, one in zip(responses, written, strict=True):
                    option = _option_of(body)
                    response["updatedData"] = read_back(document, request, one, option)
    answer: dict[str, Any] = {"spreadsheetId": file_id} | totals(written)
    if responses:
        answer["responses"] = responses
    return Response(200, masked(answer, mask))


def _option_of(body: dict[str, Any]) -> Any:
    return lambda name: body.get(name, "")


def totals(written: Sequence[Written]) -> dict[str, int]:
    """The totals of several writes: distinct rows and columns of each tab, all cells."""
    rows = {(one.area.sheet.id, row) for one in written for row, _ in one.cells}
    columns = {(one.area.sheet.id, column) for one in written for _, column in one.cells}
    counts = {
        "totalUpdatedRows": len(rows),
        "totalUpdatedColumns": len(columns),
        "totalUpdatedCells": sum(len(one.cells) for one in written),
        "totalUpdatedSheets": len({one.area.sheet.id for one in written if one.cells}),
    }
    return {name: count for name, count in counts.items() if count}


_VALUES = "/v4/spreadsheets/{id}/values"
ROUTES = (
    Route("GET", _VALUES + "/{range}", get),
    Route("GET", _VALUES + ":batchGet", batch_get),
    Route("PUT", _VALUES + "/{range}", update),
    Route("POST", _VALUES + "/{range}:append", append),
    Route("POST", _VALUES + "/{range}:clear", clear),
    Route("POST", _VALUES + ":batchClear", batch_clear),
    Route("POST", _VALUES + ":batchUpdate", batch_update),
)
