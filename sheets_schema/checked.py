"""What `validate` returns: the findings, and each list's data rows ready to be consolidated."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import overload

from sheets_schema.campaign import Campaign, Table
from sheets_schema.finding import Finding, Severity
from sheets_schema.org_unit import OrgUnit
from sheets_schema.rows import RowKind
from sheets_schema.workbook import Tab, Value


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """A data row. `row` counts from 0 in the tab.

    `values` stand in the order of the table's columns, cleaned or proposed where that is proven,
    group names filled down; `raw` are the same cells as typed; `severity` is the worst of the
    row's findings, None when it is right.
    """

    row: int
    values: tuple[Value, ...]
    raw: tuple[Value, ...]
    severity: Severity | None = None


class CheckedRows(Sequence[CheckedRow]):
    """The rows of a list, built when they are first looked at: findings alone need none."""

    def __init__(self, length: int, build: Callable[[], Sequence[CheckedRow]]) -> None:
        self._length = length
        self._build = build
        self._rows: Sequence[CheckedRow] | None = None

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, index: int) -> CheckedRow: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[CheckedRow]: ...

    def __getitem__(self, index: int | slice) -> CheckedRow | Sequence[CheckedRow]:
        return self._all()[index]

    def __iter__(self) -> Iterator[CheckedRow]:
        return iter(self._all())

    def _all(self) -> Sequence[CheckedRow]:
        if self._rows is None:
            self._rows = self._build()
        return self._rows


@dataclass(frozen=True, slots=True)
class CheckedTable:
    """One declared list as found in the workbook.

    `header_row` counts from 0; `columns` maps declared names to sheet columns from 0; `width` is
    the first sheet column right of the list. `recognised` is False when the tab is missing or has
    its own layout: then there are no rows and nothing may be written there. `others` tells what the
    tab's rows below the header are that are no data; `own` are the service's columns.
    `source` is the tab as it was given, `header_top` the first row of the header and `beside` names
    further columns that a declared one's cells say too; `row_numbers` are the tab's rows of data.
    From column `right` and row `bottom` on stands what is no part of the list, nor does what stands
    before column `left` or above row `top`. `alone` are the findings, by row, column and code, of
    values that are wrong whatever the other cells say.
    """

    table: Table
    tab: Tab | None = None
    recognised: bool = False
    header_row: int | None = None
    columns: Mapping[str, int] = field(default_factory=dict)
    width: int = 0
    rows: Sequence[CheckedRow] = ()
    nothing_to_report: bool = False
    others: Mapping[int, RowKind] = field(default_factory=dict)
    own: frozenset[int] = frozenset()
    source: Tab | None = None
    header_top: int = 0
    beside: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    row_numbers: Sequence[int] = ()
    right: int | None = None
    top: int = 0
    bottom: int | None = None
    left: int = 0
    alone: frozenset[tuple[int | None, str | None, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Checked:
    """One unit's workbook, checked against a campaign."""

    unit: OrgUnit
    campaign: Campaign
    tables: tuple[CheckedTable, ...] = ()
    findings: tuple[Finding, ...] = ()
