"""Cells that must name a row of another list."""

from sheets_schema.campaign import CheckUse
from sheets_schema.checks.form import TableCheck, text_param
from sheets_schema.checks.keys import column_keys
from sheets_schema.list_reading import COMPARISON, ListReading, WorkbookReading


def _reference(use: CheckUse, reading: ListReading, book: WorkbookReading) -> None:
    """`to` is `list.column`; an empty list is another finding's matter."""
    column = text_param(use, "column")
    table, _, wanted = text_param(use, "to").partition(".")
    other = book.lists.get(table)
    if other is None or not (other.rows and other.has(wanted)):
        return
    known = set(column_keys(other, wanted))
    for index, key in enumerate(column_keys(reading, column)):
        if key and key not in known:
            reading.find(index, column, use.code, COMPARISON)


REFERENCE = TableCheck(
    _reference,
    columns=frozenset({"column"}),
    params=frozenset({"to"}),
    needs=frozenset({"column", "to"}),
)
