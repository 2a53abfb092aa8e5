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
    requests = [google.set_region(LOCALE, time_zone)]
    ids = FreshIds(before)
    for at, table in enumerate(tables):
        requests += list_requests(table, ids.take(), at, language, ours=True)
    empty = [sheet.sheet_id for sheet in before.sheets if not sheet.used_rows]
    return [*requests, *map(google.delete_sheet, empty)]
