"""A tab whose rows are known by a key in its first column, brought up to date by key.

The key is written once. Changed cells are written where their row is now, new rows appended at
the end wherever that is, gone ones only marked. Columns right of ours are in no write range.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from jobs.tab.formats import HEADER_FIELDS, HEADER_LOOK
from jobs.ward.grids import a1_column
from sheets_client import requests as google
from sheets_client.requests import Request
from sheets_client.snapshot import GridRange, Scalar, Sheet, SpreadsheetSnapshot

HEADER_ROW = 1
HEADER_SEARCH_ROWS = 30
SPARE_COLUMNS = 6
SPARE_ROWS = 300
WHOLE_LOOK = {"wrapStrategy": "WRAP", "verticalAlignment": "TOP"}
_FIELDS = "userEnteredValue,userEnteredFormat.textFormat.link"


@dataclass(frozen=True, slots=True)
class Row:
    """What should stand right of the key; `links` makes a cell clickable, by its place."""

    cells: tuple[Scalar | None, ...]
    links: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KeyedTab:
    """What a tab should say. `titles` head our columns, the key's first; `state` is the place of
    the state among the cells of a row, where `gone` and `twice` are written; `sentences` says
    that rows hold sentences, to be read whole."""

    title: str
    titles: tuple[str, ...]
    rows: Mapping[str, Row]
    state: int
    gone: str
    twice: str
    widths: Mapping[int, int] = field(default_factory=dict)
    sentences: bool = False


@dataclass(frozen=True, slots=True)
class TabPlan:
    """Requests for a tab and what has to stand there afterwards: `touched` rows by the key that
    they must hold, `new_keys` anywhere. `changes` are the written cells as CellData, by row and
    sheet column; `end` is the first row below everything; `unfinished` asks for one more try."""

    title: str
    sheet_id: int
    requests: tuple[Request, ...]
    layout: "Layout"
    touched: Mapping[int, str] = field(default_factory=dict)
    new_keys: frozenset[str] = frozenset()
    changes: Mapping[int, Mapping[int, Mapping[str, Any]]] = field(default_factory=dict)
    end: int = 0
    unfinished: bool = False

    def ranges(self) -> list[str]:
        """A1 ranges that show whether it came out right: the touched rows whole (what the district
        wrote beside ours tells its rows apart), and the new end."""
        quoted = "'" + self.title.replace("'", "''") + "'"
        last = a1_column(max(self.layout.places))
        ranges = [f"{quoted}!{start + 1}:{end}" for start, end in _runs(sorted(self.touched))]
        if self.new_keys:
            ranges.append(f"{quoted}!A{self.end + 1}:{last}")
        return ranges


@dataclass(frozen=True, slots=True)
class Layout:
    """Where our columns stand now: the header's row, and the sheet column of each title."""

    header: int
    places: tuple[int, ...]

    @property
    def key(self) -> int:
        """The column of the keys."""
        return self.places[0]

    def state(self, wanted: KeyedTab) -> int:
        """The column of the state."""
        return self.places[wanted.state + 1]


def find_layout(sheet: Sheet, wanted: KeyedTab) -> Layout | None:
    """Our columns by their headings: officers may have put rows above and columns between.

    A heading that somebody changed is taken to stand behind its neighbour. None where not even
    the key's heading is left.
    """
    for row, cells in enumerate(sheet.cells[:HEADER_SEARCH_ROWS]):
        heads = [cell.value for cell in cells]
        if wanted.titles[0] in heads:
            return Layout(row, _places(heads, wanted.titles))
    return None


def _places(heads: Sequence[Scalar | None], titles: Sequence[str]) -> tuple[int, ...]:
    places: list[int] = []
    for title in titles:
        free = (at for at, head in enumerate(heads) if head == title and at not in places)
        behind = max(places, default=-1) + 1
        places.append(next(free, behind))
    return tuple(places)


