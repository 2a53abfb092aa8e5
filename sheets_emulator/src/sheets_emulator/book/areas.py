"""Rectangles on a tab: from Google's GridRange and A1 notation, and back to both."""

import re
from dataclasses import dataclass, field, replace
from typing import Any

from sheets_emulator.book.document import Document, Sheet
from sheets_emulator.book.notation import bounds_of
from sheets_emulator.formulas.references import column_letters, quoted_title
from sheets_emulator.wire.http import InvalidArgument

MAX_COLUMNS = 18_278


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of a tab, half open, cut to its grid.

    `open_rows` and `open_columns` say that no end was asked; `anchor` that one cell was;
    `asked` is the A1 text when it named a tab, which Google's messages repeat as it is.
    """

    sheet: Sheet
    top: int
    left: int
    bottom: int
    right: int
    open_rows: bool = False
    open_columns: bool = False
    anchor: bool = False
    asked: str = field(default="", compare=False)

    def a1(self) -> str:
        """The rectangle in A1 notation with its tab's title, quoted where Google quotes."""
        corner = f"{column_letters(self.left)}{self.top + 1}"
        end = f"{column_letters(self.right - 1)}{self.bottom}"
        reference = corner if corner == end else f"{corner}:{end}"
        return f"{quoted_title(self.sheet.title)}!{reference}"

    def holds(self, row: int, column: int) -> bool:
        """True for a cell inside."""
        return self.top <= row < self.bottom and self.left <= column < self.right

    def touches(self, other: "Area") -> bool:
        """True when the two share a cell."""
        return (
            self.sheet is other.sheet
            and self.top < other.bottom
            and other.top < self.bottom
            and self.left < other.right
            and other.left < self.right
        )

    def covers(self, other: "Area") -> bool:
        """True when the other lies wholly inside."""
        return (
            self.sheet is other.sheet
            and self.top <= other.top
            and other.bottom <= self.bottom
            and self.left <= other.left
            and other.right <= self.right
        )

    def grid_range(self) -> dict[str, int]:
        """The rectangle as a GridRange with all five fields."""
        return {
            "sheetId": self.sheet.id,
            "startRowIndex": self.top,
            "endRowIndex": self.bottom,
            "startColumnIndex": self.left,
            "endColumnIndex": self.right,
        }


def sheet_by_id(document: Document, sheet_id: int) -> Sheet:
    """The tab of a request, which must be a grid."""
    sheet = document.sheet(sheet_id)
    if sheet is None or not sheet.is_grid:
        raise InvalidArgument(f"No grid with id: {sheet_id}")
    return sheet


def area_of(document: Document, grid_range: dict[str, Any]) -> Area:
    """The rectangle of a GridRange: missing bounds are the grid's, its end is cut to the grid."""
    sheet = sheet_by_id(document, grid_range.get("sheetId", 0))
    return area_on(sheet, grid_range)


def area_on(sheet: Sheet, grid_range: dict[str, Any]) -> Area:
    """The rectangle of a GridRange on a tab that is known."""
    grid = sheet.grid
    top, left = grid_range.get("startRowIndex", 0), grid_range.get("startColumnIndex", 0)
    bottom, right = grid_range.get("endRowIndex"), grid_range.get("endColumnIndex")
    for start, end, what in ((top, bottom, "Row"), (left, right, "Column")):
        if start < 0 or (end is not None and end < start):
            raise InvalidArgument(f"Invalid range: {what.lower()} bounds [{start}, {end}).")
    if top >= grid.row_count or left >= grid.column_count:
        raise _outside(sheet, _open_spelling(sheet, top, left, bottom, right))
    return Area(
        sheet,
        top,
        left,
        grid.row_count if bottom is None else min(bottom, grid.row_count),
        grid.column_count if right is None else min(right, grid.column_count),
        bottom is None,
        right is None,
    )


def _open_spelling(sheet: Sheet, top: int, left: int, bottom: int | None, right: int | None) -> str:
    first = f"{column_letters(left)}{top + 1}"
    last = ("" if right is None else column_letters(right - 1)) + str(bottom or "")
    reference = first if first == last or not last else f"{first}:{last}"
    return f"{quoted_title(sheet.title)}!{reference}"


def _outside(sheet: Sheet, spelled: str) -> InvalidArgument:
    grid = sheet.grid
    limits = f"Max rows: {grid.row_count}, max columns: {grid.column_count}"
    return InvalidArgument(f"Range ({spelled}) exceeds grid limits. {limits}")


def parse_a1(document: Document, text: str) -> Area:
    """The rectangle of an A1 text: `Sheet1!A1:B2`, `A:C`, `R1C1:R2C2`, a named range or a title.

    A bare word is read in that order: a tab titled like a reference is reached in quotes only.
    """
    title, reference = _split_title(text)
    if title is not None:
        sheet = document.sheet_titled(title)
        if sheet is None or not sheet.is_grid:
            raise _unreadable(text)
        if not reference and "!" not in text:
            return area_on(sheet, {})
        return replace(_reference_on(document, sheet, reference, text), asked=text)
    sheet = document.sheet_titled(reference)
    if bounds_of(reference) is None and sheet is not None and sheet.is_grid:
        return _named(document, reference) or area_on(sheet, {})
    return _reference_on(document, document.sheets[0], reference, text)


def _split_title(text: str) -> tuple[str | None, str]:
    """(title, rest): the title None when the text names none."""
    if text.startswith("'"):
        match = re.fullmatch(r"'((?:[^']|'')*)'(?:!(.*))?", text, re.DOTALL)
        if match is None:
            raise _unreadable(text)
        return match[1].replace("''", "'"), match[2] or ""
    title, mark, reference = text.rpartition("!")
    return (title, reference) if mark else (None, text)


def _named(document: Document, name: str) -> Area | None:
    for entry in document.named_ranges:
        if entry["name"].casefold() == name.casefold():
            return area_of(document, entry["range"])
    return None


def _reference_on(document: Document, sheet: Sheet, reference: str, text: str) -> Area:
    bounds = bounds_of(reference)
    if bounds is None:
        named = _named(document, reference)
        if named is None:
            raise _unreadable(text)
        return named
    top, left, bottom, right = bounds
    grid_range = {"startRowIndex": top, "startColumnIndex": left}
    grid_range |= {} if bottom is None else {"endRowIndex": bottom}
    grid_range |= {} if right is None else {"endColumnIndex": right}
    if top >= sheet.grid.row_count or left >= sheet.grid.column_count:
        raise _outside(sheet, f"{quoted_title(sheet.title)}!{reference}")
    area = area_on(sheet, grid_range)
    if ":" in reference or bottom is None or right is None:
        return area
    return Area(sheet, area.top, area.left, area.bottom, area.right, anchor=True)


def _unreadable(text: str) -> InvalidArgument:
    return InvalidArgument(f"Unable to parse range: {text}")
