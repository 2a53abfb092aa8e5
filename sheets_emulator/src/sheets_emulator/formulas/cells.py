"""What formulas see of a spreadsheet and of its computed cells: protocols, so that they depend on
no store, and on no evaluator either."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sheets_emulator.formulas.parser import Node
from sheets_emulator.formulas.references import Reference
from sheets_emulator.formulas.values import Grid, Scalar

Index = dict[Any, tuple[int, int]]  # value -> how often, first position


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


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle on a tab, its last row and column inside; ends already cut to the grid."""

    sheet: int
    top: int
    left: int
    bottom: int
    right: int

    @property
    def single(self) -> bool:
        """True for one cell."""
        return self.top == self.bottom and self.left == self.right


class Computed(Protocol):
    """The computed cells of one state of a book: what a formula may ask for beside itself."""

    @property
    def book(self) -> Book:
        """What was entered."""

    def value(self, sheet: int, row: int, column: int) -> Scalar:
        """The computed value of one cell; an error is a value."""

    def grid(self, area: Area) -> Grid:
        """The values of a rectangle, without the empty rows and columns after the last content."""

    def index(self, grid: Grid, column: int = 0) -> Index:
        """How often each value stands in a column of the grid, and where first (row)."""

    def area(self, home: int, reference: Reference) -> Area:
        """The rectangle that a reference on the tab `home` means; FormulaError when none."""

    def named(self, name: str) -> Area:
        """The rectangle of a named range; FormulaError NAME when there is none."""

    def tree(self, sheet: int, row: int, column: int) -> Node | None:
        """The parsed formula of a cell, None when it holds none that can be read."""
