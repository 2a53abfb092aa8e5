"""Spreadsheets made at once from plain JSON, for tests, demos and training."""

import random
from collections.abc import Mapping
from typing import Any

from sheets_emulator.book.document import Document, Sheet
from sheets_emulator.book.grid import Cell, Formula, Grid
from sheets_emulator.book.new_spreadsheet import default_properties, new_file_id
from sheets_emulator.book.typed_entry import parse_typed
from sheets_emulator.drive.converting.exporting import exported
from sheets_emulator.drive.kept import file_rows
from sheets_emulator.drive.kept.access import grant
from sheets_emulator.drive.resource import XLSX_TYPE
from sheets_emulator.drive.watching import feed
from sheets_emulator.state import State

ZONE = "Asia/Ho_Chi_Minh"


class SeedError(ValueError):
    """The JSON of a spreadsheet cannot be read; the text says why."""


def seed_spreadsheet(state: State, said: Mapping[str, Any], default_owner: str) -> str:
    """Make a spreadsheet and share it; its id.

    `said`: `title` (or `spreadsheet_title`), `locale` (en_US), `tabs`: a list of `title`,
    `values` (rows of cells), `hidden`, `frozen_rows`; `owner`; `share`: addresses and roles;
    `typed`: true reads texts as typing does. A cell is a scalar, null, or CellData with
    `userEnteredValue`, `userEnteredFormat`, `note`, `dataValidation`.
    """
    title = str(said.get("title") or said.get("spreadsheet_title") or "Untitled spreadsheet")
    locale = str(said.get("locale", "en_US"))
    tabs = said.get("tabs") or [{"title": "Sheet1", "values": []}]
    sheets = [
        _sheet(number, tab, locale if said.get("typed") else None)
        for number, tab in enumerate(tabs)
    ]
    properties = default_properties(title, locale, str(said.get("time_zone", ZONE)))
    document = Document(new_file_id(random.SystemRandom()), properties, sheets)
    state.store.create(document, str(said.get("owner") or default_owner))
    for email, role in dict(said.get("share") or {}).items():
        share_file(state, document.id, email, role)
    return document.id


def share_file(state: State, file_id: str, email: str, role: str | None) -> None:
    """Give an account a role on a file; None takes its permission away."""
    with state.store.database() as db:
        given = grant(db, file_id, "user", role or "reader", email)
        if role is None:
            end = "UPDATE drive_permission SET ended = 1 WHERE file_id = ? AND id = ?"
            db.execute(end, (file_id, given))
        feed.note_change(db, file_id, state.now(), "update", "permissions")
    state.wake_pushes()


def replace_with_xlsx(state: State, file_id: str) -> None:
    """Turn a Google Sheet into an .xlsx file under the same id, as careless uploads do."""
    with state.store.database() as db:
        row = file_rows.find(db, file_id)
    if row is None or not row.is_sheet:
        raise SeedError("there is no such spreadsheet")
    with state.store.read(file_id) as document:
        content = exported(document, state.now(), "xlsx")
    with state.store.database() as db:
        now = state.now()
        name = f"{row.name}.xlsx"
        columns = {"content": content, "mime_type": XLSX_TYPE, "name": name}
        file_rows.update(db, file_id, row.owner, now, **columns)
        feed.note_change(db, file_id, now, "update", "content")
    state.wake_pushes()


def make_shared_drive(state: State, name: str, members: Mapping[str, str]) -> str:
    """A shared drive with members by role (organizer, fileOrganizer, writer, reader); its id."""
    drive_id = "0A" + new_file_id(random.SystemRandom())[:17]
    with state.store.database() as db:
        file_rows.insert(db, drive_id, name, file_rows.FOLDER_TYPE, "", state.now())
        db.execute("UPDATE drive_file SET drive_id = id WHERE id = ?", (drive_id,))
        for email, role in members.items():
            grant(db, drive_id, "user", role, email)
    return drive_id


def _sheet(number: int, tab: Mapping[str, Any], typed: str | None) -> Sheet:
    rows = tab.get("values") or []
    width = max((len(row) for row in rows), default=0)
    grid = Grid(
        int(tab.get("row_count") or max(1000, len(rows))),
        int(tab.get("column_count") or max(26, width)),
    )
    for row, cells in enumerate(rows):
        for column, content in enumerate(cells):
            cell = _cell(content, typed)
            if not cell.is_empty():
                grid.put(row, column, cell)
    drawn = random.SystemRandom().randrange(10**7, 2**31) if number else 0
    properties: dict[str, Any] = {"sheetId": drawn, "title": str(tab["title"]), "sheetType": "GRID"}
    if tab.get("frozen_rows"):
        properties["gridProperties"] = {"frozenRowCount": int(tab["frozen_rows"])}
    if tab.get("hidden"):
        properties["hidden"] = True
    return Sheet(properties, grid)


def _cell(content: Any, typed: str | None) -> Cell:
    if isinstance(content, dict):
        return _whole_cell(content)
    if content is None or content == "":
        return Cell()
    if isinstance(content, str) and typed is not None:
        return _typed(content, typed)
    if isinstance(content, (str, int, float, bool)):
        return Cell(content)
    raise SeedError("a cell is a text, a number, true, false, null or CellData")


def _typed(text: str, locale: str) -> Cell:
    entry = parse_typed(text, locale)
    number_format = {"numberFormat": entry.number_format} if entry.number_format else None
    return _whole_cell({"userEnteredValue": entry.value, "userEnteredFormat": number_format})


def _whole_cell(data: Mapping[str, Any]) -> Cell:
    kind, content = next(iter((data.get("userEnteredValue") or {}).items()), ("", None))
    return Cell(
        Formula(content) if kind == "formulaValue" else content,
        data.get("userEnteredFormat"),
        str(data.get("note", "")),
        data.get("dataValidation"),
    )
