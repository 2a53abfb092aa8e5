"""The feed tells each person what changed among the files they may see."""

from typing import Any

import pytest

from emulator_tests.calls import Caller
from sheets_emulator.pytest_plugin import SheetsEmulator


def token(caller: Caller) -> str:
    return str(caller.drive("GET", "changes/startPageToken")["startPageToken"])


def since(caller: Caller, start: str, **query: Any) -> list[tuple[str, bool]]:
    """The file ids and `removed` of the entries since a token."""
    entries = caller.drive("GET", "changes", pageToken=start, **query)["changes"]
    return [(entry["fileId"], entry["removed"]) for entry in entries]


def test_a_write_makes_one_entry_however_often(owner: Caller) -> None:
    first, second = owner.sheet(), owner.sheet()
    start = token(owner)
    for title in "abc":
        owner.rename(first, title)
    owner.rename(second, "x")
    assert since(owner, start) == [(first, False), (second, False)]


def test_an_entry_reads_as_google_prints_it(owner: Caller) -> None:
    start = token(owner)
    owner.sheet("Mới")
    answer = owner.drive("GET", "changes", pageToken=start)
    assert list(answer) == ["kind", "newStartPageToken", "changes"]
    entry = answer["changes"][0]
    names = ["kind", "removed", "file", "fileId", "time", "type", "changeType"]
    assert list(entry) == names and entry["file"]["name"] == "Mới"


def test_the_new_token_leads_to_later_changes_only(owner: Caller) -> None:
    start = token(owner)
    owner.sheet()
    following = owner.drive("GET", "changes", pageToken=start)["newStartPageToken"]
    assert since(owner, following) == []
    assert len(since(owner, start)) == 1


def test_pages_lead_to_the_end(owner: Caller) -> None:
    start = token(owner)
    made = [owner.sheet() for _ in range(3)]
    page = owner.drive("GET", "changes", pageToken=start, pageSize=2)
    assert "newStartPageToken" not in page
    last = owner.drive("GET", "changes", pageToken=page["nextPageToken"], pageSize=2)
    assert [entry["fileId"] for entry in page["changes"] + last["changes"]] == made
    assert last["newStartPageToken"] == token(owner)


def test_a_deleted_file_is_removed_from_the_feed_of_those_who_saw_it(
    owner: Caller, clerk: Caller
) -> None:
    file_id, start = owner.sheet(), token(owner)
    owner.drive("DELETE", f"files/{file_id}")
    assert since(owner, start) == [(file_id, True)]
    assert since(owner, start, includeRemoved=False) == []
    assert since(clerk, start) == []


def test_lost_access_is_a_removal(
    owner: Caller, clerk: Caller, sheets_emulator: SheetsEmulator
) -> None:
    file_id, start = owner.sheet(), token(owner)
    sheets_emulator.share(file_id, clerk.user)
    assert since(clerk, start) == [(file_id, False)]
    sheets_emulator.share(file_id, clerk.user, None)
    assert since(clerk, start) == [(file_id, True)]


@pytest.mark.parametrize(("query", "reason"), [({}, "required"), ({"pageToken": "x"}, "invalid")])
def test_a_token_is_needed_and_read(owner: Caller, query: dict[str, str], reason: str) -> None:
    assert owner.refusal("GET", "/drive/v3/changes", **query) == (400, reason)


def test_a_slow_feed_joins_the_edits_of_minutes(
    owner: Caller, sheets_emulator: SheetsEmulator
) -> None:
    sheets_emulator.conditions(pace={"coalesce": 180})
    file_id = owner.sheet()
    start = token(owner)
    owner.rename(file_id, "a")
    assert since(owner, start) == []
    sheets_emulator.advance(181)
    assert since(owner, start) == [(file_id, False)]


def test_a_slow_feed_shows_the_old_version_meanwhile(
    owner: Caller, sheets_emulator: SheetsEmulator
) -> None:
    sheets_emulator.conditions(pace={"coalesce": 180})
    file_id = owner.sheet()
    before = owner.drive("GET", f"files/{file_id}", fields="version,modifiedTime")
    owner.rename(file_id, "a")
    assert owner.drive("GET", f"files/{file_id}", fields="version,modifiedTime") == before
    sheets_emulator.advance(181)
    assert owner.drive("GET", f"files/{file_id}", fields="version,modifiedTime") != before


def test_what_waits_in_a_slow_feed_survives_a_restart(
    owner: Caller, sheets_emulator: SheetsEmulator
) -> None:
    sheets_emulator.conditions(pace={"coalesce": 180})
    file_id, start = owner.sheet(), token(owner)
    owner.rename(file_id, "a")
    sheets_emulator.restart()
    sheets_emulator.advance(181)
    assert since(owner, start) == [(file_id, False)]
