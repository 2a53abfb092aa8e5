"""A token does what its scopes allow, and no more."""

import pytest

from emulator_tests.calls import Caller
from sheets_emulator.pytest_plugin import ROBOT, SheetsEmulator

READ_ONLY = "https://www.googleapis.com/auth/spreadsheets.readonly"
METADATA = "https://www.googleapis.com/auth/drive.metadata.readonly"


@pytest.mark.parametrize(
    ("scope", "method", "path", "status"),
    [
        (READ_ONLY, "GET", "/v4/spreadsheets/{}", 200),
        (READ_ONLY, "POST", "/v4/spreadsheets/{}/values/A1:clear", 403),
        (READ_ONLY, "GET", "/drive/v3/files/{}", 403),
        (METADATA, "GET", "/drive/v3/files/{}", 200),
        (METADATA, "PATCH", "/drive/v3/files/{}", 403),
        (METADATA, "GET", "/v4/spreadsheets/{}/values/A1", 403),
        (f"{READ_ONLY} https://spreadsheets.google.com/feeds", "POST", "/v4/spreadsheets", 200),
    ],
)
def test_a_token_does_what_its_scopes_allow(
    sheets_emulator: SheetsEmulator, scope: str, method: str, path: str, status: int
) -> None:
    emulator = sheets_emulator.emulator
    book = sheets_emulator.spreadsheet("Sổ")
    token = emulator.accounts.access_token(ROBOT, scope, emulator.now() + 60)
    answer = Caller(sheets_emulator.url, token).send(method, path.format(book))
    assert answer.status_code == status, answer.text


def test_too_small_a_scope_is_told_in_googles_words(sheets_emulator: SheetsEmulator) -> None:
    emulator = sheets_emulator.emulator
    token = emulator.accounts.access_token(ROBOT, METADATA, emulator.now() + 60)
    answer = Caller(sheets_emulator.url, token).send("POST", "/v4/spreadsheets", {})
    error = answer.json()["error"]
    assert error["message"] == "Request had insufficient authentication scopes."
    assert error["details"][0]["reason"] == "ACCESS_TOKEN_SCOPE_INSUFFICIENT"
    assert 'error="insufficient_scope"' in answer.headers["WWW-Authenticate"]


def test_a_call_without_a_token_is_told_so(sheets_emulator: SheetsEmulator) -> None:
    nobody = {"headers": {"Authorization": ""}}
    caller = Caller(sheets_emulator.url)
    sheets = caller.send("GET", "/v4/spreadsheets/x", **nobody).json()["error"]
    drive = caller.send("GET", "/drive/v3/files/x", **nobody).json()["error"]
    assert sheets["details"][0]["reason"] == "CREDENTIALS_MISSING"
    assert drive["errors"][0]["message"] == "Login Required."
