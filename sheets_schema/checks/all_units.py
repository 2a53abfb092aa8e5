"""Checks against all units together: what is usual in a column, and what it comes to in all.

One workbook alone cannot tell: `sheets_schema.among_units` does, once all units are known.
"""

from sheets_schema.campaign import CheckUse
from sheets_schema.checks.form import TableCheck
from sheets_schema.forms import LENGTH, NUMBER, NUMBERS_COLUMN, SUMMED_COLUMN
from sheets_schema.list_reading import ListReading, WorkbookReading

USUAL, TOTAL = "usual-range", "units-total"


def _told_later(use: CheckUse, reading: ListReading, _: WorkbookReading) -> None:
    """Nothing: the other units are not known here."""


USUAL_RANGE = TableCheck(
    _told_later,
    columns={"column": NUMBERS_COLUMN},
    params={"spread": NUMBER, "fewest": LENGTH},
    needs=frozenset({"column"}),
)
UNITS_TOTAL = TableCheck(
    _told_later,
    columns={"column": SUMMED_COLUMN},
    params={"least": NUMBER, "most": NUMBER},
    needs=frozenset({"column"}),
)
