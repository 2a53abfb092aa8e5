"""Cells, rows and columns of one tab: sparse, typed, moved whole so that nothing stays behind."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


class Formula(str):
    """A cell's formula as stored, beginning with `=`."""

    __slots__ = ()


# What a person or program put into a cell.
Scalar = str | int | float | bool | Formula


class Cell:
    """One cell: its content, and what hangs on it (in Google's words where it is JSON)."""

    __slots__ = ("extra", "format", "note", "runs", "validation", "value")

    def __init__(
        self,
        value: Scalar | None = None,
        format: Json | None = None,
        note: str = "",
        validation: Json | None = None,
        runs: list[Json] | None = None,
        extra: Json | None = None,
    ) -> None:
        self.value = value
        self.format = format
        self.note = note
        self.validation = validation
        self.runs = runs
        self.extra = extra

    def copy(self) -> "Cell":
        """A cell with the same content; the JSON in it is shared, so replace it, never edit it."""
        return Cell(self.value, self.format, self.note, self.validation, self.runs, self.extra)

    def is_empty(self) -> bool:
        """True when nothing at all is in the cell."""
        return (
            self.value is None
            and self.format is None
            and not self.note
            and self.validation is None
            and self.runs is None
            and self.extra is None
        )

    def to_json(self) -> list[Any]:
        """The cell for a snapshot, trailing empty parts left out."""
        value: Any = {"f": str(self.value)} if isinstance(self.value, Formula) else self.value
        parts = [value, self.format, self.note, self.validation, self.runs, self.extra]
        while parts and not parts[-1] and parts[-1] is not False and parts[-1] != 0:
            parts.pop()
        return parts

    @classmethod
    def from_json(cls, parts: list[Any]) -> "Cell":
        """The cell of a snapshot."""
        value = parts[0] if parts else None
        if isinstance(value, dict):
            value = Formula(value["f"])
        if value == "" and not isinstance(value, Formula):
            value = None
        return cls(value, *parts[1:])


@dataclass(slots=True)
class Row:
    """A row's cells, only as far as the last that is used, and what hangs on the whole row."""

    cells: list[Cell | None] = field(default_factory=list)
    properties: Json = field(default_factory=dict)

    def cell(self, column: int) -> Cell | None:
        """The cell at a column, or None."""
        return self.cells[column] if column < len(self.cells) else None

    def put(self, column: int, cell: Cell | None) -> None:
        """Place a cell; None empties the place."""
        if column >= len(self.cells):
            if cell is None:
                return
            self.cells.extend([None] * (column + 1 - len(self.cells)))
        self.cells[column] = cell


class Grid:
    """The rows and columns of one tab; rows and columns never touched are not held.

    `rows[i]` may be missing (beyond the list): read with `row(i)`, write with `touch_row(i)`.
    """

    def __init__(self, row_count: int = 1000, column_count: int = 26) -> None:
        self.row_count = row_count
        self.column_count = column_count
        self.rows: list[Row] = []
        self.columns: list[Json] = []

    def cell(self, row: int, column: int) -> Cell | None:
        """The cell there, or None when nothing is."""
        return self.rows[row].cell(column) if row < len(self.rows) else None

    def row(self, row: int) -> Row | None:
        """The row, or None when it was never touched."""
        return self.rows[row] if row < len(self.rows) else None

    def touch_row(self, row: int) -> Row:
        """The row, made when it was never touched."""
        while len(self.rows) <= row:
            self.rows.append(Row())
        return self.rows[row]

    def touch_column(self, column: int) -> Json:
        """The column's properties (DimensionProperties), made when never touched."""
        while len(self.columns) <= column:
            self.columns.append({})
        return self.columns[column]

    def column(self, column: int) -> Json:
        """The column's properties; empty when never touched."""
        return self.columns[column] if column < len(self.columns) else {}

    def edit(self, row: int, column: int) -> Cell:
        """The cell there to write into, made when there is none."""
        place = self.touch_row(row)
        cell = place.cell(column)
        if cell is None:
            cell = Cell()
            place.put(column, cell)
        return cell

    def put(self, row: int, column: int, cell: Cell | None) -> None:
        """Place a cell whole; None empties the place."""
        if cell is None and row >= len(self.rows):
            return
        self.touch_row(row).put(column, cell)

    def used(self) -> Iterator[tuple[int, int, Cell]]:
        """Every cell that exists, row by row, with its place."""
        for index, row in enumerate(self.rows):
            for column, cell in enumerate(row.cells):
                if cell is not None:
                    yield index, column, cell

    def to_json(self) -> Json:
        """The grid for a snapshot."""
        rows = [
            [[cell and cell.to_json() for cell in row.cells], row.properties] for row in self.rows
        ]
        return {
            "rowCount": self.row_count,
            "columnCount": self.column_count,
            "rows": rows,
            "columns": self.columns,
        }

    @classmethod
    def from_json(cls, body: Json) -> "Grid":
        """The grid of a snapshot."""
        grid = cls(body["rowCount"], body["columnCount"])
        grid.columns = body["columns"]
        grid.rows = [
            Row([cell if cell is None else Cell.from_json(cell) for cell in cells], properties)
            for cells, properties in body["rows"]
        ]
        return grid
