"""The data rows that figures and appendices are made of: found, chosen and put together."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from jobs.district.content import Content
from jobs.store.rows import DataRow
from sheets_schema.campaign import Column, Table
from sheets_schema.cells import CELL_TYPES
from sheets_schema.finding import shown_text
from sheets_schema.org_unit import OrgUnit
from sheets_schema.unit_names import Named, UnitNames
from sheets_schema.vietnam.platform_name import best_spelling
from sheets_schema.vietnam.residential_group import (
    is_whole_unit,
    kinds_of,
    residential_key,
    residential_places,
    told_apart,
)
from sheets_schema.workbook import Value

Kinds = Mapping[str, Sequence[str]]


class Line(NamedTuple):
    """What a figure counts: a row of a unit, or the unit itself."""

    unit: OrgUnit
    row: DataRow | None = None


def rows_that_count(content: Content, unit: OrgUnit) -> Iterator[DataRow]:
    """A unit's rows but for those of the last period that it did not confirm for this one."""
    waiting = content.submission[unit.key].workbook.unconfirmed
    return (row for row in content.rows[unit.key] if not (row.as_last and row.table in waiting))


class ListRows:
    """Every data row of one declared list, by unit and position."""

    def __init__(self, content: Content, table: Table) -> None:
        self.table = table
        self.lines = [
            Line(unit, row)
            for unit in content.units
            for row in rows_that_count(content, unit)
            if row.table == table.name
        ]
        self._places = {column.name: at for at, column in enumerate(table.columns)}

    def cell(self, line: Line, column: str) -> Value:
        """A row's value of a column; None also where the row was stored before the column was
        declared."""
        values, place = line.row.values if line.row else (), self._places[column]
        return values[place] if place < len(values) else None

    def chosen(self, where: Mapping[str, Sequence[str]]) -> list[Line]:
        """The rows that have one of the wanted answers in each column of `where`."""
        wanted = [(self.table.column(name), set(answers)) for name, answers in where.items()]
        return [
            line
            for line in self.lines
            if all(
                any_of.intersection(CELL_TYPES[one.type].answers(self.cell(line, one.name)))
                for one, any_of in wanted
            )
        ]

    def unsorted(self, column: str) -> list[Line]:
        """The rows that have none of the choices of a column."""
        declared = self.table.column(column)
        numbers = (str(number) for number in range(1, len(declared.choices) + 1))
        kind = CELL_TYPES[declared.type]
        known = {*declared.choices, *(numbers if kind.several else ())}
        return [
            line
            for line in self.lines
            if not known.intersection(kind.answers(self.cell(line, column)))
        ]

    def merged(self, lines: Iterable[Line], column: str) -> list[list[Line]]:
        """Rows put together that name the same thing in this column, in order of appearance; rows
        that name nothing are left out, and one that names several stands with each."""
        declared = self.table.column(column)
        lines = list(lines)
        kinds = self._kinds(lines, declared)
        groups: defaultdict[object, list[Line]] = defaultdict(list)
        for line in lines:
            for key in _named(declared, self.cell(line, column), line.unit, kinds[line.unit.key]):
                groups[key].append(line)
        return list(groups.values())

    def _kinds(self, lines: Sequence[Line], column: Column) -> Mapping[str, Kinds]:
        """By unit, the kinds of place of each number: of its register, else as its rows say."""
        said: defaultdict[str, list[str]] = defaultdict(list)
        for line in lines:
            said[line.unit.key].append(_text(self.cell(line, column.name)))
        units = {line.unit.key: line.unit for line in lines}
        is_place = column.type == "residential_group"
        return {
            key: kinds_of(units[key].residential_groups or names) if is_place else {}
            for key, names in said.items()
        }

    def units_named(self, line: Line, column: str, units: UnitNames) -> Named:
        """The units that a row names in this column, and what in it names none."""
        return units.named(shown_text(self.cell(line, column)))

    def spelling(self, group: Sequence[Line], column: str) -> str:
        """The one name of rows that were put together."""
        names = [str(self.cell(line, column)) for line in group]
        return best_spelling(names)


def _text(value: Value) -> str:
    return "" if value is None else str(value)


def _named(column: Column, value: Value, unit: OrgUnit, kinds: Kinds) -> list[object]:
    """Keys equal for cells that name the same thing, within the unit where it is the unit's own.
    Residential groups are such as its register knows where it knows any."""
    said = _text(value)
    if column.type != "residential_group":
        kind = CELL_TYPES[column.type]
        key = kind.key(unit)(said)
        return [(unit.key, key) if kind.of_unit else key] if key else []
    if is_whole_unit(said):
        return []
    known = {residential_key(name) for name in unit.residential_groups}
    places = ((key, of) for key, of in residential_places(said) if key in known or not known)
    return list(dict.fromkeys((unit.key, told_apart(key, of, kinds)) for key, of in places))
