"""A list whose header was sorted among or under its rows: known by our row ids above it.

Whoever sorts a whole tab takes the header along. What then stands above it is read as a title, so
that those rows would be missing everywhere without a word.
"""

from collections.abc import Mapping
from dataclasses import replace

from jobs.own_columns import OwnColumns, find_header_row, row_id_title
from jobs.row_ids import FORM
from sheets_client.snapshot import Sheet, SpreadsheetSnapshot
from sheets_schema.campaign import Campaign
from sheets_schema.checked import Checked, CheckedTable
from sheets_schema.finding import Finding

CODE = "header-below-rows"
NOT_STARTED = "ward-not-started"


def sorted_headers(
    checked: Checked,
    snapshot: SpreadsheetSnapshot,
    own: Mapping[int, OwnColumns],
    layout: Mapping[str, Mapping[str, object]],
    language: str,
) -> dict[str, int]:
    """Declared names of those lists, with the sheet row (from 0) of the header now.

    `layout` is what is remembered of the lists: by name the id of the tab, and whether our
    columns were put there.
    """
    found = {}
    for table in checked.tables:
        sheet = _sheet_of(table, snapshot, layout)
        if sheet is not None:
            row = _header_below(sheet, own.get(sheet.sheet_id), language)
            if row is not None:
                found[table.table.name] = row
    return found


def _sheet_of(
    table: CheckedTable, snapshot: SpreadsheetSnapshot, layout: Mapping[str, Mapping[str, object]]
) -> Sheet | None:
    """The tab of a list in which our columns once stood."""
    known = layout.get(table.table.name, {})
    sheet_id = known.get("sheet_id")
    adopted = known.get("adopted") and isinstance(sheet_id, int)
    return snapshot.by_id(sheet_id) if adopted and isinstance(sheet_id, int) else None


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


def told(checked: Checked, headers: Mapping[str, int], campaign: Campaign) -> Checked:
    """The findings with one of its own for each such list, in place of what its rest, read
    without the rows above, seems to lack."""
    if not headers:
        return checked
    kept = [f for f in checked.findings if f.table not in headers and f.code != NOT_STARTED]
    tabs = {table.table.name: table for table in checked.tables}
    own = [_finding(checked, tabs[name], row, campaign) for name, row in headers.items()]
    return replace(checked, findings=(*own, *kept))


def _finding(checked: Checked, table: CheckedTable, row: int, campaign: Campaign) -> Finding:
    return Finding(
        unit=checked.unit.code,
        table=table.table.name,
        tab=table.tab.title if table.tab else table.table.title,
        row=row + 1,
        column=None,
        col=None,
        code=CODE,
        severity=campaign.severities[CODE],
    )
