"""Bring a keyed tab up to date: changed cells where their row is now, new rows at the end, wherever
that is; gone ones are only marked, and a second copy of a key goes."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from jobs.tab.formats import HEADER_FIELDS, HEADER_LOOK
from jobs.tab.intent import CellData, Covers, Intent, said
from jobs.tab.keyed import KeyedTab, TabPlan, beside, find_columns, mark_tab
from jobs.tab.layout import (
    OURS,
    TAB,
    Found,
    Layout,
    mark_requests,
    mark_values,
    new_mark,
)
from jobs.tab.lost_parts import Parts, bring_back
from jobs.tab.row_keys import keyless_rows, rows_by_key
from jobs.tab.row_requests import FIELDS, row_requests, same
from sheets_client import requests as google
from sheets_client.requests import Request
from sheets_client.snapshot import GridRange, Scalar, Sheet

HEADER_ROW = 1
SPARE_COLUMNS = 6
SPARE_ROWS = 300
WHOLE_LOOK = {"wrapStrategy": "WRAP", "verticalAlignment": "TOP"}
Changes = dict[int, dict[int, CellData]]
Told = TypeVar("Told")


def plan_keyed(sheet: Sheet | None, wanted: KeyedTab, sheet_id: int) -> TabPlan:
    """The plan for one tab; `sheet_id` is the id to make it with where it is missing."""
    if sheet is None:
        return _new_tab(wanted, sheet_id)
    found = find_columns(sheet, wanted)
    layout = found.whole
    if layout is None:
        return _lost_parts(sheet, wanted, found)
    if layout.header == 0 or _has_key(sheet, layout.header - 1, found, wanted):
        return _row_for_stamp(sheet, wanted, layout)
    return _TabPlanner(sheet, wanted, layout).plan()


def _lost_parts(sheet: Sheet, wanted: KeyedTab, found: Found) -> TabPlan:
    """What is gone of our header and columns comes back; the rest with the next try, when all
    stands where it is then read."""
    keyed = (row for row in range(len(sheet.cells)) if _has_key(sheet, row, found, wanted))
    at = next(keyed, min(HEADER_ROW, sheet.used_rows))
    parts = Parts(wanted.titles, hidden=(0,), widths=wanted.widths)
    requests, intent = bring_back(sheet, parts, found, at)
    layout = Layout(intent.header or 0, tuple(sorted(intent.heads)))
    return TabPlan(sheet.sheet_id, tuple(requests), layout, intent, unfinished=True)


def _row_for_stamp(sheet: Sheet, wanted: KeyedTab, layout: Layout) -> TabPlan:
    """Somebody deleted the row above the header: a new one, the rest with the next try."""
    at = layout.header
    intent = Intent(
        before=sheet,
        header=at + 1,
        heads=dict(zip(layout.places, wanted.titles, strict=True)),
        key=layout.key,
        rows=[*range(at), None, *range(at, len(sheet.cells))],
        covers=Covers.KEYED,
    )
    requests = (google.insert_rows(sheet.sheet_id, at, at + 1),)
    layout = Layout(at + 1, layout.places)
    return TabPlan(sheet.sheet_id, requests, layout, intent, unfinished=True)


def _has_key(sheet: Sheet, row: int, found: Found, wanted: KeyedTab) -> bool:
    key = found.places[0]
    return key is not None and said(sheet.cell(row, key).value) in wanted.rows


class _TabPlanner:
    """The plan for a tab of which nothing of ours is missing but rows and cells."""

    def __init__(self, sheet: Sheet, wanted: KeyedTab, layout: Layout) -> None:
        self._sheet, self._wanted, self._layout = sheet, wanted, layout
        self._rows = rows_by_key(sheet, layout, wanted)
        self._changes: Changes = {}
        self._touched: dict[int, str] = {}
        self._double: list[int] = []
        self._twice = 0

    def plan(self) -> TabPlan:
        self._put_heads_right()
        for key, row in keyless_rows(self._sheet, self._wanted, self._layout, self._rows).items():
            self._rows[key] = [row]
        for key, rows in self._rows.items():
            self._put_right(key, rows)
        new = [key for key in self._wanted.rows if key not in self._rows]
        return self._made(_new_rows(self._wanted, self._layout, new))

    def _put_heads_right(self) -> None:
        layout, sheet = self._layout, self._sheet
        heads = zip(layout.places, self._wanted.titles, strict=True)
        wrong: dict[int, CellData] = {
            at: google.cell_data(title)
            for at, title in heads
            if sheet.cell(layout.header, at).value != title
        }
        if wrong:
            self._changes[layout.header] = wrong

    def _put_right(self, key: str, rows: Sequence[int]) -> None:
        """Cells of a key's row that differ. A second copy goes unless somebody wrote beside it."""
        written = [row for row in rows if beside(self._sheet, row, self._layout)]
        first = written[0] if written else rows[0]
        for row in rows:
            if row != first and row not in written:
                self._double.append(row)
                continue
            self._twice += row != first
            changed = self._row_change(row, key, again=row != first)
            if changed:
                self._changes.setdefault(row, {}).update(changed)
                self._touched[row] = key

    def _row_change(self, row: int, key: str, *, again: bool) -> dict[int, CellData]:
        """Cells of one row that differ, by sheet column, as CellData."""
        wanted, should = self._wanted, self._wanted.rows.get(key)
        if should is None:
            cells: dict[int, Scalar | None] = {wanted.state: wanted.gone}
            links: Mapping[int, str] = {}
        else:
            cells, links = dict(enumerate(should.cells)), should.links
        if again:
            cells[wanted.state] = wanted.twice
        places = self._layout.places
        changed: dict[int, CellData] = {
            places[at + 1]: google.cell_data(value, links.get(at))
            for at, value in cells.items()
            if not same(self._sheet.cell(row, places[at + 1]).value, value)
        }
        if said(self._sheet.cell(row, places[0]).value) != key:
            changed[places[0]] = google.cell_data(key)
        return changed

    def _made(self, new: dict[str, dict[int, CellData]]) -> TabPlan:
        """Copies are deleted first, so that all that is written stands where it is then."""
        sheet, layout = self._sheet, self._layout
        gone = sorted(self._double)
        stay = [row for row in range(len(sheet.cells)) if row not in set(gone)] if gone else None
        place = {old: row for row, old in enumerate(stay)} if stay is not None else {}
        changes = _numbered(self._changes, place)
        header = place.get(layout.header, layout.header)
        deletes = [google.delete_rows(sheet.sheet_id, row, row + 1) for row in reversed(gone)]
        intent = Intent(
            before=sheet,
            header=header,
            heads=dict(zip(layout.places, self._wanted.titles, strict=True)),
            key=layout.key,
            touched=_numbered(neighbours(sheet, gone, layout.key) | self._touched, place),
            writes=changes,
            appended=new,
            rows=stay,
            covers=Covers.KEYED,
            guarded=guarded_rows(sheet, layout) if gone else frozenset(),
        )
        append = _append(sheet.sheet_id, layout, new)
        return TabPlan(
            sheet_id=sheet.sheet_id,
            requests=(*deletes, *row_requests(sheet.sheet_id, changes), *append),
            layout=Layout(header, layout.places),
            intent=intent,
            marks=(
                *mark_requests(sheet, self._wanted.titles, layout.places),
                *mark_tab(sheet, self._wanted.title),
            ),
            end=sheet.used_rows - len(gone),
            twice=self._twice,
        )


