"""A list whose header was sorted among or under its rows: known by our row ids above it, whatever
the rows hold (`sheets_schema.sorted_header` knows it by what they hold).
"""

from collections.abc import Mapping

from jobs.store.layout import PlacedList
from jobs.tab.blank.ours import row_id_title
from jobs.ward.own_columns import OwnColumns, find_header_row
from jobs.ward.row_ids import FORM
from sheets_client.snapshot import Sheet, SpreadsheetSnapshot
from sheets_schema.checked import Checked, CheckedTable


def sorted_headers(
    checked: Checked,
    snapshot: SpreadsheetSnapshot,
    own: Mapping[int, OwnColumns],
    placed: Mapping[str, PlacedList],
    language: str,
) -> dict[str, int]:
    """Declared names of those lists, with the sheet row (from 0) of the header now.

    `placed` is what is remembered of the lists by name.
    """
    found = {}
    for table in checked.tables:
        sheet = _sheet_of(table, snapshot, placed)
        if sheet is not None:
            row = _header_below(sheet, own.get(sheet.sheet_id), language)
            if row is not None:
                found[table.table.name] = row
    return found


def _sheet_of(
    table: CheckedTable, snapshot: SpreadsheetSnapshot, placed: Mapping[str, PlacedList]
) -> Sheet | None:
    """The tab of a list in which our columns once stood."""
    known = placed.get(table.table.name)
    return snapshot.by_id(known.sheet_id) if known and known.adopted else None


def _header_below(sheet: Sheet, own: OwnColumns | None, language: str) -> int | None:
    if own is not None and own.headed and own.row_id is not None:
        row, column = own.header_row, own.row_id
    else:
        place = find_header_row(sheet, row_id_title(language))
        if place is None:
            return None
        row, column = place
    above = (sheet.cell(number, column).value for number in range(row))
    return row if any(FORM.match(str(value or "")) for value in above) else None
