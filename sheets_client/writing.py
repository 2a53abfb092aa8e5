"""The answer of one batchUpdate: its replies and the state after it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sheets_client.reading import read_snapshot
from sheets_client.snapshot import SpreadsheetSnapshot


@dataclass(frozen=True, slots=True)
class Written:
    """What one batchUpdate answered: a reply a request, and the ranges asked for afterwards."""

    replies: tuple[Mapping[str, Any], ...]
    after: SpreadsheetSnapshot | None


def batch_body(
    requests: Sequence[Mapping[str, Any]], response_ranges: Sequence[str] | None
) -> dict[str, Any]:
    """The body of a batchUpdate; `response_ranges` None asks for no state after it, an empty
    list for every tab's."""
    body: dict[str, Any] = {"requests": list(requests)}
    if response_ranges is not None:
        body["includeSpreadsheetInResponse"] = True
        if response_ranges:
            body["responseRanges"] = list(response_ranges)
    return body


def read_written(raw: Mapping[str, Any]) -> Written:
    """Google's answer to a batchUpdate."""
    after = raw.get("updatedSpreadsheet")
    return Written(tuple(raw.get("replies", ())), read_snapshot(after) if after else None)
