"""A declared list as requests that make its tab: headings, formats, choices, and no rows."""

from collections.abc import Iterator

from jobs.tab.formats import HEADER_FIELDS, HEADER_LOOK
from jobs.unit.blank_form import ROWS, heading_note, offered
from sheets_client import requests as google
from sheets_client.requests import Request
from sheets_client.snapshot import GridRange
from sheets_schema.campaign import Column, Table
from sheets_schema.cells import CELL_TYPES

# Pixels of a character, and the least that a heading can be read in.
CHARACTER = 7
NARROWEST = 60
# What Sheets calls the formats that a declaration names by their pattern.
KIND_OF_FORMAT = {"@": "TEXT", "dd/mm/yyyy": "DATE"}


def list_requests(table: Table, sheet_id: int, index: int, language: str) -> Iterator[Request]:
    """The tab of a list with this id, at this place among the tabs."""
    columns = table.columns
    yield google.add_sheet(
        sheet_id, table.title, rows=ROWS + 1, columns=len(columns), frozen_rows=1, index=index
    )
    heads = [google.cell_data(one.title) | _note(heading_note(one, language)) for one in columns]
    yield google.update_block(sheet_id, 0, 0, [heads], "userEnteredValue,note")
    header = GridRange(sheet_id, 0, 1, 0, len(columns))
    yield google.repeat_format(header, HEADER_LOOK, HEADER_FIELDS)
    for at, column in enumerate(columns):
        yield from _column_requests(column, sheet_id, at)


def _note(said: str) -> dict[str, str]:
    return {"note": said} if said else {}


def _column_requests(column: Column, sheet_id: int, at: int) -> Iterator[Request]:
    kind = CELL_TYPES[column.type]
    pixels = max(CHARACTER * kind.width, NARROWEST)
    yield google.set_dimension(sheet_id, "COLUMNS", at, at + 1, pixels=pixels)
    cells = GridRange(sheet_id, 1, ROWS + 1, at, at + 1)
    if kind.number_format:
        name = KIND_OF_FORMAT.get(kind.number_format, "NUMBER")
        look = {"numberFormat": {"type": name, "pattern": kind.number_format}}
        yield google.repeat_format(cells, look, "numberFormat")
    if choices := offered(column):
        yield google.offer_choices(cells, choices)
