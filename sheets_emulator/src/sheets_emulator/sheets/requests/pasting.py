"""Requests that copy, cut, paste and fill."""

import csv
import io
from typing import Any

from sheets_emulator.book.areas import Area, area_of, area_on, sheet_by_id
from sheets_emulator.book.computed import evaluator
from sheets_emulator.book.document import Document
from sheets_emulator.book.grid import Cell, Formula
from sheets_emulator.formulas.references import Reference
from sheets_emulator.formulas.rewrite import copied, relocated
from sheets_emulator.formulas.values import to_extended
from sheets_emulator.sheets.editing.entering import type_text
from sheets_emulator.sheets.editing.moving import moved_by
from sheets_emulator.sheets.editing.registry import Context, request
from sheets_emulator.sheets.editing.rewriting import rewrite_formulas
from sheets_emulator.sheets.editing.writing import check_may_write, set_value, stored_value
from sheets_emulator.sheets.requests.merging import merges_inside, remove_merges
from sheets_emulator.wire.http import ApiError, InvalidArgument

# What a paste type carries: value, formula, format, validation and note, borders.
FORMATS = ("PASTE_NORMAL", "PASTE_FORMAT", "PASTE_NO_BORDERS")
CONTENTS = ("PASTE_NORMAL", "PASTE_VALUES", "PASTE_FORMULA", "PASTE_NO_BORDERS")
WHOLE = ("PASTE_NORMAL", "PASTE_NO_BORDERS")


@request("copyPaste")
def copy_paste(document: Document, body: Any, context: Context) -> None:
    """A range copied to another, repeated when that is a multiple; formulas shift."""
    source = area_of(document, body.get("source", {}))
    asked = area_of(document, body.get("destination", {}))
    turned = body.get("pasteOrientation") == "TRANSPOSE"
    kind = body.get("pasteType", "PASTE_NORMAL")
    target = _target(source, asked, turned)
    check_may_write(document, target, context)
    originals = _originals(document, source, kind, context)
    if kind in WHOLE and not turned:
        _copy_merges(source, target)
    if kind in ("PASTE_NORMAL", "PASTE_FORMAT", "PASTE_CONDITIONAL_FORMATTING"):
        _copy_conditional_formats(source, target)
    height, width = source.bottom - source.top, source.right - source.left
    for row in range(target.top, target.bottom):
        for column in range(target.left, target.right):
            down, right = row - target.top, column - target.left
            at = (right % height, down % width) if turned else (down % height, right % width)
            place = (row - source.top - at[0], column - source.left - at[1])
            paste(document, target, row, column, originals[at], kind, place)


