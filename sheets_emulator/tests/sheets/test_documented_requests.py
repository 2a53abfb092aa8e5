"""docs/emulator.md says which requests and methods are done: the code must do just those."""

import re
from pathlib import Path
from typing import Any

from sheets_emulator.google.discovery import discovery
from sheets_emulator.pytest_plugin import SheetsEmulator
from sheets_emulator.sheets.requests import REQUESTS

PAGE = (Path(__file__).parents[3] / "docs" / "emulator.md").read_text("utf-8")


def table(title: str) -> dict[str, list[str]]:
    """The rows of the table under a heading: name in the first column -> the other columns."""
    section = PAGE.split(f"### {title}\n")[1].split("\n#")[0]
    rows = re.findall(r"^\| `([\w.]+)` \|(.*)\|$", section, re.MULTILINE)
    return {name: [cell.strip() for cell in rest.split("|")] for name, rest in rows}


def test_every_request_that_is_done_stands_in_the_table_and_no_other() -> None:
    assert sorted(table("Requests of batchUpdate")) == sorted(REQUESTS)


def test_every_other_request_of_google_is_listed_as_refused() -> None:
    known = discovery("sheets.v4")["schemas"]["Request"]["properties"]
    refused = re.findall(r"`(\w+)`", PAGE.split("### Refused with 501\n")[1].split("\n#")[0])
    assert sorted(refused) == sorted(set(known) - set(REQUESTS))


def test_each_behaviour_is_marked_with_how_sure_we_are() -> None:
    marks = {row[0] for row in table("Requests of batchUpdate").values()}
    assert marks == {"recorded", "documented", "guess"}


def test_all_methods_of_sheets_v4_are_served(sheets_emulator: SheetsEmulator) -> None:
    methods = dict(methods_of(discovery("sheets.v4")["resources"]))
    assert sorted(table("Methods of Sheets v4")) == sorted(methods)
    for method in methods.values():
        key = (method["httpMethod"], *shape("/" + method["flatPath"]))
        assert key in sheets_emulator.emulator.doors(), method["id"]


def shape(pattern: str) -> tuple[str, int]:
    """The custom verb and number of segments of a path."""
    from sheets_emulator.wire.http import split_path

    segments, verb = split_path(pattern)
    return verb, len(segments)


def methods_of(resources: dict[str, Any], prefix: str = "") -> Any:
    """(name such as spreadsheets.values.get, method) of a discovery document."""
    for name, resource in resources.items():
        for method_name, method in resource.get("methods", {}).items():
            yield f"{prefix}{name}.{method_name}", method
        yield from methods_of(resource.get("resources", {}), f"{prefix}{name}.")
