"""One cell as Google prints it: entered, effective and shown value, formats, note, validation."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sheets_emulator.book.computed import evaluator, extended_value, number_format_of
from sheets_emulator.book.document import Document, Sheet
from sheets_emulator.book.grid import Cell, Formula
from sheets_emulator.book.overlays import Banding, conditional_formats
from sheets_emulator.formulas.values import to_extended
from sheets_emulator.google.masks import Mask, masked
from sheets_emulator.text.number_format import format_value

FIELDS = (
    "userEnteredValue",
    "effectiveValue",
    "formattedValue",
    "userEnteredFormat",
    "effectiveFormat",
    "hyperlink",
    "note",
    "textFormatRuns",
    "dataValidation",
    "pivotTable",
    "chipRuns",
)
# What whoever reads a spreadsheet asks for, of each of its cells.
VALUES = FIELDS[:3]
EMPTY = Cell()


class CellPrinter:
    """Prints the cells of one tab under a mask of CellData; made anew for each answer."""

    def __init__(self, document: Document, sheet: Sheet, mask: Mask | None, now: float) -> None:
        self._document = document
        self._sheet_id = sheet.id
        self._evaluator = evaluator(document, now)
        self._locale = document.locale
        self._mask = mask
        self._formats: dict[tuple[int, tuple[int, ...], str], Any] = {}
        self._overlays: tuple[Banding, dict[tuple[int, int], Any]] | None = None
        self._sheet = sheet
        self._parts: list[tuple[str, Callable[..., Any], Mask | None]] = [
            (name, getattr(self, "_" + name), None if mask is None else mask[name])
            for name in FIELDS
            if mask is None or name in mask
        ]
        self._only_values = mask is not None and not mask.keys() - set(VALUES)
        self._spills: Mapping[tuple[int, int], Any] | None = None

    def extent(self) -> tuple[int, int]:
        """Rows and columns up to the last content, spilled arrays included."""
        return self._evaluator.extent(self._sheet_id)

    def cell(self, row: int, column: int, cell: Cell | None) -> dict[str, Any]:
        """The CellData; `{}` for a cell with nothing that the mask names."""
        if not self.has_content(row, column, cell):
            return {}
        cell = cell or EMPTY
        if self._only_values and cell.value is None and not self._spilled(row, column):
            return {}
        out = {}
        for name, part, mask in self._parts:
            value = part(row, column, cell)
            if value is not None:
                out[name] = value if mask is None else masked(value, mask)
        return out

    def is_blank(self, row: int, cells: Sequence[Cell | None]) -> bool:
        """No cell of the row has anything that the mask names, as in the formatted rows below a
        list: a quick answer, False where it takes a closer look."""
        if not self._only_values or any(cell and cell.value is not None for cell in cells):
            return False
        self._spilled(row, 0)
        return not self._spills

    def has_content(self, row: int, column: int, cell: Cell | None) -> bool:
        """True for a cell that is printed before trailing ones are cut."""
        if cell is not None and not cell.is_empty():
            return True
        return self._spilled(row, column) is not None

    def effective(self, row: int, column: int, cell: Cell) -> dict[str, Any] | None:
        """The effectiveValue."""
        if cell.value is None:
            return self._spilled(row, column)
        if isinstance(cell.value, Formula):
            return self._evaluator.effective(self._sheet_id, row, column)
        return extended_value(cell.value)

    def _spilled(self, row: int, column: int) -> dict[str, Any] | None:
        """The effectiveValue that an array puts into an empty cell."""
        if self._spills is None:
            self._spills = self._evaluator.spilled(self._sheet_id)
        return to_extended(self._spills.get((row, column))) if self._spills else None

    def shown(self, row: int, column: int, cell: Cell) -> str:
        """What a person sees."""
        value = cell.value
        if type(value) is str and (cell.format is None or "numberFormat" not in cell.format):
            return value
        effective = self.effective(row, column, cell)
        if effective is None:
            return ""
        return format_value(effective, self._number_format(row, column, cell), self._locale)

    def number_format(self, row: int, column: int, cell: Cell) -> Any:
        """The number format by which the cell is shown."""
        return self._number_format(row, column, cell)

    def _number_format(self, row: int, column: int, cell: Cell) -> Any:
        if isinstance(cell.value, Formula):
            return self._evaluator.number_format(self._sheet_id, row, column)
        return number_format_of(cell)

    def _userEnteredValue(self, row: int, column: int, cell: Cell) -> Any:  # noqa: N802
        return extended_value(cell.value)

    def _effectiveValue(self, row: int, column: int, cell: Cell) -> Any:  # noqa: N802
        return self.effective(row, column, cell)

    def _formattedValue(self, row: int, column: int, cell: Cell) -> Any:  # noqa: N802
        return self.shown(row, column, cell) or None

    def _userEnteredFormat(self, row: int, column: int, cell: Cell) -> Any:  # noqa: N802
        if not cell.format:
            return cell.format
        key = (id(cell.format), (), "own")
        if key not in self._formats:
            self._formats[key] = in_order(cell.format)
        return self._formats[key]

    def _effectiveFormat(self, row: int, column: int, cell: Cell) -> Any:  # noqa: N802
        if cell.is_empty() and not self.has_content(row, column, cell):
            return None
        number_format = self._number_format(row, column, cell)
        alignment = _alignment(self.effective(row, column, cell))
        link = "LINKED" if self._hyperlink(row, column, cell) else "PLAIN_TEXT"
        laid_over = self._laid_over(row, column)
        key = (id(cell.format), tuple(map(id, laid_over)), f"{alignment}{link}{number_format}")
        if key not in self._formats:
            merged = self._document.properties["defaultFormat"]
            for one in (laid_over[0], cell.format, laid_over[1]):
                merged = merge_formats(merged, one or {})
            merged.setdefault("horizontalAlignment", alignment)
            merged.setdefault("hyperlinkDisplayType", link)
            if number_format:
                merged["numberFormat"] = number_format
            self._formats[key] = in_order(merged)
        return self._formats[key]

    def _laid_over(self, row: int, column: int) -> tuple[Any, Any]:
        """The alternating colours below a cell's own format, the conditional format above it."""
        if self._overlays is None:
            sheet, values = self._sheet, self._evaluator
            self._overlays = Banding(sheet), conditional_formats(sheet, values)
        banding, conditional = self._overlays
        return banding.under(row, column), conditional.get((row, column))

    def _hyperlink(self, row: int, column: int, cell: Cell) -> Any:
        if cell.extra and "hyperlink" in cell.extra:
            return cell.extra["hyperlink"]
        if cell.format and (link := cell.format.get("textFormat", {}).get("link")):
            return link.get("uri")
        if isinstance(cell.value, Formula):
            return self._evaluator.hyperlink(self._sheet_id, row, column)
        return None

    def _note(self, row: int, column: int, cell: Cell) -> Any:
        return cell.note or None

    def _textFormatRuns(self, row: int, column: int, cell: Cell) -> Any:  # noqa: N802
        return cell.runs

    def _dataValidation(self, row: int, column: int, cell: Cell) -> Any:  # noqa: N802
        return cell.validation

    def _pivotTable(self, row: int, column: int, cell: Cell) -> Any:  # noqa: N802
        return cell.extra and cell.extra.get("pivotTable")

    def _chipRuns(self, row: int, column: int, cell: Cell) -> Any:  # noqa: N802
        return cell.extra and cell.extra.get("chipRuns")


