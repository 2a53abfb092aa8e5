"""Cells that must name a row of another list."""

from sheets_schema.campaign import CheckUse
from sheets_schema.checks.form import TableCheck, text_param
from sheets_schema.checks.keys import keys_of_values
from sheets_schema.columns import where
from sheets_schema.forms import COLUMN_OF_LIST, columns
from sheets_schema.list_reading import COMPARISON, ListReading, WorkbookReading


def _reference(use: CheckUse, reading: ListReading, book: WorkbookReading) -> None:
    """`to` is `list.column`; an empty list is another finding's matter."""
    column = text_param(use, "column")
    table, _, wanted = text_param(use, "to").partition(".")
    other = book.lists.get(table)
    if other is None or not (other.rows and other.has(wanted)):
        return
    named = reading.clean[column]
    # Most are written as they stand in the other list: only the others are taken apart.
    listed = set(other.clean[wanted])
    keys = keys_of_values(reading, column, set(named) - listed)
    known = set(keys_of_values(other, wanted, listed).values()) if any(keys.values()) else set()
    unknown = {value for value, key in keys.items() if key and key not in known}
    for index in where(named, unknown):
        reading.find(index, column, use.code, COMPARISON)


REFERENCE = TableCheck(
    _reference,
    columns=columns("column"),
    params={"to": COLUMN_OF_LIST},
    needs=frozenset({"column", "to"}),
)
