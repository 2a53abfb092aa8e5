"""ValueRanges as Google prints them: rendered, trimmed, by rows or by columns."""

from typing import Any

from sheets_emulator.book.areas import Area
from sheets_emulator.book.cell_data import CellPrinter
from sheets_emulator.book.document import Document
from sheets_emulator.book.grid import Cell, Formula
from sheets_emulator.text.number_format import ERROR_TEXTS

EMPTY = Cell()
DATE_TYPES = ("DATE", "TIME", "DATE_TIME")


class ValuesPrinter:
    """Prints rectangles of one document with one set of render options."""

    def __init__(
        self,
        document: Document,
        now: float,
        major_dimension: str = "",
        value_option: str = "",
        date_option: str = "",
    ) -> None:
        self._document = document
        self._now = now
        self._columns_first = major_dimension == "COLUMNS"
        self._option = value_option or "FORMATTED_VALUE"
        self._dates_as_text = date_option == "FORMATTED_STRING"

    def value_range(self, area: Area) -> dict[str, Any]:
        """The ValueRange of a rectangle; `values` is absent when nothing is in it."""
        dimension = "COLUMNS" if self._columns_first else "ROWS"
        out: dict[str, Any] = {"range": area.a1(), "majorDimension": dimension}
        if values := self.values(area):
            out["values"] = values
        return out

    def values(self, area: Area) -> list[list[Any]]:
        """The rendered values without trailing empty cells, rows or columns."""
        printer = CellPrinter(self._document, area.sheet, {}, self._now)
        rows, columns = printer.extent()
        grid = [
            [
                self._value(printer, row, column, area.sheet.grid.cell(row, column))
                for column in range(area.left, min(area.right, columns))
            ]
            for row in range(area.top, min(area.bottom, rows))
        ]
        if self._columns_first:
            grid = [list(column) for column in zip(*grid, strict=True)]
        return _trimmed(grid)

    def _value(self, printer: CellPrinter, row: int, column: int, cell: Cell | None) -> Any:
        cell = cell or EMPTY
        if self._option == "FORMULA" and isinstance(cell.value, Formula):
            return str(cell.value)
        effective = printer.effective(row, column, cell)
        if effective is None:
            return None
        if self._option == "FORMATTED_VALUE":
            return printer.shown(row, column, cell)
        return self._plain(printer, row, column, cell, effective)

    def _plain(
        self, printer: CellPrinter, row: int, column: int, cell: Cell, effective: dict[str, Any]
    ) -> Any:
        kind, content = next(iter(effective.items()))
        if kind == "errorValue":
            text, reason = ERROR_TEXTS.get(content["type"], "#ERROR!"), content.get("message")
            return f"{text} ({reason})" if reason else text
        if kind == "numberValue" and self._dates_as_text:
            number_format = printer.number_format(row, column, cell) or {}
            if number_format.get("type") in DATE_TYPES:
                return printer.shown(row, column, cell)
        return content


def _trimmed(grid: list[list[Any]]) -> list[list[Any]]:
    for row in grid:
        while row and row[-1] is None:
            row.pop()
    while grid and not grid[-1]:
        grid.pop()
    return [["" if value is None else value for value in row] for row in grid]
