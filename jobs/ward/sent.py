"""What was sent to the lists of a workbook, kept until it is known where it landed.

A write that met somebody who moved columns is undone from the state after it. Where our process
ends before, or Google gives no state, the next round undoes it from here.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from jobs.store.journal import get_fact, set_fact
from jobs.store.vault import Vault
from jobs.ward.flags.columns import ListPlan
from jobs.ward.own_columns import OwnColumns
from sheets_client.requests import CellWrite
from sheets_client.snapshot import Cell, Sheet


def note_sent(
    connection: sa.Connection, vault: Vault, unit: str, plans: Sequence[ListPlan]
) -> None:
    """Keep what is about to be written, with what stands in those rows; encrypted."""
    kept = [_kept(plan, plan.own) for plan in plans if plan.own and plan.cells and not plan.made]
    set_fact(connection, _name(unit), vault.seal(kept).decode("ascii"))


def recall_sent(connection: sa.Connection, vault: Vault, unit: str) -> list[ListPlan]:
    """What was sent and never looked for; empty where all is known."""
    sealed = get_fact(connection, _name(unit))
    return [_plan(kept) for kept in vault.open(sealed.encode("ascii"))] if sealed else []


def forget_sent(connection: sa.Connection, unit: str) -> None:
    """Where it landed is known, and what was not ours is given back."""
    if get_fact(connection, _name(unit)):
        set_fact(connection, _name(unit), "")


def _name(unit: str) -> str:
    return f"sent {unit}"


def _kept(plan: ListPlan, own: OwnColumns) -> dict[str, Any]:
    written = {write.row for write in plan.cells if write.row < len(plan.sheet.cells)}
    rows = written | {own.header_row}
    return {
        "sheet": plan.sheet.sheet_id,
        "own": [own.header_row, own.check, own.row_id],
        "cells": [[write.row, write.column, write.value] for write in plan.cells],
        "rows": {
            str(row): [[cell.value, cell.formula] for cell in plan.sheet.cells[row]]
            for row in sorted(rows)
        },
    }


def _plan(kept: Mapping[str, Any]) -> ListPlan:
    stood = {int(row): cells for row, cells in kept["rows"].items()}
    cells = [
        [Cell(value, formula=formula) for value, formula in stood.get(row, ())]
        for row in range(max(stood, default=-1) + 1)
    ]
    return ListPlan(
        Sheet(kept["sheet"], "", 0, cells),
        cells=tuple(CellWrite(*write) for write in kept["cells"]),
        own=OwnColumns(*kept["own"]),
    )
