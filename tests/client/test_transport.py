"""Calls to Google under weather: what is tried again, for how long, and what never is."""

from collections.abc import Iterator

import pytest
from pytest import MonkeyPatch

from sheets_client import errors
from sheets_client.client import GoogleClient
from sheets_client.credentials import service_account_credentials
from sheets_client.requests import CellWrite, update_cells
from sheets_client.transport import Patience
from sheets_emulator.pytest_plugin import SheetsEmulator

WRITE = update_cells(0, [CellWrite(0, 0, "x")])


class Watch:
    """Counts the seconds that were slept and drains nothing."""

    def __init__(self) -> None:
        self.slept: list[float] = []
        self.acquired: list[str] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    def clock(self) -> float:
        return sum(self.slept)

    def acquire(self, kind: str) -> None:
        self.acquired.append(kind)

    def drain(self, kind: str, seconds: float) -> None:
        self.acquired.append(f"drained {kind}")


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def client(sheets_emulator: SheetsEmulator, watch: Watch) -> Iterator[GoogleClient]:
    patience = Patience(clock=watch.clock, sleep=watch.sleep, timeout=(5, 5))
    credentials = service_account_credentials(sheets_emulator.key_file())
    made = GoogleClient(credentials, base_url=sheets_emulator.url, budget=watch, patience=patience)
    yield made
    made.close()


@pytest.fixture
def book(sheets_emulator: SheetsEmulator) -> str:
    return sheets_emulator.spreadsheet("Sổ", {"title": "Một", "values": [["a", 1]]})


def test_a_read_is_tried_again_after_503_and_html_502(
    sheets_emulator: SheetsEmulator, client: GoogleClient, book: str
) -> None:
    sheets_emulator.plan({"fault": "503", "kind": "read"}, {"fault": "502", "kind": "read"})
    assert client.get_workbook(book).title == "Sổ"
    assert len(sheets_emulator.requests(kind="read")) == 3


def test_a_server_named_by_its_address_is_reached_past_this_machines_proxies(
    sheets_emulator: SheetsEmulator, client: GoogleClient, book: str, monkeypatch: MonkeyPatch
) -> None:
    for name in ("http_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("no_proxy", "")
    assert client.get_workbook(book).title == "Sổ"


def test_a_token_endpoint_in_trouble_is_not_a_refused_key(
    sheets_emulator: SheetsEmulator, client: GoogleClient, book: str
) -> None:
    sheets_emulator.plan(fault="502", path="/token")
    assert client.get_workbook(book).title == "Sổ"


def test_tries_are_bounded(
    sheets_emulator: SheetsEmulator, client: GoogleClient, book: str, watch: Watch
) -> None:
    sheets_emulator.plan(fault="503", kind="read", count=100)
    with pytest.raises(errors.Unavailable):
        client.get_workbook(book)
    assert len(sheets_emulator.requests(kind="read")) == 7
    assert sum(watch.slept) <= 240


def test_a_write_answered_503_is_an_unknown_outcome_and_not_repeated(
    sheets_emulator: SheetsEmulator, client: GoogleClient, book: str
) -> None:
    sheets_emulator.plan(fault="503", kind="write")
    with pytest.raises(errors.OutcomeUnknown):
        client.batch_update(book, WRITE)
    assert len(sheets_emulator.requests(kind="write")) == 1


def test_a_write_that_times_out_is_an_unknown_outcome(
    sheets_emulator: SheetsEmulator, book: str
) -> None:
    credentials = service_account_credentials(sheets_emulator.key_file())
    hasty = GoogleClient(
        credentials, base_url=sheets_emulator.url, patience=Patience(timeout=(5, 1))
    )
    sheets_emulator.plan(fault="timeout", kind="write", when="after")
    with pytest.raises(errors.OutcomeUnknown):
        hasty.batch_update(book, WRITE)
    hasty.close()


def test_an_answer_is_read_no_further_than_it_may_be_long(
    sheets_emulator: SheetsEmulator, client: GoogleClient
) -> None:
    long = sheets_emulator.spreadsheet("Sổ", {"title": "Một", "values": [["a" * 40_000]] * 20})
    with pytest.raises(errors.AnswerTooLarge):
        client.limited(400_000).get_workbook(long)
    assert len(sheets_emulator.requests(kind="read")) == 1
    assert client.get_workbook(long).sheets[0].used_rows == 20


def test_an_answer_of_many_empty_cells_takes_no_more_than_one_of_full_ones(
    sheets_emulator: SheetsEmulator, client: GoogleClient
) -> None:
    grid = [[None] * 199 + ["a"]] * 100
    wide = sheets_emulator.spreadsheet("Sổ", {"title": "Một", "values": grid, "column_count": 200})
    with pytest.raises(errors.AnswerTooLarge):
        client.limited(200_000).get_workbook(wide)
    assert len(client.limited(400_000).get_workbook(wide).sheets[0].cells[0]) == 200


def test_a_used_up_quota_drains_the_budget_and_waits_long(
    sheets_emulator: SheetsEmulator, client: GoogleClient, book: str, watch: Watch
) -> None:
    sheets_emulator.plan(fault="429", kind="write")
    client.batch_update(book, WRITE)
    assert "drained write" in watch.acquired
    assert watch.slept[0] >= 15


def test_every_call_asks_the_budget_by_kind(client: GoogleClient, book: str, watch: Watch) -> None:
    client.get_workbook(book)
    client.batch_update(book, WRITE)
    client.drive.get_file(book)
    assert watch.acquired == ["read", "write", "drive"]


@pytest.mark.parametrize(
    ("role", "error"), [(None, errors.AccessLost), ("reader", errors.AccessLost)]
)
def test_a_missing_permission_is_permanent(
    sheets_emulator: SheetsEmulator,
    client: GoogleClient,
    book: str,
    role: str | None,
    error: type[errors.GoogleError],
) -> None:
    sheets_emulator.share(book, "robot@emulator.iam.gserviceaccount.com", role)
    with pytest.raises(error) as caught:
        client.batch_update(book, WRITE)
    assert caught.value.permanent


def test_a_file_that_is_not_there_is_permanent(client: GoogleClient) -> None:
    with pytest.raises(errors.NotFound):
        client.get_workbook("1" + "x" * 43)


def test_an_excel_file_is_told_from_a_sheet(
    sheets_emulator: SheetsEmulator, client: GoogleClient, book: str
) -> None:
    sheets_emulator.become_xlsx(book)
    with pytest.raises(errors.NotASpreadsheet):
        client.get_workbook(book)


def test_a_read_has_typed_values_and_what_people_see(
    sheets_emulator: SheetsEmulator, client: GoogleClient
) -> None:
    book = sheets_emulator.spreadsheet("Sổ", {"title": "Một", "values": [["a", 1], [], [True]]})
    (sheet,) = client.get_workbook(book).sheets
    assert [[cell.value for cell in row] for row in sheet.cells] == [["a", 1], [], [True]]
    assert sheet.cell(0, 1).shown == "1"


def test_a_write_returns_the_state_after_it(client: GoogleClient, book: str) -> None:
    written = client.batch_update(book, WRITE, response_ranges=["'Một'!A1:B1"])
    assert written.after is not None
    assert written.after.sheets[0].cell(0, 0).value == "x"
