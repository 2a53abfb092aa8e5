"""Unchanged gspread works on the emulator: every public method of its worksheet, and the rest."""

import inspect
from collections.abc import Iterator
from typing import Any

import gspread
import pytest
import requests
from google.auth.transport.requests import AuthorizedSession
from google.oauth2.service_account import Credentials

from emulator_tests.gspread_deeds import DEEDS, ROWS, Place
from sheets_emulator.origins import to_emulator
from sheets_emulator.pytest_plugin import SheetsEmulator

TITLE = {"properties": {"title": "Tên khác"}, "fields": "title"}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[gspread.Client]:
    """gspread signed in with a service-account key; one emulator serves the whole module."""
    running = SheetsEmulator(tmp_path_factory.mktemp("gspread"))
    scopes = gspread.auth.DEFAULT_SCOPES
    info = running.key()
    session = AuthorizedSession(Credentials.from_service_account_info(info, scopes=scopes))
    to_emulator(session, running.url)
    yield gspread.Client(auth=session.credentials, session=session)
    session.close()
    running.stop()


@pytest.fixture
def place(client: gspread.Client) -> Place:
    """A fresh spreadsheet with three rows."""
    file = client.create("Sổ theo dõi")
    file.sheet1.update(ROWS, raw=True)
    return Place(client, file, file.sheet1)


def test_every_method_of_the_worksheet_is_tried() -> None:
    methods = {
        name
        for name, member in inspect.getmembers(gspread.Worksheet, inspect.isfunction)
        if not name.startswith("_")
    }
    assert set(DEEDS) == methods


@pytest.mark.parametrize("name", sorted(DEEDS))
def test_a_method_of_the_worksheet_does_what_it_says(place: Place, name: str) -> None:
    deed, look, wanted = DEEDS[name]
    answer = deed(place)
    assert (answer if look is None else look(place)) == wanted


def test_a_spreadsheet_is_managed_as_a_whole(place: Place) -> None:
    file = place.file
    file.add_worksheet("Hai", 5, 5)
    file.duplicate_sheet(file.worksheet("Hai").id, new_sheet_name="Ba")
    file.reorder_worksheets([file.worksheet("Ba"), file.sheet1])
    file.del_worksheet(file.worksheet("Hai"))
    file.update_title("Tên mới")
    file.update_locale("vi_VN")
    file.update_timezone("Asia/Ho_Chi_Minh")
    again = place.client.open_by_key(file.id)
    assert [sheet.title for sheet in again.worksheets()] == ["Ba", "Sheet1"]
    assert (again.title, again.locale, again.timezone) == ("Tên mới", "vi_VN", "Asia/Ho_Chi_Minh")


def test_values_methods_of_the_spreadsheet_work(place: Place) -> None:
    file: Any = place.file
    raw = {"valueInputOption": "RAW"}
    file.values_update("A5", params=raw, body={"values": [[1]]})
    file.values_append("A5", raw, {"values": [[2]]})
    file.values_batch_update(
        {"valueInputOption": "RAW", "data": [{"range": "A7", "values": [[3]]}]}
    )
    file.values_clear("A6")
    file.values_batch_clear(body={"ranges": ["A7"]})
    assert file.values_get("A5:A7")["values"] == [["1"]]
    assert len(file.values_batch_get(["A1", "A5"])["valueRanges"]) == 2


def test_files_are_made_found_copied_and_deleted(client: gspread.Client) -> None:
    made = client.create("Một tệp lạ")
    copy = client.copy(made.id, "Bản sao")
    assert client.open("Một tệp lạ").id == client.open_by_url(made.url).id == made.id
    assert copy.id in {file["id"] for file in client.list_spreadsheet_files()}
    client.del_spreadsheet(copy.id)
    with pytest.raises(gspread.exceptions.SpreadsheetNotFound):
        client.open_by_key(copy.id)


