"""Makes up the units of any campaign: workbooks as it asks for them, and a few mistakes in them.

The same campaign gives the same workbooks on every machine and day, so that a second run finds
what the first one made.
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle, islice
from typing import Any

from demo.district import DemoTab, DemoUnit, District
from demo.mistakes import MISTAKES
from sheets_schema.campaign import Campaign, Column, Table
from sheets_schema.cells import CELL_TYPES
from sheets_schema.finding import Severity
from sheets_schema.org_unit import OrgUnit
from sheets_schema.validate import validate
from sheets_schema.workbook import Tab, Workbook

UNITS = 8
ROWS_OF_FIGURES, ROWS_OF_WORDS = 6, 2
# So often another row is drawn where its figures contradict each other.
DRAWS = 60
PLACES = (
    "Đông Phú", "An Thịnh", "Hòa Lạc", "Kim Sơn", "Tân Tiến", "Phú Mỹ", "Thanh Bình",
    "Vĩnh Xuân", "Yên Hòa", "Minh Tân", "Bình Minh", "Quang Trung",
)  # fmt: skip
_DIGITS = re.compile(r"\d+")
_LONG_NUMBER = re.compile(r"\d{8,}")


@dataclass(frozen=True, slots=True)
class MadeUp:
    """A district and its register; whose spreadsheet is whose is known once they are made."""

    district: District
    register: tuple[OrgUnit, ...]


def make_up(campaign: Campaign) -> MadeUp:
    """Some units of each kind, on the last day before the first deadline."""
    today, campaign = _today(campaign), _in_first_period(campaign)
    units = list(_units(campaign))
    made = tuple(
        _workbook(_Writer(campaign, unit, today, number), number)
        for number, unit in enumerate(units)
    )
    office = campaign.authority.get("name") or campaign.title["vi"]
    return MadeUp(District(f"{office} (giả định)", today, made), tuple(units))


def _today(campaign: Campaign) -> date:
    first = next(iter(campaign.periods_from("", 1)), None)
    return (first.due if first else campaign.due).date() - timedelta(days=1)


def _in_first_period(campaign: Campaign) -> Campaign:
    """As it is in force then: its checks hold days against those of the period."""
    first = next(iter(campaign.periods_from("", 1)), None)
    return campaign.in_period(first) if first else campaign


def _units(campaign: Campaign) -> Iterator[OrgUnit]:
    """So many for each kind; a kind of several words has units of each: xã, phường."""
    office = campaign.authority.get("name", "")
    for number, kind in enumerate(campaign.workbooks, 1):
        said = campaign.unit_words.get(kind, {}).get("vi") or kind
        words = [word.strip().capitalize() for word in said.split(",")]
        for at, (word, place) in enumerate(islice(zip(cycle(words), PLACES, strict=False), UNITS)):
            code = f"{chr(64 + number)}{at + 1:02d}"
            yield OrgUnit(code, f"{word} {place}", kind, parent=office)


def _workbook(writer: "_Writer", number: int) -> DemoUnit:
    unit, campaign = writer.unit, writer.campaign
    grids = {table.title: writer.list_of(table) for table in campaign.tables_for(unit)}
    MISTAKES[number % len(MISTAKES)](campaign.tables_for(unit), grids)
    tabs = tuple(DemoTab(title, grid, _shown(grid)) for title, grid in grids.items())
    title = campaign.workbook_titles.get(unit.kind, campaign.title)["vi"].format(unit=unit.name)
    return DemoUnit(unit.code, unit.name, title, "vi_VN", tabs)


def _shown(grid: Sequence[Sequence[Any]]) -> list[list[str]]:
    return [["" if value is None else str(value) for value in row] for row in grid]


class _Writer:
    """Writes one unit's lists as its clerk would: right, and other than everybody else's."""

    def __init__(self, campaign: Campaign, unit: OrgUnit, today: date, number: int) -> None:
        self.campaign, self.unit, self._today = campaign, unit, today
        self._random = random.Random(f"{campaign.name} {unit.code}")
        self._seen = number * 100

    def list_of(self, table: Table) -> list[list[Any]]:
        """The head and the rows of one list."""
        head: list[Any] = [column.title for column in table.columns]
        figures = any(CELL_TYPES[column.type].summed for column in table.columns)
        rows = ROWS_OF_FIGURES if figures else ROWS_OF_WORDS
        return [head, *(self._row(table, head, number + 1) for number in range(rows))]

    def _row(self, table: Table, head: list[Any], number: int) -> list[Any]:
        """A row that the campaign itself finds right, where one is drawn soon."""
        self._seen += 1
        drawn: list[Any] = []
        for _ in range(DRAWS):
            drawn = [self._cell(table, column, number) for column in table.columns]
            if self._is_right(table, [head, drawn]):
                break
        return drawn

    def _is_right(self, table: Table, grid: list[list[Any]]) -> bool:
        book = Workbook("", [Tab(table.title, grid)])
        found = validate(book, self.unit, self.campaign, self._today).findings
        grave = (Severity.MUST_FIX, Severity.PLEASE_CHECK)
        return not any(one.row is not None and one.severity in grave for one in found)

    def _cell(self, table: Table, column: Column, number: int) -> Any:
        kind, example = CELL_TYPES[column.type], column.example
        if column.type == "ordinal":
            return number
        if column.choices:
            return column.choices[(number - 1) % len(column.choices)]
        if not example:
            return None
        if column.type == "date":
            first, last = self.campaign.window or (self._today - timedelta(days=8), self._today)
            days = (min(last, self._today - timedelta(days=1)) - first).days
            return f"{first + timedelta(days=self._random.randrange(max(days, 1))):%d/%m/%Y}"
        if kind.summed and _is_number(example):
            drawn = float(example) * self._random.uniform(0.5, 1.5)
            return max(1, int(round(drawn, -4 if drawn > 100_000 else 0)))
        if kind.measured and _is_number(example):
            return float(example)
        return self._other_words(example, number, is_name=column.name == table.subject)

    def _other_words(self, example: str, number: int, *, is_name: bool) -> str:
        """What is like the example and yet another: a number, a person, a place."""
        if _LONG_NUMBER.fullmatch(example):
            # Not one after the other: so only cells are numbered that were dragged down.
            return f"{example[:-4]}{self._seen * 37 % 10_000:04d}"
        if not is_name:
            return example
        place, words = PLACES[(self._seen + number) % len(PLACES)], example.split()
        if _DIGITS.search(example):
            return _DIGITS.sub(str(number), example, count=1)
        if len(words) > 1 and all(word[0].isupper() for word in words):
            return f"{words[0]} {place}"
        return f"{example}, {place}"


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
