"""The lists of one state of a workbook, place by place: their rows known again, our columns beside.

A list may stand in several tabs or blocks. Blocks below each other share our columns, right of the
widest. Where one sheet row holds more than one record nothing of ours is written beside it, and a
record is known by its own content.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import NamedTuple

from jobs.store.rows import KnownRow
from jobs.store.units import UnitState
from jobs.store.vault import Vault
from jobs.ward.fingerprint import fingerprint_row
from jobs.ward.flags.columns import ListView
from jobs.ward.lifecycle import Place
from jobs.ward.own_columns import OwnColumns, user_cells
from jobs.ward.quiet import edited_at, is_recent, still_typing
from jobs.ward.row_ids import SeenRow, assign_row_ids
from sheets_client.snapshot import Cell, Sheet, SpreadsheetSnapshot
from sheets_schema.checked import CheckedTable

# No row of a sheet: where a list stands in several places, a row is not known by its number.
_NOWHERE = -1


@dataclass(frozen=True, slots=True)
class Before:
    """What was known of the rows before this look, at `now` (epoch seconds): `hinted_at` is when
    the last edit was told, `quiet_seconds` how long a row is left alone after one. The unit asks
    for our columns in the lists of the declared names `asked`, which it had removed."""

    state: UnitState
    rows: Sequence[KnownRow]
    vault: Vault
    now: float
    hinted_at: float | None
    quiet_seconds: float
    asked: frozenset[str] = frozenset()


class _Spot(NamedTuple):
    """One place of a list with its tab; in a `shared` one rows hold more than one record."""

    found: CheckedTable
    sheet: Sheet
    own: OwnColumns | None
    shared: bool


@dataclass(slots=True)
class _Held:
    """The rows that were given an id so far, and all ids that are taken."""

    rows: dict[str, KnownRow] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)


def views_of(
    stands: Iterable[CheckedTable],
    snapshot: SpreadsheetSnapshot,
    own: Mapping[int, OwnColumns],
    before: Before,
) -> tuple[tuple[ListView, ...], dict[str, KnownRow]]:
    """A view for each place of each list that was recognised, in order, and the rows by their id.

    `stands` are the lists as they stand in the workbook, `own` our columns by sheet id.
    """
    by_table: dict[str, list[_Spot]] = defaultdict(list)
    for spot in _spots(stands, snapshot, own):
        by_table[spot.found.table.name].append(spot)
    held = _Held()
    views = [
        view for table, spots in by_table.items() for view in _views(table, spots, before, held)
    ]
    return tuple(views), held.rows


def places_of(views: Sequence[ListView]) -> dict[tuple[str, str], Place]:
    """Where each data row stands, by (table, row id)."""
    return {
        (view.found.table.name, row_id): Place(row + 1, view.found.columns, view.sheet.title)
        for view in views
        for row, row_id in view.row_ids.items()
    }


def content_of(vault: Vault, view: ListView, row: int) -> str:
    """The fingerprint of a record as it stands in a row of a view."""
    return _seen(vault, _Spot(view.found, view.sheet, view.own, view.shared), row).fingerprint


def own_rows(view: ListView) -> Iterator[Sequence[Cell]]:
    """The unit's own cells in each data row of a view."""
    spot = _Spot(view.found, view.sheet, view.own, view.shared)
    return (_cells(spot, row.row) for row in view.found.rows)


def _spots(
    stands: Iterable[CheckedTable], snapshot: SpreadsheetSnapshot, own: Mapping[int, OwnColumns]
) -> list[_Spot]:
    on_sheet: dict[int, list[CheckedTable]] = defaultdict(list)
    found = [one for one in stands if one.tab is not None and one.tab.sheet_id is not None]
    for one in found:
        on_sheet[_sheet_id(one)].append(one)
    shared = {number for number, here in on_sheet.items() if _share_rows(here)}
    columns = {
        number: _headed(own[number], here) for number, here in on_sheet.items() if number in own
    }
    spots = []
    for one in found:
        number = _sheet_id(one)
        if (sheet := snapshot.by_id(number)) is not None:
            spots.append(_Spot(one, sheet, columns.get(number), number in shared))
    return spots


