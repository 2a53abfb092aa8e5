"""The figures of a report: each number with the units and rows that make it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property

from jobs.district.content import Content
from jobs.report.rows import Line, ListRows, rows_that_count
from jobs.store.counts import RIGHT
from jobs.store.rows import DataRow
from sheets_schema.checks.rules import amount
from sheets_schema.messages import said_moment, text
from sheets_schema.org_unit import OrgUnit
from sheets_schema.report import GIVEN_FIGURES, Figure, Report
from sheets_schema.unit_names import UnitNames, unit_names
from sheets_schema.vietnam.number import plain_number, vietnamese_number
from sheets_schema.workbook import Value

_PLACE = ("office_place", "office_place_upper")
_LAST = ("last_units_sent", "last_rows")
Number = int | float | str | None
# The keys of units, None for all.
Keys = frozenset[str] | None


@dataclass(frozen=True)
class Figures:
    """All figures of one moment, `now`."""

    content: Content
    report: Report
    now: datetime

    @property
    def as_of(self) -> str:
        """The moment as people write it."""
        return said_moment(self.now)

    def value(self, name: str, only: Keys = None) -> Number:
        """The figure, or its share of some units (`only`, their keys); None while nothing is
        known."""
        if name == "as_of":
            return self.as_of
        if name in _PLACE:
            place = self.content.campaign.authority.get("place", "")
            return (place.upper() if name == _PLACE[1] else place) or None
        if name in _LAST:
            return self._of_last(name, only)
        if name == "units_missing_names":
            names = ", ".join(line.unit.name for line in _of(self._missing(), only))
            return names or text("report-nobody", self.content.language)
        if name in self._given:
            lines = _of(self._given[name](), only)
            if name == "residential_groups":
                return sum(len(line.unit.residential_groups) for line in lines)
            return len(lines)
        return self._declared(self.report.figures[name], only)

    def _of_last(self, name: str, only: Keys) -> int | None:
        """What the period before came to; None where there was none."""
        if not self.content.past:
            return None
        units = {unit.key for unit in self.units if _among(unit, only)}
        reports = self.content.past[-1].reports.items()
        taken = [one.rows for key, one in reports if key in units and one.rows is not None]
        return len(taken) if name == "last_units_sent" else sum(taken)

    def lines(self, name: str) -> Sequence[Line]:
        """The rows or units that the figure counts; none for a text and for what is worked out
        of two others."""
        if name in self._given:
            return self._given[name]()
        figure = self.report.figures.get(name)
        return self._counted(figure) if figure and figure.table else []

    def is_known(self, name: str) -> bool:
        """Whether the report has a figure of that name."""
        return name in GIVEN_FIGURES or name in self.report.figures

    def parts(self, name: str) -> tuple[str, ...]:
        """The two figures that this one is worked out of; () for a counted one."""
        figure = self.report.figures.get(name)
        return (figure.difference or figure.percent or ()) if figure else ()

    def title(self, name: str) -> str:
        """What the figure counts, in words."""
        figure = self.report.figures.get(name)
        return figure.title if figure else text(f"figure-{name}", self.content.language)

    def rows_of(self, table: str) -> ListRows:
        """Every data row of a declared list."""
        return self._lists[table]

    @cached_property
    def units(self) -> list[OrgUnit]:
        """The units that the report is about."""
        return [unit for unit in self.content.units if unit.kind == self.report.units]

    @cached_property
    def unit_names(self) -> UnitNames:
        """Those units by their names."""
        campaign, kind = self.content.campaign, self.report.units
        return unit_names(campaign, kind, (unit.name for unit in self.units))

    @cached_property
    def _lists(self) -> Mapping[str, ListRows]:
        declared = self.content.campaign.workbooks.values()
        return {
            table.name: ListRows(self.content, table) for tables in declared for table in tables
        }

    @cached_property
    def _given(self) -> Mapping[str, Callable[[], list[Line]]]:
        return {
            "units": lambda: [Line(unit) for unit in self.units],
            "units_sent": lambda: [Line(unit) for unit in self.units if self._sent(unit)],
            "units_on_time": lambda: self._sent_when(late=False),
            "units_late": lambda: self._sent_when(late=True),
            "units_missing": self._missing,
            "residential_groups": lambda: [Line(unit) for unit in self.units],
            "rows": self._all_rows,
            "rows_right": lambda: [one for one in self._all_rows() if _right(one)],
        }

    def _sent(self, unit: OrgUnit) -> bool:
        return self.content.submission[unit.key].accepted

    def _sent_when(self, *, late: bool) -> list[Line]:
        """Units whose report was taken, by whether the first time came after their due moment."""
        sent = [unit for unit in self.units if self._sent(unit)]
        return [
            Line(unit) for unit in sent if late == self.content.submission[unit.key].accepted_late
        ]

    def _missing(self) -> list[Line]:
        return [Line(unit) for unit in self.units if not self._sent(unit)]

    def _rows(self, unit: OrgUnit) -> Iterable[DataRow]:
        return rows_that_count(self.content, unit)

    def _all_rows(self) -> list[Line]:
        return [Line(unit, row) for unit in self.units for row in self._rows(unit)]

    def _counted(self, figure: Figure) -> list[Line]:
        rows = self._lists[figure.table]
        chosen = rows.unsorted(figure.unsorted) if figure.unsorted else rows.chosen(figure.where)
        return [line for line in chosen if _right(line)] if figure.right else chosen

    def _declared(self, figure: Figure, only: Keys) -> Number:
        if not figure.table:
            return self._worked_out(figure, only)
        if not self._is_heard_of(figure.table, only):
            return None
        rows = self._lists[figure.table]
        lines = _of(self._counted(figure), only)
        if figure.units:
            return len({line.unit.key for line in lines})
        if figure.named:
            said = (rows.units_named(line, figure.named, self.unit_names) for line in lines)
            return len({name for one in said for name in one.known})
        if figure.total:
            return _sum(rows.cell(line, figure.total) for line in lines)
        if figure.distinct:
            groups = rows.merged(lines, figure.distinct)
            return self._commonest(rows, groups, figure) if figure.most else len(groups)
        return len(lines)

    def _worked_out(self, figure: Figure, only: Keys) -> Number:
        first, second = (self.value(part, only) for part in self.parts(figure.name))
        if not isinstance(first, int | float) or not isinstance(second, int | float):
            return None
        if figure.difference:
            return plain_number(Decimal(str(first)) - Decimal(str(second)))
        return round(100 * first / second, 1) if second else None

    def _is_heard_of(self, table: str, only: Keys) -> bool:
        """Whether any unit that fills in this list was ever read."""
        return any(
            self.content.submission[unit.key].workbook.good_at is not None
            for unit in self.content.units
            if _among(unit, only)
            and any(one.name == table for one in self.content.campaign.tables_for(unit))
        )

    def _commonest(
        self, rows: ListRows, groups: Iterable[Sequence[Line]], figure: Figure
    ) -> str | None:
        """The names that most units gave, with how many."""
        language = self.content.language
        words = self.content.campaign.unit_words.get(self.report.units, {})
        counted = [(len({line.unit.key for line in group}), group) for group in groups]
        counted.sort(key=lambda one: -one[0])
        said = [
            text(
                "report-most",
                language,
                name=rows.spelling(group, figure.distinct),
                n=written(count),
                unit=words.get(language, ""),
            )
            for count, group in counted[: figure.most]
        ]
        return ", ".join(said) or None


def make_figures(content: Content, report: Report, now: datetime) -> Figures:
    """The figures of this content at `now`."""
    return Figures(content, report, now)


def written(value: Number) -> str:
    """A figure as official documents write it: 05, 12, 1.234, 98,5, 1,75; "" for None."""
    if isinstance(value, float) and not value.is_integer():
        return vietnamese_number(value)
    if isinstance(value, int | float):
        return f"{int(value):02d}" if 0 < value < 10 else f"{int(value):,}".replace(",", ".")
    return value or ""


def _of(lines: Sequence[Line], only: Keys) -> list[Line]:
    return [line for line in lines if _among(line.unit, only)]


def _among(unit: OrgUnit, only: Keys) -> bool:
    return only is None or unit.key in only


def _right(line: Line) -> bool:
    return line.row is not None and line.row.state == RIGHT


def _sum(values: Iterable[Value]) -> int | float:
    worths = (amount(value) for value in values if isinstance(value, int | float))
    return plain_number(sum((worth for worth in worths if worth is not None), Decimal(0)))