def plan_keyed(sheet: Sheet | None, wanted: KeyedTab, sheet_id: int) -> TabPlan:
    """The plan for one tab; `sheet_id` is the id to make it with where it is missing."""
    if sheet is None:
        return _new_tab(wanted, sheet_id)
    layout = find_layout(sheet, wanted)
    if layout is None:
        return _new_header(sheet, wanted)
    changes = _header_change(sheet, wanted, layout)
    touched: dict[int, str] = {}
    rows_of = rows_by_key(sheet, layout)
    for key, rows in rows_of.items():
        for number, row in enumerate(rows):
            change = _row_change(sheet, row, wanted, layout, key, again=number > 0)
            if change:
                changes[row] = change
                touched[row] = key
    new = [key for key in wanted.rows if key not in rows_of]
    append = _append(sheet.sheet_id, wanted, layout, new)
    return TabPlan(
        title=sheet.title,
        sheet_id=sheet.sheet_id,
        requests=(*row_requests(sheet.sheet_id, changes), *append),
        layout=layout,
        touched=touched,
        new_keys=frozenset(new),
        changes=changes,
        end=sheet.used_rows,
    )


def _new_header(sheet: Sheet, wanted: KeyedTab) -> TabPlan:
    """The header is gone: a new one is put above the first row with a key; the rest comes with
    the next try, when rows stand where they are then read."""
    keyed = (row for row in range(len(sheet.cells)) if sheet.cell(row, 0).value in wanted.rows)
    row = next(keyed, min(HEADER_ROW, sheet.used_rows))
    header = {row: _titles(wanted, range(len(wanted.titles)))}
    insert = [google.insert_rows(sheet.sheet_id, row, row + 1)] if sheet.used_rows else []
    return TabPlan(
        title=sheet.title,
        sheet_id=sheet.sheet_id,
        requests=(*insert, *row_requests(sheet.sheet_id, header)),
        layout=Layout(row, tuple(range(len(wanted.titles)))),
        unfinished=True,
    )


def _titles(wanted: KeyedTab, places: Sequence[int]) -> dict[int, Mapping[str, Any]]:
    return {at: google.cell_data(t) for at, t in zip(places, wanted.titles, strict=True)}


def _header_change(
    sheet: Sheet, wanted: KeyedTab, layout: Layout
) -> dict[int, dict[int, Mapping[str, Any]]]:
    wrong: dict[int, Mapping[str, Any]] = {
        at: google.cell_data(title)
        for at, title in zip(layout.places, wanted.titles, strict=True)
        if sheet.cell(layout.header, at).value != title
    }
    return {layout.header: wrong} if wrong else {}


def rows_by_key(sheet: Sheet, layout: Layout) -> dict[str, list[int]]:
    """Sheet rows of each key; more than one where somebody copied a row."""
    found: dict[str, list[int]] = {}
    for row in range(layout.header + 1, len(sheet.cells)):
        key = sheet.cell(row, layout.key).value
        if key:
            found.setdefault(str(key), []).append(row)
    return found


def _row_change(
    sheet: Sheet, row: int, wanted: KeyedTab, layout: Layout, key: str, *, again: bool
) -> dict[int, Mapping[str, Any]]:
    """Cells of one row that differ, by sheet column, as CellData."""
    should = wanted.rows.get(key)
    if should is None:
        cells: dict[int, Scalar | None] = {wanted.state: wanted.gone}
        links: Mapping[int, str] = {}
    else:
        cells, links = dict(enumerate(should.cells)), should.links
        if again:
            cells[wanted.state] = wanted.twice
    return {
        layout.places[at + 1]: google.cell_data(value, links.get(at))
        for at, value in cells.items()
        if not same(sheet.cell(row, layout.places[at + 1]).value, value)
    }


def same(stands: Scalar | None, should: Scalar | None) -> bool:
    """Whether a cell holds this value; empty text and nothing are one, TRUE and 1 are not."""
    if stands in (None, "") or should in (None, ""):
        return stands in (None, "") and should in (None, "")
    return stands == should and isinstance(stands, bool) == isinstance(should, bool)


