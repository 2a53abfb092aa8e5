"""A document as the formula evaluator sees it, and the computed values kept until it changes."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sheets_emulator.book.document import Document
from sheets_emulator.book.grid import Cell, Formula, Scalar
from sheets_emulator.formulas.evaluate import Evaluator
from sheets_emulator.formulas.references import Reference


def extended_value(value: Scalar | None) -> dict[str, Any] | None:
    """A cell's content as Google's ExtendedValue."""
    if value is None:
        return None
    if isinstance(value, Formula):
        return {"formulaValue": str(value)}
    if isinstance(value, str):
        return {"stringValue": value}
    return {"boolValue" if isinstance(value, bool) else "numberValue": value}


def number_format_of(cell: Cell | None) -> Any:
    """The number format set on a cell."""
    return cell.format.get("numberFormat") if cell is not None and cell.format else None


class DocumentBook:
    """One state of a document for `formulas.Evaluator` (its protocol Book)."""

    def __init__(self, document: Document, now: datetime) -> None:
        self._document = document
        self._now = now

    @property
    def locale(self) -> str:
        """The document's locale."""
        return self._document.locale

    @property
    def now(self) -> datetime:
        """The wall clock of the document's time zone."""
        return self._now

    def sheet_named(self, title: str) -> int | None:
        """The sheetId of a tab."""
        sheet = self._document.sheet_titled(title)
        return None if sheet is None or not sheet.is_grid else sheet.id

    def size(self, sheet: int) -> tuple[int, int]:
        """Rows and columns of the grid."""
        grid = self._grid(sheet)
        return grid.row_count, grid.column_count

    def extent(self, sheet: int) -> tuple[int, int]:
        """Rows and columns up to the last cell that is held."""
        grid = self._grid(sheet)
        return len(grid.rows), max((len(row.cells) for row in grid.rows), default=0)

    def entered(self, sheet: int, row: int, column: int) -> Mapping[str, Any] | None:
        """What was entered into a cell."""
        cell = self._grid(sheet).cell(row, column)
        return extended_value(cell.value) if cell is not None else None

    def number_format(self, sheet: int, row: int, column: int) -> Mapping[str, str] | None:
        """The number format set on a cell."""
        found: Mapping[str, str] | None = number_format_of(self._grid(sheet).cell(row, column))
        return found

    def formulas(self, sheet: int) -> Iterable[tuple[int, int, str]]:
        """All formulas of a tab."""
        return formulas_of(self._grid(sheet))

    def named_range(self, name: str) -> tuple[int, Reference] | None:
        """A named range's place."""
        for entry in self._document.named_ranges:
            if entry["name"].casefold() == name.casefold():
                return _reference(entry["range"])
        return None

    def _grid(self, sheet: int) -> Any:
        found = self._document.sheet(sheet)
        assert found is not None
        return found.grid


def formulas_of(grid: Any) -> Iterator[tuple[int, int, str]]:
    """(row, column, text) of each formula on a grid."""
    for row, column, cell in grid.used():
        if isinstance(cell.value, Formula):
            yield row, column, str(cell.value)


def _reference(grid_range: dict[str, int]) -> tuple[int, Reference]:
    bottom, right = grid_range.get("endRowIndex"), grid_range.get("endColumnIndex")
    reference = Reference(
        sheet=None,
        top=grid_range.get("startRowIndex", 0),
        left=grid_range.get("startColumnIndex", 0),
        bottom=None if bottom is None else bottom - 1,
        right=None if right is None else right - 1,
    )
    return grid_range.get("sheetId", 0), reference


def local_time(document: Document, seconds: float) -> datetime:
    """The wall clock of the document's time zone."""
    try:
        zone: Any = ZoneInfo(document.properties.get("timeZone", "Etc/GMT"))
    except (ZoneInfoNotFoundError, ValueError):
        zone = UTC
    return datetime.fromtimestamp(seconds, zone)


def evaluator(document: Document, seconds: float) -> Evaluator:
    """The document's computed values at that time; kept until a change or the next minute."""
    minute = int(seconds // 60)
    kept = document.memo.get("evaluator")
    if kept is None or kept[0] != minute:
        book = DocumentBook(document, local_time(document, seconds))
        kept = document.memo["evaluator"] = (minute, Evaluator(book))
    found: Evaluator = kept[1]
    return found
