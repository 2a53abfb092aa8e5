"""One consolidated list as a file, masked: its lines, and its CSV."""

import csv
import io
from collections.abc import Iterator

from jobs.district.content import Content
from jobs.district.list_tab import list_tab
from jobs.tab.keyed import Row
from sheets_client.snapshot import Scalar
from sheets_schema.campaign import Table
from sheets_schema.masking import mask_text

# What a spreadsheet program takes for a formula when it opens a CSV.
FORMULA = ("=", "+", "-", "@", "\t", "\r")

Line = list[Scalar | None]


def export_lines(content: Content, table: Table) -> Iterator[Line]:
    """The heading of one consolidated list and its rows, numbers of persons masked."""
    tab = list_tab(content, table)
    yield list(tab.titles[1:])
    for row in tab.rows.values():
        yield masked(row)


def masked(row: Row) -> Line:
    """The cells of a consolidated row, numbers of persons masked."""
    return [mask_text(cell) if isinstance(cell, str) else cell for cell in row.cells]


def export_csv(content: Content, table: Table) -> bytes:
    """One list in UTF-8 with the mark by which Excel knows it."""
    file = io.StringIO()
    writer = csv.writer(file)
    for line in export_lines(content, table):
        writer.writerow([_harmless(cell) for cell in line])
    return file.getvalue().encode("utf-8-sig")


def _harmless(cell: Scalar | None) -> Scalar | None:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
