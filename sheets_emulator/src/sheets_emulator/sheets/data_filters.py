"""Data filters: places named by A1 text, GridRange or developer metadata."""

from collections.abc import Iterator
from typing import Any

from sheets_emulator.book.areas import Area, area_of, parse_a1
from sheets_emulator.book.document import Document, Sheet
from sheets_emulator.book.grid import Json
from sheets_emulator.wire.http import InvalidArgument

INTERSECTING = "INTERSECTING_LOCATION"


def all_metadata(document: Document) -> list[Json]:
    """Every DeveloperMetadata of the file, each with the location where it is now."""
    found = file_metadata(document)
    for sheet in document.sheets:
        found += sheet_metadata(sheet)
        found += _on_lines(sheet)
    return found


def file_metadata(document: Document) -> list[Json]:
    """The DeveloperMetadata of the file itself."""
    location = {"locationType": "SPREADSHEET", "spreadsheet": True}
    return [_shown(entry, location) for entry in document.metadata]


def sheet_metadata(sheet: Sheet) -> list[Json]:
    """The DeveloperMetadata of a tab itself."""
    location = {"locationType": "SHEET", "sheetId": sheet.id}
    return [_shown(entry, location) for entry in sheet.parts.get("developerMetadata", ())]


def line_metadata(sheet: Sheet, dimension: str, index: int, properties: Json) -> list[Json]:
    """The DeveloperMetadata of a row or column (ROWS or COLUMNS)."""
    extent: Json = {"sheetId": sheet.id} if sheet.id else {}
    extent |= {"dimension": dimension, "startIndex": index, "endIndex": index + 1}
    location = {"locationType": dimension.removesuffix("S"), "dimensionRange": extent}
    return [_shown(entry, location) for entry in properties.get("developerMetadata", ())]


def _on_lines(sheet: Sheet) -> Iterator[Json]:
    rows = [row.properties for row in sheet.grid.rows]
    for dimension, held in (("ROWS", rows), ("COLUMNS", sheet.grid.columns)):
        for index, properties in enumerate(held):
            yield from line_metadata(sheet, dimension, index, properties)


def _shown(entry: Json, location: Json) -> Json:
    names = ("metadataId", "metadataKey", "metadataValue")
    rest = {name: entry[name] for name in names if name in entry}
    return rest | {"location": location, "visibility": entry["visibility"]}


def matching_metadata(document: Document, data_filter: Any) -> list[Json]:
    """The metadata that a DataFilter matches: by lookup, or by lying in its range."""
    lookup = data_filter.get("developerMetadataLookup")
    if lookup is None:
        area = filter_area(document, data_filter)
        return [entry for entry in all_metadata(document) if _inside(document, entry, area)]
    return [entry for entry in all_metadata(document) if _matches(document, entry, lookup)]


def _inside(document: Document, entry: Json, area: Area | None) -> bool:
    place = metadata_area(document, entry)
    return area is not None and place is not None and area.covers(place)


def _matches(document: Document, entry: Json, lookup: Any) -> bool:
    for name in ("metadataId", "metadataKey", "metadataValue", "visibility"):
        if name in lookup and entry.get(name) != lookup[name]:
            return False
    kind = lookup.get("locationType")
    if kind and kind != entry["location"]["locationType"]:
        return False
    wanted = lookup.get("metadataLocation")
    return wanted is None or _at(document, entry, wanted, lookup)


def _at(document: Document, entry: Json, wanted: Any, lookup: Any) -> bool:
    exact = lookup.get("locationMatchingStrategy", INTERSECTING) == "EXACT_LOCATION"
    if wanted.get("spreadsheet"):
        if not exact and "locationMatchingStrategy" in lookup:
            raise InvalidArgument("A spreadsheet location must be matched exactly.")
        return not exact or bool(entry["location"].get("spreadsheet"))
    if "dimensionRange" not in wanted:
        sheet_id = wanted.get("sheetId", 0)
        own = entry["location"]
        if exact:
            return bool(own.get("sheetId") == sheet_id)
        extent = own.get("dimensionRange", {})
        return own.get("sheetId") == sheet_id or (
            bool(extent) and extent.get("sheetId", 0) == sheet_id
        )
    own_extent = entry["location"].get("dimensionRange")
    if own_extent is None:
        return False
    return _same_lines(own_extent, wanted["dimensionRange"], exact)


def _same_lines(own: Json, wanted: Json, exact: bool) -> bool:
    if (own.get("sheetId", 0), own["dimension"]) != (
        wanted.get("sheetId", 0),
        wanted.get("dimension"),
    ):
        return False
    start, end = wanted.get("startIndex", 0), wanted.get("endIndex", 10**9)
    if exact:
        return bool((own["startIndex"], own["endIndex"]) == (start, end))
    return bool(own["startIndex"] < end and start < own["endIndex"])


def metadata_area(document: Document, entry: Json) -> Area | None:
    """The cells that an entry hangs on; None for the whole file."""
    location = entry["location"]
    if "dimensionRange" in location:
        extent = location["dimensionRange"]
        names = (
            ("startRowIndex", "endRowIndex")
            if extent["dimension"] == "ROWS"
            else ("startColumnIndex", "endColumnIndex")
        )
        place = dict(zip(names, (extent["startIndex"], extent["endIndex"]), strict=True))
        return area_of(document, {"sheetId": extent.get("sheetId", 0)} | place)
    if "sheetId" in location:
        return area_of(document, {"sheetId": location["sheetId"]})
    return None


def filter_area(document: Document, data_filter: Any) -> Area | None:
    """The rectangle of a filter by A1 text or GridRange."""
    if "a1Range" in data_filter:
        return parse_a1(document, data_filter["a1Range"])
    if "gridRange" in data_filter:
        return area_of(document, data_filter["gridRange"])
    return None


def filter_areas(document: Document, data_filter: Any) -> list[Area]:
    """Every rectangle that a filter matches."""
    if "developerMetadataLookup" not in data_filter:
        area = filter_area(document, data_filter)
        if area is None:
            raise InvalidArgument("Must specify a data filter.")
        return [area]
    places = (metadata_area(document, one) for one in matching_metadata(document, data_filter))
    return [place for place in places if place is not None]
