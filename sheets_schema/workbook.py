"""What is checked: a workbook as plain grids, whoever read it (Google, an Excel file, JSON)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Value = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: ragged grids whose row 0 is the first row of the sheet.

    `values` are the effective typed values (a number is a number, an error cell is its text such
    as `#N/A`); `shown` is what a person sees, None when nobody knows (then the values stand for
    it); `formulas` maps (row, column), both from 0, to the formula typed there.
    """

    title: str
    values: Sequence[Sequence[Value]]
    shown: Sequence[Sequence[str]] | None = None
    formulas: Mapping[tuple[int, int], str] = field(default_factory=dict)
    sheet_id: int | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Workbook:
    """One unit's spreadsheet.

    `nothing_to_report` names the declared tables whose tick "nothing to report" is on, for
    callers that know the ticks; ticks in the tab of instructions are read as well.
    """

    title: str
    tabs: Sequence[Tab]
    locale: str = "vi_VN"
    nothing_to_report: frozenset[str] = frozenset()
