"""What we wrote into somebody's cells because columns moved between our read and our write.

Sheets has no preconditions: a cell is written where its number is when the batch arrives. When a
column was inserted or deleted left of ours, our texts land beside them. The state after the
write shows it, and the read before it has what stood there.
"""

from collections.abc import Sequence
from typing import Any

from jobs.ward.flags.columns import ListPlan
from jobs.ward.own_columns import OwnColumns, find_own_columns
from sheets_client.requests import CellWrite, Request, extended_value, update_block
from sheets_client.snapshot import EMPTY, Cell, Sheet, SpreadsheetSnapshot


def stray_requests(
    plans: Sequence[ListPlan], after: SpreadsheetSnapshot, language: str
) -> list[Request]:
    """Requests that give the ward its cells back; none when our columns stand where they were
    meant to be."""
    requests = []
    for plan in plans:
        sheet = after.by_id(plan.sheet.sheet_id)
        if sheet is None or plan.own is None or plan.made:
            continue
        now = find_own_columns(sheet, language, adopted=True)
        if now is not None and now.both != plan.own.both:
            requests += _restore(plan, plan.own, sheet, now)
    return requests


def _restore(plan: ListPlan, meant: OwnColumns, sheet: Sheet, now: OwnColumns) -> list[Request]:
    moved = _shift(meant, now)
    edge = _edge(plan.sheet, meant.header_row, sheet, now.header_row)
    requests = []
    for write in plan.cells:
        stands = sheet.cell(write.row, write.column)
        if write.column not in now.both and _is(stands, write):
            before = _stood(plan.sheet, write, edge, moved)
            requests.append(
                update_block(
                    sheet.sheet_id,
                    write.row,
                    write.column,
                    [[_as_typed(before)]],
                    "userEnteredValue",
                )
            )
    return requests


def _shift(meant: OwnColumns, now: OwnColumns) -> int:
    """By how many columns what was moved there stands further right."""
    pairs = ((meant.check, now.check), (meant.row_id, now.row_id))
    shifts = [b - a for a, b in pairs if a is not None and b is not None]
    return next((shift for shift in shifts if shift), 0)


def _edge(before: Sheet, old: int, after: Sheet, new: int) -> int:
    """The first column that is another one now: where columns came in or went."""
    width = max(before.used_columns, after.used_columns)
    pairs = ((before.cell(old, at).value, after.cell(new, at).value) for at in range(width))
    return next((at for at, (a, b) in enumerate(pairs) if (a or "") != (b or "")), 0)


def _stood(before: Sheet, write: CellWrite, edge: int, moved: int) -> Cell:
    """What stood in a cell that was written for one of ours: nothing in a column come in."""
    if edge <= write.column < edge + moved:
        return EMPTY
    return before.cell(write.row, write.column - (moved if write.column >= edge else 0))


def _is(stands: Cell, write: CellWrite) -> bool:
    return (stands.value or "") == (write.value or "") and stands.formula is None


def _as_typed(cell: Cell) -> dict[str, Any]:
    """CellData that puts a cell back as it was entered."""
    if cell.formula is not None:
        return {"userEnteredValue": {"formulaValue": cell.formula}}
    entered = extended_value(cell.value)
    return {"userEnteredValue": entered} if entered else {}
