"""What stands in `Kiểm tra` beside a row: one mark and one sentence for each finding."""

from collections.abc import Iterable, Mapping

from jobs.store.lives import OPEN, Life
from sheets_schema.campaign import Table
from sheets_schema.finding import Finding, Severity
from sheets_schema.messages import message

# A sign of its own for each severity, so that nobody needs to tell colours apart.
MARKS: Mapping[Severity, str] = {
    Severity.MUST_FIX: "✖",
    Severity.PLEASE_CHECK: "⚠",
    Severity.REPAIR: "✎",
    Severity.INFO: "ℹ",
}
IN_CELL = (Severity.MUST_FIX, Severity.PLEASE_CHECK, Severity.REPAIR)


def column_mark(severity: Severity, column_title: str) -> str:
    """What the rules of colour look for: `✖ Số CCCD:`."""
    return f"{MARKS[severity]} {column_title}:"


def flag_text(table: Table, lives: Iterable[Life], language: str) -> str:
    """The text beside one row, gravest first; empty when nothing is asked of the unit."""
    asked = [one.finding for one in lives if one.status == OPEN and one.finding.severity in IN_CELL]
    order = {column.name: place for place, column in enumerate(table.columns)}
    asked.sort(key=lambda f: (f.severity.rank, order.get(f.column or "", -1), f.code))
    return "; ".join(_one(table, finding, language) for finding in asked)


def _one(table: Table, finding: Finding, language: str) -> str:
    what = message(finding, language).what.rstrip(".")
    title = next((c.title for c in table.columns if c.name == finding.column), None)
    if title is None:
        return f"{MARKS[finding.severity]} {what}"
    return f"{column_mark(finding.severity, title)} {what}"
