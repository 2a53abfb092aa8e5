"""Any page a person opens may send requests to this machine: only ours are let in."""

import stat
from pathlib import Path

import gspread
import pytest
from google.auth.transport.requests import AuthorizedSession
from google.oauth2.service_account import Credentials

from emulator_tests.calls import Caller
from sheets_emulator.origins import to_emulator
from sheets_emulator.pytest_plugin import SheetsEmulator
from sheets_emulator.starting import start
from sheets_emulator.wire.gate import Gate, GateError
from sheets_emulator.wire.http import Request

SCOPES = ["https://www.googleapis.com/auth/spreadsheets", "https://www.googleapis.com/auth/drive"]


def asked(host: str, path: str = "v4", **headers: str) -> Request:
    return Request("GET", f"/{path}", (path,), "", {}, {"host": host, **headers}, b"")


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:8700", "10.0.0.7", "["])
def test_a_name_that_is_turned_to_our_address_is_not_answered(owner: Caller, host: str) -> None:
    file_id = owner.sheet("P01")
    answer = owner.send("GET", f"/v4/spreadsheets/{file_id}", headers={"Host": host})
    assert answer.status_code == 421 and "--allow-host" in answer.text
    assert owner.send("GET", "/", headers={"Host": host}).status_code == 421


def test_a_page_of_somebody_else_changes_nothing(
    owner: Caller, sheets_emulator: SheetsEmulator
) -> None:
    owner.sheet("P01")
    for origin in ("https://evil.example", "null", "http://localhost:1"):
        answer = owner.send("POST", "/_emulator/reset", headers={"Origin": origin})
        assert answer.status_code == 403
    assert owner.names() == ["P01"]
    own = {"Origin": sheets_emulator.url}
    assert owner.send("POST", "/_emulator/reset", headers=own).status_code == 204


@pytest.mark.parametrize("door", ["_emulator/reset", "%5Femulator/reset", "/_emulator/reset/"])
@pytest.mark.parametrize("token", ["", "guessed"])
@pytest.mark.parametrize("bearer", ["", "clerk@ward.example", "any-word"])
def test_who_has_no_token_controls_nothing(
    owner: Caller, sheets_emulator: SheetsEmulator, token: str, bearer: str, door: str
) -> None:
    owner.sheet("P01")
    stranger = Caller(sheets_emulator.url, bearer, control_token=token)
    answer = stranger.send("POST", f"/{door}")
    assert answer.status_code == 401 and "control-token" in answer.text
    assert owner.names() == ["P01"]


def test_the_owner_controls_by_name(owner: Caller, sheets_emulator: SheetsEmulator) -> None:
    owner.sheet("P01")
    nobody = Caller(sheets_emulator.url, "")
    named = {"Authorization": "Bearer owner@emulator.test"}
    assert nobody.send("POST", "/_emulator/reset", headers=named).status_code == 204
    assert owner.names() == []


def test_the_token_is_for_the_owner_of_the_folder_and_stays(tmp_path: Path) -> None:
    first = start(tmp_path, "127.0.0.1", 0)
    token = first.emulator.gate.token
    first.stop()
    again = start(tmp_path, "127.0.0.1", 0)
    assert again.emulator.gate.token == token == (tmp_path / "control-token").read_text().strip()
    again.stop()
    assert stat.S_IMODE((tmp_path / "control-token").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "accounts").stat().st_mode) == 0o700


def test_the_owners_name_is_enough_where_only_this_machine_asks() -> None:
    named = asked("127.0.0.1", "_emulator", authorization="Bearer owner@emulator.test")
    gate = Gate("token", "owner@emulator.test")
    gate.open_for("127.0.0.1")
    gate.check(named)
    for everywhere in ("0.0.0.0", "192.0.2.7"):
        open_gate = Gate("token", "owner@emulator.test")
        open_gate.open_for(everywhere)
        with pytest.raises(GateError):
            open_gate.check(named)


def test_names_are_those_that_it_listens_on_and_was_given() -> None:
    gate = Gate("token", "owner@emulator.test")
    gate.open_for("0.0.0.0", "Emulator")
    for host in ("emulator:8700", "10.0.0.7:8700", "[::1]:8700", "localhost"):
        gate.check(asked(host))
    with pytest.raises(GateError):
        gate.check(asked("emulator.evil.example"))


def test_keys_name_an_address_that_others_reach(tmp_path: Path) -> None:
    server = start(tmp_path, "0.0.0.0", 0, ["emulator"])
    assert server.url == f"http://emulator:{server.port}"
    server.stop()


def test_gspread_needs_no_token(sheets_emulator: SheetsEmulator) -> None:
    book = sheets_emulator.spreadsheet("P01", {"title": "A", "values": [["1"]]})
    credentials = Credentials.from_service_account_info(sheets_emulator.key(), scopes=SCOPES)
    session = AuthorizedSession(credentials)
    to_emulator(session, sheets_emulator.url)
    client = gspread.Client(auth=credentials, session=session)
    assert client.open_by_key(book).sheet1.acell("A1").value == "1"
    session.close()
