"""What a batch wrote into wrong places because people moved rows or columns meanwhile.

Sheets has no preconditions: a cell is written where its number is when the batch arrives. The
state after it shows what stands where; the read before it, and the remarks kept in the store,
have what stood there. Only cells that still hold our text are given back.
"""

from collections.abc import Mapping, Sequence

from jobs.tab.alignment import Alignment
from jobs.tab.intent import CellData, Covers, Intent, said
from jobs.tab.row_requests import row_requests
from sheets_client import requests as google
from sheets_client.requests import Request
from sheets_client.snapshot import EMPTY, Cell, Scalar, Sheet

# Key of a row -> what stood in the officers' columns, in their order.
Remarks = Mapping[str, Sequence[Scalar | None]]
Changes = dict[int, dict[int, CellData]]


class Mending:
    """Requests that undo what went astray, and what they mean to do themselves."""

    def __init__(self, intent: Intent, now: Sheet, remarks: Remarks) -> None:
        self._intent, self._now, self._remarks = intent, now, remarks
        self._found = Alignment(intent, now)
        self.changes: Changes = {}
        self._give_back()
        self._take_away()
        self._lost = self._lost_rows()

    @property
    def requests(self) -> list[Request]:
        """None where nothing went astray."""
        sheet_id = self._now.sheet_id
        requests = row_requests(sheet_id, self.changes, self._intent.fields)
        for place, old in sorted(self._lost, reverse=True):
            cells = [[_as_typed(cell) for cell in self._intent.before.cells[old]]]
            requests.append(google.insert_rows(sheet_id, place, place + 1))
            requests.append(google.update_block(sheet_id, place, 0, cells, "userEnteredValue"))
        return requests

    @property
    def intent(self) -> Intent:
        """The mending is a batch like another: people may move what it mends."""
        now, found = self._now, self._found
        rows: list[int | None] = list(range(len(now.cells)))
        for place, _ in sorted(self._lost, reverse=True):
            rows.insert(place, None)
        place_of = {old: new for new, old in enumerate(rows) if old is not None}
        header = None if found.header is None else place_of[found.header]
        heads = () if found.header is None else range(now.used_columns)
        key = found.key if found.key is not None else self._intent.key
        writes = {place_of.get(row, row): cells for row, cells in self.changes.items()}
        return Intent(
            before=now,
            header=header,
            heads={
                at: self._after(found.header or 0, at)
                for at in heads
                if self._after(found.header or 0, at)
            },
            key=key,
            touched={
                place_of.get(row, row): self._after(row, key)
                for row in self.changes
                if key is not None
            },
            writes=writes,
            rows=rows,
            covers=self._intent.covers,
            fields=self._intent.fields,
        )

    def _after(self, row: int, column: int) -> str:
        change = self.changes.get(row, {}).get(column)
        return said(
            self._now.cell(row, column).value if change is None else google.value_of(change)
        )

    def _give_back(self) -> None:
        for row, cells in self._intent.writes.items():
            meant = self._intent.row_before(row)
            stands = self._found.rows.get(row)
            for column, written in cells.items():
                was = self._found.columns.get(column)
                place = (meant, self._intent.column_before(column))
                if (stands, was) != place and _holds(self._now.cell(row, column), written):
                    self._put_back(row, column, written)

    def _put_back(self, row: int, column: int, written: CellData) -> None:
        cell = self._stood(row, column)
        if cell is not None and not _holds(cell, written):
            self.changes.setdefault(row, {})[column] = _as_typed(cell)

    def _stood(self, row: int, column: int) -> Cell | None:
        """What stood in a cell; None where the next publication says anyway what should."""
        old, was = self._found.rows.get(row), self._found.columns.get(column)
        key = self._found.key_of(row)
        ours = {self._intent.column_before(at) for at in self._intent.heads}
        covers = self._intent.covers
        if was in ours and (covers is Covers.ALL or (covers is Covers.KEYED and key)):
            return None
        if old is not None and was is not None:
            return self._intent.before.cell(old, was)
        if key and was is not None:
            texts = self._remarks.get(key, ())
            place = sum(at not in ours for at in range(was))
            return Cell(texts[place]) if place < len(texts) else EMPTY
        return EMPTY

    def _take_away(self) -> None:
        """New rows whose cells landed beside their columns: the next publication brings them
        again."""
        intent, found = self._intent, self._found
        columns = {at for cells in intent.appended.values() for at in cells}
        if all(found.columns.get(at, at) == intent.column_before(at) for at in columns):
            return
        assert intent.key is not None
        for row in range(len(self._now.cells)):
            cells = intent.appended.get(said(self._now.cell(row, intent.key).value), {})
            for column, written in cells.items():
                if google.value_of(written) not in (None, "") and _holds(
                    self._now.cell(row, column), written
                ):
                    self.changes.setdefault(row, {})[column] = {}

    def _lost_rows(self) -> list[tuple[int, int]]:
        """(where, row before) of rows of somebody else's that were deleted instead of ours."""
        intent = self._intent
        if intent.rows is None or not intent.guarded:
            return []
        stay = [old for old in intent.rows if old is not None]
        meant = sorted(set(range(len(intent.before.cells))) - set(stay))
        here = set(self._found.rows.values())
        lost = []
        for old in sorted(intent.guarded - here - set(meant)):
            place = self._gap(old, meant)
            if place is not None:
                lost.append((place, old))
        return lost

    def _gap(self, old: int, meant: list[int]) -> int | None:
        """The place where a row before is missing, if one of ours was to be deleted just there."""
        above = [(o, n) for n, o in self._found.rows.items() if o < old]
        below = [(o, n) for n, o in self._found.rows.items() if o > old]
        start = max(above)[1] + 1 if above else 0
        end = min(below)[1] if below else len(self._now.cells)
        gaps = (self._place_of(gone) for gone in meant)
        return start if any(start <= gap <= end for gap in gaps) else None

    def _place_of(self, gone: int) -> int:
        """Where a row that we delete stood, as rows are numbered then."""
        rows = self._intent.rows or ()
        below = (at for at, old in enumerate(rows) if old is not None and old > gone)
        return next(below, len(rows))


def _holds(cell: Cell, written: CellData) -> bool:
    """Whether the cell still holds what was written."""
    return cell.formula is None and said(cell.value) == said(google.value_of(written))


def _as_typed(cell: Cell) -> CellData:
    if cell.formula is not None:
        return {"userEnteredValue": {"formulaValue": cell.formula}}
    return google.cell_data(cell.value)