def _numbered(rows: Mapping[int, Told], place: Mapping[int, int]) -> dict[int, Told]:
    """Something by row, the rows numbered as they are when some are gone."""
    return {place.get(row, row): told for row, told in rows.items()}


def removal_of(sheet: Sheet, layout: Layout, rows: Sequence[int]) -> TabPlan:
    """The plan that deletes whole rows and does nothing else."""
    stay = [row for row in range(len(sheet.cells)) if row not in set(rows)]
    place = {old: row for row, old in enumerate(stay)}
    header = place[layout.header]
    intent = Intent(
        before=sheet,
        header=header,
        heads={at: said(sheet.cell(layout.header, at).value) for at in layout.places},
        key=layout.key,
        touched=_numbered(neighbours(sheet, rows, layout.key), place),
        rows=stay,
        covers=Covers.KEYED,
        guarded=guarded_rows(sheet, layout),
    )
    deletes = [google.delete_rows(sheet.sheet_id, row, row + 1) for row in reversed(rows)]
    return TabPlan(sheet.sheet_id, tuple(deletes), Layout(header, layout.places), intent)


def neighbours(sheet: Sheet, gone: Sequence[int], key: int) -> dict[int, str]:
    """The rows beside those that go, with their keys: what shows that the right ones went."""
    around = {row for one in gone for row in (one - 1, one + 1)} - set(gone)
    inside = (row for row in around if 0 <= row < len(sheet.cells))
    return {row: said(sheet.cell(row, key).value) for row in inside}


