"""The empty workbook of one kind of unit, as its declaration asks for it: headings and no rows."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format

from jobs.offline.errors import InputError
from jobs.unit.blank_form import ROWS, heading_note, offered
from sheets_schema.campaign import Campaign, Table
from sheets_schema.cells import CELL_TYPES
from sheets_schema.messages import text

# Excel takes no longer list of choices.
LONGEST_CHOICES = 255
HEADING: Mapping[str, Any] = {
    "bold": True,
    "text_wrap": True,
    "valign": "top",
    "border": 1,
    "bg_color": "#D9E0EB",
}


def write_template(path: Path, campaign: Campaign, kind: str, language: str) -> list[str]:
    """Writes the workbook for that kind of unit; returns the titles of its tabs.

    Uploaded to Google Drive and saved as a Google Sheet it is what the units' copies are made of:
    id and telephone columns are plain text, so that no zero is lost; choices are drop-downs; each
    heading has a note with what to write. An unknown kind is an InputError that names the others.
    """
    tables = campaign.workbooks.get(kind)
    if tables is None:
        kinds = ", ".join(sorted(campaign.workbooks))
        raise InputError(text("template-unknown-kind", language, kind=kind, kinds=kinds))
    with xlsxwriter.Workbook(path) as book:
        heading = book.add_format(dict(HEADING))
        formats = {kind.number_format for kind in CELL_TYPES.values()}
        cells = {one: book.add_format({"num_format": one} if one else {}) for one in formats}
        for table in tables:
            _write_list(book, table, heading, cells, language)
    return [table.title for table in tables]


def _write_list(
    book: xlsxwriter.Workbook,
    table: Table,
    heading: Format,
    cells: Mapping[str, Format],
    language: str,
) -> None:
    sheet = book.add_worksheet(table.title)
    sheet.freeze_panes(1, 0)
    for at, column in enumerate(table.columns):
        kind = CELL_TYPES[column.type]
        sheet.set_column(at, at, kind.width, cells[kind.number_format])
        sheet.write_string(0, at, column.title, heading)
        if note := heading_note(column, language):
            sheet.write_comment(0, at, note, {"x_scale": 2})
        choices = offered(column)
        if choices and len(",".join(choices)) <= LONGEST_CHOICES:
            rule = {"validate": "list", "source": list(choices), "error_type": "warning"}
            sheet.data_validation(1, at, ROWS, at, rule)
