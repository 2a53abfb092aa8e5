"""A copy of each workbook for units that mail Excel files: notes and colours on the cells."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from jobs.offline.check_files import CheckedFile
from sheets_schema.finding import Finding, Severity
from sheets_schema.masking import mask_text
from sheets_schema.messages import message, text

if TYPE_CHECKING:
    from openpyxl import Workbook as ExcelWorkbook
    from openpyxl.worksheet.worksheet import Worksheet

_COLOURS = {
    Severity.MUST_FIX: "F8CBAD",
    Severity.PLEASE_CHECK: "FFE699",
    Severity.REPAIR: "BDD7EE",
    Severity.INFO: "EDEDED",
}
_LONGEST_TITLE = 31
_NOTE_WIDTH, _NOTE_HEIGHT = 360, 120
_AUTHOR = "Wardsheets"


def write_copies(
    files: Sequence[CheckedFile], folder: Path, lang: str, unmasked: bool
) -> list[Path]:
    """One annotated .xlsx for each workbook into the folder; returns the paths written.

    A workbook that was an Excel file keeps its look, one in JSON form gets a plain grid. The
    results tab lists every finding; ids and phones in it are masked unless `unmasked`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for file in files:
        book = _book_of(file)
        for finding in file.checked.findings:
            _mark(book, finding, lang)
        _add_results(book, file.checked.findings, lang, unmasked)
        path = folder / f"{file.read.path.stem}.xlsx"
        book.save(path)
        written.append(path)
    return written


def _book_of(file: CheckedFile) -> "ExcelWorkbook":
    from openpyxl import Workbook, load_workbook

    if file.read.path.suffix.lower() == ".xlsx":
        return load_workbook(file.read.path)
    book = Workbook()
    book.remove(book.worksheets[0])
    for tab in file.read.workbook.tabs:
        sheet = book.create_sheet(_sheet_title(tab.title))
        for row, cells in enumerate(tab.values, start=1):
            for col, value in enumerate(cells, start=1):
                if value is not None and value != "":
                    cell = sheet.cell(row, col, value)
                    # A text stays a text: neither a number nor a formula when Excel opens it.
                    if isinstance(value, str):
                        cell.data_type, cell.number_format = "s", "@"
    return book


def _sheet_title(title: str) -> str:
    """A title that Excel allows: 31 characters, none of []:*?/\\."""
    return "".join("-" if char in "[]:*?/\\" else char for char in title)[:_LONGEST_TITLE] or "-"


def _mark(book: "ExcelWorkbook", finding: Finding, lang: str) -> None:
    from openpyxl.cell.cell import Cell
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    title = _sheet_title(finding.tab)
    if finding.row is None or title not in book.sheetnames:
        return
    cell = book[title].cell(finding.row, (finding.col or 0) + 1)
    if not isinstance(cell, Cell):
        return  # Inside a merged block only the first cell can carry a note.
    told = message(finding, lang)
    severity = text(f"severity-{finding.severity}", lang)
    note = f"{severity}: {told.what} {told.todo}"
    if cell.comment is not None and cell.comment.text:
        note = f"{cell.comment.text}\n{note}"
    cell.comment = Comment(note, _AUTHOR, _NOTE_HEIGHT, _NOTE_WIDTH)
    cell.fill = PatternFill("solid", fgColor=_COLOURS[finding.severity])


def _add_results(
    book: "ExcelWorkbook", findings: Sequence[Finding], lang: str, unmasked: bool
) -> None:
    title = text("tab-results", lang)
    if title in book.sheetnames:
        del book[title]
    sheet: Worksheet = book.create_sheet(title)
    keys = ("place", "what", "todo", "proposal", "severity")
    sheet.append([text(f"column-{key}", lang) for key in keys])
    if not findings:
        sheet.append([text("all-well", lang)])
    for finding in findings:
        told = message(finding, lang)
        proposed = finding.proposed or ""
        shown = proposed if unmasked else mask_text(proposed)
        severity = text(f"severity-{finding.severity}", lang)
        sheet.append([told.place, told.what, told.todo, shown, severity])
    for letter, width in zip("ABCDE", (38, 60, 60, 24, 16), strict=True):
        sheet.column_dimensions[letter].width = width
