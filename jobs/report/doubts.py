"""What should not be signed yet: each doubt about the report in a sentence, with its rows.

Nothing is held back by it: who signs decides. The same data give the same list.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median

from jobs.report.figures import Figures, written
from jobs.report.rows import Line
from jobs.store.lives import OPEN
from sheets_schema.cells import CELL_TYPES
from sheets_schema.checks.rules import amount
from sheets_schema.finding import Severity
from sheets_schema.messages import text
from sheets_schema.report import Figure
from sheets_schema.vietnam.number import vietnamese_number

# In this order: what falsifies a number first.
KINDS = ("parts", "sum", "far", "units", "old", "rows")
# A figure so many times the middle one of its column may have a digit too many; of fewer figures
# nobody can say what is usual.
FAR, LEAST = 20, 12


@dataclass(frozen=True, slots=True)
class Doubt:
    """One reason not to sign yet, of one of `KINDS`."""

    kind: str
    said: str
    lines: Sequence[Line] = field(default=(), compare=False)


def doubts(figures: Figures) -> list[Doubt]:
    """Everything, in the order of `KINDS`."""
    found = (*_parts(figures), *_sums(figures), *_far(figures), *_units(figures), *_old(figures),
             *_rows(figures))  # fmt: skip
    return list(dict.fromkeys(found))


def sums_in_doubt(figures: Figures) -> str:
    """The sums of the report that may be wrong, a sentence each; "" for none."""
    return " ".join(dict.fromkeys(one.said for one in _sums(figures)))


def _parts(figures: Figures) -> Iterator[Doubt]:
    """Parts of a list by the answers of one column that leave rows over."""
    parts: defaultdict[tuple[str, str], list[Figure]] = defaultdict(list)
    for one in figures.report.figures.values():
        if one.counts_rows and len(one.where) == 1:
            [column] = one.where
            if not CELL_TYPES[figures.rows_of(one.table).table.column(column).type].several:
                parts[one.table, column].append(one)
    for (table, column), several in parts.items():
        rows = figures.rows_of(table)
        answers = {answer for one in several for answer in one.where[column]}
        counted = {id(line) for line in rows.chosen({column: tuple(answers)})}
        rest = [line for line in rows.lines if id(line) not in counted]
        if rest and len(several) > 1:
            said = {
                "list": rows.table.title,
                "column": rows.table.column(column).title,
                "all": written(len(rows.lines)),
                "parts": " + ".join(written(len(figures.lines(one.name))) for one in several),
                "sum": written(len(counted)),
                "rest": written(len(rest)),
            }
            yield Doubt("parts", text("doubt-parts", figures.content.language, **said), rest)


def _sums(figures: Figures) -> Iterator[Doubt]:
    """Sums over cells that are asked about, or rows that must be corrected."""
    asked = {
        (life.finding.unit, life.finding.table, life.row_id, life.finding.column)
        for life in figures.content.lives
        if life.status == OPEN and life.finding.severity != Severity.REPAIR
    }
    for one in _totals(figures):
        wrong = [
            line
            for line in figures.lines(one.name)
            if line.row
            and _amount(figures, one, line)
            and (
                line.row.state == Severity.MUST_FIX.value
                or (line.unit.key, one.table, line.row.row_id, one.total) in asked
            )
        ]
        if wrong:
            part = sum(_amount(figures, one, line) for line in wrong)
            said = {"title": one.title, "all": written(figures.value(one.name)),
                    "part": written(part), "n": written(len(wrong))}  # fmt: skip
            yield Doubt("sum", text("doubt-sum", figures.content.language, **said), wrong)


def _far(figures: Figures) -> Iterator[Doubt]:
    """Single figures that are many times as large as those beside them."""
    for one in _totals(figures):
        amounts = [(_amount(figures, one, line), line) for line in figures.lines(one.name)]
        known = [worth for worth, _ in amounts if worth > 0]
        if len(known) < LEAST:
            continue
        usual = median(known)
        far = [line for worth, line in amounts if worth >= FAR * usual]
        if far:
            said = {"title": one.title, "n": written(len(far)), "times": FAR,
                    "usual": vietnamese_number(round(usual, 1))}  # fmt: skip
            yield Doubt("far", text("doubt-far", figures.content.language, **said), far)


def _units(figures: Figures) -> Iterator[Doubt]:
    missing = [Line(one.unit) for one in figures.content.submissions if not one.accepted]
    if missing:
        said = {"n": written(len(missing)), "all": written(len(figures.content.submissions))}
        yield Doubt("units", text("doubt-units", figures.content.language, **said), missing)


def _old(figures: Figures) -> Iterator[Doubt]:
    """Units whose data are not of today's workbook."""
    old = [Line(one.unit) for one in figures.content.not_of_now]
    if old:
        said = text("doubt-old", figures.content.language, n=written(len(old)))
        yield Doubt("old", said, old)


def _rows(figures: Figures) -> Iterator[Doubt]:
    """Rows that are counted although something in them must be corrected."""
    counted = dict.fromkeys(one.table for one in figures.report.figures.values() if one.table)
    for table in counted:
        rows = figures.rows_of(table)
        wrong = [one for one in rows.lines if one.row and one.row.state == Severity.MUST_FIX.value]
        if wrong:
            said = {"list": rows.table.title, "n": written(len(wrong)),
                    "all": written(len(rows.lines))}  # fmt: skip
            yield Doubt("rows", text("doubt-rows", figures.content.language, **said), wrong)


def _totals(figures: Figures) -> list[Figure]:
    """One figure for each sum of rows that may be wrong."""
    return [one for one in figures.report.figures.values() if one.total and not one.right]


def _amount(figures: Figures, one: Figure, line: Line) -> float:
    value = figures.rows_of(one.table).cell(line, one.total)
    worth = amount(value) if isinstance(value, int | float) else None
    return float(worth) if worth is not None else 0.0
