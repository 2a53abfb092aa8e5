"""A call reaches its door however a client sends it: packed, overlong, from a page, with a key."""

import gzip
import json
from typing import Any

import pytest

from emulator_tests.calls import Caller
from emulator_tests.workbook import Workbook
from sheets_emulator.pytest_plugin import SheetsEmulator

PACKED = {"Content-Encoding": "gzip", "Content-Type": "application/json"}


def test_a_slash_before_the_verb_changes_nothing(book: Workbook) -> None:
    change = {"requests": [{"addSheet": {"properties": {"title": "Hai"}}}]}
    book.caller.ask("POST", f"{book.path}/:batchUpdate", change)
    found = book.caller.ask("GET", book.path, fields="sheets.properties.title")["sheets"]
    assert [sheet["properties"]["title"] for sheet in found] == ["Sheet1", "Hai"]


def test_a_body_that_came_packed_is_read(book: Workbook) -> None:
    path = f"{book.path}/values/A1?valueInputOption=RAW"
    body = gzip.compress(json.dumps({"values": [["Phường"]]}).encode())
    assert book.caller.send("PUT", path, data=body, headers=PACKED).status_code == 200
    assert book.values("A1") == [["Phường"]]


@pytest.mark.parametrize("body", [b"no gzip", gzip.compress(b"{}")[:-4]], ids=["none", "cut off"])
def test_a_body_that_cannot_be_unpacked_is_a_bad_request(book: Workbook, body: bytes) -> None:
    path = f"{book.path}/values/A1?valueInputOption=RAW"
    answer = book.caller.send("PUT", path, data=body, headers=PACKED)
    assert answer.status_code == 400 and answer.json()["error"]["status"] == "INVALID_ARGUMENT"


def test_a_packed_bomb_is_refused_unread(book: Workbook) -> None:
    path = f"{book.path}/values/A1?valueInputOption=RAW"
    bomb = gzip.compress(b" " * (65 * 2**20), 9)
    assert len(bomb) < 100_000
    assert book.caller.send("PUT", path, data=bomb, headers=PACKED).status_code == 400


def test_a_read_that_is_too_long_for_an_address_comes_as_a_form(book: Workbook) -> None:
    book.fill("A1", ["a"], ["b"])
    headers = {
        "X-HTTP-Method-Override": "GET",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    form = "&".join(["ranges=A1", "ranges=A2"] * 100)
    answer = book.caller.send("POST", f"{book.path}/values:batchGet", data=form, headers=headers)
    assert [one["values"] for one in answer.json()["valueRanges"]][:2] == [[["a"]], [["b"]]]


def test_a_page_of_this_machine_may_ask_google_and_nothing_else(book: Workbook) -> None:
    origin = {"Origin": "http://localhost:3000"}
    asked = {**origin, "Access-Control-Request-Method": "GET"}
    before = book.caller.send("OPTIONS", book.path, headers=asked)
    answer = book.caller.send("GET", book.path, headers=origin)
    assert before.status_code == answer.status_code == 200
    for one in (before, answer):
        assert one.headers["Access-Control-Allow-Origin"] == origin["Origin"]
    assert book.caller.send("GET", "/_page/files", headers=origin).status_code == 403
    elsewhere = book.caller.send("GET", book.path, headers={"Origin": "https://evil.example"})
    assert elsewhere.status_code == 403
    assert "Access-Control-Allow-Origin" not in elsewhere.headers


def test_an_api_key_reads_what_is_public_and_writes_nothing(
    book: Workbook, sheets_emulator: SheetsEmulator
) -> None:
    book.fill("A1", ["a"])
    nobody = Caller(sheets_emulator.url)
    del nobody._session.headers["Authorization"]
    path = f"{book.path}/values/A1"
    assert nobody.send("GET", f"{path}?key=k").status_code == 403
    everybody = {"type": "anyone", "role": "writer"}
    book.caller.drive("POST", f"files/{book.id}/permissions", everybody)
    assert nobody.send("GET", f"{path}?key=k").json()["values"] == [["a"]]
    body = {"values": [["b"]]}
    assert nobody.send("PUT", f"{path}?key=k&valueInputOption=RAW", body).status_code == 401


def test_holes_among_the_requests_are_passed_over(book: Workbook) -> None:
    body: dict[str, Any] = {"requests": [None, {"addSheet": {}}, None]}
    assert len(book.caller.ask("POST", f"{book.path}:batchUpdate", body)["replies"]) == 1
