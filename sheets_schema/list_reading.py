"""The working state of one list while it is checked: cells as typed, cells as read, findings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from sheets_schema.campaign import Campaign, Table
from sheets_schema.cells import CELL_TYPES
from sheets_schema.cells.compiled import TOO_LONG
from sheets_schema.finding import NO_PARAMS, Finding, Severity, shown_text
from sheets_schema.layout import Layout
from sheets_schema.messages import text
from sheets_schema.org_unit import OrgUnit
from sheets_schema.proposals import bare, dropped_number, dropped_part
from sheets_schema.rows import RowKind
from sheets_schema.unit_names import NamesByKind
from sheets_schema.vietnam.pattern import lazy
from sheets_schema.workbook import Tab, Value, Workbook

# Who wins a cell among findings of the same severity, the most telling first: what hides the
# value itself, then stories about several rows (they explain the rest), then the cell's own
# reading, then what compares the cell with its neighbours.
STRUCTURE, STORY, DUPLICATE, READING, COMPARISON = range(5)
# So much of a cell that is too long is shown, to know it by.
_CUT = 60
# Types whose proposals may drop words that say another thing.
_WORDS = frozenset({"person_name", "choice"})
_DAY = lazy(r"\d{1,4}[/\-]\d{1,2}[/\-]\d{1,4}|\d{1,2}\.\d{1,2}\.\d{2,4}")


class Place(NamedTuple):
    """The column of a finding: where it stands, its heading as typed, and what its sentences may
    say of it."""

    unit: str
    table: str
    tab: str
    col: int | None
    header: str
    params: Mapping[str, str]


@dataclass(slots=True)
class ListReading:
    """One list of one workbook.

    `rows` are the tab's rows of data, from 0, and `sections` the headings above them (none at all
    when no heading stands among the rows); `others` are the rows below the header that are no
    data. `clean` holds the columns by declared name, a list of
    one value for each data row: what the cell means, None when it has no usable value. What was
    typed stays in the tab (`typed`). `forbidden` are cells that must not be copied anywhere.
    `found` keeps the most telling finding of each cell. `too_long` are cells with more text than
    their column may hold: no check looks at it. `withheld` are codes that nobody is told
    now; `given` are columns that sections tell, `in_one` those of names and phones in one; cells
    `not_computed` hold formulas without a result. Groups whose keys are `told_apart` are known by
    their kind too: the unit has an ấp 3 and a khu phố 3.
    """

    unit: OrgUnit
    campaign: Campaign
    as_of: date
    layout: Layout
    rows: Sequence[int] = ()
    sections: Sequence[str | None] = ()
    others: Mapping[int, RowKind] = field(default_factory=dict)
    clean: dict[str, list[Value]] = field(default_factory=dict)
    forbidden: set[tuple[int, str]] = field(default_factory=set)
    too_long: set[tuple[int, str]] = field(default_factory=set)
    found: dict[tuple[int, str | None], tuple[int, Finding]] = field(default_factory=dict)
    told: list[Finding] = field(default_factory=list)
    silenced: set[int] = field(default_factory=set)
    places: dict[str, Place] = field(default_factory=dict)
    nothing_to_report: bool = False
    withheld: frozenset[str] = frozenset()
    given: frozenset[str] = frozenset()
    in_one: tuple[str, str] | tuple[()] = ()
    not_computed: set[tuple[int, str]] = field(default_factory=set)
    told_apart: frozenset[str] = frozenset()
    by_itself: dict[tuple[int, str | None], Finding] = field(default_factory=dict)

    @property
    def table(self) -> Table:
        """The declared list."""
        return self.layout.table

    @property
    def tab_title(self) -> str:
        """The tab's title as the unit sees it, the declared one when the tab is missing."""
        return self.layout.tab.title if self.layout.tab else self.table.title

    @property
    def recognised(self) -> bool:
        """Whether the list was found under a header that we know."""
        return self.layout.header_row is not None

    def has(self, column: object) -> bool:
        """Whether a declared column stands in the tab."""
        return column in self.layout.columns

    def knows(self, column: str) -> bool:
        """Whether a declared column stands in the tab, or other cells say what belongs there."""
        return column in self.layout.columns or column in self.given or column in self.in_one

    def sheet_row(self, index: int) -> int:
        """The sheet row, from 1, of a data row."""
        return self.rows[index] + 1

    def text(self, index: int, column: str) -> str:
        """A cell as text: what it means, else what was typed."""
        value = self.clean[column][index]
        return shown_text(self.typed(index, column) if value is None else value).strip()

    def typed(self, index: int, column: str) -> Value:
        """A cell as it was typed; None where it is empty, too long, or its column is missing."""
        unread = (index, column) in self.too_long or (index, column) in self.not_computed
        return None if unread else self.whole(index, column)

    def whole(self, index: int, column: str) -> Value:
        """A cell as it was typed, however long; None where it is empty or its column missing."""
        tab, col = self.layout.tab, self.layout.columns.get(column)
        if tab is None or col is None:
            return None
        cells = tab.values[self.rows[index]]
        return cells[col] if col < len(cells) else None

    def seen(self, index: int, column: str) -> str | None:
        """What a person sees in a cell, None when nobody knows."""
        tab, col = self.layout.tab, self.layout.columns.get(column)
        if tab is None or tab.shown is None or col is None:
            return None
        row = self.rows[index]
        cells = tab.shown[row] if row < len(tab.shown) else ()
        return cells[col] if col < len(cells) else None

    def _told_value(self, index: int, column: str) -> str:
        """A cell as its finding says it: a day that is shown as one, not its serial number."""
        typed = self.whole(index, column)
        if type(typed) is str:
            return typed if (index, column) not in self.too_long else f"{typed[:_CUT]}…"
        if type(typed) in (int, float):
            seen = self.seen(index, column)
            if seen and _DAY.fullmatch(seen):
                return seen
        return shown_text(typed)

    def name_of(self, index: int) -> str:
        """What to call a row: its subject, else its number."""
        layout = self.layout
        subject = layout.table.subject
        name = self.clean[subject][index] if subject in layout.columns else ""
        if type(name) is not str:
            name = self.text(index, subject)
        return name.strip()[:60] or text("row-name", row=self.rows[index] + 1)

    def heading(self, column: str) -> str:
        """The heading as typed, the declared title when the column is missing."""
        tab, row = self.layout.tab, self.layout.header_row
        if tab is None or row is None or column not in self.layout.columns:
            return self.table.column(column).title
        return shown_text(tab.values[row][self.layout.columns[column]]).strip()

    def _place_of(self, column: str) -> Place:
        """What all findings of a column have in common, worked out at the first."""
        place = self.places.get(column)
        if place is None:
            col = self.layout.columns.get(column)
            names = self.unit.key, self.table.name, self.tab_title
            example = self.table.column(column).example
            params = {"example": example} if example else NO_PARAMS
            place = self.places[column] = Place(*names, col, self.heading(column), params)
        return place

    def code_at(self, index: int, column: str) -> str | None:
        """The code of the finding that a cell has by now."""
        entry = self.found.get((index, column))
        return entry[1].code if entry else None

    def is_proven(self, index: int, column: str) -> bool:
        """Whether what a cell means is certain: it is right, or its repair is."""
        entry = self.found.get((index, column))
        return entry is None or entry[1].severity is Severity.REPAIR

    def find(
        self,
        index: int,
        column: str,
        code: str,
        order: int = READING,
        proposed: str | None = None,
        params: Mapping[str, str] | None = None,
    ) -> None:
        """Note a finding on a cell, unless a more telling one is there."""
        if code in self.withheld:
            return
        cell = index, column
        severity = self.campaign.severities[code]
        weight = 10 * severity.rank + order
        if known := self.found.get(cell):
            if known[0] <= weight:
                return
            if proposed is None and severity is not Severity.MUST_FIX:
                proposed = known[1].proposed
        if proposed is not None and self._would_lose(index, column, proposed):
            proposed = None
        unit, table, tab, col, header, of_column = self._place_of(column)
        value, row = self._told_value(index, column), self.rows[index] + 1
        finding = Finding(
            unit, table, tab, row, column, col, code, severity, value, proposed, header,
            self.name_of(index), {**of_column, **params} if params else of_column,
        )  # fmt: skip
        self.found[cell] = weight, finding

    def _would_lose(self, index: int, column: str, proposed: str) -> bool:
        """Whether a proposal cannot be written into its cell, or drops what stands nowhere else in
        the row: a phone behind a name, a job behind a role."""
        if self.layout.beside(column) or column in self.in_one:
            return True
        typed, kind = self.whole(index, column), self.table.column(column).type
        if kind not in _WORDS or not isinstance(typed, str):
            return False
        dropped = dropped_number(typed, proposed)
        if kind == "choice" and not self._keeps_jobs():
            dropped = dropped or dropped_part(typed, proposed)
        others = (self.whole(index, c.name) for c in self.table.columns if c.name != column)
        return bool(dropped) and not any(dropped in bare(shown_text(one)) for one in others)

    def _keeps_jobs(self) -> bool:
        """Whether the list has a column of texts, where what is dropped may go."""
        return any(CELL_TYPES[c.type].prose and self.has(c.name) for c in self.table.columns)

    def find_too_long(self, index: int, column: str, longest: int) -> None:
        """Note that a cell holds more text than its column may; it is copied nowhere."""
        self.too_long.add((index, column))
        self.forbidden.add((index, column))
        params = {"n": str(len(str(self.whole(index, column)))), "most": str(longest)}
        self.find(index, column, TOO_LONG, STRUCTURE, params=params)

    def forget(self, index: int, column: str) -> None:
        """Take back the finding of a cell: another story explains it."""
        self.found.pop((index, column), None)

    def find_row(self, index: int, code: str, params: Mapping[str, str] | None = None) -> None:
        """Note a finding on a whole row, which explains everything else in that row."""
        self.silenced.add(index)
        everything = {"name": self.name_of(index), **(params or {})}
        self.tell(code, self.sheet_row(index), value=self.name_of(index), params=everything)

    def tell(
        self,
        code: str,
        row: int | None = None,
        column: str | None = None,
        value: str = "",
        params: Mapping[str, str] | None = None,
    ) -> None:
        """Note a finding on a row, a column or the list as a whole."""
        if code in self.withheld:
            return
        self.told.append(
            Finding(
                unit=self.unit.key,
                table=self.table.name,
                tab=self.tab_title,
                row=row,
                column=column,
                col=None,
                code=code,
                severity=self.campaign.severities[code],
                value=value,
                header=self.heading(column) if column else "",
                params={**unit_words(self.campaign, self.unit), **(params or {})},
            )
        )


