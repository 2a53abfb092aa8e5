"""Requests for developer metadata: on the file, a tab, a row or a column."""

from typing import Any

from sheets_emulator.book.areas import sheet_by_id
from sheets_emulator.book.document import Document
from sheets_emulator.book.grid import Json
from sheets_emulator.google.masks import request_mask, updated
from sheets_emulator.sheets.data_filters import all_metadata, matching_metadata
from sheets_emulator.sheets.editing.registry import Context, request
from sheets_emulator.sheets.requests.dimensions import line_properties
from sheets_emulator.wire.http import InvalidArgument


@request("createDeveloperMetadata")
def create_developer_metadata(document: Document, body: Any, _context: Context) -> Any:
    """A key and value kept with a place; keys may repeat, ids may not."""
    asked = body.get("developerMetadata", {})
    _check(asked)
    identity = asked.get("metadataId", document.new_id())
    if any(entry["metadataId"] == identity for entry in all_metadata(document)):
        raise InvalidArgument(f"Developer metadata with id {identity} already exists.")
    entry = {"metadataId": identity, "metadataKey": asked["metadataKey"]}
    if asked.get("metadataValue"):
        entry["metadataValue"] = asked["metadataValue"]
    entry |= {"location": asked["location"], "visibility": asked["visibility"]}
    _attach(document, entry, asked["location"])
    (shown,) = [found for found in all_metadata(document) if found["metadataId"] == identity]
    return {"createDeveloperMetadata": {"developerMetadata": shown}}


def _check(asked: Any) -> None:
    unset = "DEVELOPER_METADATA_VISIBILITY_UNSPECIFIED"
    for present, what in (
        (asked.get("metadataKey"), "a key"),
        (asked.get("visibility", unset) != unset, "visibility"),
        (asked.get("location"), "a location"),
    ):
        if not present:
            raise InvalidArgument(f"Developer metadata must always have {what} specified.")


def _attach(document: Document, entry: Json, location: Any) -> None:
    """Hang an entry where it belongs; its location is computed from there when it is shown."""
    holder = _holder(document, location)
    holder.append({name: value for name, value in entry.items() if name != "location"})


def _holder(document: Document, location: Any) -> list[Json]:
    if location.get("spreadsheet"):
        return document.metadata
    if "dimensionRange" in location:
        extent = location["dimensionRange"]
        if "startIndex" not in extent or "endIndex" not in extent:
            raise InvalidArgument("DimensionRange must specify both a startIndex and an endIndex.")
        if extent["endIndex"] - extent["startIndex"] != 1:
            raise InvalidArgument("DimensionRange must represent a single row or column.")
        grid = sheet_by_id(document, extent.get("sheetId", 0)).grid
        held = line_properties(grid, extent.get("dimension", "ROWS"), extent["startIndex"])
        entries: list[Json] = held.setdefault("developerMetadata", [])
        return entries
    return sheet_by_id(document, location.get("sheetId", 0)).list_of("developerMetadata")


@request("updateDeveloperMetadata")
def update_developer_metadata(document: Document, body: Any, _context: Context) -> Any:
    """Change the masked fields of every entry that the filters match."""
    mask = request_mask(body.get("fields"), "DeveloperMetadata")
    asked = body.get("developerMetadata", {})
    found = {
        entry["metadataId"]: entry
        for data_filter in body.get("dataFilters", [])
        for entry in matching_metadata(document, data_filter)
    }
    for entry in found.values():
        after = updated(entry, asked, mask)
        _detach(document, entry["metadataId"])
        _attach(document, after | {"metadataId": entry["metadataId"]}, after["location"])
    shown = [entry for entry in all_metadata(document) if entry["metadataId"] in found]
    return {"updateDeveloperMetadata": {"developerMetadata": shown} if shown else {}}


@request("deleteDeveloperMetadata")
def delete_developer_metadata(document: Document, body: Any, _context: Context) -> Any:
    """Every entry that the filter matches goes; the reply has them."""
    found = matching_metadata(document, body.get("dataFilter", {}))
    for entry in found:
        _detach(document, entry["metadataId"])
    reply = {"deletedDeveloperMetadata": found} if found else {}
    return {"deleteDeveloperMetadata": reply}


def _detach(document: Document, identity: int) -> None:
    holders = [document.metadata]
    for sheet in document.sheets:
        holders.append(sheet.list_of("developerMetadata"))
        held = [row.properties for row in sheet.grid.rows] + sheet.grid.columns
        holders += [line["developerMetadata"] for line in held if "developerMetadata" in line]
    for holder in holders:
        holder[:] = [entry for entry in holder if entry["metadataId"] != identity]