def test_sharing_is_listed_and_withdrawn(place: Place) -> None:
    place.file.share("clerk@ward.example", "user", "writer", notify=False)
    roles = {one.get("emailAddress"): one["role"] for one in place.file.list_permissions()}
    assert roles["clerk@ward.example"] == "writer"
    place.file.remove_permissions("clerk@ward.example")
    assert len(place.file.list_permissions()) == 1


def test_csv_goes_in_and_out(place: Place) -> None:
    place.client.import_csv(place.file.id, "a,b\n1,2")
    exported = place.client.export(place.file.id, gspread.utils.ExportFormat.CSV)
    assert exported == b"a,b\r\n1,2"


def test_a_missing_spreadsheet_is_not_found(client: gspread.Client) -> None:
    with pytest.raises(gspread.exceptions.SpreadsheetNotFound):
        client.open_by_key("1" + "x" * 43)


def test_an_api_error_carries_googles_message(place: Place) -> None:
    with pytest.raises(gspread.exceptions.APIError) as caught:
        place.sheet.update([["x"]], "A5000")
    assert "exceeds grid limits" in caught.value.error["message"]


def test_a_session_of_ones_own_reaches_the_emulator(place: Place) -> None:
    adapter: Any = place.client.http_client.session.get_adapter("https://sheets.googleapis.com/")
    session = requests.Session()
    to_emulator(session, adapter.url)
    headers = {"Authorization": "Bearer someone@else.example"}
    path = f"https://sheets.googleapis.com/v4/spreadsheets/{place.file.id}"
    with session:
        assert session.get(path, headers=headers, timeout=10).status_code == 403


def test_a_spreadsheets_tabs_are_found_and_deleted_by_number(place: Place) -> None:
    file = place.file
    second = file.add_worksheet("Hai", 5, 5)
    assert file.get_worksheet(1).title == file.get_worksheet_by_id(second.id).title == "Hai"
    file.del_worksheet_by_id(second.id)
    assert [sheet["properties"]["title"] for sheet in file.fetch_sheet_metadata()["sheets"]] == [
        "Sheet1"
    ]


def test_named_and_protected_ranges_are_listed_for_the_whole_file(place: Place) -> None:
    place.sheet.define_named_range("A1:B2", "Dau_bang")
    place.sheet.add_protected_range("A1:B1")
    assert [one["name"] for one in place.file.list_named_ranges()] == ["Dau_bang"]
    assert len(place.file.list_protected_ranges(place.sheet.id)) == 1
    assert place.file.named_range("Dau_bang")[0].value == ROWS[0][0]


def test_a_file_tells_when_it_was_made_and_changed(place: Place) -> None:
    file = place.file
    file.batch_update({"requests": [{"updateSpreadsheetProperties": TITLE}]})
    file.update_drive_metadata()
    told = place.client.get_file_drive_metadata(file.id)
    assert (told["name"], told["createdTime"]) == ("Tên khác", file.creationTime)
    assert told["modifiedTime"] == file.get_lastUpdateTime()
    assert [one.id for one in place.client.openall("Tên khác")] == [file.id]


def test_the_client_shares_unshares_and_has_a_time_limit(place: Place) -> None:
    client, file = place.client, place.file
    client.set_timeout(30)
    client.insert_permission(file.id, "can.bo@example.vn", "user", "reader", notify=False)
    (given,) = [p for p in client.list_permissions(file.id) if p["role"] == "reader"]
    client.remove_permission(file.id, str(given["id"]))
    assert [p["role"] for p in client.list_permissions(file.id)] == ["owner"]


def test_an_owner_offers_a_file_and_the_other_accepts_it(place: Place) -> None:
    place.file.share("quan@example.vn", "user", "writer", notify=False)
    (given,) = [p for p in place.file.list_permissions() if p["role"] == "writer"]
    assert place.file.transfer_ownership(str(given["id"])).ok
    assert place.file.accept_ownership(str(given["id"])).ok
    assert [p["role"] for p in place.file.list_permissions() if p["id"] == given["id"]] == ["owner"]
