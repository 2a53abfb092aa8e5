"""The rest of gspread's public surface: properties, the HTTP client beneath, the retrying one."""

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gspread
import pytest
from google.oauth2.service_account import Credentials
from gspread.http_client import BackOffHTTPClient, HTTPClient
from gspread.utils import ExportFormat

from emulator_tests.gspread_deeds import DEEDS, ROWS, Place
from sheets_emulator.origins import to_emulator
from sheets_emulator.pytest_plugin import SheetsEmulator

SURFACE = (gspread.Client, HTTPClient, gspread.Spreadsheet, gspread.Worksheet, gspread.Cell)
DEED_FILES = ("gspread_deeds.py", "test_gspread.py", "test_gspread_surface.py")
TESTS = Path(__file__).parents[1]


@pytest.fixture
def place(sheets_emulator: SheetsEmulator) -> Iterator[Place]:
    """A spreadsheet of three rows, by a client that signs in with a key."""
    scopes = gspread.auth.DEFAULT_SCOPES
    credentials = Credentials.from_service_account_info(sheets_emulator.key(), scopes=scopes)
    client = gspread.Client(auth=credentials)
    to_emulator(client.http_client.session, sheets_emulator.url)
    file = client.create("Sổ")
    file.sheet1.update(ROWS, raw=True)
    yield Place(client, file, file.sheet1)
    client.http_client.session.close()


def test_every_public_name_of_gspread_is_used_by_a_test() -> None:
    used = set(DEEDS)
    for name in DEED_FILES:
        tree = ast.parse(next(TESTS.rglob(name)).read_text("utf-8"))
        used |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    names = {(one.__name__, name) for one in SURFACE for name, _ in inspect.getmembers(one)}
    assert {pair for pair in names if not pair[1].startswith("_") and pair[1] not in used} == set()


def test_a_worksheet_tells_its_sizes_and_looks(place: Place) -> None:
    sheet = place.sheet
    sheet.freeze(rows=1, cols=2)
    sheet.update_tab_color("#ff0000")
    sheet.hide_gridlines()
    assert (sheet.row_count, sheet.col_count, sheet.column_count) == (1000, 26, 26)
    assert (sheet.frozen_row_count, sheet.frozen_col_count) == (1, 2)
    again = place.client.open_by_key(place.file.id).sheet1
    assert again.tab_color == "#FF0000"
    assert (again.index, again.spreadsheet.id) == (0, place.file.id)
    assert again.is_gridlines_hidden and not again.isSheetHidden


def test_a_cell_knows_its_place_and_number(place: Place) -> None:
    cell = place.sheet.cell(2, 3)
    assert (cell.row, cell.col, cell.address, cell.value, cell.numeric_value) == (
        2,
        3,
        "C2",
        "2",
        2,
    )
    assert cell == gspread.Cell.from_address("C2", "2")


def test_values_tell_their_range(place: Place) -> None:
    values: Any = place.sheet.get("A1:B2")
    assert (values.range, values.major_dimension, values.first()) == (
        "Sheet1!A1:B2",
        "ROWS",
        "ward",
    )


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_old_name_of_the_last_change_still_answers(place: Place) -> None:
    assert place.file.lastUpdateTime == place.file.get_lastUpdateTime()


def test_the_client_signs_in_by_itself(place: Place) -> None:
    place.client.http_client.login()
    assert place.client.expiry is not None


def test_the_http_client_asks_and_copies(place: Place) -> None:
    http = place.client.http_client
    url = f"https://sheets.googleapis.com/v4/spreadsheets/{place.file.id}"
    assert http.request("get", url, params={"fields": "spreadsheetId"}).json() == {
        "spreadsheetId": place.file.id
    }
    asked = http.spreadsheets_get(place.file.id, params={"fields": "properties.title"})
    assert asked == {"properties": {"title": "Sổ"}}
    copied = http.spreadsheets_sheets_copy_to(place.file.id, place.sheet.id, place.file.id)
    assert copied["title"] == "Copy of Sheet1"


def test_files_of_other_programs_are_exported(place: Place) -> None:
    for kind, beginning in (
        (ExportFormat.EXCEL, b"PK"),
        (ExportFormat.OPEN_OFFICE_SHEET, b"PK"),
        (ExportFormat.PDF, b"%PDF"),
    ):
        assert place.client.export(place.file.id, kind).startswith(beginning)
    with pytest.raises(gspread.exceptions.APIError, match="conversion is not supported"):
        place.client.export(place.file.id, ExportFormat.ZIPPED_HTML)


def test_the_retrying_client_waits_for_better_weather(
    place: Place, sheets_emulator: SheetsEmulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gspread.http_client.time.sleep", lambda _seconds: None)
    http = place.client.http_client
    patient = gspread.Client(auth=http.auth, http_client=BackOffHTTPClient)
    to_emulator(patient.http_client.session, sheets_emulator.url)
    sheets_emulator.plan(fault="503", count=2, kind="read")
    assert patient.open_by_key(place.file.id).title == "Sổ"
    assert [call.status for call in sheets_emulator.requests(kind="read")][-3:] == [
        503,
        503,
        200,
    ]
    patient.http_client.session.close()
