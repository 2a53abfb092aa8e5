"""A finding: one place in a workbook, what is wrong there by code, and the proven repair if any."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from sheets_schema.workbook import Value


class Severity(StrEnum):
    """What the unit has to do, gravest first; only `must-fix` blocks Done."""

    MUST_FIX = "must-fix"
    PLEASE_CHECK = "please-check"
    REPAIR = "repair"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return _RANK[self._value_]


_RANK = {severity.value: rank for rank, severity in enumerate(Severity)}


def worst(severities: "list[Severity]") -> Severity | None:
    """The gravest of several, None of none."""
    return min(severities, key=lambda severity: severity.rank, default=None)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to tell the unit.

    `unit` is the unit's code, `table` and `column` are declared names, `tab` is the title as the
    unit sees it; `row` is the sheet row from 1 and `col` the sheet column from 0, None when the
    finding speaks of a whole row, tab or workbook. `value` is what stands there (unmasked: mask
    before it leaves the unit's own sheet); `params` fill the catalogue's sentences.
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
    params: Mapping[str, str] = field(default_factory=dict)


def shown_text(value: Value) -> str:
    """A typed cell as the text a person would read: no `.0` behind a whole number, None is ''."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)
