"""What we wrote into rows of the district's own because rows moved between read and write."""

from collections.abc import Mapping, Sequence
from typing import Any

from jobs.tab.keyed import Layout, TabPlan, row_requests, same
from sheets_client import requests as google
from sheets_client.requests import Request
from sheets_client.snapshot import EMPTY, Cell, Scalar, Sheet, SpreadsheetSnapshot


def kept(plan: TabPlan, before: Sheet | None) -> dict[str, Any]:
    """What `give_back` needs of a plan, as JSON: for the case that our process ends before it."""
    own = _own_rows(before, plan.layout) if before else []
    return {
        "sheet": plan.sheet_id,
        "header": plan.layout.header,
        "places": plan.layout.places,
        "touched": [[row, key] for row, key in plan.touched.items()],
        "changes": [[row, list(cells.items())] for row, cells in plan.changes.items()],
        "own": [[[cell.value, cell.formula] for cell in row] for row in own],
    }


def revived(said: Mapping[str, Any]) -> tuple[TabPlan, Sheet]:
    """The plan and the sheet before it of which `kept` told, as far as `give_back` needs them."""
    own = [[Cell(value, formula=formula) for value, formula in row] for row in said["own"]]
    plan = TabPlan(
        title="",
        sheet_id=said["sheet"],
        requests=(),
        layout=Layout(said["header"], tuple(said["places"])),
        touched=dict(said["touched"]),
        changes={row: dict(cells) for row, cells in said["changes"]},
    )
    return plan, Sheet(said["sheet"], "", 0, own)


def give_back(plan: TabPlan, before: Sheet | None, after: SpreadsheetSnapshot) -> list[Request]:
    """Requests that give rows without a key of ours their cells back.

    Rows that have a key need none: what they should say is known, and the next try says it.
    """
    sheet = after.by_id(plan.sheet_id)
    if sheet is None or before is None:
        return []
    changes = {}
    for row, cells in plan.changes.items():
        if row in plan.touched and not sheet.cell(row, plan.layout.key).value:
            changes[row] = _as_it_was(sheet, row, cells, _own_rows(before, plan.layout))
    return row_requests(plan.sheet_id, changes)


def _own_rows(sheet: Sheet, layout: Layout) -> list[list[Cell]]:
    """The district's own rows as read, whole: what stands right of ours tells them apart."""
    own = (row for row in range(len(sheet.cells)) if not sheet.cell(row, layout.key).value)
    width = sheet.used_columns
    return [[sheet.cell(row, column) for column in range(width)] for row in own]


def _as_it_was(
    sheet: Sheet,
    row: int,
    cells: Mapping[int, Mapping[str, Any]],
    known: Sequence[Sequence[Cell]],
) -> dict[int, dict[str, Any]]:
    """The written cells of a row as they stood in the row that it was: the one whose other cells
    are the same; a row that is new was empty there."""

    def is_this(candidate: Sequence[Cell]) -> bool:
        width = max(len(candidate), len(sheet.cells[row]))
        others = (c for c in range(width) if c not in cells)
        return all(same(_at(candidate, c).value, sheet.cell(row, c).value) for c in others)

    was = next((candidate for candidate in known if is_this(candidate)), None)
    return {
        column: _as_typed(_at(was, column) if was else None)
        for column, written in cells.items()
        if same(sheet.cell(row, column).value, _value(written))
    }


def _at(row: Sequence[Cell], column: int) -> Cell:
    return row[column] if column < len(row) else EMPTY


def _value(written: Mapping[str, Any]) -> Scalar | None:
    entered = written.get("userEnteredValue", {})
    value: Scalar | None = next(iter(entered.values()), None)
    return value


def _as_typed(cell: Cell | None) -> dict[str, Any]:
    if cell is not None and cell.formula is not None:
        return {"userEnteredValue": {"formulaValue": cell.formula}}
    return google.cell_data(cell.value if cell else None)
