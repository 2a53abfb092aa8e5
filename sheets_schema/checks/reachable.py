"""Rows whose cells all fail at what only one of them needs to give: a phone or an e-mail."""

from sheets_schema.campaign import CheckUse
from sheets_schema.checks.form import TableCheck, list_param, text_param
from sheets_schema.forms import COLUMN, COLUMNS
from sheets_schema.list_reading import COMPARISON, ListReading, WorkbookReading


def _reachable(use: CheckUse, reading: ListReading, _: WorkbookReading) -> None:
    """Told at `mark`. A cell with a proposal gives what the proposal says, so it is none."""
    ways, mark = list_param(use, "columns"), text_param(use, "mark")
    there = [way for way in ways if reading.has(way)]
    if not there or not reading.has(mark):
        return
    for index in range(len(reading.rows)):
        if all(reading.clean[way][index] is None for way in there):
            reading.find(index, mark, use.code, COMPARISON)


REACHABLE = TableCheck(
    _reachable,
    columns={"columns": COLUMNS, "mark": COLUMN},
    needs=frozenset({"columns", "mark"}),
)
