"""A tab of ours whose cells stand at fixed places: only the cells that differ are written."""

from collections.abc import Sequence

from jobs.district.keyed_tab import row_requests, same
from sheets_client import requests as google
from sheets_client.requests import Request
from sheets_client.snapshot import Scalar, Sheet

Grid = Sequence[Sequence[Scalar | None]]


def plan_fixed(sheet: Sheet, grid: Grid, width: int) -> list[Request]:
    """Requests that bring the first `width` columns to `grid`; rows below it are emptied there."""
    rows = max(len(grid), sheet.used_rows)
    changes = {}
    for row in range(rows):
        should = list(grid[row]) if row < len(grid) else []
        should += [None] * (width - len(should))
        changed = {
            column: google.cell_data(value)
            for column, value in enumerate(should)
            if not same(sheet.cell(row, column).value, value)
        }
        if changed:
            changes[row] = changed
    requests = []
    if len(grid) > sheet.row_count:
        more = len(grid) - sheet.row_count
        requests.append(google.append_dimension(sheet.sheet_id, "ROWS", more))
    return [*requests, *row_requests(sheet.sheet_id, changes)]
