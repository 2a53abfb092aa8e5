"""findReplace: texts found in cells and replaced as if a person had typed the new text."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from sheets_emulator.book.areas import Area, area_of, area_on, sheet_by_id
from sheets_emulator.book.cell_data import CellPrinter
from sheets_emulator.book.document import Document, Sheet
from sheets_emulator.book.grid import Cell, Formula
from sheets_emulator.sheets.editing.entering import type_text
from sheets_emulator.sheets.editing.registry import Context, request
from sheets_emulator.sheets.editing.writing import check_may_write
from sheets_emulator.wire.http import InvalidArgument

Replacement = Callable[[re.Match[str]], str]
COUNTS = ("valuesChanged", "formulasChanged", "rowsChanged", "sheetsChanged", "occurrencesChanged")


@request("findReplace")
def find_replace(document: Document, body: Any, context: Context) -> Any:
    """Replace what people see in cells (the text of formulas when asked); the reply counts."""
    pattern = _pattern(body)
    replacement = _replacement(body)
    counts = dict.fromkeys(COUNTS, 0)
    for area in _areas(document, body):
        check_may_write(document, area, context)
        rows = _replace_in(document, area, body, pattern, replacement, counts, context)
        counts["rowsChanged"] += len(rows)
        counts["sheetsChanged"] += bool(rows)
    return {"findReplace": {name: count for name, count in counts.items() if count}}


def _pattern(body: Any) -> re.Pattern[str]:
    if not body.get("find"):
        raise InvalidArgument("The find string must not be empty.")
    text = body["find"] if body.get("searchByRegex") else re.escape(body["find"])
    if body.get("matchEntireCell"):
        text = rf"\A(?:{text})\Z"
    try:
        return re.compile(text, 0 if body.get("matchCase") else re.IGNORECASE)
    except re.error:
        raise InvalidArgument(f"Invalid regular expression: {body['find']}") from None


def _replacement(body: Any) -> Replacement:
    """Gives the new text of a match: `$1` names a group when searching by regular expression."""
    text = str(body.get("replacement", ""))
    if not body.get("searchByRegex"):
        return lambda _match: text
    return lambda match: re.sub(r"\$(\d)", lambda name: _group(match, int(name[1])), text)


def _group(match: re.Match[str], number: int) -> str:
    """A group's text; nothing for one that did not take part or does not exist."""
    return (match[number] or "") if number <= match.re.groups else ""


def _areas(document: Document, body: Any) -> list[Area]:
    if "range" in body:
        return [area_of(document, body["range"])]
    if "sheetId" in body:
        return [area_on(sheet_by_id(document, body["sheetId"]), {})]
    if body.get("allSheets"):
        return [area_on(sheet, {}) for sheet in document.sheets if sheet.is_grid]
    raise InvalidArgument("One of range, sheetId or allSheets must be set.")


def _replace_in(
    document: Document,
    area: Area,
    body: Any,
    pattern: re.Pattern[str],
    replacement: Replacement,
    counts: dict[str, int],
    context: Context,
) -> set[int]:
    """Replace in one rectangle and add to the counts; the rows that changed."""
    rows = set()
    for row, cell, text in _texts(document, area, bool(body.get("includeFormulas")), context):
        new, occurrences = pattern.subn(replacement, text)
        if not occurrences:
            continue
        name = "formulasChanged" if isinstance(cell.value, Formula) else "valuesChanged"
        type_text(document, cell, new, context.time)
        counts[name] += 1
        counts["occurrencesChanged"] += occurrences
        rows.add(row)
    return rows


def _texts(
    document: Document, area: Area, formulas: bool, context: Context
) -> Iterator[tuple[int, Cell, str]]:
    """(row, cell, what is searched in it); formulas are left out unless asked for."""
    sheet: Sheet = area.sheet
    printer = CellPrinter(document, sheet, {}, context.time)
    for row in range(area.top, min(area.bottom, len(sheet.grid.rows))):
        for column in range(area.left, min(area.right, len(sheet.grid.rows[row].cells))):
            cell = sheet.grid.cell(row, column)
            if cell is None or cell.value is None:
                continue
            if isinstance(cell.value, Formula):
                if formulas:
                    yield row, cell, str(cell.value)
            else:
                yield row, cell, printer.shown(row, column, cell)
