"""The nightly removal of consolidated rows whose source is gone and beside which nobody wrote."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from jobs.district.content import gather
from jobs.district.publish import keyed_tabs
from jobs.store.journal import get_fact, set_fact
from jobs.tab.keyed import KeyedTab, find_layout, remarks, rows_by_key
from jobs.unit.context import Context
from sheets_client.errors import OutcomeUnknown
from sheets_client.requests import Request, delete_rows
from sheets_client.snapshot import Sheet

# A row is deleted by its number: only where nobody has moved rows for a while.
QUIET_SECONDS = 1800.0
ASKED = "gone rows may be removed"


@dataclass(frozen=True, slots=True)
class Removal:
    """How many rows were removed; `busy` says that somebody was editing, so none was."""

    rows: int = 0
    busy: bool = False


def ask_for_removal(context: Context) -> None:
    """Let the next publication begin with a removal: beside it nobody may delete rows."""
    with context.writing() as connection:
        set_fact(connection, ASKED, True)


def remove_if_asked(context: Context) -> Removal:
    """What was asked for, once: a night on which it failed is no reason to try all day."""
    with context.writing() as connection:
        asked = get_fact(connection, ASKED)
        if asked:
            set_fact(connection, ASKED, False)
    return remove_gone_rows(context) if asked else Removal()


def remove_gone_rows(context: Context) -> Removal:
    """Delete the rows marked as gone that have no remark; those with one stay.

    Belongs into a publication's run, before it: a row deleted by mistake, because rows moved at
    that very moment, is appended again from the store.
    """
    google = context.google_for(context.district_spreadsheet)
    modified = google.drive.get_file(context.district_spreadsheet)["modifiedTime"]
    if context.now() - datetime.fromisoformat(modified).timestamp() < QUIET_SECONDS:
        return Removal(busy=True)
    snapshot = google.get_workbook(context.district_spreadsheet)
    requests: list[Request] = []
    for tab in keyed_tabs(gather(context)):
        sheet = snapshot.by_title(tab.title)
        if sheet is not None:
            rows = sorted(_removable(sheet, tab), reverse=True)
            requests += [delete_rows(sheet.sheet_id, row, row + 1) for row in rows]
    if requests:
        try:
            google.batch_update(context.district_spreadsheet, requests)
        except OutcomeUnknown:
            return Removal(busy=True)
    return Removal(len(requests))


def _removable(sheet: Sheet, tab: KeyedTab) -> Iterator[int]:
    remarked = remarks(sheet, tab)
    layout = find_layout(sheet, tab)
    if layout is None:
        return
    state = layout.state(tab)
    for key, rows in rows_by_key(sheet, layout).items():
        if key not in tab.rows and key not in remarked:
            yield from (row for row in rows if sheet.cell(row, state).value == tab.gone)
