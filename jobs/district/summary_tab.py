"""The tab `Tổng hợp`: one look at all units, by list and by content, with two native charts."""

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from typing import Any

from jobs.district.content import Content
from jobs.district.fixed_tab import plan_fixed
from jobs.district.looks import HEADER_LOOK
from jobs.standing import WELL, standing_of, standing_word
from jobs.store.units import UnitState
from jobs.summary import by_content, by_unit
from sheets_client import requests as google
from sheets_client.requests import Request
from sheets_client.snapshot import GridRange, Scalar, Sheet
from sheets_schema.finding import Severity
from sheets_schema.messages import text
from sheets_schema.org_unit import OrgUnit

Line = list[Scalar | None]
ASKED = (Severity.MUST_FIX, Severity.PLEASE_CHECK, Severity.REPAIR)
HEADER_ROW = 5
# Of the first table: unit, state, open findings, rows. Right of it stand the charts, so that all
# is seen on a screen of 1280 pixels.
WIDTHS = (210, 120, *(80 for _ in ASKED), 80)
CHART_COLUMN = len(WIDTHS)
CHART_SIZE = (520, 250)
# Rows that two charts cover beside the first table, the higher row of headings counted once.
CHART_ROWS = 24


def standing(state: UnitState) -> str:
    """Where a unit stands by what its last run counted."""
    return standing_of(state, state.counts, sum(state.counts.get("rows", {}).values()))


