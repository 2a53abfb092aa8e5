"""Figures of all units together, and what they tell of one: a number far from what is usual, a
total of all units outside its limits. Both only ask: nobody is held up by figures of others."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from statistics import quantiles
from typing import NamedTuple

from sheets_schema.campaign import Campaign, CheckUse, Table
from sheets_schema.checked import Checked, CheckedTable
from sheets_schema.checks.all_units import TOTAL, USUAL
from sheets_schema.checks.form import text_param
from sheets_schema.checks.rules import amount
from sheets_schema.cross_unit import finding_at, with_findings
from sheets_schema.finding import Finding, Severity
from sheets_schema.list_reading import unit_words
from sheets_schema.vietnam.number import vietnamese_number, written_number
from sheets_schema.workbook import Value

# So many times the width of the middle half a number may lie beyond it, where nothing is declared;
# and of fewer numbers nobody can say what is usual.
SPREAD, FEWEST = 3, 20


class Figures(NamedTuple):
    """Of one column over all units: how many numbers, the middle half of them, and their sum."""

    numbers: int
    low: Decimal
    high: Decimal
    total: Decimal


Among = Mapping[str, Figures]
"""By `list.column`."""


def watched(campaign: Campaign) -> frozenset[str]:
    """The columns, as `list.column`, that some check holds against all units."""
    tables = (table for book in campaign.workbooks.values() for table in book)
    return frozenset(f"{table.name}.{column}" for table in tables for _, column in _uses(table))


def _uses(table: Table) -> Iterator[tuple[CheckUse, str]]:
    for use in table.checks:
        if use.check in (USUAL, TOTAL):
            yield use, text_param(use, "column")


def figures_among(
    campaign: Campaign, rows: Iterable[tuple[str, Sequence[Value]]]
) -> dict[str, Figures]:
    """The figures of the watched columns over right rows of all units, each with its list."""
    tables = {table.name: table for book in campaign.workbooks.values() for table in book}
    places = {
        name: [(f"{name}.{column.name}", at) for at, column in enumerate(table.columns)]
        for name, table in tables.items()
    }
    wanted, found = watched(campaign), defaultdict[str, list[Decimal]](list)
    for name, values in rows:
        for key, at in places.get(name, ()):
            worth = amount(values[at]) if key in wanted and at < len(values) else None
            if worth is not None:
                found[key].append(worth)
    return {key: _figures(numbers) for key, numbers in found.items()}


def _figures(numbers: Sequence[Decimal]) -> Figures:
    low = high = numbers[0]
    if len(numbers) > 1:
        low, _, high = quantiles(numbers, n=4, method="inclusive")
    return Figures(len(numbers), low, high, sum(numbers, Decimal(0)))


def figures_said(among: Among) -> dict[str, list[str]]:
    """Plain texts that JSON can hold; `figures_read` takes them back."""
    return {key: [written_number(Decimal(one)) for one in figures] for key, figures in
            sorted(among.items())}  # fmt: skip


def figures_read(said: Mapping[str, Sequence[str]]) -> dict[str, Figures]:
    """What `figures_said` wrote."""
    return {key: Figures(int(one[0]), *map(Decimal, one[1:])) for key, one in said.items()}


def with_among(checked: Checked, among: Among) -> Checked:
    """The same check with what the figures of all units tell of it."""
    cells = [one for table in checked.tables for one in _unusual(checked, table, among)]
    totals = tuple(one for table in checked.tables for one in _totals(checked, table, among))
    merged = with_findings(checked, cells)
    return merged if not totals else _told(merged, totals)


def _told(checked: Checked, more: tuple[Finding, ...]) -> Checked:
    return Checked(checked.unit, checked.campaign, checked.tables, (*checked.findings, *more))


def _unusual(checked: Checked, table: CheckedTable, among: Among) -> Iterator[Finding]:
    names = [column.name for column in table.table.columns]
    for use, column in _uses(table.table):
        figures = among.get(f"{table.table.name}.{column}")
        limits = figures and use.check == USUAL and _fences(use, figures)
        if not limits:
            continue
        least, most = limits
        params = {**_example(table, column), "limits": _limits(least, most)}
        params |= unit_words(checked.campaign, checked.unit)
        for row in table.rows:
            worth = amount(row.values[names.index(column)])
            if worth is not None and not least <= worth <= most:
                yield _asked(finding_at(checked, use.code, table, row, column, params))


def _fences(use: CheckUse, figures: Figures) -> tuple[Decimal, Decimal] | None:
    """Between which numbers is usual; None where too few are known, or all are the same."""
    spread, fewest = (use.params.get(key, usual) for key, usual in
                      (("spread", SPREAD), ("fewest", FEWEST)))  # fmt: skip
    width = (figures.high - figures.low) * Decimal(str(spread))
    if figures.numbers < Decimal(str(fewest)) or not width:
        return None
    # Round, so that not every number that somebody types moves what all others are told.
    return _round(figures.low - width, ROUND_FLOOR), _round(figures.high + width, ROUND_CEILING)


def _round(number: Decimal, how: str) -> Decimal:
    return number.quantize(Decimal(1).scaleb(number.adjusted() - 1), how) if number else number


def _limits(least: Decimal, most: Decimal) -> str:
    low, high = vietnamese_number(least), vietnamese_number(most)
    return f"≤ {high}" if least <= 0 <= most else f"{low} – {high}"


def _example(table: CheckedTable, column: str) -> dict[str, str]:
    example = table.table.column(column).example
    return {"example": example} if example else {}


def _totals(checked: Checked, table: CheckedTable, among: Among) -> Iterator[Finding]:
    """Told where the unit has rows in the list: it has a part in the sum."""
    for use, column in _uses(table.table):
        figures = among.get(f"{table.table.name}.{column}")
        if use.check != TOTAL or not figures or not table.rows:
            continue
        limits = _broken(use, figures.total)
        if limits:
            params = {"sum": vietnamese_number(figures.total), "limits": limits}
            params |= unit_words(checked.campaign, checked.unit)
            yield _asked(
                Finding(
                    unit=checked.unit.key,
                    table=table.table.name,
                    tab=table.tab.title if table.tab else table.table.title,
                    row=None,
                    column=column,
                    col=None,
                    code=use.code,
                    severity=checked.campaign.severities[use.code],
                    header=table.table.column(column).title,
                    params={**_example(table, column), **params},
                )
            )


def _broken(use: CheckUse, total: Decimal) -> str:
    """The limit that a total breaks, "" of one inside."""
    least, most = (use.params.get(key) for key in ("least", "most"))
    if isinstance(least, int | float) and total < Decimal(str(least)):
        return f"≥ {vietnamese_number(least)}"
    if isinstance(most, int | float) and total > Decimal(str(most)):
        return f"≤ {vietnamese_number(most)}"
    return ""


def _asked(finding: Finding) -> Finding:
    grave = finding.severity is Severity.MUST_FIX
    return finding._replace(severity=Severity.PLEASE_CHECK) if grave else finding
