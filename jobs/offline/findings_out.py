"""Findings as JSON lines and as a table in the terminal, masked unless asked otherwise."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from jobs.offline.check_files import CheckedFile
from jobs.offline.stories import row_spans, stories
from jobs.offline.wording import file_message
from sheets_schema.account import column_letters
from sheets_schema.finding import Finding, Severity
from sheets_schema.masking import mask_text
from sheets_schema.messages import kind_title, text
from sheets_schema.org_unit import OrgUnit

if TYPE_CHECKING:
    from rich.table import Table

_NAMED = 40
_CONTROL = re.compile(r"[\x7f-\x9f]")
_OF_A_FINDING = ("tab", "row", "column", "header", "code", "severity", "value", "proposed")
_STYLES = {
    Severity.MUST_FIX: "red",
    Severity.PLEASE_CHECK: "yellow",
    Severity.REPAIR: "cyan",
    Severity.INFO: "dim",
}


def column_letter(col: int | None) -> str | None:
    """The sheet's letter of a column from 0: 0 is A, 26 is AA; None stays None."""
    if col is None:
        return None
    return column_letters(col)


def json_line(finding: Finding, lang: str, unmasked: bool) -> str:
    """One finding as one line of JSON: unit, tab, row (from 1), column (letter), code, severity,
    value, proposed, message, and the heading of the column."""
    told = file_message(finding, lang)
    shown = str if unmasked else mask_text
    return _as_line(
        {
            "unit": finding.unit,
            "tab": finding.tab,
            "row": finding.row,
            "column": column_letter(finding.col),
            "header": finding.header or None,
            "code": finding.code,
            "severity": finding.severity.value,
            "value": shown(finding.value),
            "proposed": None if finding.proposed is None else shown(finding.proposed),
            "message": f"{told.what} {told.todo}",
        }
    )


def json_lines(files: Sequence[CheckedFile], lang: str, unmasked: bool) -> Iterator[str]:
    """Every finding of every file, a line each; behind them for each file a line that says that
    its unit was read: `rows` and `read`, a sentence a list; what a finding says is null there."""
    for file in files:
        for finding in file.findings:
            yield json_line(finding, lang, unmasked)
    for file in files:
        yield _read_line(file)


def _read_line(file: CheckedFile) -> str:
    read = [mask_text(said) for said in file.read]
    return _as_line(
        {
            "unit": file.unit.code,
            **dict.fromkeys(_OF_A_FINDING),
            "rows": file.rows,
            "read": read,
            "message": " ".join(read),
        }
    )


def _as_line(said: Mapping[str, object]) -> str:
    # JSON lets these stand raw; a terminal would act on them.
    line = json.dumps(said, ensure_ascii=False)
    return _CONTROL.sub(lambda sign: f"\\u{ord(sign[0]):04x}", line)


def summary_table(files: Sequence[CheckedFile], lang: str) -> "Table":
    """One line a unit: rows, and how many findings of each severity."""
    from rich.table import Table

    table = Table(title=None)
    table.add_column(text("column-unit", lang))
    table.add_column(text("column-row", lang), justify="right")
    for severity in Severity:
        table.add_column(text(f"severity-{severity}", lang), justify="right")
    for file in files:
        counts = Counter(finding.severity for finding in file.findings)
        cells = [str(counts[severity]) for severity in Severity]
        table.add_row(file.unit.name, str(file.rows), *cells)
    return table


def findings_table(
    files: Sequence[CheckedFile], lang: str, unmasked: bool, each: bool = False
) -> "Table":
    """One line for all findings of one fault in a column, the gravest first; for each finding, in
    their order, where `each`: place, severity, what is wrong and what to do, the proposal."""
    from rich.table import Table

    table = Table(show_lines=False)
    for key in ("unit", "place", "severity", "what", "proposal"):
        table.add_column(text(f"column-{key}", lang), overflow="fold")
    for file in files:
        told = [[one] for one in file.findings] if each else stories(file.findings)
        for story in told:
            severity = story[0].severity
            place, said, proposed = _line(story, lang)
            table.add_row(
                story[0].unit,
                place,
                text(f"severity-{severity}", lang),
                said,
                proposed if unmasked else mask_text(proposed),
                style=_STYLES[severity],
            )
    return table


def _line(story: Sequence[Finding], lang: str) -> tuple[str, str, str]:
    """Where, what is wrong with what to do, and the proposal."""
    first = story[0]
    told = file_message(first, lang)
    if len(story) == 1:
        return told.place, f"{told.what} {told.todo}", first.proposed or ""
    tab, column = mask_text(first.tab), mask_text(first.header)
    said = {"tab": tab, "column": column, "n": len(story), "rows": row_spans(story)}
    known = all(one.proposed for one in story)
    alike = {file_message(one, lang).short for one in story} == {told.short}
    todo = text("story-proposals", lang, n=len(story)) if known else told.todo if alike else ""
    title = kind_title(first.code, lang)
    return text("story-place", lang, **said), f"{title}. {todo}".rstrip(), ""


def absent_line(files: Sequence[CheckedFile], units: Sequence[OrgUnit], lang: str) -> str:
    """The units of the register of which no file could be used; "" when there is none."""
    there = {file.unit.code for file in files}
    absent = [unit.name for unit in units if unit.code not in there]
    if not absent:
        return ""
    names = ", ".join(absent[:_NAMED]) + ("…" if len(absent) > _NAMED else "")
    return text("check-units-without-file", lang, n=len(absent), units=names)


def total_line(files: Sequence[CheckedFile], lang: str) -> str:
    """How many workbooks, rows and findings in all."""
    counts = Counter(one.severity for file in files for one in file.findings)
    return text(
        "check-total",
        lang,
        n=len(files),
        rows=sum(file.rows for file in files),
        must=counts[Severity.MUST_FIX],
        check=counts[Severity.PLEASE_CHECK],
        repair=counts[Severity.REPAIR],
    )
