"""Our header or columns that somebody deleted come back: inserted, so that nobody's are taken."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from jobs.tab.formats import HEADER_FIELDS, HEADER_LOOK
from jobs.tab.intent import CellData, Covers, Intent
from jobs.tab.layout import OURS, Found, mark_values, new_mark
from jobs.tab.row_requests import row_requests
from sheets_client import requests as google
from sheets_client.requests import Request
from sheets_client.snapshot import GridRange, Sheet


@dataclass(frozen=True, slots=True)
class Parts:
    """What our part of a tab is. `hidden` and `widths` (pixels) are by the number of the title;
    `headed` says that the titles stand in a row. Where none of our columns is left they are put
    `behind` a column; `key` is the column that tells rows apart, None where it is our first."""

    titles: Sequence[str]
    hidden: Sequence[int] = ()
    widths: Mapping[int, int] = field(default_factory=dict)
    headed: bool = True
    behind: int | None = None
    key: int | None = None


def bring_back(
    sheet: Sheet, parts: Parts, found: Found, row: int = 0
) -> tuple[list[Request], Intent]:
    """Requests for what is missing, and what they mean. A new header row is put at `row`."""
    places, inserted = _places(found.places, parts.behind)
    header = row if found.header is None else found.header
    new_header = found.header is None
    heads = dict(zip(places, parts.titles, strict=True)) if parts.headed else {}
    written: dict[int, CellData] = {
        at: google.cell_data(title) for at, title in heads.items() if new_header or at in inserted
    }
    requests = [google.insert_columns(sheet.sheet_id, at, at + 1) for at in inserted]
    if new_header and sheet.used_rows:
        requests.append(google.insert_rows(sheet.sheet_id, row, row + 1))
    requests += row_requests(sheet.sheet_id, {header: written})
    requests += _dressed(sheet.sheet_id, parts, header, places, inserted)
    requests += _marked(sheet, parts, places, inserted)
    intent = Intent(
        before=sheet,
        header=header if parts.headed else None,
        heads=heads,
        key=places[0] if parts.key is None else _moved(parts.key, inserted),
        writes={header: written} if written else {},
        rows=[*range(row), None, *range(row, len(sheet.cells))] if new_header else None,
        inserted=frozenset(inserted),
        covers=Covers.KEYED,
    )
    return requests, intent


def _places(found: Sequence[int | None], behind_all: int | None) -> tuple[list[int], list[int]]:
    """The columns after the missing ones are inserted, each behind the one before it in our
    order; and which are new, ascending."""
    known = [at for at in found if at is not None]
    order: list[tuple[int, int]] = []
    behind = min(known) - 1 if known else -1 if behind_all is None else behind_all
    for number, at in enumerate(found):
        if at is None:
            order.append((behind, number))
        else:
            behind = at
    new_at = {number: left + 1 + n for n, (left, number) in enumerate(sorted(order))}
    inserted = sorted(new_at.values())
    places = (new_at[n] if at is None else _moved(at, inserted) for n, at in enumerate(found))
    return list(places), inserted


def _moved(at: int, inserted: Sequence[int]) -> int:
    for place in inserted:
        at += place <= at
    return at


def _dressed(
    sheet_id: int, parts: Parts, header: int, places: Sequence[int], inserted: Sequence[int]
) -> list[Request]:
    """The looks of new columns."""
    requests = []
    for number, at in enumerate(places):
        if at not in inserted:
            continue
        if parts.headed:
            head = GridRange(sheet_id, header, header + 1, at, at + 1)
            requests.append(google.repeat_format(head, HEADER_LOOK, HEADER_FIELDS))
        hidden, pixels = number in parts.hidden, parts.widths.get(number, 0)
        if hidden or pixels:
            requests.append(
                google.set_dimension(sheet_id, "COLUMNS", at, at + 1, hidden=hidden, pixels=pixels)
            )
    return requests


def _marked(
    sheet: Sheet, parts: Parts, places: Sequence[int], inserted: Sequence[int]
) -> list[Request]:
    """Marks for the new columns, and for the others where they have none: a tab is marked whole
    or not at all."""
    held = {mark.value for marks in sheet.column_marks.values() for mark in marks}
    return [
        google.mark_column(sheet.sheet_id, at, new_mark(OURS, value))
        for at, value in zip(places, mark_values(parts.titles), strict=True)
        if at in inserted or value not in held
    ]
