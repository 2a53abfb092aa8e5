"""What a person does on the page, as the batchUpdate requests that Sheets' own page would send."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sheets_emulator.book.boolean_conditions import accepts
from sheets_emulator.book.computed import DocumentBook, number_format_of
from sheets_emulator.book.document import Document
from sheets_emulator.book.typed_entry import TypedEntry, parse_typed
from sheets_emulator.formulas.evaluate import Evaluator
from sheets_emulator.wire.http import InvalidArgument

Json = dict[str, Any]


class RejectedEntryError(InvalidArgument):
    """A strict validation rule does not accept what was typed."""


class _Supposing(DocumentBook):
    """The document as if one cell already held something else."""

    def __init__(self, book: DocumentBook, place: tuple[int, int, int], entry: TypedEntry) -> None:
        self.__dict__.update(vars(book))
        self._place, self._entry = place, entry

    def entered(self, sheet: int, row: int, column: int) -> Mapping[str, Any] | None:
        if (sheet, row, column) == self._place:
            return self._entry.value
        return super().entered(sheet, row, column)

    def number_format(self, sheet: int, row: int, column: int) -> Mapping[str, str] | None:
        own = super().number_format(sheet, row, column)
        if (sheet, row, column) == self._place:
            return own or self._entry.number_format
        return own


def typed_requests(
    document: Document, entries: Iterable[Json], book: DocumentBook, today: date
) -> list[Json]:
    """updateCells for the entries `{sheetId, row, column, text}`, rows and columns from 0.

    Raises RejectedEntryError where a strict rule says no. Pasting past the edge grows the grid.
    """
    wanted = list(entries)
    updates = [_typed_update(document, entry, book, today) for entry in wanted]
    return _growth(document, wanted) + _joined(updates)


def _joined(updates: list[Json]) -> list[Json]:
    """Neighbours in a row that set the same fields are one request: a paste has thousands."""
    found: list[Json] = []
    for update in updates:
        if found and _follows(found[-1], update):
            found[-1]["rows"][0]["values"] += update["rows"][0]["values"]
        else:
            found.append(update)
    return [{"updateCells": update} for update in found]


def _follows(left: Json, right: Json) -> bool:
    following = left["start"]["columnIndex"] + len(left["rows"][0]["values"])
    place = left["start"] | {"columnIndex": following}
    return bool(place == right["start"] and left["fields"] == right["fields"])


def _typed_update(document: Document, entry: Json, book: DocumentBook, today: date) -> Json:
    place = int(entry["sheetId"]), int(entry["row"]), int(entry["column"])
    sheet = document.sheet(place[0])
    if sheet is None:
        raise InvalidArgument(f"No grid with id: {place[0]}")
    cell = sheet.grid.cell(place[1], place[2])
    own_format = number_format_of(cell)
    typed = parse_typed(str(entry["text"]), document.locale, own_format, today)
    if cell is not None and cell.validation and not entry.get("pasted"):
        _check(cell.validation, book, place, typed)
    return _update(place, typed, own_format)


def _check(rule: Json, book: DocumentBook, place: tuple[int, int, int], typed: TypedEntry) -> None:
    """Rejects what a strict rule does not accept; formulas are let pass, as they may change."""
    is_formula = "formulaValue" in (typed.value or {})
    if not rule.get("strict") or typed.value is None or is_formula:
        return
    if not accepts(rule, Evaluator(_Supposing(book, place, typed)), *place):
        raise RejectedEntryError(rule.get("inputMessage", ""))


def _update(place: tuple[int, int, int], typed: TypedEntry, own_format: Any) -> Json:
    data: Json = {"userEnteredValue": typed.value} if typed.value else {}
    fields = ["userEnteredValue"]
    cell_format: Json = {}
    if typed.number_format and not own_format:
        cell_format["numberFormat"] = typed.number_format
        fields.append("userEnteredFormat.numberFormat")
    if typed.hyperlink:
        cell_format["textFormat"] = {"link": {"uri": typed.hyperlink}}
        fields.append("userEnteredFormat.textFormat.link")
    if cell_format:
        data["userEnteredFormat"] = cell_format
    start = {"sheetId": place[0], "rowIndex": place[1], "columnIndex": place[2]}
    return {"start": start, "rows": [{"values": [data]}], "fields": ",".join(fields)}


def _growth(document: Document, entries: list[Json]) -> list[Json]:
    """The appendDimension requests that make room for entries outside the grid."""
    found: list[Json] = []
    for sheet in document.sheets:
        mine = [entry for entry in entries if entry["sheetId"] == sheet.id]
        sizes = {"ROWS": sheet.grid.row_count, "COLUMNS": sheet.grid.column_count}
        for dimension, size in sizes.items():
            name = "row" if dimension == "ROWS" else "column"
            missing = max((int(entry[name]) + 1 - size for entry in mine), default=0)
            if missing > 0:
                growth = {"sheetId": sheet.id, "dimension": dimension, "length": missing}
                found.append({"appendDimension": growth})
    return found
