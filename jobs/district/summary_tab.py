"""The tab `Tổng hợp`: one look at all units, by unit and by content, with two native charts."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from jobs.district.content import Content
from jobs.district.fixed_tab import plan_fixed
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
_BOLD = {"textFormat": {"bold": True}}


def standing(state: UnitState) -> str:
    """Where a unit stands by what its last run counted."""
    return standing_of(state, state.counts, sum(state.counts.get("rows", {}).values()))


class SummaryTab:
    """The content laid out in rows; `stamp` is put in when it is published."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self._language = content.language
        self.width = 3 + 2 * len(content.tables) + len(ASKED)

    def grid(self, stamp: str) -> list[Line]:
        """All rows of the tab."""
        content = self._content
        title = content.campaign.title[self._language]
        head: list[Line] = [
            [text("summary-title", self._language, campaign=title)],
            [stamp],
            [self._sentence()],
            # One cell, so that the table below and the charts over it stay where they are.
            ["\n".join(content.band)],
            [],
        ]
        return [*head, self._header(), *self._units, self._total(), [], *self._by_content]

    def _sentence(self) -> str:
        content = self._content
        sums = {one.value: 0 for one in ASKED}
        right = 0
        for unit in content.units:
            found = content.state(unit.code)
            for name in sums:
                sums[name] += found.counts.get(name, 0)
            right += standing(found) in WELL
        return text(
            "summary-sentence",
            self._language,
            right=right,
            all=len(content.units),
            must=sums[Severity.MUST_FIX.value],
            check=sums[Severity.PLEASE_CHECK.value],
            repair=sums[Severity.REPAIR.value],
        )

    def _header(self) -> Line:
        says: Callable[..., str] = text
        line: Line = [says("column-unit", self._language), says("column-state", self._language)]
        for table in self._content.tables:
            line.append(says("summary-rows", self._language, table=table.title))
            line.append(says("summary-ok", self._language, table=table.title))
        line += [says(f"severity-{one.value}", self._language) for one in ASKED]
        return [*line, says("column-total-rows", self._language)]

    @cached_property
    def _units(self) -> list[Line]:
        counted = by_unit(self._content)
        return [self._unit(unit, counted[unit.code]) for unit in self._content.units]

    def _unit(self, unit: OrgUnit, numbers: list[int]) -> Line:
        state = self._content.state(unit.code)
        word = standing_word(standing(state), self._language)
        asked = [state.counts.get(one.value, 0) for one in ASKED]
        return [unit.name, word, *numbers, *asked, sum(numbers[::2])]

    def _total(self) -> Line:
        lines = self._units
        sums = [sum(int(line[at] or 0) for line in lines) for at in range(2, self.width)]
        return [text("summary-total", self._language), "", *sums]

    @cached_property
    def _by_content(self) -> list[Line]:
        says: Callable[..., str] = text
        head: list[Line] = [
            [says("summary-by-content", self._language)],
            [
                says("summary-list", self._language),
                says("column-column", self._language),
                says("column-value", self._language),
                says("summary-rows-short", self._language),
                says("summary-ok-short", self._language),
            ],
        ]
        return head + [list(line) for line in by_content(self._content)]

    def make(self, sheet_id: int) -> list[Request]:
        """The tab, its looks and its charts, once."""
        header = GridRange(sheet_id, HEADER_ROW, HEADER_ROW + 1, 0, self.width)
        head = GridRange(sheet_id, 0, 1, 0, 1)
        title = text("tab-summary", self._language)
        return [
            google.add_sheet(sheet_id, title, rows=200, columns=self.width + 12, index=0),
            google.set_dimension(sheet_id, "COLUMNS", 0, 1, pixels=220),
            google.set_dimension(sheet_id, "COLUMNS", 1, 2, pixels=140),
            google.repeat_format(
                head, {"textFormat": {"bold": True, "fontSize": 13}}, "textFormat"
            ),
            google.repeat_format(
                header, {**_BOLD, "wrapStrategy": "WRAP"}, "textFormat.bold,wrapStrategy"
            ),
            self._chart(sheet_id, "summary-chart-open", self.width - 1 - len(ASKED), 0),
            self._chart(sheet_id, "summary-chart-rows", self.width - 1, 20),
        ]

    def plan(self, sheet: Sheet, stamp: str) -> list[Request]:
        """Cells of the tab that differ."""
        return plan_fixed(sheet, self.grid(stamp), self.width)

    def _chart(self, sheet_id: int, title: str, column: int, row: int) -> Request:
        top, bottom = HEADER_ROW, HEADER_ROW + 1 + len(self._content.units)

        def source(at: int) -> dict[str, Any]:
            area = GridRange(sheet_id, top, bottom, at, at + 1).json()
            return {"sourceRange": {"sources": [area]}}

        anchor = {"sheetId": sheet_id, "rowIndex": row, "columnIndex": self.width + 1}
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
        position = {"overlayPosition": {"anchorCell": anchor}}
        return {"addChart": {"chart": {"spec": spec, "position": position}}}
