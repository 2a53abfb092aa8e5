"""One person in spreadsheets: cells found by what they say, emptied only while they still say it.

A cell of a unit is changed here by a deliberate act of an officer, planned and confirmed, and by
nothing else: the name becomes a sentence that says so, so that the unit sees what was done where,
and that the row is its own to delete. First what names the person goes, by `findReplace` on that
one cell with just that text; then, in the rows that now bear our sentence, the rest of the row.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jobs.persons.person import Person
from jobs.persons.resolve import texts_of
from jobs.persons.spot import Spot, changed
from sheets_client.client import GoogleClient
from sheets_client.errors import OutcomeUnknown
from sheets_client.reading import PLAIN_MASK, WORKBOOK_MASK
from sheets_client.requests import (
    CellWrite,
    Request,
    find_replace_cell,
    update_block,
    update_cells,
)
from sheets_client.snapshot import Cell, Sheet, SpreadsheetSnapshot

# People edit meanwhile: looked at and tried again so often.
TRIES = 4


@dataclass(frozen=True, slots=True)
class _Swap:
    """A cell (from 0) that holds `old` and should hold `new`."""

    sheet_id: int
    row: int
    column: int
    old: str
    new: str

    def request(self) -> Request:
        return find_replace_cell(self.sheet_id, self.row, self.column, self.old, self.new)


def find_in_book(
    snapshot: SpreadsheetSnapshot, person: Person, unit: str, place: str
) -> list[Spot]:
    """Where the person stands in a spreadsheet, row by row."""
    return [spot for sheet in snapshot.sheets for spot in _in_sheet(sheet, person, unit, place)]


def _in_sheet(sheet: Sheet, person: Person, unit: str, place: str) -> Iterator[Spot]:
    for number, cells in enumerate(sheet.cells):
        texts = [_text(cell) for cell in cells]
        where = f"{sheet.title}, {number + 1}"
        notes = _notes(sheet, number)
        if person.is_theirs(texts, unit, _key(texts)):
            n = changed(texts, person.erased(texts, "x"))
            if n:
                yield Spot(place, unit, where, n + len(notes), [*texts, *notes.values()])
        elif theirs := [note for note in notes.values() if person.is_theirs([note], unit)]:
            yield Spot(place, unit, where, len(theirs), theirs)
        elif person.may_be_theirs(texts):
            yield Spot(place, unit, where, 0)


def _notes(sheet: Sheet, row: int) -> dict[int, str]:
    """The notes on the cells of a row, by column."""
    return {column: note for (at, column), note in sheet.notes.items() if at == row}


def mask_for(unit: str) -> str:
    """What is read of a unit's workbook (notes too), or of the district's big spreadsheet."""
    return WORKBOOK_MASK if unit else PLAIN_MASK


def erase_in_book(
    google: GoogleClient, spreadsheet: str, person: Person, unit: str, mark: str
) -> list[Spot]:
    """Take the person out of a spreadsheet; what still stands there then (formulas, rows that
    people moved all the time). Raises the errors of `sheets_client.errors`."""
    left: list[Spot] = []
    for attempt in range(1, TRIES + 1):
        snapshot = google.get_workbook(spreadsheet, mask=mask_for(unit))
        left = [spot for spot in find_in_book(snapshot, person, unit, "sheet") if spot.sure]
        first = list(_swaps(snapshot, person, unit, mark))
        rest = list(_of_marked_rows(snapshot, person, mark))
        notes = list(_notes_of(snapshot, person, unit, mark))
        if not first and not rest and not notes:
            break
        try:
            for swaps in (first, rest):
                _swap(google, spreadsheet, swaps, mark)
            if notes:
                google.batch_update(spreadsheet, notes)
        except OutcomeUnknown:
            if attempt == TRIES:
                raise
    return left


def _swaps(snapshot: SpreadsheetSnapshot, person: Person, unit: str, mark: str) -> Iterator[_Swap]:
    """The cells that name the person."""
    for sheet in snapshot.sheets:
        for row, cells in enumerate(sheet.cells):
            texts = [_text(cell) for cell in cells]
            if person.is_theirs(texts, unit, _key(texts)):
                naming = person.naming
                after = naming.erased(texts, mark)
                yield from _differences(sheet.sheet_id, row, cells, texts, after)


def _of_marked_rows(snapshot: SpreadsheetSnapshot, person: Person, mark: str) -> Iterator[_Swap]:
    """What else their own rows say, in the rows that bear our sentence."""
    for sheet in snapshot.sheets:
        for row, cells in enumerate(sheet.cells):
            texts = [_text(cell) for cell in cells]
            if any(mark in text for text in texts):
                after = person.erased(texts, mark)
                yield from _differences(sheet.sheet_id, row, cells, texts, after)


def _notes_of(
    snapshot: SpreadsheetSnapshot, person: Person, unit: str, mark: str
) -> Iterator[Request]:
    """Takes away the notes that speak of the person, and those in rows that bear our sentence: of
    the cell as it was. Ours come back with the next check where there is something to say."""
    for sheet in snapshot.sheets:
        for (row, column), note in sheet.notes.items():
            if _is_marked(sheet, row, mark) or person.is_theirs([note], unit):
                yield update_block(sheet.sheet_id, row, column, [[{}]], "note")


def _differences(
    sheet_id: int, row: int, cells: Sequence[Cell], before: Sequence[str], after: Sequence[str]
) -> Iterator[_Swap]:
    for column, (cell, old, new) in enumerate(zip(cells, before, after, strict=True)):
        if old != new and cell.formula is None:
            yield _Swap(sheet_id, row, column, cell.shown or old, new)


def _swap(google: GoogleClient, spreadsheet: str, swaps: Sequence[_Swap], mark: str) -> None:
    """One batch; what it changed in a row that moved there meanwhile is given back."""
    if not swaps:
        return
    requests = [one.request() for one in swaps]
    written = google.batch_update(spreadsheet, requests, response_ranges=())
    assert written.after is not None
    back = []
    for swap, reply in zip(swaps, written.replies, strict=False):
        done = reply.get("findReplace", {}).get("valuesChanged")
        sheet = written.after.by_id(swap.sheet_id)
        if done and sheet is not None and not _is_marked(sheet, swap.row, mark):
            back.append((swap.sheet_id, CellWrite(swap.row, swap.column, swap.old)))
    given_back = [request for sheet_id, one in back for request in update_cells(sheet_id, [one])]
    if given_back:
        google.batch_update(spreadsheet, given_back)


def _is_marked(sheet: Sheet, row: int, mark: str) -> bool:
    return row < len(sheet.cells) and any(mark in _text(cell) for cell in sheet.cells[row])


def _key(texts: Sequence[str]) -> str:
    """Of a row in the district's spreadsheet its key, which stands in front."""
    return texts[0] if texts else ""


def _text(cell: Cell) -> str:
    """What a cell says: of a number its digits, whatever format shows them."""
    if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
        return texts_of([cell.value])[0]
    return cell.shown or texts_of([cell.value])[0]
