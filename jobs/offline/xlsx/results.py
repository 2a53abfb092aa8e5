"""The tab of results in an annotated copy: every finding with a link to its cell."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, TypeVar

from jobs.offline.wording import file_message
from sheets_schema.finding import Finding, Severity
from sheets_schema.masking import mask_text
from sheets_schema.messages import kind_title, said_moment, text

if TYPE_CHECKING:
    from openpyxl import Workbook as ExcelWorkbook
    from openpyxl.worksheet.worksheet import Worksheet

COLOURS = {
    Severity.MUST_FIX: "F8CBAD",
    Severity.PLEASE_CHECK: "FFE699",
    Severity.REPAIR: "BDD7EE",
    Severity.INFO: "EDEDED",
}
_COLUMNS = {"place": 34, "severity": 14, "what": 56, "todo": 56, "proposal": 24}
_HEAD_ROW = 3
# What XML, and so Excel, cannot hold; texts in old encodings have such characters.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
T = TypeVar("T")


def writable(value: T) -> T | str:
    """A cell's value without the characters that Excel refuses."""
    return _CONTROL.sub("", value) if isinstance(value, str) else value


def add_results(
    book: "ExcelWorkbook",
    findings: Sequence[Finding],
    lang: str,
    unmasked: bool,
    read: Sequence[str] = (),
    moment: datetime | None = None,
) -> None:
    """Add the tab, in place of one of an earlier check; numbers are masked unless `unmasked`.

    Findings stand by severity, the gravest first, and by kind under a heading with their number,
    as in the tab of a live workbook; below all of them what was `read` of each list. `moment` is
    when they were checked.
    """
    title = text("tab-results", lang)
    if title in book.sheetnames:
        del book[title]
    sheet: Worksheet = book.create_sheet(title)
    checked = text("copy-checked-at", lang, moment=said_moment(moment)) if moment else ""
    sheet.append([f"{title.upper()}{checked}"])
    sheet.append([_counts(findings, lang)])
    if findings:
        sheet.append([text(f"column-{key}", lang) for key in _COLUMNS])
    for kind in _by_kind(findings):
        _add_heading(sheet, kind, lang)
        for finding in kind:
            _add_line(sheet, finding, book.sheetnames, lang, unmasked)
    _dress(sheet, bool(findings))
    for number, said in enumerate(read, start=sheet.max_row + 2):
        sheet.cell(number, 1, writable(said))
    _open_at_end(book)


def _by_kind(findings: Sequence[Finding]) -> Iterator[list[Finding]]:
    """The findings of one code together, the gravest codes first, each in the order of the file."""
    ordered = sorted(findings, key=_kind)
    for _, kind in groupby(ordered, key=_kind):
        yield list(kind)


def _kind(finding: Finding) -> tuple[int, str]:
    return finding.severity.rank, finding.code


def _add_heading(sheet: "Worksheet", kind: Sequence[Finding], lang: str) -> None:
    from openpyxl.styles import Font, PatternFill

    severity = kind[0].severity
    level = text(f"severity-{severity}", lang)
    said = f"{level}: {kind_title(kind[0].code, lang)} ({len(kind)})"
    cell = sheet.cell(sheet.max_row + 1, 1, said)
    cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor=COLOURS[severity])


def _counts(findings: Sequence[Finding], lang: str) -> str:
    if not findings:
        return text("all-well", lang)
    counts = Counter(finding.severity for finding in findings)
    said = text(
        "copy-counts",
        lang,
        must=counts[Severity.MUST_FIX],
        check=counts[Severity.PLEASE_CHECK],
        repair=counts[Severity.REPAIR],
        info=counts[Severity.INFO],
    )
    return f"{said}. {text('copy-hint', lang)}"


def _add_line(
    sheet: "Worksheet", finding: Finding, tabs: Sequence[str], lang: str, unmasked: bool
) -> None:
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.hyperlink import Hyperlink

    told = file_message(finding, lang)
    proposed = finding.proposed or ""
    shown = proposed if unmasked else mask_text(proposed)
    severity = text(f"severity-{finding.severity}", lang)
    row = sheet.max_row + 1
    for column, said in enumerate((told.place, severity, told.what, told.todo, shown), start=1):
        cell = sheet.cell(row, column, writable(said))
        cell.data_type = "s"  # A cell that is quoted may begin like a formula.
    sheet.cell(row, 2).fill = PatternFill("solid", fgColor=COLOURS[finding.severity])
    if finding.tab in tabs:
        place, tab = sheet.cell(row, 1), finding.tab.replace("'", "''")
        target = f"'{tab}'!{get_column_letter((finding.col or 0) + 1)}{finding.row or 1}"
        place.hyperlink = Hyperlink(ref=place.coordinate, location=target)
        place.font = Font(color="0563C1", underline="single")


def _dress(sheet: "Worksheet", table: bool) -> None:
    """Readable on a screen and on landscape paper, and what the file opens with."""
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.worksheet.properties import PageSetupProperties

    for letter, width in zip("ABCDE", _COLUMNS.values(), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet["A1"].font = Font(bold=True, size=14)
    sheet["A2"].font = Font(bold=True)
    if table:
        for cell in sheet[_HEAD_ROW]:
            cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="D9E1F2")
        for cells in sheet.iter_rows(min_row=_HEAD_ROW):
            for cell in cells:
                cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.freeze_panes = f"A{_HEAD_ROW + 1}"
        sheet.auto_filter.ref = f"A{_HEAD_ROW}:E{sheet.max_row}"
        sheet.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _open_at_end(book: "ExcelWorkbook") -> None:
    """Open the file at this tab alone: of two selected tabs Excel would edit both at once."""
    for sheet in book.worksheets:
        sheet.sheet_view.tabSelected = False
    book.active = len(book.sheetnames) - 1
    book.worksheets[-1].sheet_view.tabSelected = True