def _target(source: Area, asked: Area, turned: bool) -> Area:
    """The rectangle that is filled: the asked one in whole multiples of the source."""
    height, width = source.bottom - source.top, source.right - source.left
    if not height or not width:
        raise InvalidArgument("The source range is empty.")
    if turned:
        height, width = width, height
    rows = max((asked.bottom - asked.top) // height, 1) * height
    columns = max((asked.right - asked.left) // width, 1) * width
    grid = asked.sheet.grid
    bottom, right = asked.top + rows, asked.left + columns
    if bottom > grid.row_count or right > grid.column_count:
        raise InvalidArgument("The destination range is outside the grid.")
    return Area(asked.sheet, asked.top, asked.left, bottom, right)


def _originals(
    document: Document, source: Area, kind: str, context: Context
) -> dict[tuple[int, int], Cell]:
    """Copies of the source's cells by their place in it; PASTE_VALUES takes computed values."""
    values = evaluator(document, context.time)
    found = {}
    for row in range(source.top, source.bottom):
        for column in range(source.left, source.right):
            cell = source.sheet.grid.cell(row, column)
            taken = cell.copy() if cell is not None else Cell()
            if kind == "PASTE_VALUES":
                effective = to_extended(values.value(source.sheet.id, row, column))
                taken.value = _plain(document, effective)
            found[row - source.top, column - source.left] = taken
    return found


def _plain(document: Document, effective: Any) -> Any:
    if effective and "errorValue" in effective:
        kind = effective["errorValue"]["type"]
        return Formula("=NA()") if kind == "N_A" else Formula("=#REF!")
    return stored_value(document, effective)


def paste(
    document: Document,
    target: Area,
    row: int,
    column: int,
    original: Cell,
    kind: str,
    moved: tuple[int, int],
) -> None:
    """Put what the paste type carries of a cell into another; `moved` is how far formulas go."""
    grid = target.sheet.grid
    if original.is_empty() and grid.cell(row, column) is None:
        return
    cell = grid.edit(row, column)
    if kind in CONTENTS:
        value = original.value
        if isinstance(value, Formula):
            value = Formula(copied(value, document.locale, *moved))
        set_value(cell, value)
        if kind != "PASTE_VALUES":
            cell.runs, cell.extra = original.runs, original.extra
    if kind in FORMATS:
        cell.format = _pasted_format(cell, original, kind)
    if kind in (*WHOLE, "PASTE_DATA_VALIDATION"):
        cell.validation = original.validation
    if kind in WHOLE:
        cell.note = original.note
    if cell.is_empty():
        grid.put(row, column, None)


def _pasted_format(cell: Cell, original: Cell, kind: str) -> Any:
    if kind != "PASTE_NO_BORDERS":
        return original.format
    pasted = {name: part for name, part in (original.format or {}).items() if name != "borders"}
    if cell.format and "borders" in cell.format:
        pasted["borders"] = cell.format["borders"]
    return pasted or None


def _copy_merges(source: Area, target: Area) -> None:
    merges = merges_inside(source.sheet, source)
    remove_merges(target)
    for merge in merges:
        moved = moved_by(merge, target.top - source.top, target.left - source.left)
        copied_merge = moved | {"sheetId": target.sheet.id}
        if copied_merge not in target.sheet.list_of("merges"):
            target.sheet.list_of("merges").append(copied_merge)


def _copy_conditional_formats(source: Area, target: Area) -> None:
    """Rules that cover the source hold for the target too, when both are on one tab."""
    if source.sheet is not target.sheet:
        return
    for rule in source.sheet.list_of("conditionalFormats"):
        areas = [area_on(source.sheet, grid_range) for grid_range in rule["ranges"]]
        if any(area.covers(source) for area in areas) and not any(
            area.covers(target) for area in areas
        ):
            rule["ranges"] = [*rule["ranges"], target.grid_range()]


@request("cutPaste")
def cut_paste(document: Document, body: Any, context: Context) -> None:
    """A range moved; formulas that look at it follow, the source is emptied."""
    kind = body.get("pasteType", "PASTE_NORMAL")
    source = area_of(document, body.get("source", {}))
    corner = body.get("destination", {})
    sheet = sheet_by_id(document, corner.get("sheetId", 0))
    top, left = corner.get("rowIndex", 0), corner.get("columnIndex", 0)
    bottom, right = top + source.bottom - source.top, left + source.right - source.left
    if bottom > sheet.grid.row_count or right > sheet.grid.column_count:
        raise InvalidArgument("The destination range is outside the grid.")
    target = Area(sheet, top, left, bottom, right)
    check_may_write(document, source, context)
    check_may_write(document, target, context)
    originals = _originals(document, source, kind, context)
    merges = merges_inside(source.sheet, source) if kind in WHOLE else []
    _empty(source, kind)
    if kind in WHOLE:
        remove_merges(target)
    rows, columns = top - source.top, left - source.left
    for (down, across), cell in originals.items():
        paste(document, target, top + down, left + across, cell, kind, (0, 0))
    for merge in merges:
        sheet.list_of("merges").append(moved_by(merge, rows, columns) | {"sheetId": sheet.id})
    _follow_cut(document, source, target, rows, columns)


def _empty(source: Area, kind: str) -> None:
    if kind in WHOLE:
        remove_merges(source)
    for row in range(source.top, min(source.bottom, len(source.sheet.grid.rows))):
        for column in range(source.left, source.right):
            cell = source.sheet.grid.cell(row, column)
            if cell is None:
                continue
            if kind in WHOLE:
                source.sheet.grid.put(row, column, None)
            elif kind in CONTENTS:
                set_value(cell, None)
            elif kind in FORMATS:
                cell.format = None


def _follow_cut(document: Document, source: Area, target: Area, rows: int, columns: int) -> None:
    place = Reference(
        source.sheet.title, source.top, source.left, source.bottom - 1, source.right - 1
    )
    locale, title = document.locale, target.sheet.title
    rewrite_formulas(
        document,
        lambda text, home: relocated(text, locale, home, place, title, rows, columns),
    )


@request("pasteData")
def paste_data(document: Document, body: Any, context: Context) -> None:
    """Text with a delimiter, or an HTML table's text, typed in from a corner."""
    if body.get("html"):
        raise ApiError(501, "UNIMPLEMENTED", "the emulator does not paste HTML yet.")
    corner = body.get("coordinate", {})
    sheet = sheet_by_id(document, corner.get("sheetId", 0))
    delimiter = body.get("delimiter") or "\t"
    rows = list(csv.reader(io.StringIO(body.get("data", "")), delimiter=delimiter[0]))
    top, left = corner.get("rowIndex", 0), corner.get("columnIndex", 0)
    width = max(map(len, rows), default=0)
    if top + len(rows) > sheet.grid.row_count or left + width > sheet.grid.column_count:
        raise InvalidArgument("The pasted data is outside the grid.")
    check_may_write(document, Area(sheet, top, left, top + len(rows), left + width), context)
    for row, texts in enumerate(rows, top):
        for column, text in enumerate(texts, left):
            type_text(document, sheet.grid.edit(row, column), text, context.time)