class SummaryTab:
    """The content laid out in rows; `stamp` is put in when it is published."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self._language = content.language
        self._says: Callable[..., str] = lambda key, **words: text(key, self._language, **words)
        self.width = max(len(WIDTHS), 1 + 2 * len(content.tables))

    def grid(self, stamp: str) -> list[Line]:
        """All rows of the tab."""
        content = self._content
        title = content.campaign.title[self._language]
        head: list[Line] = [
            [self._says("summary-title", campaign=title)],
            [stamp],
            [self._sentence()],
            # One cell, so that the table below and the charts beside it stay where they are.
            ["\n".join(content.band)],
            [],
        ]
        progress = [self._header(), *self._progress, _sums(self._says, self._progress, 2)]
        beside: list[Line] = [[] for _ in range(CHART_ROWS - len(progress))]
        return [*head, *progress, *beside, [], *self._by_list(), [], *self._by_content()]

    def _sentence(self) -> str:
        content = self._content
        sums = {one.value: 0 for one in ASKED}
        right = 0
        for unit in content.units:
            found = content.state(unit.code)
            for name in sums:
                sums[name] += found.counts.get(name, 0)
            right += standing(found) in WELL
        return self._says(
            "summary-sentence",
            right=right,
            all=len(content.units),
            must=sums[Severity.MUST_FIX.value],
            check=sums[Severity.PLEASE_CHECK.value],
            repair=sums[Severity.REPAIR.value],
        )

    def _header(self) -> Line:
        asked = [self._says(f"severity-{one.value}") for one in ASKED]
        names = ("column-unit", "column-state")
        return [*map(self._says, names), *asked, self._says("column-total-rows")]

    @cached_property
    def _progress(self) -> list[Line]:
        return [self._unit(unit) for unit in self._content.units]

    def _unit(self, unit: OrgUnit) -> Line:
        state = self._content.state(unit.code)
        word = standing_word(standing(state), self._language)
        asked = [state.counts.get(one.value, 0) for one in ASKED]
        return [unit.name, word, *asked, sum(self._counted[unit.code][::2])]

    @cached_property
    def _counted(self) -> dict[str, list[int]]:
        return by_unit(self._content)

    def _by_list(self) -> list[Line]:
        header: Line = [self._says("column-unit")]
        for table in self._content.tables:
            header.append(self._says("summary-rows", table=table.title))
            header.append(self._says("summary-ok", table=table.title))
        lines: list[Line] = [[u.name, *self._counted[u.code]] for u in self._content.units]
        title: Line = [self._says("summary-by-list")]
        return [title, header, *lines, _sums(self._says, lines, 1)]

    def _by_content(self) -> list[Line]:
        """One block a column that is counted: its name, then how often each answer was given."""
        names = ("column-value", "summary-rows-short", "summary-ok-short")
        lines: list[Line] = [[self._says("summary-by-content")], list(map(self._says, names))]
        block = ("", "")
        for table, column, value, rows, right in by_content(self._content):
            if (table, column) != block:
                block = (table, column)
                lines.append([f"{table}: {column}"])
            lines.append([value, rows, right])
        return lines

    def make(self, sheet_id: int) -> list[Request]:
        """The tab, its looks and its charts, once."""
        title = text("tab-summary", self._language)
        head = GridRange(sheet_id, 0, 1, 0, 1)
        band = GridRange(sheet_id, 3, 4, 0, 1)
        table = GridRange(sheet_id, HEADER_ROW, None, 0, self.width)
        big = {"textFormat": {"bold": True, "fontSize": 13}}
        top, over = {"verticalAlignment": "TOP"}, {"wrapStrategy": "OVERFLOW_CELL"}
        return [
            google.add_sheet(sheet_id, title, rows=200, columns=self.width + 12, index=0),
            *(
                google.set_dimension(sheet_id, "COLUMNS", at, at + 1, pixels=pixels)
                for at, pixels in enumerate(WIDTHS)
            ),
            google.repeat_format(head, big, "textFormat"),
            google.repeat_format(band, over, "wrapStrategy"),
            google.repeat_format(
                table, {"wrapStrategy": "WRAP", **top}, "wrapStrategy,verticalAlignment"
            ),
            *self._looks(table),
            self._chart(sheet_id, "summary-chart-open", 2, 0),
            self._chart(sheet_id, "summary-chart-rows", len(WIDTHS) - 1, 1),
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

    def plan(self, sheet: Sheet, stamp: str) -> list[Request]:
        """Cells of the tab that differ; rows come and go inside the first table, so that the
        charts, Google's and the officers' own, go on showing all units and no more."""
        moved, requests = self._resized(sheet)
        return [*requests, *plan_fixed(moved, self.grid(stamp), self.width)]

    def _resized(self, sheet: Sheet) -> tuple[Sheet, list[Request]]:
        total = self._says("summary-total")
        rows = range(HEADER_ROW + 1, len(sheet.cells))
        stands = next((row for row in rows if sheet.cell(row, 0).value == total), None)
        more = HEADER_ROW + 1 + len(self._progress) - (stands or 0)
        if stands is None or not more or stands < HEADER_ROW + 2:
            return sheet, []
        cells, at = list(sheet.cells), stands - 1
        if more > 0:
            cells[at:at] = [[] for _ in range(more)]
            requests = [google.insert_rows(sheet.sheet_id, at, at + more)]
        else:
            at = max(HEADER_ROW + 1, at + more)
            if any(row[self.width :] for row in cells[at : at - more]):
                # An officer wrote beside these rows.
                return sheet, []
            del cells[at : at - more]
            requests = [google.delete_rows(sheet.sheet_id, at, at - more)]
        return replace(sheet, cells=cells, row_count=sheet.row_count + more), requests

    def _chart(self, sheet_id: int, title: str, column: int, number: int) -> Request:
        top, bottom = HEADER_ROW, HEADER_ROW + 1 + len(self._content.units)
        width, height = CHART_SIZE

        def source(at: int) -> dict[str, Any]:
            area = GridRange(sheet_id, top, bottom, at, at + 1).json()
            return {"sourceRange": {"sources": [area]}}

        anchor = {"sheetId": sheet_id, "rowIndex": HEADER_ROW, "columnIndex": CHART_COLUMN}
        spec = {
            "title": text(title, self._language),
            "basicChart": {
                "chartType": "COLUMN",
                "legendPosition": "NO_LEGEND",
                "headerCount": 1,
                "domains": [{"domain": source(0)}],
                "series": [{"series": source(column), "targetAxis": "LEFT_AXIS"}],
            },
        }
        place = {
            "anchorCell": anchor,
            "offsetXPixels": 12,
            "offsetYPixels": number * (height + 8),
            "widthPixels": width,
            "heightPixels": height,
        }
        return {"addChart": {"chart": {"spec": spec, "position": {"overlayPosition": place}}}}


def _sums(says: Callable[..., str], lines: list[Line], first: int) -> Line:
    """The line of totals: a word, nothing up to column `first`, then the sums."""
    width = max((len(line) for line in lines), default=first)
    sums = [sum(int(line[at] or 0) for line in lines) for at in range(first, width)]
    return [says("summary-total"), *([""] * (first - 1)), *sums]
