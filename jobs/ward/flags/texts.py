"""What stands in `Kiểm tra` beside a row: for each finding a line with its mark, what is wrong and
what to type instead."""

from collections import Counter
from collections.abc import Iterable

from jobs.store.lives import OPEN, Life
from jobs.unit.marks import MARKS
from sheets_schema.campaign import Table
from sheets_schema.finding import Finding, Severity
from sheets_schema.messages import message, text

# Beside a row about which nothing is asked: nothing at all would be one that nobody looked at.
RIGHT = "✓"
BETWEEN = " · "
IN_CELL = (Severity.MUST_FIX, Severity.PLEASE_CHECK, Severity.REPAIR)


def column_mark(severity: Severity, column_title: str) -> str:
    """What the rules of colour look for: `✖ Số CCCD:`."""
    return f"{MARKS[severity]} {column_title}:"


def flag_text(
    table: Table,
    lives: Iterable[Life],
    language: str,
    *,
    as_last: bool = False,
    counted: bool = False,
) -> str:
    """The text beside one row that was looked at: what is asked, gravest first, then whether it is
    as in the last period; that it is right where nothing of that is to be said.

    `counted`: the signs with their counts come first and all stands in one line, for a column that
    shows no more than its beginning.
    """
    asked = [one.finding for one in lives if one.status == OPEN and one.finding.severity in IN_CELL]
    order = {column.name: place for place, column in enumerate(table.columns)}
    asked.sort(key=lambda f: (f.severity.rank, order.get(f.column or "", -1), f.code))
    lines = [_one(table, finding, language) for finding in asked]
    if as_last:
        lines.append(text("flag-as-last", language))
    if counted and asked:
        lines = [_counts(asked), *lines]
    return (BETWEEN if counted else "\n").join(lines) or RIGHT


def _counts(asked: Iterable[Finding]) -> str:
    counts = Counter(finding.severity for finding in asked)
    return " ".join(f"{MARKS[one]} {counts[one]}" for one in IN_CELL if counts[one])


def told(finding: Finding, language: str) -> str:
    """What is wrong, and what to type instead."""
    said = message(finding, language)
    todo = said.short
    if finding.proposed is not None:
        todo = text("flag-proposed", language, fix=finding.proposed)
    return f"{said.what} {todo}"


def _one(table: Table, finding: Finding, language: str) -> str:
    title = next((c.title for c in table.columns if c.name == finding.column), None)
    if title is None:
        return f"{MARKS[finding.severity]} {told(finding, language)}"
    return f"{column_mark(finding.severity, title)} {told(finding, language)}"
