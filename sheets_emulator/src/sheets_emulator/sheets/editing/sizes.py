"""Sizes of grids: growing them, and Google's limits on cells and columns."""

from sheets_emulator.book.areas import MAX_COLUMNS
from sheets_emulator.book.document import Document, Sheet
from sheets_emulator.wire.http import InvalidArgument

MAX_CELLS = 10_000_000


def check_size(document: Document, added: int = 0) -> None:
    """Raise the 400 of a workbook with too many cells."""
    if document.cell_count() + added > MAX_CELLS:
        raise InvalidArgument(
            "This action would increase the number of cells in the workbook above the limit of "
            f"{MAX_CELLS} cells."
        )


def check_columns(columns: int) -> None:
    """Raise the 400 of a tab with too many columns."""
    if columns > MAX_COLUMNS:
        raise InvalidArgument(
            "This action would increase the number of columns in the sheet above the limit of "
            f"{MAX_COLUMNS} columns."
        )


def grow(document: Document, sheet: Sheet, rows: int, columns: int) -> None:
    """Make a grid at least that large."""
    check_columns(columns)
    sheet.grid.row_count = max(sheet.grid.row_count, rows)
    sheet.grid.column_count = max(sheet.grid.column_count, columns)
    check_size(document)


def resize(document: Document, sheet: Sheet, rows: int, columns: int) -> None:
    """Give a grid this size; what lies outside is cut off."""
    for count, what in ((rows, "rows"), (columns, "columns")):
        if count <= 0:
            raise InvalidArgument(f"You can't delete all the {what} on the sheet.")
    check_columns(columns)
    grid = sheet.grid
    grid.row_count, grid.column_count = rows, columns
    del grid.rows[rows:]
    del grid.columns[columns:]
    for row in grid.rows:
        del row.cells[columns:]
    check_size(document)
