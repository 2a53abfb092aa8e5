"""A spreadsheet as one read saw it: tabs by id, cells as entered, effective and shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Scalar = str | int | float | bool


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: `value` is the effective typed value (an error as its text), `shown` what a
    person sees, `formula` the text typed when it is a formula, else None."""

    value: Scalar | None = None
    shown: str = ""
    formula: str | None = None

    @property
    def empty(self) -> bool:
        """Nothing was typed here."""
        return self.formula is None and (self.value is None or self.value == "")


EMPTY = Cell()


@dataclass(frozen=True, slots=True)
class GridRange:
    """A half-open rectangle of one tab; None is unbounded (Google's GridRange)."""

    sheet_id: int
    start_row: int | None = None
    end_row: int | None = None
    start_column: int | None = None
    end_column: int | None = None

    @staticmethod
    def read(raw: Mapping[str, Any]) -> "GridRange":
        """From Google's JSON, where sheet id 0 is left out."""
        return GridRange(
            raw.get("sheetId", 0),
            raw.get("startRowIndex"),
            raw.get("endRowIndex"),
            raw.get("startColumnIndex"),
            raw.get("endColumnIndex"),
        )

    def json(self) -> dict[str, int]:
        """As Google's JSON."""
        named = {
            "sheetId": self.sheet_id,
            "startRowIndex": self.start_row,
            "endRowIndex": self.end_row,
            "startColumnIndex": self.start_column,
            "endColumnIndex": self.end_column,
        }
        return {name: value for name, value in named.items() if value is not None}


@dataclass(frozen=True, slots=True)
class FormulaRule:
    """A conditional format by formula: its ranges and the formula's text."""

    ranges: tuple[GridRange, ...]
    formula: str


@dataclass(frozen=True, slots=True)
class Mark:
    """Developer metadata: people do not see it, and it moves and goes with what it hangs on."""

    id: int
    key: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One tab of grid type. `cells` is ragged: trailing empty cells and rows are missing. `marks`
    hang on the tab, `column_marks` on its columns; `notes` are those on cells, by (row, column)
    from 0, where they were read."""

    sheet_id: int
    title: str
    index: int
    cells: Sequence[Sequence[Cell]]
    row_count: int = 1000
    column_count: int = 26
    hidden: bool = False
    frozen_rows: int = 0
    formula_rules: tuple[FormulaRule, ...] = ()
    protected: tuple[tuple[str, GridRange], ...] = ()  # (description, range)
    charts: tuple[int, ...] = ()
    marks: tuple[Mark, ...] = ()
    column_marks: Mapping[int, tuple[Mark, ...]] = field(default_factory=dict)
    notes: Mapping[tuple[int, int], str] = field(default_factory=dict)

    def cell(self, row: int, column: int) -> Cell:
        """The cell at 0-based `row`, `column`; an empty one outside what was read."""
        if row < len(self.cells) and column < len(self.cells[row]):
            return self.cells[row][column]
        return EMPTY

    @property
    def used_rows(self) -> int:
        """Rows down to the last one that holds anything."""
        used = (i for i in range(len(self.cells), 0, -1) if not all_empty(self.cells[i - 1]))
        return next(used, 0)

    @property
    def used_columns(self) -> int:
        """Columns up to the last one that holds anything in any row."""
        return max((used_width(row) for row in self.cells), default=0)


def all_empty(row: Sequence[Cell]) -> bool:
    """No cell of the row holds anything."""
    return all(cell.empty for cell in row)


def used_width(row: Sequence[Cell]) -> int:
    """Cells of the row up to the last one that holds anything."""
    return next((i for i in range(len(row), 0, -1) if not row[i - 1].empty), 0)


@dataclass(frozen=True, slots=True)
class SpreadsheetSnapshot:
    """One consistent state of a spreadsheet, or of the ranges asked for."""

    spreadsheet_id: str
    title: str
    locale: str
    time_zone: str
    sheets: tuple[Sheet, ...] = field(default=())
    marks: tuple[Mark, ...] = field(default=())

    def by_title(self, title: str) -> Sheet | None:
        """The tab of that title, in whatever case (Google's titles are unique that way)."""
        wanted = title.casefold()
        return next((s for s in self.sheets if s.title.casefold() == wanted), None)

    def by_mark(self, key: str, value: str) -> Sheet | None:
        """The first tab on which this mark hangs."""
        held = ((s, {(m.key, m.value) for m in s.marks}) for s in self.sheets)
        return next((sheet for sheet, marks in held if (key, value) in marks), None)

    def by_id(self, sheet_id: int) -> Sheet | None:
        """The tab of that id."""
        return next((s for s in self.sheets if s.sheet_id == sheet_id), None)
