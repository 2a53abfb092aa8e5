"""The methods that name places by data filters, developer metadata, and copying a tab."""

from typing import Any

from sheets_emulator.book.api_call import ApiCall
from sheets_emulator.book.areas import Area
from sheets_emulator.book.document import Document, Sheet
from sheets_emulator.book.operations import operation
from sheets_emulator.book.storage import Operation
from sheets_emulator.google.discovery import read_message
from sheets_emulator.google.masks import masked
from sheets_emulator.google.query import check_query
from sheets_emulator.sheets.data_filters import all_metadata, filter_areas, matching_metadata
from sheets_emulator.sheets.editing.registry import Context
from sheets_emulator.sheets.editing.sizes import check_size
from sheets_emulator.sheets.editing.writing import check_may_write
from sheets_emulator.sheets.printing import printed, sheet_properties
from sheets_emulator.sheets.requests.sheets import copied_sheet, copy_title, existing_sheet
from sheets_emulator.sheets.spreadsheets import allow, print_spreadsheet, response_mask
from sheets_emulator.sheets.values import apply, is_typed, printer_for, read_back, totals
from sheets_emulator.sheets.values_writing import Written, clear_area, write
from sheets_emulator.wire.http import ApiError, InvalidArgument, Response, Route


def get_by_data_filter(request: ApiCall, file_id: str) -> Response:
    """POST /v4/spreadsheets/{id}:getByDataFilter."""
    check_query(request, "spreadsheets.getByDataFilter")
    body = read_message("GetSpreadsheetByDataFilterRequest", request.json())
    allow(request, file_id, "reader")
    mask = response_mask(request, "Spreadsheet")
    with request.store.read(file_id) as document:
        filters = body.get("dataFilters")
        areas = (
            [area for one in filters for area in filter_areas(document, one)] if filters else None
        )
        grid = bool(body.get("includeGridData"))
        return Response(200, print_spreadsheet(document, request, mask, areas, grid))


def batch_get(request: ApiCall, file_id: str) -> Response:
    """POST …/values:batchGetByDataFilter."""
    check_query(request, "spreadsheets.values.batchGetByDataFilter")
    body = read_message("BatchGetValuesByDataFilterRequest", request.json())
    allow(request, file_id, "reader")
    answer: dict[str, Any] = {"spreadsheetId": file_id}
    with request.store.read(file_id) as document:
        printer = printer_for(document, request, lambda name: body.get(name, ""))
        ranges = [
            {"valueRange": printer.value_range(area), "dataFilters": [printed(f) for f in filters]}
            for area, filters in _by_area(document, body.get("dataFilters", []))
        ]
    if ranges:
        answer["valueRanges"] = ranges
    mask = response_mask(request, "BatchGetValuesByDataFilterResponse")
    return Response(200, masked(answer, mask))


def _by_area(document: Document, filters: list[Any]) -> list[tuple[Area, list[Any]]]:
    """Each rectangle once, with the filters that match it."""
    found: dict[str, tuple[Area, list[Any]]] = {}
    for one in filters:
        for area in filter_areas(document, one):
            found.setdefault(area.a1(), (area, []))[1].append(one)
    return list(found.values())


def batch_update(request: ApiCall, file_id: str) -> Response:
    """POST …/values:batchUpdateByDataFilter."""
    check_query(request, "spreadsheets.values.batchUpdateByDataFilter")
    body = read_message("BatchUpdateValuesByDataFilterRequest", request.json())
    change = {"data": body.get("data", []), "typed": is_typed(body.get("valueInputOption", ""))}
    allow(request, file_id, "writer")
    mask = response_mask(request, "BatchUpdateValuesByDataFilterResponse")
    with request.store.locked(file_id):
        written = apply(request, file_id, "values.updateByDataFilter", change)
        responses = [_response(one, data_filter) for one, data_filter in written]
        if body.get("includeValuesInResponse"):
            with request.store.read(file_id) as document:
                for response, (one, _) in zip(responses, written, strict=True):
                    response["updatedData"] = read_back(
                        document, request, one, lambda name: body.get(name, "")
                    )
    answer = {"spreadsheetId": file_id} | totals([one for one, _ in written])
    return Response(200, masked(answer | {"responses": responses}, mask))


def _response(written: Written, data_filter: Any) -> dict[str, Any]:
    counts = written.counts("")
    del counts["spreadsheetId"]
    return counts | {"dataFilter": printed(data_filter)}


@operation("values.updateByDataFilter")
def update_by_data_filter(
    document: Document, body: Any, change: Operation
) -> list[tuple[Written, Any]]:
    """Write values at every place that a filter matches."""
    context = Context(change.user, change.time)
    return [
        (write(document, area, entry, body["typed"], context), entry["dataFilter"])
        for entry in body["data"]
        for area in filter_areas(document, entry.get("dataFilter", {}))
    ]


