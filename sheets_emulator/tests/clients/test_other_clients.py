"""Other unchanged clients of Google Sheets, each through a real task on the emulator."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import gspread
import gspread_dataframe
import gspread_formatting
import httplib2
import pandas
import pygsheets
import pytest
import requests
from google.auth.transport.requests import AuthorizedSession
from google.oauth2.credentials import Credentials
from googleapiclient.discovery import build
from googleapiclient.errors import HttpError

from sheets_emulator.origins import to_emulator
from sheets_emulator.pytest_plugin import SheetsEmulator

OWNER = "owner@emulator.test"


@pytest.fixture
def worksheet(sheets_emulator: SheetsEmulator) -> Iterator[gspread.Worksheet]:
    """The first tab of a new spreadsheet, by gspread."""
    session = AuthorizedSession(Credentials(token=OWNER))
    to_emulator(session, sheets_emulator.url)
    yield gspread.Client(auth=session.credentials, session=session).create("Bảng").sheet1
    session.close()


class TokenHttp:
    """An httplib2 client that sends a token, as google_auth_httplib2 does."""

    def __init__(self) -> None:
        self._http = httplib2.Http(proxy_info=None)
        self.redirect_codes = self._http.redirect_codes
        self.timeout = self._http.timeout

    def request(
        self, uri: str, method: str = "GET", body: Any = None, headers: Any = None, **options: Any
    ) -> Any:
        headers = {**(headers or {}), "authorization": f"Bearer {OWNER}"}
        return self._http.request(uri, method, body=body, headers=headers, **options)

    def close(self) -> None:
        self._http.close()


def service(url: str, name: str, version: str) -> Any:
    """A client of googleapiclient whose only change is the endpoint."""
    options = {"api_endpoint": url}
    return build(name, version, http=TokenHttp(), client_options=options, static_discovery=True)


def test_google_api_python_client_writes_and_reads(sheets_emulator: SheetsEmulator) -> None:
    with service(sheets_emulator.url, "sheets", "v4") as built:
        api = built.spreadsheets()
        place = {"spreadsheetId": api.create(body={}).execute()["spreadsheetId"], "range": "A1:B1"}
        values, body = api.values(), {"values": [["a", "=1+1"]]}
        values.update(**place, valueInputOption="USER_ENTERED", body=body).execute()
        assert values.get(**place).execute()["values"] == [["a", "2"]]


def test_google_api_python_client_raises_googles_error(sheets_emulator: SheetsEmulator) -> None:
    with service(sheets_emulator.url, "sheets", "v4") as built:
        file_id = built.spreadsheets().create(body={}).execute()["spreadsheetId"]
        reading = built.spreadsheets().values().get(spreadsheetId=file_id, range="Nowhere!A1")
        with pytest.raises(HttpError, match="Unable to parse range"):
            reading.execute()


@pytest.mark.parametrize("path", ["/drive/v3/", ""])
def test_google_api_python_client_lists_files(sheets_emulator: SheetsEmulator, path: str) -> None:
    sheets_emulator.spreadsheet("Danh sách", {"title": "T", "values": [["x"]]})
    with service(f"{sheets_emulator.url}{path}", "drive", "v3") as drive:
        found = drive.files().list(q="name = 'Danh sách'", fields="files(name)").execute()
    assert found == {"files": [{"name": "Danh sách"}]}


def test_a_data_frame_goes_there_and_back(worksheet: gspread.Worksheet) -> None:
    frame = pandas.DataFrame({"phường": ["An Phú", "Bình An"], "số người": [12, 7]})
    gspread_dataframe.set_with_dataframe(worksheet, frame, resize=True)
    back = gspread_dataframe.get_as_dataframe(worksheet)
    assert back.to_dict("list") == frame.to_dict("list")


def test_gspread_formatting_formats_and_reads_back(worksheet: gspread.Worksheet) -> None:
    bold = gspread_formatting.CellFormat(
        textFormat=gspread_formatting.TextFormat(bold=True), horizontalAlignment="CENTER"
    )
    worksheet.update([["x"]])
    gspread_formatting.format_cell_range(worksheet, "A1:B2", bold)
    gspread_formatting.set_frozen(worksheet, rows=1)
    gspread_formatting.set_column_width(worksheet, "B", 250)
    assert gspread_formatting.get_user_entered_format(worksheet, "A1") == bold
    assert gspread_formatting.get_frozen_row_count(worksheet) == 1


def test_gspread_formatting_keeps_rules(worksheet: gspread.Worksheet) -> None:
    rule = gspread_formatting.ConditionalFormatRule(
        ranges=[gspread_formatting.GridRange.from_a1_range("A1:A9", worksheet)],
        booleanRule=gspread_formatting.BooleanRule(
            condition=gspread_formatting.BooleanCondition("TEXT_CONTAINS", ["lỗi"]),
            format=gspread_formatting.CellFormat(backgroundColor=gspread_formatting.Color(1, 0, 0)),
        ),
    )
    rules = gspread_formatting.get_conditional_format_rules(worksheet)
    rules.append(rule)
    rules.save()
    assert len(gspread_formatting.get_conditional_format_rules(worksheet)) == 1


class EndpointHttp(httplib2.Http):  # type: ignore[misc]  # the library has no types
    """An httplib2 client for pygsheets, which takes no endpoint."""

    def __init__(self, url: str) -> None:
        super().__init__(proxy_info=None)
        self._target = urlsplit(url)

    def request(self, uri: str, *args: Any, **options: Any) -> Any:
        asked = urlsplit(uri)._replace(scheme=self._target.scheme, netloc=self._target.netloc)
        return super().request(asked.geturl(), *args, **options)


def test_pygsheets_keeps_a_small_register(sheets_emulator: SheetsEmulator) -> None:
    http = EndpointHttp(sheets_emulator.url)
    client = pygsheets.client.Client(Credentials(token=OWNER), http=http, check=False)
    sheet = client.create("Sổ").sheet1
    sheet.update_values("A1", [["phường", "số"], ["P01", 5]])
    sheet.append_table([["P02", 6]], start="A1")
    sheet.sort_range("A2", "B3", basecolumnindex=1, sortorder="DESCENDING")
    sheet.adjust_column_width(1, 1, 180)
    sheet.hide_dimensions(3, 3, "ROWS")
    assert sheet.get_values("A1", "B3") == [["phường", "số"], ["P02", "6"], ["P01", "5"]]
    http.close()


def test_plain_http_needs_a_token(sheets_emulator: SheetsEmulator) -> None:
    with requests.Session() as session:
        session.trust_env = False
        answer = session.get(f"{sheets_emulator.url}/v4/spreadsheets/x", timeout=10)
    assert (answer.status_code, answer.json()["error"]["status"]) == (401, "UNAUTHENTICATED")
