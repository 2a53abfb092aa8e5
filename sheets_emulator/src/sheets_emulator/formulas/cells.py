"""What the evaluator needs to know of a spreadsheet: a protocol, so that it depends on no store."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Protocol

from sheets_emulator.formulas.references import Reference


class Book(Protocol):
    """One state of a spreadsheet. Rows and columns are zero-based, tabs are named by sheetId."""

    @property
    def locale(self) -> str:
        """`vi_VN`."""

    @property
    def now(self) -> datetime:
        """The wall clock of the spreadsheet's time zone, for TODAY and NOW."""

    def sheet_named(self, title: str) -> int | None:
        """The sheetId of the tab with this title (case is ignored)."""

    def size(self, sheet: int) -> tuple[int, int]:
        """Rows and columns of the grid."""

    def extent(self, sheet: int) -> tuple[int, int]:
        """Rows and columns up to the last cell with a value: what lies beyond is empty."""

    def entered(self, sheet: int, row: int, column: int) -> Mapping[str, Any] | None:
        """The userEnteredValue (an ExtendedValue) of a cell, None when empty."""

    def number_format(self, sheet: int, row: int, column: int) -> Mapping[str, str] | None:
        """The number format that somebody set on the cell."""

    def formulas(self, sheet: int) -> Iterable[tuple[int, int, str]]:
        """(row, column, text) of all cells with a formula."""

    def named_range(self, name: str) -> tuple[int, Reference] | None:
        """sheetId and area of a named range."""
