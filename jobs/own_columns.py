"""Where our two columns stand in a ward's list, and which cells are the ward's own."""

from collections.abc import Sequence
from dataclasses import dataclass

from sheets_client.snapshot import Cell, Sheet
from sheets_schema.messages import text

HEADER_SEARCH_ROWS = 60


@dataclass(frozen=True, slots=True)
class OwnColumns:
    """Sheet columns from 0 of `Kiểm tra` and `Mã dòng`, None where the ward removed one."""

    header_row: int
    check: int | None
    row_id: int | None

    @property
    def both(self) -> tuple[int, ...]:
        """Those that exist."""
        return tuple(c for c in (self.check, self.row_id) if c is not None)


def check_title(language: str) -> str:
    """The heading of the column that says what is wrong in a row."""
    return text("column-check", language)


def row_id_title(language: str) -> str:
    """The heading of the hidden column of row ids."""
    return text("column-row-id", language)


def find_own_columns(sheet: Sheet, language: str, *, adopted: bool) -> OwnColumns | None:
    """Our columns in a tab, by their headings in one row.

    A ward may have a column `Kiểm tra` of its own, so that heading alone is ours only where
    `adopted` says that we made it; of several the nearest left of `Mã dòng` is.
    """
    check, row_id = check_title(language), row_id_title(language)
    for number, row in enumerate(sheet.cells[:HEADER_SEARCH_ROWS]):
        ids = _columns_headed(row, row_id)
        checks = _columns_headed(row, check)
        if ids:
            return OwnColumns(number, _nearest(checks, ids[0]), ids[0])
        if adopted and len(checks) == 1:
            return OwnColumns(number, checks[0], None)
    return None


def find_header_row(sheet: Sheet, title: str) -> tuple[int, int] | None:
    """The last row (from 0) with that heading wherever it stands, and the heading's column."""
    for number in range(len(sheet.cells) - 1, -1, -1):
        columns = _columns_headed(sheet.cells[number], title)
        if columns:
            return number, columns[0]
    return None


def _columns_headed(row: Sequence[Cell], title: str) -> list[int]:
    return [c for c, cell in enumerate(row) if cell.shown.strip().casefold() == title.casefold()]


def _nearest(columns: Sequence[int], target: int) -> int | None:
    left = [column for column in columns if column < target]
    return max(left) if left else min(columns, default=None)


def user_cells(row: Sequence[Cell], own: OwnColumns | None) -> list[Cell]:
    """The ward's own cells of a row, without ours and without the empty tail."""
    ours = own.both if own else ()
    cells = [cell for column, cell in enumerate(row) if column not in ours]
    while cells and cells[-1].empty:
        cells.pop()
    return cells