def row_requests(
    sheet_id: int, changes: Mapping[int, Mapping[int, Mapping[str, Any]]]
) -> list[Request]:
    """`updateCells` for changed cells: neighbours in a row together, equal shapes of neighbouring
    rows in one rectangle."""
    blocks: list[tuple[int, int, list[list[Mapping[str, Any]]]]] = []
    for row in sorted(changes):
        for start, end in _runs(sorted(changes[row])):
            cells = [changes[row][column] for column in range(start, end)]
            last = next((b for b in reversed(blocks[-8:]) if b[1] == start), None)
            if last and last[0] + len(last[2]) == row and len(last[2][0]) == len(cells):
                last[2].append(cells)
            else:
                blocks.append((row, start, [cells]))
    return [
        google.update_block(sheet_id, row, column, rows, _FIELDS) for row, column, rows in blocks
    ]


def _runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number:
            runs[-1] = (runs[-1][0], number + 1)
        else:
            runs.append((number, number + 1))
    return runs


def _append(sheet_id: int, wanted: KeyedTab, layout: Layout, keys: Sequence[str]) -> list[Request]:
    if not keys:
        return []
    width = max(layout.places) + 1
    rows = []
    for key in keys:
        row = wanted.rows[key]
        cells: list[Mapping[str, Any]] = [{} for _ in range(width)]
        cells[layout.key] = google.cell_data(key)
        for at, value in enumerate(row.cells):
            cells[layout.places[at + 1]] = google.cell_data(value, row.links.get(at))
        rows.append(cells)
    return [google.append_cells(sheet_id, rows, _FIELDS)]


def _new_tab(wanted: KeyedTab, sheet_id: int) -> TabPlan:
    columns = len(wanted.titles)
    header = GridRange(sheet_id, HEADER_ROW, HEADER_ROW + 1, 0, columns)
    below = GridRange(sheet_id, HEADER_ROW + 1, None, 0, columns)
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
        *row_requests(sheet_id, {HEADER_ROW: _titles(wanted, range(columns))}),
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
    requests += _append(sheet_id, wanted, layout, list(wanted.rows))
    return TabPlan(
        title=wanted.title,
        sheet_id=sheet_id,
        requests=tuple(requests),
        layout=layout,
        new_keys=frozenset(wanted.rows),
        end=HEADER_ROW + 1,
    )


def came_out_right(plan: TabPlan, wanted: KeyedTab, after: SpreadsheetSnapshot) -> bool:
    """Whether the rows that were written hold what their own key deserves, and all new keys are
    there: else somebody moved rows between our read and our write."""
    sheet, layout = after.by_id(plan.sheet_id), plan.layout
    if plan.unfinished:
        return False
    if sheet is None:
        return not plan.touched and not plan.new_keys
    keys = {str(sheet.cell(row, layout.key).value or "") for row in range(len(sheet.cells))}
    if not plan.new_keys <= keys:
        return False
    return all(
        sheet.cell(row, layout.key).value == key
        and not _row_change(
            sheet, row, wanted, layout, key, again=_is_copy(sheet, row, wanted, layout)
        )
        for row, key in plan.touched.items()
    )


def _is_copy(sheet: Sheet, row: int, wanted: KeyedTab, layout: Layout) -> bool:
    return sheet.cell(row, layout.state(wanted)).value == wanted.twice


def remarks(sheet: Sheet, wanted: KeyedTab) -> dict[str, list[Scalar | None]]:
    """What officers wrote beside our columns, by key; rows without remarks are left out."""
    layout = find_layout(sheet, wanted)
    if layout is None:
        return {}
    found = {}
    for key, rows in rows_by_key(sheet, layout).items():
        for row in rows:
            cells = enumerate(sheet.cells[row])
            texts = [cell.value for at, cell in cells if at not in layout.places]
            if any(value not in (None, "") for value in texts):
                found[key] = texts
    return found
