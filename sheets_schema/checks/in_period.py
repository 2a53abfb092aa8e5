"""Days that lie outside of those that the data of the period are of."""

from datetime import date

from sheets_schema.campaign import CheckUse
from sheets_schema.checks.form import TableCheck, text_param
from sheets_schema.finding import shown_text
from sheets_schema.forms import columns
from sheets_schema.list_reading import COMPARISON, ListReading, WorkbookReading
from sheets_schema.vietnam.dates import parse_date
from sheets_schema.workbook import Value


def _in_period(use: CheckUse, reading: ListReading, _: WorkbookReading) -> None:
    """Nothing is told in a campaign whose data may be of any day, nor of a day to come: that is
    told by the column's type."""
    window, column = reading.campaign.window, text_param(use, "column")
    if window is None:
        return
    first, last = window
    said = {"first": f"{first:%d/%m/%Y}", "last": f"{last:%d/%m/%Y}"}
    for index, value in enumerate(reading.clean[column]):
        day = _day(value)
        if day is not None and not first <= day <= last and day <= reading.as_of:
            reading.find(index, column, use.code, COMPARISON, params=said)


def _day(value: Value) -> date | None:
    return parse_date(shown_text(value)) if value else None


IN_PERIOD = TableCheck(_in_period, columns=columns("column"), needs=frozenset({"column"}))