def batch_clear(request: ApiCall, file_id: str) -> Response:
    """POST …/values:batchClearByDataFilter."""
    check_query(request, "spreadsheets.values.batchClearByDataFilter")
    body = read_message("BatchClearValuesByDataFilterRequest", request.json())
    allow(request, file_id, "writer")
    change = {"filters": body.get("dataFilters", [])}
    areas = apply(request, file_id, "values.clearByDataFilter", change)
    answer: dict[str, Any] = {"spreadsheetId": file_id}
    if areas:
        answer["clearedRanges"] = [area.a1() for area in areas]
    mask = response_mask(request, "BatchClearValuesByDataFilterResponse")
    return Response(200, masked(answer, mask))


@operation("values.clearByDataFilter")
def clear_by_data_filter(document: Document, body: Any, change: Operation) -> list[Area]:
    """Empty the values at every place that the filters match."""
    areas = [area for area, _ in _by_area(document, body["filters"])]
    for area in areas:
        check_may_write(document, area, Context(change.user, change.time))
        clear_area(area)
    return areas


def get_metadata(request: ApiCall, file_id: str, identity: str) -> Response:
    """GET …/developerMetadata/{metadataId}."""
    check_query(request, "spreadsheets.developerMetadata.get")
    allow(request, file_id, "reader")
    with request.store.read(file_id) as document:
        for entry in all_metadata(document):
            if str(entry["metadataId"]) == identity:
                mask = response_mask(request, "DeveloperMetadata")
                return Response(200, masked(entry, mask))
    raise ApiError(404, "NOT_FOUND", f"No developer metadata with ID: {identity}")


def search_metadata(request: ApiCall, file_id: str) -> Response:
    """POST …/developerMetadata:search."""
    check_query(request, "spreadsheets.developerMetadata.search")
    body = read_message("SearchDeveloperMetadataRequest", request.json())
    if not body.get("dataFilters"):
        raise InvalidArgument("At least one data filter must be specified.")
    allow(request, file_id, "reader")
    found: dict[int, dict[str, Any]] = {}
    with request.store.read(file_id) as document:
        for one in body["dataFilters"]:
            for entry in matching_metadata(document, one):
                match = {"developerMetadata": entry, "dataFilters": []}
                found.setdefault(entry["metadataId"], match)["dataFilters"].append(printed(one))
    answer = {"matchedDeveloperMetadata": list(found.values())} if found else {}
    mask = response_mask(request, "SearchDeveloperMetadataResponse")
    return Response(200, masked(answer, mask))


def copy_to(request: ApiCall, file_id: str, sheet_id: str) -> Response:
    """POST …/sheets/{sheetId}:copyTo."""
    check_query(request, "spreadsheets.sheets.copyTo")
    body = read_message("CopySheetToAnotherSpreadsheetRequest", request.json())
    destination = body.get("destinationSpreadsheetId", "")
    allow(request, file_id, "reader")
    allow(request, destination, "writer")
    with request.store.read(file_id) as document:
        source = existing_sheet(document, _number(sheet_id)).to_json()
    properties = apply(request, destination, "sheets.copyTo", {"sheet": source})
    return Response(200, masked(properties, response_mask(request, "SheetProperties")))


def _number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise InvalidArgument(f"Invalid value at 'sheet_id' (TYPE_INT32), \"{text}\"") from None


@operation("sheets.copyTo")
def receive_copy(document: Document, body: Any, _change: Operation) -> Any:
    """Add a tab that comes from elsewhere, last and with ids of its own."""
    source = Sheet.from_json(body["sheet"])
    title = copy_title(document, source.title)
    sheet = copied_sheet(document, source, document.new_id(), title)
    document.sheets.append(sheet)
    check_size(document)
    return sheet_properties(document, sheet)


_FILE = "/v4/spreadsheets/{id}"
ROUTES = (
    Route("POST", _FILE + ":getByDataFilter", get_by_data_filter),
    Route("POST", _FILE + "/values:batchGetByDataFilter", batch_get),
    Route("POST", _FILE + "/values:batchUpdateByDataFilter", batch_update),
    Route("POST", _FILE + "/values:batchClearByDataFilter", batch_clear),
    Route("GET", _FILE + "/developerMetadata/{metadataId}", get_metadata),
    Route("POST", _FILE + "/developerMetadata:search", search_metadata),
    Route("POST", _FILE + "/sheets/{sheetId}:copyTo", copy_to),
)
