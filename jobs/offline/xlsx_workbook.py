"""A workbook from an Excel file, with typed cells: a number stays a number."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from jobs.offline.errors import InputError
from jobs.offline.json_workbook import ReadWorkbook
from sheets_schema.workbook import Tab, Value, Workbook

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_ZEROS = re.compile(r"0+")
# Day 0 of both Google's and Excel's serial numbers (Excel counts a 29/02/1900 that never was).
_DAY_ZERO = date(1899, 12, 30)


def read_xlsx(path: Path) -> ReadWorkbook:
    """One workbook as Excel saved it; formulas with the values they had then. Raises InputError."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        computed = load_workbook(path, data_only=True)
        typed = load_workbook(path)
    except (OSError, BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        raise InputError(f"{path.name}: not an Excel workbook (.xlsx)") from error
    tabs = tuple(
        _tab(sheet, typed[sheet.title]) for sheet in computed.worksheets if sheet.title in typed
    )
    return ReadWorkbook(path, Workbook(path.stem, tabs))


def _tab(sheet: "Worksheet", typed: "Worksheet") -> Tab:
    values: list[list[Value]] = []
    shown: list[list[str]] = []
    for row in sheet.iter_rows():
        cells = [_typed(cell.value) for cell in row]
        values.append(cells)
        shown.append([_shown(cell, value) for cell, value in zip(row, cells, strict=True)])
    formulas = dict(_formulas(typed))
    for (row_number, col), formula in formulas.items():
        # A file that no program has computed yet holds no result: the formula stands for it.
        if values[row_number][col] is None:
            values[row_number][col] = formula
    hidden = sheet.sheet_state != "visible"
    return Tab(sheet.title, values, shown, formulas, hidden=hidden)


def _typed(value: object) -> Value:
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, datetime | date):
        day = value.date() if isinstance(value, datetime) else value
        return (day - _DAY_ZERO).days
    if isinstance(value, time):
        return value.isoformat()
    return str(value)


def _shown(cell: Any, value: Value) -> str:
    """What Excel shows, as far as it matters: dates, and numbers padded with zeros."""
    if isinstance(cell.value, datetime | date):
        return cell.value.strftime("%d/%m/%Y")
    if value is None:
        return ""
    if isinstance(value, int | float) and _ZEROS.fullmatch(cell.number_format or ""):
        return str(int(value)).zfill(len(cell.number_format))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _formulas(sheet: "Worksheet") -> Iterator[tuple[tuple[int, int], str]]:
    for row in sheet.iter_rows():
        for cell in row:
            if cell.data_type == "f" and cell.row and cell.column:
                formula = getattr(cell.value, "text", cell.value)
                yield (cell.row - 1, cell.column - 1), str(formula)
