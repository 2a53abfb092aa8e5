"""Columns filled by dragging a cell down: numbers that go up by one from row to row."""

from sheets_schema.campaign import CheckUse
from sheets_schema.checks.form import TableCheck, text_param
from sheets_schema.finding import shown_text
from sheets_schema.forms import columns
from sheets_schema.list_reading import STORY, ListReading, WorkbookReading
from sheets_schema.vietnam.sequences import drag_filled


def _fill_down(use: CheckUse, reading: ListReading, _: WorkbookReading) -> None:
    column = text_param(use, "column")
    values = [
        value if value is None or type(value) is str else shown_text(value)
        for value in reading.clean[column]
    ]
    for start, end in drag_filled(values):
        rows = f"{reading.sheet_row(start)}-{reading.sheet_row(end - 1)}"
        # The first number of the run was typed and may be right; the dragged ones are not.
        for index in range(start + 1, end):
            reading.find(index, column, use.code, STORY, params={"rows": rows})


FILL_DOWN = TableCheck(_fill_down, columns=columns("column"), needs=frozenset({"column"}))
