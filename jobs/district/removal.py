"""The nightly removal of consolidated rows whose source is gone and beside which nobody wrote."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from jobs.district.content import gather
from jobs.district.publish import keyed_tabs
from jobs.store.journal import get_fact, set_fact
from jobs.store.law.ending import is_destroyed
from jobs.tab.batches import Batches
from jobs.tab.keyed import KeyedTab, TabPlan, beside, find_layout
from jobs.tab.keyed_plan import removal_of
from jobs.tab.layout import Layout, tab_of
from jobs.tab.row_keys import rows_by_key
from jobs.unit.context import Context
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
    """Delete the rows marked as gone that have no remark; those with one stay, until the data of
    the campaign are destroyed.

    Belongs into a publication's run, before it: a row deleted by mistake, because rows moved at
    that very moment, is appended again from the store.
    """
    google = context.google_for(context.district_spreadsheet)
    modified = google.drive.get_file(context.district_spreadsheet)["modifiedTime"]
    if context.now() - datetime.fromisoformat(modified).timestamp() < QUIET_SECONDS:
        return Removal(busy=True)
    batches = Batches(context)
    snapshot = batches.read()
    plans = []
    with context.store.begin() as connection:
        over = is_destroyed(connection, context.campaign.term)
    for tab in keyed_tabs(gather(context)):
        sheet = tab_of(snapshot, tab.title)
        plans += [_plan(sheet, tab, over)] if sheet is not None else []
    requests = [request for plan in plans for request in plan.requests]
    if requests:
        landed = batches.write(requests, [p.intent for p in plans if p.intent and p.requests])
        if landed:
            batches.done()
        return Removal(len(requests), busy=not landed)
    return Removal()


def _plan(sheet: Sheet, tab: KeyedTab, over: bool) -> TabPlan:
    layout = find_layout(sheet, tab)
    if layout is None:
        return TabPlan(sheet.sheet_id, (), Layout(0, (0,)))
    return removal_of(sheet, layout, sorted(_removable(sheet, tab, layout, over)))


def _removable(sheet: Sheet, tab: KeyedTab, layout: Layout, over: bool) -> Iterator[int]:
    state = layout.places[tab.state + 1]
    for key, rows in rows_by_key(sheet, layout, tab).items():
        if key not in tab.rows:
            gone = (row for row in rows if sheet.cell(row, state).value == tab.gone)
            yield from (row for row in gone if over or not beside(sheet, row, layout))