def _sheet_id(found: CheckedTable) -> int:
    assert found.tab is not None and found.tab.sheet_id is not None
    return found.tab.sheet_id


def _share_rows(here: Sequence[CheckedTable]) -> bool:
    """Whether two lists, or parts of one, stand side by side in a tab."""
    return any(
        one.left != other.left and _ends(one) > other.header_top and _ends(other) > one.header_top
        for one, other in combinations(here, 2)
    )


def _ends(found: CheckedTable) -> float:
    return float("inf") if found.bottom is None else found.bottom


def _headed(own: OwnColumns, here: Sequence[CheckedTable]) -> OwnColumns:
    """Our columns; where both headings were typed over, beside the first header of the tab."""
    first = min((one.header_row or 0 for one in here), default=0)
    return own if own.headed else replace(own, header_row=first or own.header_row)


def _views(table: str, spots: Sequence[_Spot], before: Before, held: _Held) -> list[ListView]:
    known = [row for row in before.rows if row.table == table]
    numbers = [row.row for spot in spots for row in spot.found.rows]
    seen = [_seen(before.vault, spot, row.row) for spot in spots for row in spot.found.rows]
    elsewhere = {row.row_id for row in before.rows if row.table != table and not row.gone}
    alone = len(spots) == 1 and not spots[0].shared
    placed = seen if alone else [replace(row, position=_NOWHERE) for row in seen]
    ids = assign_row_ids(placed, known, taken=frozenset(held.taken | elsewhere))
    rows = _rows(table, zip(numbers, seen, ids, strict=True), known, before)
    held.taken |= set(rows)
    held.rows.update(rows)
    left = iter(ids)
    return [_view(spot, [next(left) for _ in spot.found.rows], rows, before) for spot in spots]


def _view(
    spot: _Spot, ids: Sequence[str], rows: Mapping[str, KnownRow], before: Before
) -> ListView:
    table, sheet = spot.found.table.name, spot.sheet
    row_ids = {row.row: row_id for row, row_id in zip(spot.found.rows, ids, strict=True)}
    typing = still_typing(before.state, before.now)
    fresh = frozenset(
        row
        for row, row_id in row_ids.items()
        if typing and is_recent(rows[row_id].changed_at, before.now, before.quiet_seconds)
    )
    known = before.state.layout.lists.get(table)
    removed = known is not None and known.adopted_in(sheet.sheet_id)
    may_adopt = not spot.shared and (not removed or table in before.asked)
    as_last = frozenset(row for row, row_id in row_ids.items() if rows[row_id].as_last)
    return ListView(spot.found, sheet, spot.own, row_ids, fresh, may_adopt, spot.shared, as_last)


def _seen(vault: Vault, spot: _Spot, row: int) -> SeenRow:
    sheet, own, cells = spot.sheet, spot.own, _cells(spot, row)
    known = own.row_id if own and not spot.shared else None
    beside = sheet.cell(row, known).value if known is not None else ""
    return SeenRow(row, fingerprint_row(vault, cells), str(beside or ""))


def _cells(spot: _Spot, row: int) -> list[Cell]:
    """The unit's own cells of a record."""
    cells: Sequence[Cell] = spot.sheet.cells[row] if row < len(spot.sheet.cells) else ()
    if spot.shared:
        return user_cells(cells[spot.found.left : spot.found.right], None)
    return user_cells(cells, spot.own)


def _rows(
    table: str,
    seen: Iterable[tuple[int, SeenRow, str]],
    known: Sequence[KnownRow],
    before: Before,
) -> dict[str, KnownRow]:
    """Each row by its id: changed when it was remembered with its content, else at the last
    edit."""
    edited = edited_at(before.state, before.now, before.hinted_at)
    old_rows = {row.row_id: row for row in known}
    rows = {}
    for number, row, row_id in seen:
        old = old_rows.get(row_id)
        changed_at = old.changed_at if old and old.fingerprint == row.fingerprint else edited
        rows[row_id] = KnownRow(
            table=table,
            row_id=row_id,
            position=number,
            fingerprint=row.fingerprint,
            changed_at=changed_at,
            gone=False,
            carried=old.carried if old else "",
        )
    return rows
