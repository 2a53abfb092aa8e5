"""Planned trouble reaches the client as Google's would, applied or not as planned."""

from typing import Any

import pytest
import requests

from emulator_tests.calls import Caller
from sheets_emulator.pytest_plugin import ROBOT, SheetsEmulator

SHEETS_STATUS = {
    "401": "UNAUTHENTICATED",
    "403": "PERMISSION_DENIED",
    "404": "NOT_FOUND",
    "429": "RESOURCE_EXHAUSTED",
    "500": "INTERNAL",
    "503": "UNAVAILABLE",
    "504": "DEADLINE_EXCEEDED",
    "not-a-sheet": "FAILED_PRECONDITION",
}


def title(owner: Caller, file_id: str) -> Any:
    return owner.drive("GET", f"files/{file_id}")["name"]


def writing(owner: Caller, file_id: str, new_title: str) -> requests.Response:
    change = {"properties": {"title": new_title}, "fields": "title"}
    body = {"requests": [{"updateSpreadsheetProperties": change}]}
    return owner.send("POST", f"/v4/spreadsheets/{file_id}:batchUpdate", body)


@pytest.mark.parametrize(("fault", "status"), SHEETS_STATUS.items())
def test_a_fault_of_sheets_has_googles_body(
    owner: Caller, sheets_emulator: SheetsEmulator, fault: str, status: str
) -> None:
    file_id = owner.sheet()
    sheets_emulator.plan(fault=fault)
    answer = owner.send("GET", f"/v4/spreadsheets/{file_id}")
    error = answer.json()["error"]
    assert error["status"] == status and error["code"] == answer.status_code
    assert owner.send("GET", f"/v4/spreadsheets/{file_id}").ok


@pytest.mark.parametrize(
    ("fault", "status", "reason"),
    [
        ("401", 401, "authError"),
        ("429", 403, "userRateLimitExceeded"),
        ("500", 500, "internalError"),
        ("503", 503, "backendError"),
        ("storage-quota", 403, "storageQuotaExceeded"),
        ("drive-rate", 403, "userRateLimitExceeded"),
    ],
)
def test_a_fault_of_drive_has_drives_body(
    owner: Caller, sheets_emulator: SheetsEmulator, fault: str, status: int, reason: str
) -> None:
    sheets_emulator.plan(fault=fault)
    assert owner.refusal("GET", "/drive/v3/files") == (status, reason)


def test_a_bad_gateway_is_a_page(owner: Caller, sheets_emulator: SheetsEmulator) -> None:
    sheets_emulator.plan(fault="502")
    answer = owner.send("GET", "/drive/v3/files")
    assert answer.status_code == 502 and answer.text.startswith("<!DOCTYPE html>")


def test_before_means_that_nothing_was_done(owner: Caller, sheets_emulator: SheetsEmulator) -> None:
    file_id = owner.sheet("old")
    sheets_emulator.plan(fault="503", kind="write")
    assert writing(owner, file_id, "new").status_code == 503
    assert title(owner, file_id) == "old"


@pytest.mark.parametrize("fault", ["503", "502", "500"])
def test_after_means_that_it_was_done_all_the_same(
    owner: Caller, sheets_emulator: SheetsEmulator, fault: str
) -> None:
    file_id = owner.sheet("old")
    sheets_emulator.plan(fault=fault, when="after", request="updateSpreadsheetProperties")
    assert writing(owner, file_id, "new").status_code == int(fault)
    assert title(owner, file_id) == "new"


@pytest.mark.parametrize(("when", "expected"), [("before", "old"), ("after", "new")])
def test_a_reset_cuts_the_connection(
    owner: Caller, sheets_emulator: SheetsEmulator, when: str, expected: str
) -> None:
    file_id = owner.sheet("old")
    sheets_emulator.plan(fault="reset", when=when, kind="write")
    with pytest.raises(requests.ConnectionError):
        writing(owner, file_id, "new")
    assert title(owner, file_id) == expected


def test_a_stalled_call_runs_into_the_clients_timeout(
    owner: Caller, sheets_emulator: SheetsEmulator
) -> None:
    sheets_emulator.plan(fault="timeout", seconds=0.3)
    with pytest.raises(requests.Timeout):
        requests.get(
            f"{sheets_emulator.url}/drive/v3/files",
            headers={"Authorization": "Bearer test-token"},
            timeout=0.05,
            proxies={"http": ""},
        )


def test_a_token_can_be_refused_too(sheets_emulator: SheetsEmulator) -> None:
    sheets_emulator.plan(fault="503", kind="token")
    answer = Caller(sheets_emulator.url).send("POST", "/token")
    assert answer.status_code == 503


def test_quotas_stop_the_call_after_the_last(
    owner: Caller, sheets_emulator: SheetsEmulator
) -> None:
    file_id = owner.sheet()
    sheets_emulator.quota(per_user=2, retry_after=7)
    answers = [owner.send("GET", f"/v4/spreadsheets/{file_id}") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2].headers["Retry-After"] == "7"
    sheets_emulator.advance(60)
    assert owner.send("GET", f"/v4/spreadsheets/{file_id}").ok


def test_quotas_do_not_count_drive(owner: Caller, sheets_emulator: SheetsEmulator) -> None:
    sheets_emulator.quota(per_user=0)
    assert owner.names() == []


def test_a_429_of_the_quota_has_no_retry_after_unless_planned(
    owner: Caller, sheets_emulator: SheetsEmulator
) -> None:
    file_id = owner.sheet()
    sheets_emulator.quota(per_user=0)
    assert "Retry-After" not in owner.send("GET", f"/v4/spreadsheets/{file_id}").headers


def test_trouble_of_one_user_spares_the_others(
    owner: Caller, sheets_emulator: SheetsEmulator
) -> None:
    sheets_emulator.plan(fault="503", user=ROBOT, count=None)
    robot = Caller(sheets_emulator.url, ROBOT)
    assert owner.send("GET", "/drive/v3/files").ok
    assert robot.send("GET", "/drive/v3/files").status_code == 503


def test_calls_in_trouble_stand_in_the_log(owner: Caller, sheets_emulator: SheetsEmulator) -> None:
    sheets_emulator.plan(fault="503")
    sheets_emulator.plan(fault="reset")
    owner.send("GET", "/drive/v3/files")
    with pytest.raises(requests.ConnectionError):
        owner.send("GET", "/drive/v3/about")
    calls = sheets_emulator.requests(user=owner.user)
    assert [(call.path, call.status) for call in calls] == [
        ("/drive/v3/files", 503),
        ("/drive/v3/about", 0),
    ]
