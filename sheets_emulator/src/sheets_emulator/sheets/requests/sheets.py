"""Requests on whole tabs and on the file's properties."""

import copy
from typing import Any

from sheets_emulator.book.document import Document, Sheet
from sheets_emulator.book.grid import Grid
from sheets_emulator.formulas.rewrite import renamed, sheet_deleted
from sheets_emulator.google.masks import request_mask, updated
from sheets_emulator.sheets.editing.registry import Context, request
from sheets_emulator.sheets.editing.rewriting import rewrite_formulas
from sheets_emulator.sheets.editing.sizes import check_columns, check_size, resize
from sheets_emulator.sheets.editing.writing import check_not_protected_whole
from sheets_emulator.sheets.printing import sheet_properties
from sheets_emulator.wire.http import InvalidArgument

LONGEST_TITLE = 100


@request("addSheet")
def add_sheet(document: Document, body: Any, _context: Context) -> Any:
    """A new tab, last unless an index is given; the reply has its properties."""
    asked = body.get("properties", {})
    sheet = new_sheet(document, asked)
    index = asked.get("index", len(document.sheets))
    document.sheets.insert(min(index, len(document.sheets)), sheet)
    check_size(document)
    return {"addSheet": {"properties": sheet_properties(document, sheet)}}


def new_sheet(document: Document, asked: Any) -> Sheet:
    """A tab with the properties asked, not yet in the document."""
    title = asked["title"] if "title" in asked else free_title(document)
    check_title(document, title)
    if "sheetId" in asked:
        check_new_id(document, asked["sheetId"])
    properties = {
        "sheetId": asked["sheetId"] if "sheetId" in asked else document.new_id(),
        "title": title,
        "sheetType": asked.get("sheetType", "GRID"),
    }
    kept = ("hidden", "tabColor", "tabColorStyle", "rightToLeft", "gridProperties")
    properties |= {name: asked[name] for name in kept if asked.get(name)}
    sizes = asked.get("gridProperties", {})
    for name in ("rowCount", "columnCount"):
        if sizes.get(name, 1) <= 0:
            raise InvalidArgument(f"gridProperties.{name} must be greater than 0.")
    check_columns(sizes.get("columnCount", 26))
    return Sheet(properties, Grid(sizes.get("rowCount", 1000), sizes.get("columnCount", 26)))


def free_title(document: Document, stem: str = "Sheet", first: int = 0) -> str:
    """`Sheet2` or the next number that no tab has; counted from the number of tabs on."""
    number = first or len(document.sheets) + 1
    while document.sheet_titled(f"{stem}{number}") is not None:
        number += 1
    return f"{stem}{number}"


def check_new_id(document: Document, sheet_id: int) -> None:
    """Raise the 400 of an id that is taken or negative."""
    if sheet_id < 0:
        raise InvalidArgument("Sheet id must be non-negative.")
    if document.sheet(sheet_id) is not None:
        raise InvalidArgument(f"Sheet with id {sheet_id} already exists.")


def check_title(document: Document, title: str, own: Sheet | None = None) -> None:
    """Raise the 400 of a title that is empty, too long or another tab's."""
    if not title:
        raise InvalidArgument("The sheet name cannot be empty.")
    if len(title) > LONGEST_TITLE:
        raise InvalidArgument("The sheet name cannot be greater than 100 characters.")
    if document.sheet_titled(title) not in (None, own):
        raise InvalidArgument(
            f'A sheet with the name "{title}" already exists. Please enter another name.'
        )


def existing_sheet(document: Document, sheet_id: int) -> Sheet:
    """The tab with that id, of whatever type."""
    sheet = document.sheet(sheet_id)
    if sheet is None:
        raise InvalidArgument(f"No sheet with id: {sheet_id}")
    return sheet


@request("deleteSheet")
def delete_sheet(document: Document, body: Any, _context: Context) -> None:
    """A tab goes; formulas that looked at it are broken."""
    sheet = existing_sheet(document, body.get("sheetId", 0))
    rest = [other for other in document.sheets if other is not sheet]
    if not rest:
        raise InvalidArgument("You can't remove all the sheets in a document.")
    if all(other.hidden for other in rest):
        raise InvalidArgument("You can't remove all the visible sheets in a document.")
    document.sheets.remove(sheet)
    document.named_ranges = [
        entry for entry in document.named_ranges if entry["range"].get("sheetId", 0) != sheet.id
    ]
    locale, title = document.locale, sheet.title
    rewrite_formulas(document, lambda text, _home: sheet_deleted(text, locale, title))


@request("duplicateSheet")
def duplicate_sheet(document: Document, body: Any, _context: Context) -> Any:
    """A copy of a tab with ids of its own."""
    source = existing_sheet(document, body.get("sourceSheetId", 0))
    title = body.get("newSheetName") or copy_title(document, source.title)
    check_title(document, title)
    if "newSheetId" in body:
        check_new_id(document, body["newSheetId"])
    new_id = body.get("newSheetId", document.new_id())
    sheet = copied_sheet(document, source, new_id, title)
    document.sheets.insert(body.get("insertSheetIndex", 0), sheet)
    check_size(document)
    return {"duplicateSheet": {"properties": sheet_properties(document, sheet)}}


def copy_title(document: Document, title: str) -> str:
    """`Copy of X`, then `Copy of X 2` and so on."""
    candidate, number = f"Copy of {title}", 1
    while document.sheet_titled(candidate) is not None:
        number += 1
        candidate = f"Copy of {title} {number}"
    return candidate


