"""Writing ValueRanges: what fits where, what is counted, and where appended rows go."""

from dataclasses import dataclass
from typing import Any

from sheets_emulator.book.areas import Area, parse_a1
from sheets_emulator.book.document import Document
from sheets_emulator.book.operations import operation
from sheets_emulator.book.storage import Operation
from sheets_emulator.formulas.references import column_letters
from sheets_emulator.sheets.editing.entering import enter
from sheets_emulator.sheets.editing.registry import Context
from sheets_emulator.sheets.editing.sizes import grow
from sheets_emulator.sheets.editing.writing import check_may_write, set_value
from sheets_emulator.sheets.proto_text import proto_text
from sheets_emulator.sheets.requests.dimensions import insert_lines
from sheets_emulator.sheets.tables_found import table_under
from sheets_emulator.wire.http import ApiError, InvalidArgument

Rows = list[list[Any]]


@dataclass(slots=True)
class Written:
    """What one ValueRange changed: its rectangle and the cells sent in it."""

    area: Area
    cells: set[tuple[int, int]]

    def counts(self, file_id: str) -> dict[str, Any]:
        """The counts of UpdateValuesResponse; zero ones are left out."""
        counts = {
            "updatedRows": len({row for row, _ in self.cells}),
            "updatedColumns": len({column for _, column in self.cells}),
            "updatedCells": len(self.cells),
        }
        out: dict[str, Any] = {"spreadsheetId": file_id, "updatedRange": self.area.a1()}
        return out | {name: count for name, count in counts.items() if count}


def _rows(value_range: Any) -> Rows:
    """The values by rows, checked cell by cell."""
    values: Rows = value_range.get("values", [])
    for index, row in enumerate(values):
        for place, value in enumerate(row):
            if isinstance(value, (list, dict)):
                raise InvalidArgument(f"Invalid values[{index}][{place}]: {proto_text(value)}")
    if value_range.get("majorDimension") != "COLUMNS":
        return values
    height = max(map(len, values), default=0)
    return [
        [column[index] if index < len(column) else None for column in values]
        for index in range(height)
    ]


def write(
    document: Document, area: Area, value_range: Any, typed: bool, context: Context
) -> Written:
    """Write the values of a ValueRange at the corner of a range that they must fit."""
    rows = _rows(value_range)
    width = max(map(len, rows), default=0)
    _check_fit(area, len(rows), width)
    bottom, right = area.top + max(len(rows), 1), area.left + max(width, 1)
    written = Written(Area(area.sheet, area.top, area.left, bottom, right), set())
    check_may_write(document, written.area, context)
    for row, values in enumerate(rows, area.top):
        for column, value in enumerate(values, area.left):
            if value is None:
                continue
            enter(document, area.sheet.grid.edit(row, column), value, context.time, typed)
            written.cells.add((row, column))
    return written


def _check_fit(area: Area, height: int, width: int) -> None:
    grid = area.sheet.grid
    last_row = grid.row_count if area.anchor or area.open_rows else area.bottom
    last_column = grid.column_count if area.anchor or area.open_columns else area.right
    spelled = f"Requested writing within range [{area.asked or area.a1()}], but tried writing to"
    if area.left + width > last_column:
        raise InvalidArgument(f"{spelled} column [{column_letters(last_column)}]")
    if area.top + height > last_row:
        raise InvalidArgument(f"{spelled} row [{last_row + 1}]")


@operation("values.update")
def update_values(document: Document, body: Any, change: Operation) -> list[Written]:
    """Write several ValueRanges; an error names the one when `numbered`."""
    context = Context(change.user, change.time)
    written = []
    for index, value_range in enumerate(body["data"]):
        try:
            area = parse_a1(document, value_range["range"])
            written.append(write(document, area, value_range, body["typed"], context))
        except ApiError as error:
            if body.get("numbered"):
                error.message = f"Invalid data[{index}]: {error.message}"
            raise
    return written


@operation("values.append")
def append_values(document: Document, body: Any, change: Operation) -> tuple[Area | None, Written]:
    """Write rows under the table of a range; (table, what was written)."""
    context = Context(change.user, change.time)
    asked = parse_a1(document, body["range"])
    table = table_under(asked)
    top, left = (asked.top, asked.left) if table is None else (table.bottom, table.left)
    rows = _rows(body["values"])
    if body["insert"] and rows:
        _open_rows(document, asked, top, len(rows))
    width = max(map(len, rows), default=0)
    grow(document, asked.sheet, top + len(rows), left + width)
    corner = Area(asked.sheet, top, left, top + 1, left + 1, anchor=True)
    return table, write(document, corner, body["values"], body["typed"], context)


def _open_rows(document: Document, asked: Area, top: int, count: int) -> None:
    if top < asked.sheet.grid.row_count:
        insert_lines(document, asked.sheet, "ROWS", top, count)
    else:
        grow(document, asked.sheet, top + count, 0)


@operation("values.clear")
def clear_values(document: Document, body: Any, change: Operation) -> list[Area]:
    """Empty the values of ranges; formats, notes and validation stay."""
    context = Context(change.user, change.time)
    areas = []
    for index, text in enumerate(body["ranges"]):
        try:
            areas.append(parse_a1(document, text))
        except ApiError as error:
            if body.get("numbered"):
                error.message = f"Invalid range[{index}]: {error.message}"
            raise
    for area in areas:
        check_may_write(document, area, context)
        clear_area(area)
    return areas


def clear_area(area: Area) -> None:
    """Empty the values of a rectangle."""
    grid = area.sheet.grid
    for row in range(area.top, min(area.bottom, len(grid.rows))):
        for cell in grid.rows[row].cells[area.left : area.right]:
            if cell is not None:
                set_value(cell, None)
