"""A finding: one place in a workbook, what is wrong there by code, and the proven repair if any."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from sheets_schema.workbook import Value


class Severity(StrEnum):
    """What the unit has to do, gravest first; only `must-fix` blocks Done.

    `rank` is 0 for the gravest.
    """

    rank: int

    def __init__(self, _: str) -> None:
        self.rank = len(type(self).__members__)

    MUST_FIX = "must-fix"
    PLEASE_CHECK = "please-check"
    REPAIR = "repair"
    INFO = "info"


# Shared by all findings without parameters; a plain one, so that findings can be pickled.
NO_PARAMS: Mapping[str, str] = {}


def worst(severities: "list[Severity]") -> Severity | None:
    """The gravest of several, None of none."""
    return min(severities, key=lambda severity: severity.rank, default=None)


class Finding(NamedTuple):
    """One thing to tell the unit.

    `unit` is the unit's code, `table` and `column` are declared names, `tab` is the title as the
    unit sees it; `row` is the sheet row from 1 and `col` the sheet column from 0, None when the
    finding speaks of a whole row, tab or workbook. `value` is what stands there (unmasked: mask
    before it leaves the unit's own sheet); `header` is the column's heading as typed and `subject`
    what to call the row. They and `params` fill the catalogue's sentences.
    """

    unit: str
    table: str
    tab: str
    row: int | None
    column: str | None
    col: int | None
    code: str
    severity: Severity
    value: str = ""
    proposed: str | None = None
    header: str = ""
    subject: str = ""
    params: Mapping[str, str] = NO_PARAMS


def shown_text(value: Value) -> str:
    """A typed cell as the text a person would read: no `.0` behind a whole number, None is ''."""
    if type(value) is str:
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)