FORMAT_ORDER = (
    "numberFormat",
    "backgroundColor",
    "borders",
    "padding",
    "horizontalAlignment",
    "verticalAlignment",
    "wrapStrategy",
    "textDirection",
    "textFormat",
    "hyperlinkDisplayType",
    "textRotation",
    "backgroundColorStyle",
)

TEXT_ORDER = (
    "foregroundColor",
    "fontFamily",
    "fontSize",
    "bold",
    "italic",
    "strikethrough",
    "underline",
    "link",
    "foregroundColorStyle",
)


def merge_formats(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """A CellFormat laid over another: text formats are joined, all else is replaced."""
    out = below | above
    if "textFormat" in below and "textFormat" in above:
        out["textFormat"] = below["textFormat"] | above["textFormat"]
    return out


def in_order(cell_format: dict[str, Any]) -> dict[str, Any]:
    """A CellFormat with its fields and those of its text format as Google orders them."""
    out = {name: cell_format[name] for name in FORMAT_ORDER if name in cell_format}
    if text := out.get("textFormat"):
        out["textFormat"] = {name: text[name] for name in TEXT_ORDER if name in text}
    return out


def _alignment(effective: dict[str, Any] | None) -> str:
    if effective is None or "stringValue" in effective:
        return "LEFT"
    return "RIGHT" if "numberValue" in effective else "CENTER"
