"""Links of made workbooks into the register: beside each unit's line, where no link stands."""

from collections.abc import Mapping

from jobs.register.heads import Head
from jobs.register.tab import head_of, read_tab, said
from jobs.register.take import sync_register
from jobs.store.units import load_units
from jobs.tab.batches import Batches
from jobs.tab.intent import Intent
from jobs.tab.layout import tab_of
from jobs.tab.places import file_link
from jobs.tab.row_requests import row_requests
from jobs.unit.context import Context
from sheets_client import requests as google
from sheets_client.snapshot import Sheet, SpreadsheetSnapshot
from sheets_schema.messages import text
from sheets_schema.org_unit import OrgUnit
from sheets_schema.register.judge import judge

TRIES = 6
LINK, CODE = "spreadsheet", "code"


def put_links(context: Context, links: Mapping[str, str]) -> list[OrgUnit]:
    """Writes the links (unit key -> spreadsheet id) into the tab of units (1 read, 1 write); the
    units for which no line or no column of links was found there, all of them where the register
    is kept in a file.

    A cell that says anything is left alone: the officers' own link counts. Raises the errors of
    `sheets_client.errors`.
    """
    with context.store.begin() as connection:
        units = [unit for unit in load_units(connection) if unit.key in links]
    if not units or not context.district_spreadsheet:
        return units
    without = _into_tab(context, units, links)
    sync_register(context)
    return without


def _into_tab(context: Context, units: list[OrgUnit], links: Mapping[str, str]) -> list[OrgUnit]:
    batches = Batches(context)
    for _ in range(TRIES):
        snapshot = batches.read()
        places = _places(context, snapshot, units)
        if places is None:
            return units
        sheet, head, rows = places
        missing = {
            row: links[unit.key]
            for row, unit in rows.items()
            if LINK in head.columns and not said(sheet.cell(row, head.columns[LINK]))
        }
        if not missing or batches.write(*_written(sheet, head, missing)):
            batches.done()
            found = [unit.key for unit in rows.values()] if LINK in head.columns else []
            return [unit for unit in units if unit.key not in found]
    return units


def _places(
    context: Context, snapshot: SpreadsheetSnapshot, units: list[OrgUnit]
) -> tuple[Sheet, Head, dict[int, OrgUnit]] | None:
    """The tab, its head, and the row (from 0) of each unit that has a line there."""
    language = context.options.language
    sheet = tab_of(snapshot, text("tab-units", language))
    typed = read_tab(snapshot, language)
    head = head_of(sheet) if sheet is not None else None
    if sheet is None or head is None or typed is None or not typed.lines:
        return None
    lines = judge(typed, context.campaign, language)
    known = {unit.validity: unit for unit in units}
    rows = {
        line.number - 1: known[line.unit.validity] for line in lines if line.unit.validity in known
    }
    return sheet, head, rows


def _written(
    sheet: Sheet, head: Head, links: Mapping[int, str]
) -> tuple[list[google.Request], list[Intent]]:
    place, code = head.columns[LINK], head.columns[CODE]
    writes = {row: {place: google.cell_data(file_link(file))} for row, file in links.items()}
    intent = Intent(
        before=sheet,
        header=head.row,
        heads={place: str(sheet.cell(head.row, place).value)},
        key=code,
        touched={row: str(sheet.cell(row, code).value) for row in links},
        writes=writes,
        fields="userEnteredValue",
    )
    return row_requests(sheet.sheet_id, writes, "userEnteredValue"), [intent]
