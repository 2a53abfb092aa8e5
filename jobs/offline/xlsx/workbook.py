"""A workbook from an Excel file, with typed cells: a number stays a number.

Nearly every file is read from its parts (`parts`); one that is unusual or large by openpyxl.
"""

import re
import warnings
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, NamedTuple

from jobs.offline.json_workbook import ReadWorkbook
from jobs.offline.running.bounds import BOUNDS, Bounds, OutOfBounds, Places
from jobs.offline.xlsx.number_formats import shown_number
from jobs.offline.xlsx.parts import read_parts
from sheets_schema.workbook import Tab, Value, Workbook

_ZEROS = re.compile(r"0+")
# Day 0 of both Google's and Excel's serial numbers (Excel counts a 29/02/1900 that never was).
_DAY_ZERO = date(1899, 12, 30)


class _Grid(NamedTuple):
    """One tab as it stands in the file; ragged, without what is empty at its right and end."""

    title: str
    hidden: bool
    values: list[list[Value]]
    shown: list[list[str]]
    formulas: dict[tuple[int, int], str]


def read_xlsx(path: Path, bounds: Bounds = BOUNDS) -> ReadWorkbook:
    """One workbook as Excel saved it; formulas with the values they had then.

    Raises OutOfBounds as soon as it is larger than any list. A file that is none raises whatever
    its parser trips over: openpyxl promises no error.
    """
    try:
        tabs = read_parts(path, bounds)
    except (OutOfBounds, MemoryError):
        raise
    except Exception:
        # Unusual, or damaged: then openpyxl says so.
        tabs = read_by_openpyxl(path, bounds)
    return ReadWorkbook(path, Workbook(path.stem, tabs))


def read_by_openpyxl(path: Path, bounds: Bounds = BOUNDS) -> tuple[Tab, ...]:
    """The tabs of a workbook of any size and with anything in it."""
    # openpyxl warns of what it will not write back (print areas, extensions); nothing is written.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        grids = list(_grids(path, bounds, computed=False))
        # Reading is most of a check, and most files have no formula: they are read once.
        if any(grid.formulas for grid in grids):
            results = list(_grids(path, bounds, computed=True))
            grids = [_with_results(*pair) for pair in zip(grids, results, strict=True)]
    return tuple(
        Tab(grid.title, grid.values, grid.shown, grid.formulas, hidden=grid.hidden)
        for grid in grids
    )


def _grids(path: Path, bounds: Bounds, computed: bool) -> Iterator[_Grid]:
    from openpyxl import load_workbook

    places = Places(bounds)

    # Read only: a cell somebody coloured in the last row of the sheet costs no million of rows.
    # The file is ours: openpyxl leaves one that it could not read open.
    with path.open("rb") as file:
        book = load_workbook(file, read_only=True, data_only=computed)
        try:
            for sheet in book.worksheets:
                yield _grid(sheet, places)
        finally:
            book.close()


def _grid(sheet: Any, places: Places) -> _Grid:
    # What a file says about its own size may be wrong, and would cut off cells.
    sheet.reset_dimensions()
    values: list[list[Value]] = []
    shown: list[list[str]] = []
    formulas = {}
    for number, row in enumerate(sheet.iter_rows()):
        cells = _without_empty_end(row)
        # Also of the empty rows up to one that says that it is the billionth.
        places.take(sheet.title, number + 1, len(cells))
        if not cells:
            continue
        gap = number - len(values)
        values.extend([] for _ in range(gap))
        shown.extend([] for _ in range(gap))
        typed = [_typed(cell.value) for cell in cells]
        values.append(typed)
        shown.append([_shown(*pair) for pair in zip(cells, typed, strict=True)])
        for column, cell in enumerate(cells):
            if cell.data_type == "f":
                formulas[number, column] = str(getattr(cell.value, "text", cell.value))
    return _Grid(sheet.title, sheet.sheet_state != "visible", values, shown, formulas)


def _without_empty_end(row: Iterable[Any]) -> tuple[Any, ...]:
    cells = tuple(row)
    last = len(cells)
    while last and cells[last - 1].value is None:
        last -= 1
    return cells[:last]


def _with_results(typed: _Grid, computed: _Grid) -> _Grid:
    """The tab with the results of its formulas in their places.

    A file that no program has computed yet holds no result: the formula stands for it.
    """
    for row, column in typed.formulas:
        found = row < len(computed.values) and column < len(computed.values[row])
        result = computed.values[row][column] if found else None
        typed.shown[row][column] = computed.shown[row][column] if found else ""
        typed.values[row][column] = typed.formulas[row, column] if result is None else result
    return typed


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
    if isinstance(value, str):
        return value
    if isinstance(value, int | float):
        zeros = _ZEROS.fullmatch(cell.number_format or "")
        return shown_number(value, len(zeros[0]) if zeros else 0)
    return str(value)
