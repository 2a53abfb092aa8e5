"""The workbook of one kind of unit as requests: its lists, ready to be typed in."""

from collections.abc import Sequence

from jobs.tab.blank.lists import list_requests
from jobs.tab.fresh_ids import FreshIds
from sheets_client import requests as google
from sheets_client.requests import Request
from sheets_client.snapshot import SpreadsheetSnapshot
from sheets_schema.campaign import Table

LOCALE = "vi_VN"


def workbook_requests(
    before: SpreadsheetSnapshot, tables: Sequence[Table], language: str, time_zone: str
) -> list[Request]:
    """One atomic batch that makes the lists in a new spreadsheet and takes away the empty tab that
    Google put there: it is done whole, or not at all.

    Before anybody types, down to the last row: plain text where a zero would be lost, the formats
    of dates and numbers, drop-downs, rules of colour; headings and our columns stand frozen, each
    heading with a note of what to write.
    """
    ids = FreshIds(before)
    taken = [ids.take() for _ in tables]
    requests = book_requests(tables, taken, language, time_zone)
    empty = [sheet.sheet_id for sheet in before.sheets if not sheet.used_rows]
    return [*requests, *map(google.delete_sheet, empty)]


def book_requests(
    tables: Sequence[Table], ids: Sequence[int], language: str, time_zone: str
) -> list[Request]:
    """The lists alone, each in a tab with the id that is given for it."""
    requests = [google.set_region(LOCALE, time_zone)]
    for at, (table, sheet_id) in enumerate(zip(tables, ids, strict=True)):
        requests += list_requests(table, sheet_id, at, language, ours=True)
    return requests
