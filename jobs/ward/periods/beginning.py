"""Lists that begin a period empty: a tab of their own, the old one renamed and not read any more.

Nothing is emptied: the tab of the last period stays as it is, under its title and the period's. The
range that warns before it is edited marks it too, for a store that does not remember it.
"""

from collections.abc import Iterator, Sequence
from functools import cache

from jobs.store.layout import Layout, PastList
from jobs.tab.blank.lists import list_requests
from jobs.tab.blank.ours import ours_come_first
from jobs.tab.fresh_ids import FreshIds
from sheets_client import requests as google
from sheets_client.requests import Request
from sheets_client.snapshot import GridRange, Sheet, SpreadsheetSnapshot
from sheets_schema.campaign import Table
from sheets_schema.messages import LANGUAGES, text

LONGEST_TITLE = 100


def ended(snapshot: SpreadsheetSnapshot, layout: Layout) -> frozenset[int]:
    """The ids of the tabs of periods that ended."""
    remembered = {one.sheet_id for one in layout.past}
    return frozenset(
        sheet.sheet_id
        for sheet in snapshot.sheets
        if sheet.sheet_id in remembered or _is_marked(sheet)
    )


def _is_marked(sheet: Sheet) -> bool:
    return any(said.startswith(_marks()) for said, _ in sheet.protected)


@cache
def _marks() -> tuple[str, ...]:
    end = "\0"
    said = (text("protection-past", language, period=end) for language in LANGUAGES)
    return tuple(one.partition(end)[0] for one in said)


def begin_lists(
    snapshot: SpreadsheetSnapshot, layout: Layout, tables: Sequence[Table], language: str
) -> list[Request]:
    """What brings the workbook into the next period; nothing where it is in it."""
    by_name, ids = {table.name: table for table in tables}, FreshIds(snapshot)
    titles = {sheet.title.casefold() for sheet in snapshot.sheets}
    requests: list[Request] = []
    made = 0
    for sheet, past in _to_end(snapshot, layout):
        title = _free(_titled(sheet.title, past), titles)
        titles = (titles - {sheet.title.casefold()}) | {title.casefold()}
        requests += _rename(sheet, title, past, language)
        for table in (by_name[name] for name in _lists(layout, sheet) if name in by_name):
            if table.title.casefold() not in titles:
                titles.add(table.title.casefold())
                place, ours = sheet.index + made, ours_come_first(sheet)
                requests += list_requests(table, ids.take(), place, language, ours=ours)
                made += 1
    return requests


def _to_end(snapshot: SpreadsheetSnapshot, layout: Layout) -> Iterator[tuple[Sheet, PastList]]:
    """Tabs that are still as in the last period, in their order."""
    past = {one.sheet_id: one for one in layout.past}
    for sheet in sorted(snapshot.sheets, key=lambda one: one.index):
        if sheet.sheet_id in past and not _is_marked(sheet):
            yield sheet, past[sheet.sheet_id]


def _lists(layout: Layout, sheet: Sheet) -> list[str]:
    """The lists that stood in a tab."""
    return [one.table for one in layout.past if one.sheet_id == sheet.sheet_id]


def _titled(title: str, past: PastList) -> str:
    end = f" ({past.period})"
    return title[: LONGEST_TITLE - len(end)] + end


def _free(title: str, taken: set[str]) -> str:
    number, found = 1, title
    while found.casefold() in taken:
        number += 1
        found = f"{title[: LONGEST_TITLE - 5]} {number}"
    return found


def _rename(sheet: Sheet, title: str, past: PastList, language: str) -> Iterator[Request]:
    yield google.rename_sheet(sheet.sheet_id, title)
    warning = text("protection-past", language, period=past.period)
    yield google.warn_before_edit(GridRange(sheet.sheet_id), warning)
