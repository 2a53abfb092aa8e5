"""Where our two columns stand in a ward's list, and which cells are the ward's own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from jobs.tab.blank.ours import titles
from sheets_client.snapshot import Cell, Sheet
from sheets_schema.messages import LANGUAGES, text

HEADER_SEARCH_ROWS = 60


@dataclass(frozen=True, slots=True)
class OwnColumns:
    """Sheet columns from 0 of `Kiểm tra` and `Mã dòng`, None where the ward removed one.

    `headed` is False where both headings were typed over: then `header_row` is a guess.
    """

    header_row: int
    check: int | None
    row_id: int | None
    headed: bool = True

    @property
    def both(self) -> tuple[int, ...]:
        """Those that exist."""
        return tuple(c for c in (self.check, self.row_id) if c is not None)

    def is_before(self, columns: Iterable[int]) -> bool:
        """Whether `Kiểm tra` stands left of all these, as in a list that we made."""
        return self.check is not None and self.check < min(columns, default=0)


def find_own_columns(sheet: Sheet, language: str, *, adopted: bool) -> OwnColumns | None:
    """Our columns in a tab, by their headings in one row.

    A ward may have a column `Kiểm tra` of its own, so that heading alone is ours only where
    `adopted` says that we made it; of several the nearest left of `Mã dòng` is. There a heading
    that was wiped or pasted over is made up for by the range that warns before our columns are
    edited: it moves with them and goes when they are deleted.
    """
    headed = _by_headings(sheet, language, adopted=adopted)
    if not adopted or (headed is not None and len(headed.both) == len(titles(language))):
        return headed
    return _by_warning(sheet, headed)


def _by_headings(sheet: Sheet, language: str, *, adopted: bool) -> OwnColumns | None:
    check, row_id = titles(language)
    for number, row in enumerate(sheet.cells[:HEADER_SEARCH_ROWS]):
        ids = _columns_headed(row, row_id)
        checks = _columns_headed(row, check)
        if ids:
            return OwnColumns(number, _nearest(checks, ids[0]), ids[0])
        if adopted and len(checks) == 1:
            return OwnColumns(number, checks[0], None)
    return None


def _by_warning(sheet: Sheet, headed: OwnColumns | None) -> OwnColumns | None:
    """Our columns by the range that warns before them; `headed` where only one has its heading,
    or the other was deleted, which makes the range narrower."""
    said = {text("protection-own-columns", language) for language in LANGUAGES}
    for description, area in sheet.protected:
        start, end = area.start_column, area.end_column
        if description not in said or start is None or end is None or end - start < 2:
            continue
        if headed is None:
            return OwnColumns(area.start_row or 0, start, end - 1, headed=False)
        if headed.row_id == end - 1:
            return replace(headed, check=start)
        if headed.check == start:
            return replace(headed, row_id=end - 1)
    return headed


def find_header_row(sheet: Sheet, title: str) -> tuple[int, int] | None:
    """The last row (from 0) with that heading wherever it stands, and the heading's column."""
    for number in range(len(sheet.cells) - 1, -1, -1):
        columns = _columns_headed(sheet.cells[number], title)
        if columns:
            return number, columns[0]
    return None


def _columns_headed(row: Sequence[Cell], title: str) -> list[int]:
    return [c for c, cell in enumerate(row) if is_headed(cell, title)]


def is_headed(cell: Cell, title: str) -> bool:
    """Whether a cell is this heading."""
    return cell.shown.strip().casefold() == title.casefold()


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