def unit_words(campaign: Campaign, unit: OrgUnit) -> Mapping[str, str]:
    """What sentences about a unit's workbook may say: the unit, and the office that helps it."""
    office = {"office": campaign.office} if campaign.office else {}
    return {"ward": unit.name, **office}


@dataclass(slots=True)
class WorkbookReading:
    """The lists of one workbook, by declared name, while it is checked; `last` are the values of
    the rows that it had in the last period, by list, in the order of the columns; `named` are the
    units of the register by kind, as far as they are known."""

    workbook: Workbook
    unit: OrgUnit
    campaign: Campaign
    as_of: date
    lists: dict[str, ListReading]
    told: list[Finding] = field(default_factory=list)
    withheld: frozenset[str] = frozenset()
    last: Mapping[str, Sequence[Sequence[Value]]] = field(default_factory=dict)
    named: NamesByKind = field(default_factory=dict)

    def tell(
        self, code: str, tab: Tab | None = None, params: Mapping[str, str] | None = None
    ) -> None:
        """Note a finding on the workbook as a whole."""
        if code in self.withheld:
            return
        self.told.append(
            Finding(
                unit=self.unit.key,
                table="",
                tab=tab.title if tab else "",
                row=None,
                column=None,
                col=None,
                code=code,
                severity=self.campaign.severities[code],
                params={**unit_words(self.campaign, self.unit), **(params or {})},
            )
        )
