"""A publication too big for one request: cells are staged first, then shown by one small batch."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sheets_client import requests as google
from sheets_client.requests import Request
from sheets_client.snapshot import GridRange

TITLE = "_wardsheets"
# Google recommends bodies up to 2 MB
# (https://developers.google.com/workspace/sheets/api/limits).
COMFORTABLE_CELLS = 20_000
COMFORTABLE_BYTES = 1_900_000
# So many cells are never that long: a smaller batch is not written out to be measured.
SURELY_SMALL = 2_000


@dataclass(frozen=True, slots=True)
class Block:
    """Rows of CellData that one request writes."""

    rows: Sequence[Any]
    width: int


def block_of(request: Request) -> Block | None:
    """The rows that a request appends, None for another request."""
    body = request.get("appendCells")
    if not body or not body.get("rows"):
        return None
    rows = body["rows"]
    return Block(rows, max(len(row.get("values", ())) for row in rows))


def cell_count(requests: Sequence[Request]) -> int:
    """Cells written by a batch."""
    bodies = [one.get("updateCells") or one.get("appendCells") or {} for one in requests]
    return sum(len(row.get("values", ())) for body in bodies for row in body.get("rows", ()))


def is_too_big(requests: Sequence[Request], limit: int) -> bool:
    """Whether a batch is above the comfortable size and has rows that can be staged."""
    cells = cell_count(requests)
    big = cells > limit or (cells > SURELY_SMALL and _size(requests) > COMFORTABLE_BYTES)
    return big and any(map(block_of, requests))


def _size(body: object) -> int:
    # As requests writes it: every Vietnamese letter takes six bytes.
    return len(json.dumps(body))


@dataclass(frozen=True, slots=True)
class Staged:
    """Batches that fill the staging tab, one after another, and the batch that publishes."""

    filling: tuple[tuple[Request, ...], ...]
    publishing: tuple[Request, ...]


def stage(
    requests: Sequence[Request], sheet_id: int, ends: dict[int, int], old: int | None
) -> Staged:
    """The same publication through a staging tab of id `sheet_id`.

    Only appended rows are staged: changed cells of known rows stay as they are in the batch.
    Appended rows become rows inserted at the end of their tab as it was read (`ends`: sheet id ->
    used rows): inserted rows are empty, so nothing of anybody's is written over. `old` is a
    staging tab left behind by a publication that was cut off.
    """
    blocks = [block for block in map(block_of, requests) if block]
    height = sum(len(block.rows) for block in blocks)
    width = max(block.width for block in blocks)
    first: list[Request] = [google.delete_sheet(old)] if old is not None else []
    first.append(google.add_sheet(sheet_id, TITLE, rows=height, columns=width, hidden=True))
    staged = [row for block in blocks for row in block.rows]
    filling = [tuple(first), *((one,) for one in _fill(staged, sheet_id))]
    publishing: list[Request] = []
    at = 0
    for request in requests:
        block = block_of(request)
        if block is None:
            publishing.append(request)
            continue
        source = GridRange(sheet_id, at, at + len(block.rows), 0, block.width)
        publishing += _show(request, block, source, ends)
        at += len(block.rows)
    return Staged(tuple(filling), (*publishing, google.delete_sheet(sheet_id)))


def _fill(rows: Sequence[Any], sheet_id: int) -> Iterator[Request]:
    """One request after another, each of a comfortable size."""
    start = 0
    while start < len(rows):
        end = start + _comfortable(rows[start:])
        values = [row.get("values", []) for row in rows[start:end]]
        fields = "userEnteredValue,userEnteredFormat.textFormat.link"
        yield google.update_block(sheet_id, start, 0, values, fields)
        start = end


def _comfortable(rows: Sequence[Any]) -> int:
    """How many of the rows fit one request: at least one."""
    cells = size = 0
    for number, row in enumerate(rows):
        cells += len(row.get("values", ()))
        size += _size(row)
        if number and (cells > COMFORTABLE_CELLS or size > COMFORTABLE_BYTES):
            return number
    return len(rows)


def _show(request: Request, block: Block, source: GridRange, ends: dict[int, int]) -> list[Request]:
    target = request["appendCells"]["sheetId"]
    row = ends[target]
    area = GridRange(target, row, row + len(block.rows), 0, block.width)
    return [google.insert_rows(target, row, row + len(block.rows)), google.copy_cells(source, area)]
