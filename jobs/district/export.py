"""The consolidated lists as files: one XLSX with all of them, or one list as CSV, both masked."""

import csv
import io
from collections.abc import Iterator

import xlsxwriter

from jobs.district.content import Content
from jobs.district.list_tab import list_tab
from sheets_client.snapshot import Scalar
from sheets_schema.campaign import Table
from sheets_schema.masking import mask_text
from sheets_schema.messages import text

# What a spreadsheet program takes for a formula when it opens a CSV.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
WIDTH = 22

Line = list[Scalar | None]


def export_lines(content: Content, table: Table) -> Iterator[Line]:
    """The heading of one consolidated list and its rows, numbers of persons masked."""
    tab = list_tab(content, table)
    yield list(tab.titles[1:])
    for row in tab.rows.values():
        yield [mask_text(cell) if isinstance(cell, str) else cell for cell in row.cells]


def export_xlsx(content: Content, moment: str) -> bytes:
    """All lists, a tab each, after one that says of when (`moment`) and of what they are."""
    file = io.BytesIO()
    # A text that begins with "=" is a text: nobody's cell becomes a formula here.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        language = content.language
        about = book.add_worksheet(text("export-about", language))
        about.write_column(0, 0, [content.campaign.title[language], *_about(content, moment)])
        for table in content.tables:
            sheet = book.add_worksheet(table.title)
            sheet.freeze_panes(1, 0)
            for number, line in enumerate(export_lines(content, table)):
                sheet.write_row(number, 0, line, None if number else bold)
            sheet.set_column(0, len(table.columns) + 3, WIDTH)
    return file.getvalue()


def _about(content: Content, moment: str) -> list[str]:
    as_of = text("export-as-of", content.language, moment=moment)
    return [as_of, text("export-masked", content.language), *content.band]


def export_csv(content: Content, table: Table) -> bytes:
    """One list in UTF-8 with the mark by which Excel knows it."""
    file = io.StringIO()
    writer = csv.writer(file)
    for line in export_lines(content, table):
        writer.writerow([_harmless(cell) for cell in line])
    return file.getvalue().encode("utf-8-sig")


def _harmless(cell: Scalar | None) -> Scalar | None:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
