"""A copy of each workbook for units that mail Excel files: notes and colours on the cells."""

import warnings
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from jobs.offline.check_files import CheckedFile, OnDone, counted, processes_for
from jobs.offline.errors import InputError
from jobs.offline.reading import read_workbook
from jobs.offline.running.bounds import bounded
from jobs.offline.running.processes import in_order
from jobs.offline.wording import file_message
from jobs.offline.workbook_files import EXCEL, Told, shown_path
from jobs.offline.xlsx.marks import clear_marks, set_mark
from jobs.offline.xlsx.results import COLOURS, add_results, writable
from sheets_schema.finding import Finding
from sheets_schema.messages import text
from sheets_schema.workbook import Tab

if TYPE_CHECKING:
    from openpyxl import Workbook as ExcelWorkbook
    from openpyxl.worksheet.worksheet import Worksheet

_LONGEST_TITLE = 31
# Narrow and wide columns of a plain grid, in characters.
_NARROWEST, _WIDEST = 8, 40


class Copy(NamedTuple):
    """A checked file and where its annotated copy goes."""

    file: CheckedFile
    target: Path


def write_copies(
    files: Sequence[CheckedFile],
    folder: Path,
    lang: str = "vi",
    unmasked: bool = False,
    told: Told | None = None,
    processes: int | None = None,
    on_done: OnDone | None = None,
    moment: datetime | None = None,
) -> list[Path]:
    """One annotated .xlsx for each workbook into the folder; returns the paths written.

    A workbook that was an Excel file keeps its look, one in JSON form gets a plain grid. The
    results tab lists every finding, and says the `moment` of the check; ids and phones in it are
    masked unless `unmasked`. No original is ever written over: InputError. A copy that fails is
    told of in `told`.
    """
    copies = [Copy(file, path) for file, path in zip(files, _targets(files, folder), strict=True)]
    originals = {file.path.resolve() for file in files}
    for copy in copies:
        if copy.target.resolve() in originals:
            path = shown_path(copy.target)
            raise InputError(text("check-copy-over-original", lang, file=path))
    if processes is None:
        processes = processes_for([file.path for file in files])
    failed = partial(_not_written, lang)
    work = partial(_write, lang, unmasked, moment)
    answers = in_order(work, copies, processes, failed, counted(len(copies), on_done))
    if told is not None:
        told.unusable.extend(filter(None, answers))
    return [copy.target for copy, answer in zip(copies, answers, strict=True) if answer is None]


def _targets(files: Sequence[CheckedFile], folder: Path) -> Iterator[Path]:
    """A name for each copy; files of one name from several folders do not meet."""
    taken: set[str] = set()
    for file in files:
        name = stem = file.path.stem
        number = 1
        while name.casefold() in taken:
            number += 1
            name = f"{stem} ({number})"
        taken.add(name.casefold())
        yield folder / f"{name}.xlsx"


def _write(lang: str, unmasked: bool, moment: datetime | None, copy: Copy) -> str | None:
    """Write one copy; None, or the sentence that says that there is none."""
    try:
        with bounded():
            _write_whole(lang, unmasked, moment, copy)
    except (OSError, InputError):
        return _not_written(lang, copy)
    return None


def _write_whole(lang: str, unmasked: bool, moment: datetime | None, copy: Copy) -> None:
    findings = copy.file.findings
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = _book_of(copy.file.path)
    _mark(book, findings, lang, unmasked)
    add_results(book, findings, lang, unmasked, copy.file.read, moment)
    copy.target.parent.mkdir(parents=True, exist_ok=True)
    # Whole or not at all: Ctrl-C leaves the copy of an earlier check as it was.
    half = copy.target.with_name(f"{copy.target.name}.part")
    book.save(half)
    half.replace(copy.target)


def _not_written(lang: str, copy: Copy) -> str:
    return text("check-copy-not-written", lang, file=shown_path(copy.target))


def _book_of(path: Path) -> "ExcelWorkbook":
    from openpyxl import Workbook, load_workbook

    if path.suffix.lower() in EXCEL:
        return load_workbook(path)
    book = Workbook()
    book.remove(book.worksheets[0])
    for tab in read_workbook(path).workbook.tabs:
        sheet = book.create_sheet(_sheet_title(tab.title))
        _fill(sheet, tab)
    return book


def _fill(sheet: "Worksheet", tab: Tab) -> None:
    """A plain grid, its columns as wide as what stands there."""
    from openpyxl.utils import get_column_letter

    for row, cells in enumerate(tab.values, start=1):
        for col, value in enumerate(cells, start=1):
            if value is not None and value != "":
                cell = sheet.cell(row, col, writable(value))
                # A text stays a text: neither a number nor a formula when Excel opens it.
                if isinstance(value, str):
                    cell.data_type, cell.number_format = "s", "@"
    for number, column in enumerate(zip_longest(*tab.values), start=1):
        longest = max((len(str(value)) for value in column if value is not None), default=0)
        width = min(_WIDEST, max(_NARROWEST, longest + 2))
        sheet.column_dimensions[get_column_letter(number)].width = width


def _sheet_title(title: str) -> str:
    """A title that Excel allows: 31 characters, none of []:*?/\\."""
    return "".join("-" if char in "[]:*?/\\" else char for char in title)[:_LONGEST_TITLE] or "-"


def _mark(book: "ExcelWorkbook", findings: Sequence[Finding], lang: str, unmasked: bool) -> None:
    """Colours and notes on the cells; those of an earlier check go, what people wrote stays."""
    for sheet in book.worksheets:
        clear_marks(sheet)
    # The gravest last: its colour and its place at the top of the note remain.
    for finding in sorted(findings, key=lambda one: one.severity.rank, reverse=True):
        title = _sheet_title(finding.tab)
        if finding.row is not None and title in book.sheetnames:
            told = file_message(finding, lang)
            severity = text(f"severity-{finding.severity}", lang)
            note = f"{severity}: {told.what} {told.todo}"
            if unmasked and finding.proposed:
                note = f"{note} {text('column-proposal', lang)}: {finding.proposed}"
            cell = book[title].cell(finding.row, (finding.col or 0) + 1)
            set_mark(cell, writable(note), COLOURS[finding.severity])
