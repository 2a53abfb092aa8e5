"""Requests for the basic filter and filter views, and the rows that a filter hides."""

from typing import Any

from sheets_emulator.book.areas import Area, area_of, area_on, sheet_by_id
from sheets_emulator.book.boolean_conditions import holds
from sheets_emulator.book.cell_data import CellPrinter
from sheets_emulator.book.computed import evaluator
from sheets_emulator.book.document import Document, Sheet
from sheets_emulator.book.grid import Cell
from sheets_emulator.google.masks import request_mask, updated
from sheets_emulator.sheets.editing.registry import Context, request
from sheets_emulator.sheets.printing import printed
from sheets_emulator.sheets.requests.sorting import sort_area
from sheets_emulator.wire.http import InvalidArgument


@request("setBasicFilter")
def set_basic_filter(document: Document, body: Any, context: Context) -> None:
    """The tab's one filter; its range is completed from the grid, rows are sorted and hidden."""
    asked = body.get("filter", {})
    area = area_of(document, asked.get("range", {}))
    sheet = area.sheet
    sheet.parts["basicFilter"] = _by_specs(asked) | {"range": area.grid_range()}
    if asked.get("sortSpecs"):
        rows = Area(sheet, area.top + 1, area.left, area.bottom, area.right)
        sort_area(document, rows, asked["sortSpecs"], context)
    apply_filter(document, sheet, context)


@request("clearBasicFilter")
def clear_basic_filter(document: Document, body: Any, _context: Context) -> None:
    """The tab's filter goes and its rows are seen again."""
    sheet = sheet_by_id(document, body.get("sheetId", 0))
    sheet.parts.pop("basicFilter", None)
    _show_all(sheet)


def _show_all(sheet: Sheet) -> None:
    for row in sheet.grid.rows:
        row.properties.pop("hiddenByFilter", None)


def apply_filter(document: Document, sheet: Sheet, context: Context) -> None:
    """Hide the rows that the tab's filter does not let through."""
    _show_all(sheet)
    basic = sheet.parts.get("basicFilter", {})
    criteria = _criteria(basic)
    if not criteria:
        return
    area = area_on(sheet, basic.get("range", {}))
    document.memo.clear()
    for row in range(area.top + 1, min(area.bottom, len(sheet.grid.rows))):
        if not all(_passes(document, sheet, row, *one, context) for one in criteria):
            sheet.grid.rows[row].properties["hiddenByFilter"] = True


def _criteria(asked: Any) -> list[tuple[int, Any]]:
    """(column, criterion) of a filter, from either of Google's two spellings."""
    found = {int(column): criterion for column, criterion in asked.get("criteria", {}).items()}
    for spec in asked.get("filterSpecs", ()):
        found[spec.get("columnIndex", 0)] = spec.get("filterCriteria", {})
    return list(found.items())


def _by_specs(asked: Any) -> Any:
    """A filter as it is kept: its criteria in the newer spelling alone; Google prints both."""
    specs = [{"columnIndex": at, "filterCriteria": what} for at, what in _criteria(asked)]
    kept = {name: value for name, value in asked.items() if name not in {"criteria", "filterSpecs"}}
    return kept | ({"filterSpecs": specs} if specs else {})


def _passes(
    document: Document, sheet: Sheet, row: int, column: int, criterion: Any, context: Context
) -> bool:
    cell = sheet.grid.cell(row, column) or Cell()
    if "hiddenValues" in criterion:
        shown = CellPrinter(document, sheet, {}, context.time).shown(row, column, cell)
        if shown in criterion["hiddenValues"]:
            return False
    if "condition" in criterion:
        values = evaluator(document, context.time)
        return holds(criterion["condition"], values, sheet.id, row, column)
    return True


@request("addFilterView")
def add_filter_view(document: Document, body: Any, _context: Context) -> Any:
    """A named filter that only those see who choose it."""
    asked = body.get("filter", {})
    area = area_of(document, asked.get("range", {}))
    views = area.sheet.list_of("filterViews")
    view = {
        "filterViewId": asked.get("filterViewId", document.new_id()),
        "title": asked.get("title") or f"Filter {len(views) + 1}",
    }
    view |= _by_specs(asked) | view | {"range": area.grid_range()}
    views.append(view)
    return {"addFilterView": {"filter": printed(view)}}


def _find_view(document: Document, identity: int) -> tuple[list[Any], Any]:
    for sheet in document.sheets:
        for view in sheet.list_of("filterViews"):
            if view["filterViewId"] == identity:
                return sheet.list_of("filterViews"), view
    raise InvalidArgument(f"No filter view with id: {identity}")


@request("updateFilterView")
def update_filter_view(document: Document, body: Any, _context: Context) -> None:
    """Change the masked fields of a filter view."""
    asked = body.get("filter", {})
    mask = request_mask(body.get("fields"), "FilterView")
    views, view = _find_view(document, asked.get("filterViewId", 0))
    before = {name: value for name, value in view.items() if name != "filterSpecs"}
    kept = before if mask is None or "criteria" in mask else view
    after = _by_specs(updated(kept, asked, mask)) | {"filterViewId": view["filterViewId"]}
    after["range"] = area_of(document, after.get("range", view["range"])).grid_range()
    views[views.index(view)] = after


@request("deleteFilterView")
def delete_filter_view(document: Document, body: Any, _context: Context) -> None:
    """A filter view goes."""
    views, view = _find_view(document, body.get("filterId", 0))
    views.remove(view)


@request("duplicateFilterView")
def duplicate_filter_view(document: Document, body: Any, _context: Context) -> Any:
    """A copy of a filter view with an id of its own."""
    views, view = _find_view(document, body.get("filterId", 0))
    copied = view | {"filterViewId": document.new_id(), "title": f"Copy of {view['title']}"}
    views.append(copied)
    return {"duplicateFilterView": {"filter": printed(copied)}}
