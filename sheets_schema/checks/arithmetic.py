"""Numbers and days against each other: rules between columns, totals, rows that sum others."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from sheets_schema.campaign import CheckUse
from sheets_schema.cells import is_summed
from sheets_schema.checks.form import TableCheck, list_param, text_param
from sheets_schema.checks.rules import Rule, Term, amount, parse_rule
from sheets_schema.finding import shown_text
from sheets_schema.forms import COLUMN, NUMBER, RULE, SEVERAL, SUMMED_COLUMN
from sheets_schema.list_reading import COMPARISON, ListReading, WorkbookReading
from sheets_schema.rows import RowKind, is_blank
from sheets_schema.vietnam.number import numbers_meant, vietnamese_number
from sheets_schema.vietnam.text import fold


def _compare(use: CheckUse, reading: ListReading, _: WorkbookReading) -> None:
    """Told at the first column of the rule; a row with an empty side is another check's story."""
    rule = parse_rule(text_param(use, "rule"))
    if rule is None or not all(reading.has(column) for column in rule.columns):
        return
    titles = {column: reading.heading(column) for column in rule.columns}
    for index in range(len(reading.rows)):
        left, right = (_side(reading, index, side) for side in (rule.left, rule.right))
        if left is None or right is None or rule.holds(left, right):
            continue
        params = {"rule": rule.said(titles), **_said(reading, index, rule, left, right)}
        reading.find(index, rule.columns[0], use.code, COMPARISON, params=params)


def _side(reading: ListReading, index: int, side: Sequence[Term]) -> Decimal | None:
    """What a side comes to; empty cells beside filled ones count nothing."""
    total, filled = Decimal(0), False
    for term in side:
        if term.is_number:
            total += term.sign * Decimal(term.word)
            filled = filled or len(side) == 1
            continue
        value = reading.clean[term.word][index]
        if value is None:
            if not is_blank(reading.whole(index, term.word)):
                return None  # Typed and no number: nobody knows what it comes to.
            continue
        worth = amount(value)
        if worth is None:
            return None
        total, filled = total + term.sign * worth, True
    return total if filled else None


def _said(
    reading: ListReading, index: int, rule: Rule, left: Decimal, right: Decimal
) -> dict[str, str]:
    """Both sides as people read them: a day as it was typed."""
    said = {}
    for name, side, worth in (("left", rule.left, left), ("right", rule.right, right)):
        only = side[0].word if len(side) == 1 and not side[0].is_number else None
        is_day = only and isinstance(reading.clean[only][index], str)
        said[name] = reading.text(index, only) if only and is_day else vietnamese_number(worth)
    return said


def _total(use: CheckUse, reading: ListReading, _: WorkbookReading) -> None:
    """The sum over all rows against its limits; told once, of the column."""
    column = text_param(use, "column")
    if not (reading.has(column) and reading.rows):
        return
    worths = [worth for one in reading.clean[column] if (worth := amount(one)) is not None]
    total = sum(worths, Decimal(0))
    least, most = (use.params.get(key) for key in ("least", "most"))
    if isinstance(least, int | float) and total < Decimal(str(least)):
        _tell_total(use, reading, column, total, f"≥ {vietnamese_number(least)}")
    elif isinstance(most, int | float) and total > Decimal(str(most)):
        _tell_total(use, reading, column, total, f"≤ {vietnamese_number(most)}")


def _tell_total(
    use: CheckUse, reading: ListReading, column: str, total: Decimal, limits: str
) -> None:
    params = {"sum": vietnamese_number(total), "limits": limits, "header": reading.heading(column)}
    reading.tell(use.code, column=column, params=params)


def _sum_rows(use: CheckUse, reading: ListReading, _: WorkbookReading) -> None:
    """A row that is called a sum equals the rows above it, or those since the last such row."""
    totals = [row for row, kind in reading.others.items() if kind is RowKind.TOTAL]
    summed = [c.name for c in reading.table.columns if is_summed(c)]
    tab = reading.layout.tab
    for before, row in pairwise([-1, *totals]):
        for column in summed:
            col = reading.layout.columns.get(column)
            if tab is None or col is None or col >= len(tab.values[row]):
                continue
            written = tab.values[row][col]
            meant = _meant(written)
            sums = {_sum_between(reading, column, start, row) for start in (-1, before)}
            if meant and not {round(one, 6) for one in meant} & sums:
                known = vietnamese_number(max(sums))
                params = {"sum": known, "header": reading.heading(column),
                          "other": shown_text(written)}  # fmt: skip
                reading.tell(use.code, row + 1, column, shown_text(written), params)


def _meant(written: object) -> list[Decimal]:
    if isinstance(written, str):
        return list(numbers_meant(written))
    is_number = isinstance(written, int | float) and not isinstance(written, bool)
    return [Decimal(repr(written))] if is_number else []


def _sum_between(reading: ListReading, column: str, start: int, end: int) -> Decimal:
    values = zip(reading.rows, reading.clean[column], strict=True)
    worths = (amount(value) for row, value in values if start < row < end)
    return round(sum((worth for worth in worths if worth is not None), Decimal(0)), 6)


def _required_when(use: CheckUse, reading: ListReading, _: WorkbookReading) -> None:
    """A cell that must be filled where another is, or where that one says one of some words."""
    column, when = text_param(use, "column"), text_param(use, "when")
    words = {fold(word) for word in list_param(use, "is")}
    if not (reading.has(column) and reading.has(when)):
        return
    params = {"when": reading.heading(when), "other": ""}
    for index, value in enumerate(reading.clean[when]):
        if value is None or not is_blank(reading.whole(index, column)):
            continue
        said = shown_text(value)
        if words and fold(said) not in words:
            continue
        reading.find(index, column, use.code, COMPARISON, params={**params, "other": said})


COMPARE = TableCheck(_compare, params={"rule": RULE}, needs=frozenset({"rule"}))
TOTAL = TableCheck(
    _total, columns={"column": SUMMED_COLUMN}, params={"least": NUMBER, "most": NUMBER},
    needs=frozenset({"column"}),
)  # fmt: skip
SUM_ROWS = TableCheck(_sum_rows)
REQUIRED_WHEN = TableCheck(
    _required_when,
    columns={"column": COLUMN, "when": COLUMN},
    params={"is": SEVERAL},
    needs=frozenset({"column", "when"}),
)
