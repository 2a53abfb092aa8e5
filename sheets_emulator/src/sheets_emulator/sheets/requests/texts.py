"""Requests that clean and split texts, and fill cells on from others."""

from typing import Any

from sheets_emulator.book.areas import Area, area_of
from sheets_emulator.book.document import Document
from sheets_emulator.book.grid import Cell, Formula
from sheets_emulator.sheets.editing.entering import type_text
from sheets_emulator.sheets.editing.registry import Context, request
from sheets_emulator.sheets.editing.sizes import grow
from sheets_emulator.sheets.editing.writing import check_may_write, set_value
from sheets_emulator.sheets.requests.pasting import paste
from sheets_emulator.wire.http import InvalidArgument

DELIMITERS = {"COMMA": ",", "SEMICOLON": ";", "PERIOD": ".", "SPACE": " "}


@request("trimWhitespace")
def trim_whitespace(document: Document, body: Any, context: Context) -> Any:
    """Texts of a range without spaces at their ends and double ones inside."""
    area = area_of(document, body.get("range", {}))
    check_may_write(document, area, context)
    count = 0
    for row in range(area.top, min(area.bottom, len(area.sheet.grid.rows))):
        for cell in area.sheet.grid.rows[row].cells[area.left : area.right]:
            if cell is None or type(cell.value) is not str:
                continue
            trimmed = " ".join(cell.value.split())
            if trimmed != cell.value:
                set_value(cell, trimmed or None)
                count += 1
    return {"trimWhitespace": {"cellsChangedCount": count} if count else {}}


@request("textToColumns")
def text_to_columns(document: Document, body: Any, context: Context) -> None:
    """One column of texts split at a delimiter into columns to its right, which are overwritten."""
    area = area_of(document, body.get("source", {}))
    if area.right - area.left != 1:
        raise InvalidArgument("The source range must have exactly one column.")
    grid = area.sheet.grid
    rows = range(area.top, min(area.bottom, len(grid.rows)))
    texts = {row: cell.value for row in rows if (cell := grid.cell(row, area.left)) is not None}
    delimiter = _delimiter(body, [text for text in texts.values() if type(text) is str])
    for row, text in texts.items():
        if type(text) is not str or delimiter not in text:
            continue
        parts = text.split(delimiter)
        grow(document, area.sheet, 0, area.left + len(parts))
        target = Area(area.sheet, row, area.left, row + 1, area.left + len(parts))
        check_may_write(document, target, context)
        for column, part in enumerate(parts, area.left):
            type_text(document, grid.edit(row, column), part.strip(), context.time)


def _delimiter(body: Any, texts: list[str]) -> str:
    kind = body.get("delimiterType", "AUTODETECT")
    if kind == "CUSTOM":
        if not body.get("delimiter"):
            raise InvalidArgument("delimiter must be set when delimiterType is CUSTOM.")
        return str(body["delimiter"])
    if kind in DELIMITERS:
        return DELIMITERS[kind]
    counts = {sign: sum(sign in text for text in texts) for sign in DELIMITERS.values()}
    return max(counts, key=lambda sign: counts[sign])


NOTHING_TO_FILL = "There is nothing to fill from in the range."


@request("autoFill")
def auto_fill(document: Document, body: Any, context: Context) -> None:
    """Continue the cells of a source: numbers in their step, formulas shifted, texts repeated."""
    source, target, dimension = _fill_areas(document, body)
    check_may_write(document, target, context)
    if source.top == source.bottom or source.left == source.right:
        raise InvalidArgument(NOTHING_TO_FILL)
    alternate = bool(body.get("useAlternateSeries"))
    if dimension == "ROWS":
        for column in range(source.left, source.right):
            line = [(row, column) for row in range(source.top, source.bottom)]
            new = [(row, column) for row in range(target.top, target.bottom)]
            _fill_line(document, source, line, new, alternate)
    else:
        for row in range(source.top, source.bottom):
            line = [(row, column) for column in range(source.left, source.right)]
            new = [(row, column) for column in range(target.left, target.right)]
            _fill_line(document, source, line, new, alternate)


def _fill_areas(document: Document, body: Any) -> tuple[Area, Area, str]:
    """(source, cells to fill, dimension) of either way to ask."""
    if "sourceAndDestination" in body:
        asked = body["sourceAndDestination"]
        source = area_of(document, asked.get("source", {}))
        dimension, length = asked.get("dimension", "ROWS"), asked.get("fillLength", 0)
        return source, _beyond(source, dimension, length), dimension
    whole = area_of(document, body.get("range", {}))
    grid = whole.sheet.grid
    used = [
        row
        for row in range(whole.top, min(whole.bottom, len(grid.rows)))
        if any(cell and cell.value is not None for cell in grid.rows[row].cells[whole.left :])
    ]
    if not used:
        raise InvalidArgument(NOTHING_TO_FILL)
    middle = max(used) + 1
    source = Area(whole.sheet, whole.top, whole.left, middle, whole.right)
    return source, Area(whole.sheet, middle, whole.left, whole.bottom, whole.right), "ROWS"


def _beyond(source: Area, dimension: str, length: int) -> Area:
    top, left, bottom, right = source.top, source.left, source.bottom, source.right
    if dimension == "ROWS":
        top, bottom = (bottom, bottom + length) if length > 0 else (top + length, top)
    else:
        left, right = (right, right + length) if length > 0 else (left + length, left)
    grid = source.sheet.grid
    if top < 0 or left < 0 or bottom > grid.row_count or right > grid.column_count:
        raise InvalidArgument("The range to fill is outside the grid.")
    return Area(source.sheet, top, left, bottom, right)


Line = list[tuple[int, int]]


def _fill_line(document: Document, area: Area, line: Line, new: Line, alternate: bool) -> None:
    grid = area.sheet.grid
    cells = [grid.cell(*place) or Cell() for place in line]
    step = _step(cells, alternate)
    backwards = bool(new) and new[0] < line[0]
    for count, place in enumerate(reversed(new) if backwards else new, 1):
        index = -count % len(cells) if backwards else (count - 1) % len(cells)
        original = cells[index].copy()
        if step is not None:
            edge = cells[0] if backwards else cells[-1]
            original.value = edge.value + (-count if backwards else count) * step  # type: ignore
        moved = (place[0] - line[index][0], place[1] - line[index][1])
        paste(document, area, *place, original, "PASTE_NORMAL", moved)


def _step(cells: list[Cell], alternate: bool) -> float | None:
    """The step of a series of numbers; None when the cells are repeated."""
    values = [cell.value for cell in cells]
    if any(isinstance(value, (str, bool, Formula)) or value is None for value in values):
        return None
    if len(values) == 1:
        return 1 if alternate else None
    return None if alternate else values[-1] - values[-2]  # type: ignore[operator]
