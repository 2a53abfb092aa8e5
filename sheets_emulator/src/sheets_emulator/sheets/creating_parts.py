"""What a new spreadsheet's resource lays over its cells, as the requests that would add it."""

from collections.abc import Callable, Iterator
from typing import Any

from sheets_emulator.book.document import Document

Json = dict[str, Any]
# list of a tab -> the request that adds one of its entries, and the request's body
ADDING: dict[str, tuple[str, Callable[[Any], Json]]] = {
    "merges": ("mergeCells", lambda one: {"range": one, "mergeType": "MERGE_ALL"}),
    "conditionalFormats": ("addConditionalFormatRule", lambda one: {"rule": one}),
    "filterViews": ("addFilterView", lambda one: {"filter": one}),
    "protectedRanges": ("addProtectedRange", lambda one: {"protectedRange": one}),
    "charts": ("addChart", lambda one: {"chart": one}),
    "bandedRanges": ("addBanding", lambda one: {"bandedRange": one}),
    "developerMetadata": ("createDeveloperMetadata", lambda one: {"developerMetadata": one}),
    "rowGroups": ("addDimensionGroup", lambda one: {"range": one.get("range", {})}),
    "columnGroups": ("addDimensionGroup", lambda one: {"range": one.get("range", {})}),
    "slicers": ("addSlicer", lambda one: {"slicer": one}),
    "tables": ("addTable", lambda one: {"table": one}),
}
PLACES = ("startRowIndex", "startColumnIndex", "endRowIndex", "startIndex", "endIndex")


def laid_over(document: Document, body: Json) -> Iterator[Json]:
    """Requests for the lists of each tab, then for those of the file; tabs are there by now."""
    for sheet, asked in zip(document.sheets, body.get("sheets", ()), strict=False):
        for name, (kind, worded) in ADDING.items():
            entries = [_placed(one, sheet.id) for one in asked.get(name, ())]
            # Rules are put first unless told where, so the last one goes in first.
            for one in reversed(entries) if name == "conditionalFormats" else entries:
                yield {kind: worded(one)}
        if "basicFilter" in asked:
            yield {"setBasicFilter": {"filter": _placed(asked["basicFilter"], sheet.id)}}
    for one in body.get("namedRanges", ()):
        yield {"addNamedRange": {"namedRange": one}}
    for one in body.get("developerMetadata", ()):
        yield {"createDeveloperMetadata": {"developerMetadata": one}}


def _placed(part: Any, sheet_id: int) -> Any:
    """Ranges sent without the id of their new tab get it (a guess)."""
    if isinstance(part, list):
        return [_placed(item, sheet_id) for item in part]
    if not isinstance(part, dict):
        return part
    out = {name: _placed(value, sheet_id) for name, value in part.items()}
    return {"sheetId": sheet_id} | out if any(name in part for name in PLACES) else out