def guarded_rows(sheet: Sheet, layout: Layout) -> frozenset[int]:
    """Rows in which somebody else's cells stand."""
    keyless = (row for row, cells in enumerate(sheet.cells) if sheet.cell(row, layout.key).empty)
    own = {row for row in keyless if row != layout.header and sheet.cells[row]}
    return frozenset(own | {r for r in range(len(sheet.cells)) if beside(sheet, r, layout)})


def _new_rows(
    wanted: KeyedTab, layout: Layout, keys: Sequence[str]
) -> dict[str, dict[int, CellData]]:
    return {
        key: {layout.key: google.cell_data(key)}
        | {
            layout.places[at + 1]: google.cell_data(value, wanted.rows[key].links.get(at))
            for at, value in enumerate(wanted.rows[key].cells)
        }
        for key in keys
    }


def _append(
    sheet_id: int, layout: Layout, new: Mapping[str, Mapping[int, CellData]]
) -> list[Request]:
    if not new:
        return []
    width = range(max(layout.places) + 1)
    rows = [[cells.get(at, {}) for at in width] for cells in new.values()]
    return [google.append_cells(sheet_id, rows, FIELDS)]


def _new_tab(wanted: KeyedTab, sheet_id: int) -> TabPlan:
    columns = len(wanted.titles)
    header = GridRange(sheet_id, HEADER_ROW, HEADER_ROW + 1, 0, columns)
    below = GridRange(sheet_id, HEADER_ROW + 1, None, 0, columns)
    heads = {at: google.cell_data(title) for at, title in enumerate(wanted.titles)}
    # Room for later rows: what is appended behind the last row has no format.
    spare = SPARE_ROWS if wanted.sentences else 0
    requests = [
        google.add_sheet(
            sheet_id,
            wanted.title,
            rows=HEADER_ROW + 2 + len(wanted.rows) + spare,
            columns=columns + SPARE_COLUMNS,
            frozen_rows=HEADER_ROW + 1,
        ),
        google.mark_sheet(sheet_id, new_mark(TAB, wanted.title)),
        *(
            google.mark_column(sheet_id, at, new_mark(OURS, value))
            for at, value in enumerate(mark_values(wanted.titles))
        ),
        *row_requests(sheet_id, {HEADER_ROW: heads}),
        google.repeat_format(header, HEADER_LOOK, HEADER_FIELDS),
        google.set_dimension(sheet_id, "COLUMNS", 0, 1, hidden=True),
    ]
    if wanted.sentences:
        requests.append(google.repeat_format(below, WHOLE_LOOK, "wrapStrategy,verticalAlignment"))
    for column, pixels in sorted(wanted.widths.items()):
        requests.append(
            google.set_dimension(sheet_id, "COLUMNS", column, column + 1, pixels=pixels)
        )
    layout = Layout(HEADER_ROW, tuple(range(columns)))
    requests += _append(sheet_id, layout, _new_rows(wanted, layout, list(wanted.rows)))
    return TabPlan(sheet_id, tuple(requests), layout, end=HEADER_ROW + 1)
