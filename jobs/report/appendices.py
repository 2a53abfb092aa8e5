"""The rows of a report's appendices: grouped by unit, with a mark where one is not right."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from jobs.report.figures import Figures
from jobs.report.official_document import Listed
from jobs.report.rows import Line, ListRows
from jobs.report.wording import OPEN
from jobs.store.counts import CARRIED, RIGHT
from sheets_schema.cells import CELL_TYPES
from sheets_schema.masking import mask_text
from sheets_schema.messages import text
from sheets_schema.report import AppendixList, ListColumn
from sheets_schema.vietnam.number import vietnamese_number
from sheets_schema.workbook import Value

# Behind the running number of a row that is not right; the note above the lists says so.
MARK = " (*)"
UNIT = "unit"
# In front of a unit that stands under another one; blanks of a width that Word keeps.
INDENT = "\u2003"
_WELL = (RIGHT, CARRIED)


class Shown(NamedTuple):
    """A row in words, the unit under which it stands ("" where it stands alone), and the states of
    what it is made of."""

    cells: Sequence[str]
    unit: str = ""
    states: frozenset[str] = frozenset()


class AppendixRows:
    """One declared list, with the columns and rows that the document shows."""

    def __init__(self, figures: Figures, declared: AppendixList) -> None:
        self.columns = [one for one in declared.columns if not _by_unit(declared, one)]
        self._parts = declared.parts
        self._grouped = len(self.columns) < len(declared.columns)
        self.shown = list(_rows(figures, declared, self.columns))
        self.numbers = [
            at for at, one in enumerate(self.columns, 1) if _is_number(figures, declared, one.of)
        ]

    @property
    def leaves_out(self) -> bool:
        """Whether it is a list of parts, and the register has none."""
        return self._parts and not self.shown

    def has_persons(self) -> bool:
        """Whether anything in it would be masked."""
        said = (cell for row in self.shown for cell in (row.unit, *row.cells))
        return any(mask_text(cell) != cell for cell in said)

    def wrong(self) -> Counter[str]:
        """How many rows bear the mark, by the state that they have."""
        return Counter(state for row in self.shown for state in row.states if state not in _WELL)

    def listed(self, *, unmasked: bool) -> Iterator[Listed]:
        """The rows with their running number, below one band a unit where it is not repeated."""
        numbered = enumerate(self.shown, 1)
        for unit, rows in groupby(numbered, key=lambda one: one[1].unit):
            several = list(rows)
            if self._grouped:
                # What names no unit stands there as it was typed.
                name = unit if unmasked else mask_text(unit)
                yield Listed([f"{name} ({len(several)})"], band=True)
            for number, row in several:
                mark = MARK if row.states.difference(_WELL) else ""
                cells = row.cells if unmasked else map(mask_text, row.cells)
                yield Listed([f"{number}{mark}", *cells])


def wrong_note(wrong: Counter[str], language: str) -> str:
    """What the mark means, with how many rows bear it; "" for none."""
    said = ", ".join(
        f"{n} {text(f'row-{state}', language).lower()}" for state, n in sorted(wrong.items())
    )
    return text("report-not-right", language, mark=MARK.strip(), said=said) if said else ""


def _by_unit(declared: AppendixList, column: ListColumn) -> bool:
    """Whether the column only repeats what many rows stand under: their unit, or one that they
    name."""
    if declared.each:
        return column.of == declared.each
    return bool(declared.table) and not declared.merged and column.of == UNIT


def _is_number(figures: Figures, declared: AppendixList, of: str) -> bool:
    if of in (UNIT, "units"):
        return False
    if not declared.table or of == "unit_count":
        return True
    return CELL_TYPES[figures.rows_of(declared.table).table.column(of).type].summed


def _rows(
    figures: Figures, declared: AppendixList, columns: Sequence[ListColumn]
) -> Iterable[Shown]:
    names = [column.of for column in columns]
    if declared.parts:
        return (_of_unit(figures, keys, name, names) for keys, name in _parts_of(figures))
    if not declared.table:
        return (_of_unit(figures, keys, name, names) for keys, name in _units_of(figures))
    rows = figures.rows_of(declared.table)
    if declared.each:
        return _each(figures, rows, names, declared.each)
    if not declared.merged:
        return (_of_row(rows, line, names) for line in rows.lines)
    groups = rows.merged(rows.lines, declared.merged)
    groups.sort(key=lambda one: (-len(_units(one)), rows.spelling(one, declared.merged)))
    return (_of_group(rows, group, names, declared.merged) for group in groups)


def _units_of(figures: Figures) -> Iterator[tuple[frozenset[str], str]]:
    return ((frozenset({unit.key}), unit.name) for unit in figures.units)


def _parts_of(figures: Figures) -> Iterator[tuple[frozenset[str], str]]:
    """The units that others stand under, with the keys of those, the deeper the further in."""
    depth = figures.content.tree.depth
    for unit, keys in figures.content.parts:
        yield keys, f"{INDENT * (depth(unit.key) - 1)}{unit.name}"


def _of_unit(figures: Figures, keys: frozenset[str], name: str, names: Sequence[str]) -> Shown:
    return Shown([name if of == UNIT else _figure(figures.value(of, keys)) for of in names])


def _figure(value: Value) -> str:
    return OPEN if value in (None, "") else _shown(value, summed=True)


def _each(figures: Figures, rows: ListRows, names: Sequence[str], column: str) -> Iterator[Shown]:
    """The rows once under each unit that they name, in the register's order of these; last, as
    it was typed, what names none."""
    by_unit: dict[str, list[Line]] = {name: [] for name in figures.unit_names.names}
    for line in rows.lines:
        named = rows.units_named(line, column, figures.unit_names)
        for name in (*named.known, *named.unknown):
            by_unit.setdefault(name, []).append(line)
        if named == ((), ()):
            by_unit.setdefault("–", []).append(line)
    for name, lines in by_unit.items():
        for line in lines:
            yield _of_row(rows, line, names)._replace(unit=name)


def _of_row(rows: ListRows, line: Line, names: Sequence[str]) -> Shown:
    cells = [_said(rows, line, name) for name in names]
    return Shown(cells, line.unit.name, _states([line]))


def _of_group(rows: ListRows, group: Sequence[Line], names: Sequence[str], merged: str) -> Shown:
    """What rows that were put together say: the first that says something speaks for all."""

    def said(name: str) -> str:
        if name in (UNIT, "units"):
            return ", ".join(_units(group))
        if name == "unit_count":
            return str(len(_units(group)))
        if name == merged:
            return rows.spelling(group, merged)
        return next((said for line in group if (said := _said(rows, line, name))), "")

    return Shown([said(name) for name in names], states=_states(group))


def _states(lines: Iterable[Line]) -> frozenset[str]:
    return frozenset(line.row.state for line in lines if line.row)


def _units(group: Sequence[Line]) -> list[str]:
    return list(dict.fromkeys(line.unit.name for line in group))


def _said(rows: ListRows, line: Line, name: str) -> str:
    if name == UNIT:
        return line.unit.name
    summed = CELL_TYPES[rows.table.column(name).type].summed
    return _shown(rows.cell(line, name), summed=summed)


def _shown(value: Value, *, summed: bool) -> str:
    """An amount with its thousands apart, as everywhere in the report; a year as it is."""
    if summed and isinstance(value, int | float) and not isinstance(value, bool):
        return vietnamese_number(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)