# The id field of each list of a tab whose ids are unique in the file.
ID_NAMES = {
    "filterViews": "filterViewId",
    "protectedRanges": "protectedRangeId",
    "charts": "chartId",
    "bandedRanges": "bandedRangeId",
    "developerMetadata": "metadataId",
    "slicers": "slicerId",
    "tables": "tableId",
}


def copied_sheet(document: Document, source: Sheet, new_id: int, title: str) -> Sheet:
    """A deep copy of a tab; whatever has an id gets a new one, ranges name the new tab."""
    body = copy.deepcopy(source.to_json())
    body["properties"] |= {"sheetId": new_id, "title": title}
    body["parts"] = _pointing_to(body["parts"], source.id, new_id)
    for name, id_name in ID_NAMES.items():
        for entry in body["parts"].get(name, ()):
            drawn = document.new_id()
            entry[id_name] = str(drawn) if isinstance(entry.get(id_name), str) else drawn
    return Sheet.from_json(body)


def _pointing_to(part: Any, old: int, new: int) -> Any:
    if isinstance(part, list):
        return [_pointing_to(item, old, new) for item in part]
    if not isinstance(part, dict):
        return part
    return {
        name: new if name == "sheetId" and value == old else _pointing_to(value, old, new)
        for name, value in part.items()
    }


@request("updateSheetProperties")
def update_sheet_properties(document: Document, body: Any, context: Context) -> None:
    """Title, place, size, frozen rows and looks of a tab, as the mask says."""
    asked = body.get("properties", {})
    sheet = existing_sheet(document, asked.get("sheetId", 0))
    mask = request_mask(body.get("fields"), "SheetProperties")
    names = set(asked) | {"title"} if mask is None else set(mask)
    before = sheet_properties(document, sheet)
    after = updated(before, asked, mask)
    if "title" in names:
        _rename(document, sheet, after.get("title", ""))
    if "hidden" in names:
        _hide(document, sheet, bool(after.get("hidden")))
    if "index" in names and "index" in asked:
        move_sheet(document, sheet, asked["index"])
    if "gridProperties" in names and sheet.is_grid:
        _set_grid(document, sheet, after.get("gridProperties", {}), context)
    for name in ("tabColor", "tabColorStyle", "rightToLeft"):
        _keep(sheet.properties, name, after.get(name))


def _keep(properties: dict[str, Any], name: str, value: Any) -> None:
    if value or value == {}:
        properties[name] = value
    else:
        properties.pop(name, None)


def _rename(document: Document, sheet: Sheet, title: str) -> None:
    check_title(document, title, sheet)
    old, locale = sheet.title, document.locale
    sheet.properties["title"] = title
    if title != old:
        rewrite_formulas(document, lambda text, _home: renamed(text, locale, old, title))


def _hide(document: Document, sheet: Sheet, hidden: bool) -> None:
    if hidden and all(other.hidden for other in document.sheets if other is not sheet):
        raise InvalidArgument("You can't hide all the sheets in a document.")
    _keep(sheet.properties, "hidden", hidden)


def move_sheet(document: Document, sheet: Sheet, index: int) -> None:
    """Put a tab before the one that now stands at the index."""
    old = document.sheets.index(sheet)
    if not 0 <= index <= len(document.sheets):
        raise InvalidArgument("Sheet index is out of bounds.")
    document.sheets.remove(sheet)
    document.sheets.insert(index - 1 if index > old else index, sheet)


def _set_grid(
    document: Document, sheet: Sheet, grid_properties: dict[str, Any], context: Context
) -> None:
    rows, columns = grid_properties.get("rowCount", 0), grid_properties.get("columnCount", 0)
    if (rows, columns) != (sheet.grid.row_count, sheet.grid.column_count):
        check_not_protected_whole(document, sheet, context)
        # Google takes one after the other, and looks at the limit between them.
        resize(document, sheet, rows, sheet.grid.column_count)
        resize(document, sheet, rows, columns)
    for size, name in ((rows, "Row"), (columns, "Column")):
        if grid_properties.get(f"frozen{name}Count", 0) >= size:
            raise InvalidArgument(f"You can't freeze all visible {name.lower()}s on the sheet.")
    kept = {
        name: value
        for name, value in grid_properties.items()
        if value and name not in ("rowCount", "columnCount")
    }
    _keep(sheet.properties, "gridProperties", kept or None)


FILE_KEYS = (
    "title",
    "locale",
    "autoRecalc",
    "timeZone",
    "defaultFormat",
    "iterativeCalculationSettings",
    "spreadsheetTheme",
    "importFunctionsExternalUrlAccessAllowed",
)

ALWAYS_THERE = ("locale", "autoRecalc", "timeZone", "spreadsheetTheme")


@request("updateSpreadsheetProperties")
def update_spreadsheet_properties(document: Document, body: Any, _context: Context) -> None:
    """Title, locale, time zone and so on of the file."""
    mask = request_mask(body.get("fields"), "SpreadsheetProperties")
    after = updated(document.properties, body.get("properties", {}), mask)
    if not after.get("title"):
        raise InvalidArgument("The spreadsheet title cannot be empty.")
    before = document.properties
    after |= {name: before[name] for name in ALWAYS_THERE if not after.get(name)}
    after["defaultFormat"] = before["defaultFormat"]  # read-only, as documented
    document.properties = {name: after[name] for name in FILE_KEYS if after.get(name)}
