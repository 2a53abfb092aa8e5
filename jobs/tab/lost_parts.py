"""Our header or columns that somebody deleted come back: inserted, so that nobody's are taken."""

from collections.abc import Mapping, Sequence

from jobs.tab.formats import HEADER_FIELDS, HEADER_LOOK
from jobs.tab.intent import Intent
from jobs.tab.layout import OURS, Found, mark_values, new_mark
from jobs.tab.row_requests import row_requests
from sheets_client import requests as google
from sheets_client.requests import Request
from sheets_client.snapshot import GridRange, Sheet


def bring_back(
    sheet: Sheet,
    titles: Sequence[str],
    found: Found,
    at: int,
    hidden: Sequence[int] = (),
    widths: Mapping[int, int] | None = None,
    behind: int | None = None,
    key: int | None = None,
    headed: bool = True,
) -> tuple[list[Request], Intent]:
    """Requests for what is missing, and what they mean. A new header row is put at row `at`;
    `hidden` and `widths` (pixels) are by the number of the title. Where none of our columns is
    left they are put `behind` a column; `key` is the column that tells rows apart, ours otherwise.
    """
    places, inserted = _places(found.places, behind)
    requests = [google.insert_columns(sheet.sheet_id, place, place + 1) for place in inserted]
    rows: list[int | None] | None = None
    header = found.header
    if header is None:
        header = at
        rows = [*range(at), None, *range(at, len(sheet.cells))]
        if sheet.used_rows:
            requests.append(google.insert_rows(sheet.sheet_id, at, at + 1))
    heads = dict(zip(places, titles, strict=True))
    written = {
        place: google.cell_data(title)
        for place, title in heads.items()
        if headed and (found.header is None or place in inserted)
    }
    requests += row_requests(sheet.sheet_id, {header: written})
    for number, place in enumerate(places):
        if place in inserted:
            pixels = (widths or {}).get(number, 0)
            requests += _dress(
                sheet.sheet_id, header if headed else None, place, number in hidden, pixels
            )
            mark = new_mark(OURS, mark_values(titles)[number])
            requests.append(google.mark_column(sheet.sheet_id, place, mark))
    intent = Intent(
        before=sheet,
        header=header if headed else None,
        heads=heads if headed else {},
        key=places[0] if key is None else _moved(key, inserted),
        writes={header: written} if written else {},
        rows=rows,
        inserted=frozenset(inserted),
        covers=True,
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
    inserted: list[int] = []
    new_at: dict[int, int] = {}
    for count, (left, number) in enumerate(sorted(order)):
        new_at[number] = left + 1 + count
        inserted.append(left + 1 + count)
    return [
        new_at[n] if at is None else _moved(at, inserted) for n, at in enumerate(found)
    ], inserted


def _moved(at: int, inserted: Sequence[int]) -> int:
    for place in inserted:
        at += place <= at
    return at


def _dress(
    sheet_id: int, header: int | None, place: int, hidden: bool, pixels: int
) -> list[Request]:
    requests = []
    if header is not None:
        head = GridRange(sheet_id, header, header + 1, place, place + 1)
        requests.append(google.repeat_format(head, HEADER_LOOK, HEADER_FIELDS))
    if hidden:
        requests.append(google.set_dimension(sheet_id, "COLUMNS", place, place + 1, hidden=True))
    elif pixels:
        requests.append(google.set_dimension(sheet_id, "COLUMNS", place, place + 1, pixels=pixels))
    return requests
