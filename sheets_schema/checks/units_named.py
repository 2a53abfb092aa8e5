"""Cells that must name units of the register, one or several."""

from sheets_schema.campaign import CheckUse
from sheets_schema.checks.form import TableCheck, text_param
from sheets_schema.finding import shown_text
from sheets_schema.forms import TEXT, columns
from sheets_schema.list_reading import COMPARISON, ListReading, WorkbookReading
from sheets_schema.unit_names import unit_names


def _units_named(use: CheckUse, reading: ListReading, book: WorkbookReading) -> None:
    """Says nothing where the register is not known, as in a file that is looked at alone."""
    column, kind = text_param(use, "column"), text_param(use, "kind")
    names = book.named.get(kind, ())
    if not names or not reading.has(column):
        return
    units = unit_names(reading.campaign, kind, names)
    for index, value in enumerate(reading.clean[column]):
        unknown = units.named(shown_text(value)).unknown if value is not None else ()
        if unknown:
            params = {"other": ", ".join(unknown)}
            reading.find(index, column, use.code, COMPARISON, params=params)


UNITS_NAMED = TableCheck(
    _units_named,
    columns=columns("column"),
    params={"kind": TEXT},
    needs=frozenset({"column", "kind"}),
)
