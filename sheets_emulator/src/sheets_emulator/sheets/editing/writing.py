"""Writing into cells: the masked fields of a CellData, and who may not write where."""

from collections.abc import Callable, Iterator
from typing import Any

from sheets_emulator.book.areas import Area, area_on
from sheets_emulator.book.document import Document, Sheet
from sheets_emulator.book.grid import Cell, Formula, Scalar
from sheets_emulator.formulas.rewrite import copied, normalise
from sheets_emulator.google.masks import Mask, updated
from sheets_emulator.sheets.editing.registry import Context
from sheets_emulator.wire.http import InvalidArgument

LONGEST_TEXT = 50_000
TOO_LONG = "Your input contains more than the maximum of 50000 characters in a single cell."
PROTECTED = (
    "You are trying to edit a protected cell or object. Please contact the spreadsheet owner to "
    "remove protection if you need to edit."
)
Setter = Callable[[Cell, dict[str, Any]], None]


def check_may_write(document: Document, area: Area, context: Context) -> None:
    """Raise the 400 of a protected range that the caller may not edit; the owner always may."""
    if context.user == document.owner:
        return
    if any(_meets(area, entry) for entry in _closed(area.sheet, context)):
        raise InvalidArgument(PROTECTED)


def check_not_protected_whole(document: Document, sheet: Sheet, context: Context) -> None:
    """Raise the 400 of a tab that is protected as a whole against the caller."""
    if context.user == document.owner:
        return
    if any(not entry.get("range", {}).keys() - {"sheetId"} for entry in _closed(sheet, context)):
        raise InvalidArgument(PROTECTED)


def _closed(sheet: Sheet, context: Context) -> Iterator[dict[str, Any]]:
    for entry in sheet.parts.get("protectedRanges", ()):
        editors = entry.get("editors", {}).get("users", ())
        if not entry.get("warningOnly") and context.user not in editors:
            yield entry


def _meets(area: Area, entry: dict[str, Any]) -> bool:
    protected = area_on(area.sheet, entry.get("range", {}))
    free = [area_on(area.sheet, part) for part in entry.get("unprotectedRanges", ())]
    return protected.touches(area) and not any(part.covers(area) for part in free)


def stored_value(document: Document, value: dict[str, Any] | None) -> Scalar | None:
    """What a cell keeps of an ExtendedValue; empty text is nothing."""
    if not value:
        return None
    if "stringValue" in value:
        if len(value["stringValue"]) > LONGEST_TEXT:
            raise InvalidArgument(TOO_LONG)
        return value["stringValue"] or None
    if "formulaValue" in value:
        return stored_formula(document, value["formulaValue"])
    if "errorValue" in value:
        raise InvalidArgument("Error values cannot be written to a cell.")
    number: Scalar | None = value.get("numberValue", value.get("boolValue"))
    return number


def stored_formula(document: Document, text: str) -> Scalar | None:
    """A formula as Sheets spells it; what does not begin with `=` is text."""
    if len(text) > LONGEST_TEXT:
        raise InvalidArgument(TOO_LONG)
    if not text.startswith("="):
        return text or None
    titles = [sheet.title for sheet in document.sheets]
    return Formula(normalise(text, document.locale, titles))


def set_value(cell: Cell, value: Scalar | None) -> None:
    """A new content ends the links, chips and text runs of the old one."""
    cell.value = value
    cell.runs = None
    cell.extra = None


class CellWriter:
    """Writes the fields of CellData that one mask names; equal formats are kept once."""

    def __init__(self, document: Document, mask: Mask | None) -> None:
        self._document = document
        self._formats: dict[tuple[int, int], Any] = {}
        self._seen: list[Any] = []
        self._setters = [
            setter for name, setter in self._all_setters(mask) if mask is None or name in mask
        ]

    def write(self, cell: Cell, data: dict[str, Any]) -> None:
        """Set the masked fields of a cell; those missing in the data are cleared."""
        for setter in self._setters:
            setter(cell, data)

    def _all_setters(self, mask: Mask | None) -> list[tuple[str, Setter]]:
        format_mask = None if mask is None else mask.get("userEnteredFormat")
        return [
            ("userEnteredValue", self._value),
            ("userEnteredFormat", lambda cell, data: self._format(cell, data, format_mask)),
            ("note", self._note),
            ("dataValidation", self._validation),
            ("textFormatRuns", self._runs),
            ("chipRuns", lambda cell, data: self._rare(cell, data, "chipRuns")),
            ("pivotTable", lambda cell, data: self._rare(cell, data, "pivotTable")),
        ]

    def _value(self, cell: Cell, data: dict[str, Any]) -> None:
        set_value(cell, stored_value(self._document, data.get("userEnteredValue")))

    def _format(self, cell: Cell, data: dict[str, Any], mask: Mask | None) -> None:
        new = data.get("userEnteredFormat")
        key = (id(cell.format), id(new))
        if key not in self._formats:
            # Held, so that no other object gets their ids while this writer lives.
            self._seen += [cell.format, new]
            self._formats[key] = updated(cell.format, new, mask) or None
        cell.format = self._formats[key]

    def _note(self, cell: Cell, data: dict[str, Any]) -> None:
        cell.note = data.get("note", "")

    def _validation(self, cell: Cell, data: dict[str, Any]) -> None:
        cell.validation = data.get("dataValidation")

    def _runs(self, cell: Cell, data: dict[str, Any]) -> None:
        cell.runs = data.get("textFormatRuns") or None

    def _rare(self, cell: Cell, data: dict[str, Any], name: str) -> None:
        rest = {key: part for key, part in (cell.extra or {}).items() if key != name}
        if data.get(name):
            rest[name] = data[name]
        cell.extra = rest or None


def moved_data(document: Document, data: dict[str, Any], rows: int, columns: int) -> dict[str, Any]:
    """CellData with its formula shifted, as when it is copied that far."""
    formula = data.get("userEnteredValue", {}).get("formulaValue", "")
    if not formula.startswith("=") or not (rows or columns):
        return data
    return data | {
        "userEnteredValue": {"formulaValue": copied(formula, document.locale, rows, columns)}
    }
