"""A declared list as requests that make its tab: headings, formats, choices, and no rows."""

from collections.abc import Iterator, Sequence

from jobs.tab.blank.ours import BEFORE, dress_ours
from jobs.tab.blank.quick_rules import quick_rules
from jobs.tab.formats import HEADER_FIELDS, HEADER_LOOK
from jobs.unit.blank_form import ROWS, heading_note, offered
from sheets_client import requests as google
from sheets_client.requests import Request
from sheets_client.snapshot import GridRange, Sheet
from sheets_schema.campaign import Column, Table
from sheets_schema.cells import CELL_TYPES
from sheets_schema.checked import CheckedTable

# Pixels of a character, and the least that a heading can be read in.
CHARACTER = 7
NARROWEST = 60
# What Sheets calls the formats that a declaration names by their pattern.
KIND_OF_FORMAT = {"@": "TEXT", "dd/mm/yyyy": "DATE"}


def list_requests(
    table: Table, sheet_id: int, index: int, language: str, *, ours: bool = False
) -> Iterator[Request]:
    """The tab of a list with this id, at this place among the tabs; with `ours` our columns stand
    in it at the left, in view wherever one scrolls, and wrong numbers turn red at once."""
    columns, first = table.columns, BEFORE if ours else 0
    wide = first + len(columns)
    yield google.add_sheet(
        sheet_id,
        table.title,
        rows=ROWS + 1,
        columns=wide,
        frozen_rows=1,
        frozen_columns=first,
        index=index,
    )
    yield from heading_requests(columns, sheet_id, language, row=0, first=first)
    for at, column in enumerate(columns, first):
        yield from column_requests(column, sheet_id, at, rows=(1, ROWS + 1))
    if ours:
        yield from dress_ours(sheet_id, 0, 0, language, narrow=True)
        places = {column.name: at for at, column in enumerate(columns, first)}
        made = CheckedTable(table, header_row=0, columns=places)
        yield from quick_rules(Sheet(sheet_id, table.title, index, ()), made)


def _note(said: str) -> dict[str, str]:
    return {"note": said} if said else {}


def heading_requests(
    columns: Sequence[Column], sheet_id: int, language: str, *, row: int, first: int
) -> Iterator[Request]:
    """Headings of neighbouring columns, each with a note of what to write."""
    heads = [google.cell_data(one.title) | _note(heading_note(one, language)) for one in columns]
    yield google.update_block(sheet_id, row, first, [heads], "userEnteredValue,note")
    header = GridRange(sheet_id, row, row + 1, first, first + len(columns))
    yield google.repeat_format(header, HEADER_LOOK, HEADER_FIELDS)


def column_requests(
    column: Column, sheet_id: int, at: int, *, rows: tuple[int, int], anew: bool = False
) -> Iterator[Request]:
    """Width, format and choices of a column in these rows (first, and behind the last); `anew`
    also takes away what the column had or inherited from its neighbour."""
    kind = CELL_TYPES[column.type]
    pixels = max(CHARACTER * kind.width, NARROWEST)
    yield google.set_dimension(sheet_id, "COLUMNS", at, at + 1, pixels=pixels)
    cells = GridRange(sheet_id, *rows, at, at + 1)
    if anew:
        yield google.clear_validation(cells)
        yield google.repeat_format(cells, {}, "numberFormat")
    yield from format_requests(column, cells)
    yield from choices_requests(column, cells)


def format_requests(column: Column, cells: GridRange) -> Iterator[Request]:
    """The format of the column's type, where it has one."""
    if pattern := CELL_TYPES[column.type].number_format:
        name = KIND_OF_FORMAT.get(pattern, "NUMBER")
        look = {"numberFormat": {"type": name, "pattern": pattern}}
        yield google.repeat_format(cells, look, "numberFormat")


def choices_requests(column: Column, cells: GridRange) -> Iterator[Request]:
    """The drop-down of the column, where it has one."""
    if choices := offered(column):
        yield google.offer_choices(cells, choices)
