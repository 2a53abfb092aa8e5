"""The tab `Tổng hợp`: one look at all units, by list and by content, with two native charts."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property

from jobs.district.by_part import (
    ASKED,
    in_kinds,
    kind_lines,
    kinds_of,
    known_counts,
    part_lines,
    part_sums,
    sum_of,
)
from jobs.district.content import Content
from jobs.district.summary import by_content, by_unit, summed_columns, sums_by_unit
from jobs.district.summary_charts import column_charts, state_looks, whole_numbers
from jobs.tab.formats import HEADER_LOOK
from jobs.tab.intent import Intent
from jobs.tab.keyed import TabPlan, mark_tab
from jobs.tab.layout import (
    OURS,
    TAB,
    Found,
    Layout,
    Likeness,
    find_places,
    mark_requests,
    mark_values,
    new_mark,
)
from jobs.tab.lines import (
    Line,
    WrittenLine,
    last_written,
    located,
    plan_lines,
    seen_in_order,
)
from jobs.tab.lost_parts import Parts, bring_back
from jobs.unit.standing import signed_standing
from jobs.unit.submission import Submission
from sheets_client import requests as google
from sheets_client.requests import Request
from sheets_client.snapshot import GridRange, Scalar, Sheet
from sheets_schema.campaign import Table
from sheets_schema.finding import Severity
from sheets_schema.messages import text
from sheets_schema.org_unit import OrgUnit
from sheets_schema.vietnam.number import plain_number

Cells = list[Scalar | None]
Known = Sequence[WrittenLine]
HEADER_ROW = 5
# Of the first table: unit, state, open findings, rows. Right of it stand the charts, so that all
# is seen on a screen of 1280 pixels.
WIDTHS = (210, 120, *(80 for _ in ASKED), 80)
# Rows that two charts cover beside the first table, the higher row of headings counted once.
CHART_ROWS = 24


class SummaryTab:
    """The content laid out in lines; `stamp` is put in when it is published. `known` are the lines
    as last written."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self._language = content.language
        self._says: Callable[..., str] = lambda key, **words: text(key, self._language, **words)
        self._summed = summed_columns(content)
        self.width = max(len(WIDTHS), 1 + 2 * len(content.tables), 1 + len(self._summed))

    def lines(self, stamp: str) -> list[Line]:
        """All lines of the tab."""
        content = self._content
        title = content.campaign.title[self._language]
        head = [
            Line("title", (self._says("summary-title", campaign=title),)),
            Line("stamp", (stamp,)),
            Line("sentence", (self._sentence(),)),
            # One cell, so that the table below and the charts beside it stay where they are.
            Line("band", ("\n".join(content.band),)),
            Line("space"),
        ]
        units = [
            Line(f"unit {one.unit.key}", tuple(line), charted=True)
            for one, line in zip(in_kinds(content), self._progress, strict=True)
        ]
        progress = [
            Line("units", tuple(self._header())),
            *units,
            Line("units total", tuple(_sums(self._says, self._progress, 2))),
        ]
        beside = [Line(f"beside {n}") for n in range(CHART_ROWS - len(progress))]
        parts = [
            *kind_lines(content, self._header()),
            *self._by_list(),
            *part_lines(content, self._header()),
            Line("space by content"),
            *self._by_content(),
            *self._by_number(),
        ]
        return [*head, *progress, *beside, Line("space by list"), *parts]

    def _sentence(self) -> str:
        content = self._content
        sums = {one.value: 0 for one in ASKED}
        right = 0
        for found in content.submissions:
            for name in sums:
                sums[name] += found.open[name]
            right += found.well
        return " ".join((*self._since_last(), self._standing(sums, right)))

    def _since_last(self) -> Iterator[str]:
        """What came in, beside what came in the last period."""
        content = self._content
        if not content.past:
            return
        last, taken = content.past[-1], [one for one in content.submissions if one.acceptance.now]
        yield self._says(
            "summary-since-last",
            period=last.name,
            taken=len(taken),
            rows=sum(one.rows for one in taken),
            was_taken=last.taken,
            was_rows=last.rows,
        )

    def _standing(self, sums: Mapping[str, int], right: int) -> str:
        content = self._content
        return self._says(
            "summary-sentence",
            right=right,
            all=len(content.units),
            must=sums[Severity.MUST_FIX.value],
            check=sums[Severity.PLEASE_CHECK.value],
            repair=sums[Severity.REPAIR.value],
        )

    def _header(self) -> Cells:
        asked = [self._says(f"severity-{one.value}") for one in ASKED]
        names = ("column-unit", "column-state")
        return [*map(self._says, names), *asked, self._says("column-total-rows")]

    @cached_property
    def _progress(self) -> list[Cells]:
        return [self._unit(one) for one in in_kinds(self._content)]

    def _unit(self, one: Submission) -> Cells:
        word = signed_standing(one.standing, self._language)
        return [one.unit.name, word, *known_counts(one)]

    @cached_property
    def _counted(self) -> dict[str, list[Scalar]]:
        return by_unit(self._content)

    def _by_list(self) -> list[Line]:
        """One block of all units; where there are several kinds, one of each with its lists."""
        kinds = kinds_of(self._content)
        lines = [Line("by list", (self._says("summary-by-list"),))]
        if len(kinds) < 2:
            return [*lines, *self._lists(self._content.units, self._content.tables, "")]
        for kind in kinds:
            units = [unit for unit in self._content.units if unit.kind == kind]
            word = self._content.campaign.word_of(kind, self._language).capitalize()
            lines.append(Line(f"lists of {kind}", (word,)))
            lines += self._lists(units, self._content.campaign.tables_for(units[0]), f" {kind}")
        return lines

    def _lists(self, units: Sequence[OrgUnit], tables: Sequence[Table], of: str) -> list[Line]:
        header: Cells = [self._says("column-unit")]
        places = []
        for table in tables:
            header.append(self._says("summary-rows", table=table.title))
            header.append(self._says("summary-ok", table=table.title))
            at = 2 * self._content.tables.index(table)
            places += [at, at + 1]
        counts: list[Cells] = [
            [unit.name, *(self._counted[unit.key][at] for at in places)] for unit in units
        ]
        codes = [unit.key for unit in units]
        return [
            Line(f"lists{of}", tuple(header)),
            *(Line(f"lists {c}", tuple(line)) for c, line in zip(codes, counts, strict=True)),
            Line(f"lists total{of}", tuple(_sums(self._says, counts, 1))),
        ]

    def _by_content(self) -> list[Line]:
        """One block a column that is counted: its name, then how often each answer was given."""
        names = ("column-value", "summary-rows-short", "summary-ok-short")
        lines = [
            Line("by content", (self._says("summary-by-content"),)),
            Line("answers", tuple(map(self._says, names))),
        ]
        block = ("", "")
        for table, column, value, rows, right in by_content(self._content):
            if (table, column) != block:
                block = (table, column)
                lines.append(Line(f"of {table}: {column}", (f"{table}: {column}",)))
            lines.append(Line(f"answer {table}: {column}: {value}", (value, rows, right)))
        return lines

    def _by_number(self) -> list[Line]:
        """What the columns of amounts come to, by unit and in all, and what of it stands in rows
        that are not right."""
        if not self._summed:
            return []
        sums = sums_by_unit(self._content)
        titles = [f"{table.title}: {column.title}" for table, column in self._summed]
        units: list[Cells] = [
            [unit.name, *(plain_number(whole) for whole, _ in sums[unit.key])]
            for unit in self._content.units
        ]
        codes = [unit.key for unit in self._content.units]
        parts = [
            Line(f"numbers part {key}", line)
            for key, line in part_sums(self._content, sums).items()
        ]
        columns = list(zip(*sums.values(), strict=True))
        total: Cells = [plain_number(sum(whole for whole, _ in one)) for one in columns]
        wrong: Cells = [plain_number(sum(whole - right for whole, right in one)) for one in columns]
        return [
            Line("space by number"),
            Line("by number", (self._says("summary-by-number"),)),
            Line("numbers", (self._says("column-unit"), *titles)),
            *(Line(f"numbers {c}", tuple(line)) for c, line in zip(codes, units, strict=True)),
            *parts,
            Line("numbers total", (self._says("summary-total"), *total)),
            Line("numbers wrong", (self._says("summary-not-right"), *wrong)),
        ]

    def make(self, sheet_id: int) -> list[Request]:
        """The tab, its looks and its charts, once."""
        title = text("tab-summary", self._language)
        head = GridRange(sheet_id, 0, 1, 0, 1)
        band = GridRange(sheet_id, 3, 4, 0, 1)
        table = GridRange(sheet_id, HEADER_ROW, None, 0, self.width)
        units = (HEADER_ROW + 1, HEADER_ROW + 1 + len(self._content.units))
        big = {"textFormat": {"bold": True, "fontSize": 13}}
        top, over = {"verticalAlignment": "TOP"}, {"wrapStrategy": "OVERFLOW_CELL"}
        return [
            google.add_sheet(sheet_id, title, rows=200, columns=self.width + 12, index=0),
            google.mark_sheet(sheet_id, new_mark(TAB, title)),
            *(
                google.mark_column(sheet_id, at, new_mark(OURS, value))
                for at, value in enumerate(mark_values(self._columns))
            ),
            *(
                google.set_dimension(sheet_id, "COLUMNS", at, at + 1, pixels=pixels)
                for at, pixels in enumerate(WIDTHS)
            ),
            google.repeat_format(head, big, "textFormat"),
            google.repeat_format(band, over, "wrapStrategy"),
            google.repeat_format(
                table, {"wrapStrategy": "WRAP", **top}, "wrapStrategy,verticalAlignment"
            ),
            *state_looks(sheet_id, HEADER_ROW + 1, self._language),
            *self._looks(table),
            whole_numbers(GridRange(sheet_id, *units, 2, len(WIDTHS))),
            *column_charts(
                sheet_id,
                (HEADER_ROW, units[1]),
                len(WIDTHS),
                {
                    2: text("summary-chart-open", self._language),
                    len(WIDTHS) - 1: text("summary-chart-rows", self._language),
                },
            ),
        ]

    def _looks(self, table: GridRange) -> list[Request]:
        """Rules and not formats: the rows of the later tables move with the number of units."""
        row = HEADER_ROW + 1
        heads = [f'$A{row}="{self._says(key)}"' for key in ("column-unit", "column-value")]
        header = f'=AND(A{row}<>"";OR({";".join(heads)}))'
        total = f'$A{row}="{self._says("summary-total")}"'
        bold = f'=AND($A{row}<>"";OR({total};$B{row}=""))'
        strong = {"textFormat": {"bold": True}}
        return [
            google.add_formula_rule([table], bold, strong),
            google.add_formula_rule(
                [table], header, {**strong, "backgroundColor": HEADER_LOOK["backgroundColor"]}
            ),
        ]

    def plan(self, sheet: Sheet, stamp: str, written: Known) -> TabPlan:
        """The plan for what differs; rows come and go inside the first table, so that the charts,
        Google's and the officers' own, go on showing all units and no more."""
        names, places = self._columns, self._places(sheet)
        if None in places:
            found = Found(0, places)
            requests, intent = bring_back(sheet, Parts(names, headed=False), found)
            return self._plan(sheet, range(0), requests, intent, unfinished=True)
        whole = [place for place in places if place is not None]
        lines = plan_lines(sheet, self.lines(stamp), written, whole)
        return self._plan(sheet, whole, lines.requests, lines.intent)

    def _plan(
        self,
        sheet: Sheet,
        places: Sequence[int],
        requests: Sequence[Request],
        intent: Intent,
        *,
        unfinished: bool = False,
    ) -> TabPlan:
        marks = [] if unfinished else mark_requests(sheet, self._columns, places)
        marks += mark_tab(sheet, text("tab-summary", self._language))
        layout = Layout(0, tuple(places))
        return TabPlan(
            sheet.sheet_id, tuple(requests), layout, intent, tuple(marks), unfinished=unfinished
        )

    @property
    def _columns(self) -> list[str]:
        """What the marks of our columns say: they have no headings, every table has its own."""
        return [str(number) for number in range(self.width)]

    def _places(self, sheet: Sheet) -> tuple[int | None, ...]:
        """Where our columns stand; in a tab from before there were marks, where they were made."""
        if not any(mark.key == OURS for marks in sheet.column_marks.values() for mark in marks):
            return tuple(range(self.width))
        return find_places(sheet, None, self._columns, lambda column, number: Likeness())

    def _seen(self, sheet: Sheet) -> Sheet:
        return seen_in_order(sheet, [at for at in self._places(sheet) if at is not None])

    def known(self, sheet: Sheet, generations: Sequence[Known]) -> Known:
        """The lines as they were last written into this tab."""
        return last_written(self._seen(sheet), generations)

    def stamp_of(self, sheet: Sheet, written: Known) -> str:
        """The stamp as it stands."""
        seen = self._seen(sheet)
        rows = {one.key: row for one, row in located(seen, written).items()}
        return str(seen.cell(rows["stamp"], 0).value or "") if "stamp" in rows else ""


def _sums(says: Callable[..., str], lines: list[Cells], first: int) -> Cells:
    """The line of totals: a word, nothing up to column `first`, then the sums."""
    width = max((len(line) for line in lines), default=first)
    sums = [sum_of(line[at] for line in lines) for at in range(first, width)]
    return [says("summary-total"), *([""] * (first - 1)), *sums]
