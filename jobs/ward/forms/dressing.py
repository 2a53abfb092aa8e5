"""Formats and drop-downs of the lists that we made, put back where people changed or pasted them.

Read apart from the round of an edit, at night, for they are as much as all that is typed. Only
whole columns of ours are dressed, whatever they hold; no cell's value is touched.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from jobs.store.units import load_units
from jobs.tab.blank.lists import KIND_OF_FORMAT, choices_requests, format_requests
from jobs.tab.blank.ours import ours_come_first
from jobs.tab.places import a1_cell
from jobs.unit.blank_form import offered
from jobs.unit.context import Context
from jobs.unit.stoppable import TookTooLong
from jobs.ward.forms.dressed import note_dressed
from jobs.ward.judgement import Memory, check_alone
from jobs.ward.recall import ground_of, recall
from sheets_client.errors import GoogleError
from sheets_client.formats import Dress, Dresses
from sheets_client.requests import Request
from sheets_client.snapshot import GridRange, Sheet, SpreadsheetSnapshot
from sheets_schema.campaign import Column
from sheets_schema.cells import CELL_TYPES
from sheets_schema.gathering import stands_of
from sheets_schema.validate import RuleCrashed

# While somebody types, columns may move under what is written: such a unit waits for another night.
REST_SECONDS = 600.0
ONE_OF = "ONE_OF_LIST"
# Formats that a unit may prefer to ours: the cells hold what they should all the same.
ALSO = {"DATE": ("DATE_TIME",), "NUMBER": ("CURRENCY", "PERCENT", "SCIENTIFIC")}


@dataclass(frozen=True, slots=True)
class Place:
    """A column of a list that we made: its tab, where it stands, its first row and the row behind
    its last."""

    sheet: Sheet
    column: Column
    at: int
    first: int
    end: int

    @property
    def a1(self) -> str:
        """As Google wants it in `ranges`."""
        title = self.sheet.title.replace("'", "''")
        return f"'{title}'!{a1_cell(self.first, self.at)}:{a1_cell(self.end - 1, self.at)}"

    @property
    def cells(self) -> GridRange:
        """The same as a range."""
        return GridRange(self.sheet.sheet_id, self.first, self.end, self.at, self.at + 1)

    def lost(self, dresses: Dresses) -> list[Request]:
        """What puts the column's format and its choices back; nothing where all cells have them."""
        spots = ((self.sheet.sheet_id, row, self.at) for row in range(self.first, self.end))
        worn = {dresses.get(spot, Dress()) for spot in spots}
        requests = list[Request]()
        if not all(_has_format(self.column, one) for one in worn):
            requests += format_requests(self.column, self.cells)
        if not all(_has_choices(self.column, one) for one in worn):
            requests += choices_requests(self.column, self.cells)
        return requests


def _has_format(column: Column, worn: Dress) -> bool:
    pattern = CELL_TYPES[column.type].number_format
    kind = KIND_OF_FORMAT.get(pattern, "NUMBER")
    return not pattern or worn.number in (kind, *ALSO.get(kind, ()))


def _has_choices(column: Column, worn: Dress) -> bool:
    # A rule of another kind is the unit's own.
    choices = offered(column)
    return not choices or worn.validation not in ("", ONE_OF) or worn.choices == choices


def dress_all(context: Context) -> list[str]:
    """Every unit's workbook (1 read, of one that we made 2, and 1 write where something was lost);
    the keys of those where something was put back. What cannot be looked at now waits."""
    with context.store.begin() as connection:
        units = [one for one in load_units(connection) if one.spreadsheet]
    dressed = []
    for unit in units:
        memory = recall(context, unit.key)
        if context.now() - (memory.state.edited_at or 0.0) < REST_SECONDS:
            continue
        try:
            columns = _dress(context, memory)
        except (GoogleError, TookTooLong, RuleCrashed):
            # The unit's own state says what is the matter.
            continue
        if columns:
            with context.writing() as connection:
                note_dressed(connection, unit.key, columns, context.now())
            dressed.append(unit.key)
    return dressed


def _dress(context: Context, memory: Memory) -> list[str]:
    """The columns that were dressed again, as `tab: title`."""
    file, google = memory.unit.spreadsheet, context.google_for(memory.unit.key)
    places = list(_places(context, memory, google.get_workbook(file)))
    if not places:
        return []
    dresses = google.get_dresses(file, [one.a1 for one in places])
    lost = [(one, requests) for one in places if (requests := one.lost(dresses))]
    if lost:
        google.batch_update(file, [request for _, requests in lost for request in requests])
    return [f"{one.sheet.title}: {one.column.title}" for one, _ in lost]


def _places(context: Context, memory: Memory, snapshot: SpreadsheetSnapshot) -> Iterator[Place]:
    if not any(map(ours_come_first, snapshot.sheets)):
        return
    alone = check_alone(snapshot, memory, ground_of(context, memory.unit, context.now()))
    for found in stands_of(alone.checked.tables, alone.gathered):
        sheet = snapshot.by_id(found.tab.sheet_id) if found.tab and found.tab.sheet_id else None
        if sheet is None or found.header_row is None or not ours_come_first(sheet):
            continue
        first = found.header_row + 1
        end = found.bottom or max(sheet.row_count, first + 1)
        for column in found.table.columns:
            wanted = CELL_TYPES[column.type].number_format or offered(column)
            if wanted and column.name in found.columns:
                yield Place(sheet, column, found.columns[column.name], first, end)
