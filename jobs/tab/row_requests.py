"""Changed cells of a tab as few `updateCells`, and whether two cells say the same."""

from collections.abc import Mapping
from typing import Any

from jobs.tab.places import runs
from sheets_client import requests as google
from sheets_client.requests import Request
from sheets_client.snapshot import Scalar

FIELDS = "userEnteredValue,userEnteredFormat.textFormat.link"


def same(stands: Scalar | None, should: Scalar | None) -> bool:
    """Whether a cell holds this value; empty text and nothing are one, TRUE and 1 are not."""
    if stands in (None, "") or should in (None, ""):
        return stands in (None, "") and should in (None, "")
    return stands == should and isinstance(stands, bool) == isinstance(should, bool)


def row_requests(
    sheet_id: int,
    changes: Mapping[int, Mapping[int, Mapping[str, Any]]],
    fields: str = FIELDS,
) -> list[Request]:
    """`updateCells` for changed cells: neighbours in a row together, equal shapes of neighbouring
    rows in one rectangle."""
    blocks: list[tuple[int, int, list[list[Mapping[str, Any]]]]] = []
    for row in sorted(changes):
        for start, end in runs(sorted(changes[row])):
            cells = [changes[row][column] for column in range(start, end)]
            last = next((b for b in reversed(blocks[-8:]) if b[1] == start), None)
            if last and last[0] + len(last[2]) == row and len(last[2][0]) == len(cells):
                last[2].append(cells)
            else:
                blocks.append((row, start, [cells]))
    return [
        google.update_block(sheet_id, row, column, rows, fields) for row, column, rows in blocks
    ]
