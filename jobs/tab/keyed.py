"""A tab whose rows are known by a key in our first column: what it should say and where it does.

The key is written once. Columns of the officers' are in no write range.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from jobs.tab.intent import Intent, said
from jobs.tab.layout import (
    TAB,
    Found,
    Layout,
    Likeness,
    find_header,
    find_places,
    new_mark,
)
from jobs.tab.row_requests import same
from sheets_client import requests as google
from sheets_client.requests import CellWrite, Request
from sheets_client.snapshot import Scalar, Sheet


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
    """Requests for a tab. `intent` is what they mean, None for a tab that they make; `marks` are
    requests to send along with others; `end` is the first row below everything; `twice` counts
    second copies of a key that stay; `unfinished` asks for one more try."""

    sheet_id: int
    requests: tuple[Request, ...]
    layout: Layout
    intent: Intent | None = None
    marks: tuple[Request, ...] = ()
    end: int = 0
    twice: int = 0
    unfinished: bool = False


def find_columns(sheet: Sheet, wanted: KeyedTab) -> Found:
    """Our columns wherever officers have them now; None for what is gone."""
    header = find_header(sheet, wanted.titles)
    (key,) = find_places(sheet, header, wanted.titles[:1], partial(_key_likeness, sheet, wanted))
    rows = rows_of_keys(sheet, key, header, wanted) if key is not None else {}
    likeness = partial(_likeness, sheet, wanted, rows, key)
    return Found(header, find_places(sheet, header, wanted.titles, likeness))


def find_layout(sheet: Sheet, wanted: KeyedTab) -> Layout | None:
    """Where our columns stand; None where one of them, or the header, is gone."""
    return find_columns(sheet, wanted).whole


def _key_likeness(sheet: Sheet, wanted: KeyedTab, column: int, _number: int) -> Likeness:
    cells = (said(sheet.cell(row, column).value) for row in range(len(sheet.cells)))
    filled = [text for text in cells if text and text != wanted.titles[0]]
    return Likeness(len(filled), sum(text in wanted.rows or "/" in text for text in filled))


def _likeness(
    sheet: Sheet,
    wanted: KeyedTab,
    rows: Mapping[str, Sequence[int]],
    key: int | None,
    column: int,
    number: int,
) -> Likeness:
    if number == 0:
        return Likeness(1, int(column == key))
    filled = alike = 0
    for name, (row, *_) in rows.items():
        stands = sheet.cell(row, column)
        if name in wanted.rows and not stands.empty:
            filled += 1
            alike += same(stands.value, wanted.rows[name].cells[number - 1])
    return Likeness(filled, alike)


def rows_of_keys(
    sheet: Sheet, key: int, header: int | None, wanted: KeyedTab
) -> dict[str, list[int]]:
    """Sheet rows by the key that stands in them."""
    found: dict[str, list[int]] = {}
    for row in range(len(sheet.cells)):
        text = said(sheet.cell(row, key).value)
        # Above the header, where a header sorted among its rows has some, may be anybody's words.
        below = header is None or row > header
        if text and row != header and (below or text in wanted.rows):
            found.setdefault(text, []).append(row)
    return found


def beside(sheet: Sheet, row: int, layout: Layout) -> bool:
    """Whether somebody wrote into the row, outside our columns."""
    cells = enumerate(sheet.cells[row])
    return any(not cell.empty for at, cell in cells if at not in layout.places)


def with_stamp(plan: TabPlan, stamp: str) -> TabPlan:
    """The plan with a line above the header that says as of when; an unfinished one has no room
    for it yet."""
    if plan.unfinished:
        return plan
    row, column = plan.layout.header - 1, plan.layout.places[1]
    requests = google.update_cells(plan.sheet_id, [CellWrite(row, column, stamp)])
    intent = plan.intent
    if intent is not None:
        writes = {**intent.writes, row: {column: google.cell_data(stamp)}}
        intent = replace(intent, writes=writes)
    return replace(plan, requests=(*plan.requests, *requests), intent=intent)


def mark_tab(sheet: Sheet, title: str) -> list[Request]:
    """The mark by which a tab is known when somebody renames it."""
    if any(mark.key == TAB and mark.value == title for mark in sheet.marks):
        return []
    return [google.mark_sheet(sheet.sheet_id, new_mark(TAB, title))]
