"""The search language of files.list finds what Google's guide says it finds."""

from typing import Any

import pytest

from emulator_tests.calls import Caller
from sheets_emulator.drive.search import QueryError, parse

FILE: dict[str, Any] = {
    "name": "Please don't use HelloWorld Phường 3",
    "mimeType": "application/vnd.google-apps.spreadsheet",
    "trashed": False,
    "starred": True,
    "sharedWithMe": True,
    "modifiedTime": "2024-10-28T10:00:00.000Z",
    "parents": ["folder1"],
    "owners": ["owner@x.example"],
    "writers": ["owner@x.example", "clerk@x.example"],
    "appProperties": {"campaign": "to-cnscd"},
    "fullText": lambda: "Nguyễn Văn A, tổ dân phố 5",
}


@pytest.mark.parametrize(
    "query",
    [
        "",
        'mimeType="application/vnd.google-apps.spreadsheet"',
        'name = "please don\'t use helloworld phường 3"',
        r"name = 'Please don\'t use HelloWorld Phường 3'",
        "name contains 'hello'",
        "name contains 'phường use'",
        "mimeType contains 'vnd.google-apps'",
        'parents in "folder1"',
        "'folder1' in parents and trashed = false",
        "not trashed = true and not (starred = false or name = 'x')",
        "name = 'x' or name = 'y' or starred=true",
        "modifiedTime > '2024-10-28T09:59:59' and modifiedTime <= '2024-10-28T17:00:00+07:00'",
        "sharedWithMe and 'clerk@x.example' in writers",
        "appProperties has { key='campaign' and value='to-cnscd' }",
        "fullText contains 'dân phố'",
        "trashed != true",
    ],
)
def test_the_file_is_found(query: str) -> None:
    assert parse(query)(FILE)


@pytest.mark.parametrize(
    "query",
    [
        "name contains 'world'",
        'name != "Please don\'t use HelloWorld Phường 3"',
        "starred = true or name = 'x' and name = 'y'",
        "'folder2' in parents",
        "'clerk@x.example' in owners",
        "modifiedTime < '2024-10-28T10:00:00'",
        "viewedByMeTime > '2020-01-01T00:00:00'",
        "appProperties has { key='campaign' and value='other' }",
        "not sharedWithMe",
        "trashed = true",
    ],
)
def test_the_file_is_left_out(query: str) -> None:
    assert not parse(query)(FILE)


@pytest.mark.parametrize(
    "query",
    [
        "name",
        "name = ",
        "name = 'x",
        "name = x",
        "colour = 'red'",
        "trashed = 'true'",
        "trashed > true",
        "name < 'x'",
        "'x' in name",
        "name = 'x' and",
        "(name = 'x'",
        "name = 'x')",
        "modifiedTime > 'yesterday'",
        "properties has { key='a' }",
        "properties = 'a'",
        "name = 'x' name = 'y'",
        "name & 'x'",
    ],
)
def test_what_is_not_in_the_language_is_refused(query: str) -> None:
    with pytest.raises(QueryError):
        parse(query)


def test_me_is_whoever_asks(owner: Caller, clerk: Caller) -> None:
    owner.sheet("Của tôi")
    assert owner.names(q="'me' in owners") == ["Của tôi"]
    assert clerk.names(q="'me' in owners") == []
