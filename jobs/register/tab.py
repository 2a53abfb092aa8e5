"""The register as officers keep it: the tab of units of the district's spreadsheet."""

import re
from datetime import date

from jobs.register.heads import Head, find_head, find_torn_head
from jobs.tab.layout import tab_of
from sheets_client.snapshot import Cell, Sheet, SpreadsheetSnapshot
from sheets_schema.messages import text
from sheets_schema.register.line import Line, Typed
from sheets_schema.vietnam.dates import from_serial

_DAYS = ("valid_from", "extension")
# Where people type the month first; a sheet of such an account takes 10/12 for the 12th of
# October. A day that is shown with its year first, or with a month in letters, is what was meant.
_MONTH_FIRST = ("en_US", "en_PH", "en_CA", "es_PR", "es_PA", "fil", "ja", "ko", "zh")
_TURNABLE = re.compile(r"\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}.*")


def read_tab(snapshot: SpreadsheetSnapshot, language: str) -> Typed | None:
    """The lines of the tab of units, numbered as in the sheet; None where there is no such tab.

    A tab without the columns of code and name has no `heads`.
    """
    sheet = tab_of(snapshot, text("tab-units", language))
    if sheet is None:
        return None
    head = head_of(sheet)
    if head is None:
        return Typed((), {})
    reader = _Rows(head, snapshot.locale.startswith(_MONTH_FIRST))
    lines = [reader.line(row, sheet) for row in range(head.row + 1, len(sheet.cells))]
    return Typed([line for line in lines if any(line.said.values())], head.titles)


def head_of(sheet: Sheet) -> Head | None:
    """The head of the register in this tab."""
    return find_head([said(cell) for cell in row] for row in sheet.cells)


def torn_head_of(sheet: Sheet) -> Head | None:
    """What is left of the head of the register in this tab."""
    return find_torn_head([said(cell) for cell in row] for row in sheet.cells)


def said(cell: Cell) -> str:
    """What a cell says; a code typed as a number keeps its zeros only in what is shown, and a
    formula that fails says nothing."""
    if cell.formula is not None and cell.shown.startswith("#"):
        return ""
    return (cell.shown or str("" if cell.value is None else cell.value)).strip()


class _Rows:
    """Rows of the tab as lines; a day typed as such is exact, unless the sheet turned it round."""

    def __init__(self, head: Head, month_first: bool) -> None:
        self._head, self._month_first = head, month_first

    def line(self, row: int, sheet: Sheet) -> Line:
        line = self._head.line(row + 1, [said(cell) for cell in sheet.cells[row]])
        values, unsure = dict(line.said), {}
        for field in _DAYS:
            cell = sheet.cell(row, self._head.columns.get(field, sheet.column_count))
            day = _serial(cell)
            if day is None:
                continue
            values[field] = day.isoformat()
            if self._month_first and _turnable(day, cell.shown):
                values[field] = cell.shown
                unsure[field] = (day, day.replace(month=day.day, day=day.month))
        return Line(line.number, values, unsure)


def _serial(cell: Cell) -> date | None:
    if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
        return from_serial(cell.value)
    return None


def _turnable(day: date, shown: str) -> bool:
    return day.day <= 12 and day.day != day.month and bool(_TURNABLE.match(shown.strip()))
