"""Units that an officer may want to call: what is rarely so, each as a question.

It accuses nobody: a round number can be a true one, and one unit may be ten times as large. The
same data give the same list.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from jobs.district.content import Content
from jobs.store.lives import OPEN
from sheets_schema.campaign import Table
from sheets_schema.cells import CELL_TYPES
from sheets_schema.checks.rules import amount
from sheets_schema.messages import text
from sheets_schema.vietnam.number import vietnamese_number
from sheets_schema.workbook import Value

# Of fewer units nobody can say what is usual; of fewer figures, that they are heaped.
LEAST_UNITS, LEAST_FIGURES = 8, 12
# How far from the middle, in medians of the others' distances: five would meet one in a thousand
# of figures that are spread as most are, and a district has some hundreds of them.
FAR = 6.0
# Of counted things one in ten ends in a zero.
HEAPED = 0.8
SMALLEST = 10


@dataclass(frozen=True, slots=True)
class CallBack:
    """What to ask one unit, in whole sentences."""

    unit: str
    name: str
    questions: tuple[str, ...]


def call_backs(content: Content) -> list[CallBack]:
    """The units with questions, those with most first, else in the register's order."""
    asked: dict[str, list[str]] = defaultdict(list)
    for unit, question in (*_unchanged(content), *_of_figures(content)):
        asked[unit].append(question)
    found = [
        CallBack(unit.key, unit.name, tuple(asked[unit.key]))
        for unit in content.units
        if unit.key in asked
    ]
    return sorted(found, key=lambda one: -len(one.questions))


def _unchanged(content: Content) -> Iterator[tuple[str, str]]:
    """Lists whose figures are those of the last period."""
    titles = {
        (table.name, str(use.params["same"])): table.title
        for table in content.tables
        for use in table.checks
        if use.check == "change-since-last" and "same" in use.params
    }
    for life in content.lives:
        tab = titles.get((life.finding.table, life.finding.code))
        if tab and life.status == OPEN:
            yield life.finding.unit, text("call-back-copied", content.language, tab=tab)


def _of_figures(content: Content) -> Iterator[tuple[str, str]]:
    for table in content.tables:
        for at, column in enumerate(table.columns):
            if CELL_TYPES[column.type].summed:
                figures = _figures(content, table, at)
                place = {"tab": table.title, "column": column.title}
                yield from _heaped(figures, place, content.language)
                yield from _far(figures, place, content.language)


def _figures(content: Content, table: Table, at: int) -> dict[str, list[float]]:
    """The figures of one column by unit, of those that have any."""
    found: dict[str, list[float]] = {}
    for unit in content.units:
        values = [
            amount(row.values[at])
            for row in content.rows[unit.key]
            if row.table == table.name and at < len(row.values) and _is_figure(row.values[at])
        ]
        if values:
            found[unit.key] = [float(value) for value in values if value is not None]
    return found


def _is_figure(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _heaped(
    figures: Mapping[str, Sequence[float]], place: Mapping[str, str], language: str
) -> Iterator[tuple[str, str]]:
    for unit, values in figures.items():
        large = [value for value in values if value >= SMALLEST]
        rounds = sum(value % 10 == 0 for value in large)
        if len(large) >= LEAST_FIGURES and rounds >= HEAPED * len(large):
            yield unit, text("call-back-heaped", language, n=rounds, all=len(large), **place)


def _far(
    figures: Mapping[str, Sequence[float]], place: Mapping[str, str], language: str
) -> Iterator[tuple[str, str]]:
    sums = {unit: sum(values) for unit, values in figures.items()}
    if len(sums) < LEAST_UNITS:
        return
    middle = median(sums.values())
    usual = median(abs(one - middle) for one in sums.values())
    low, _, high = quantiles(sums.values(), n=4)
    for unit, one in sums.items():
        if usual and abs(one - middle) > FAR * usual:
            said = {"v": _said(one), "low": _said(low), "high": _said(high)}
            yield unit, text("call-back-far", language, **said, **place)


def _said(figure: float) -> str:
    return vietnamese_number(round(figure, 1))
