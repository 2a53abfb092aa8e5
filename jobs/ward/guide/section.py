"""The lines below a heading of the tab of instructions, brought to what the campaign says now."""

from collections.abc import Sequence

from jobs.ward.guide.tab import KEY, SENTENCE, GuideLine, insert_lines
from sheets_client import requests as google
from sheets_client.requests import CellWrite, Request
from sheets_client.snapshot import Sheet
from sheets_schema.messages import LANGUAGES, text


def heading_row(guide: Sheet, key: str) -> int | None:
    """The row of the heading of that name in the catalogue, in any language."""
    titles = {text(key, language) for language in LANGUAGES}
    rows = range(len(guide.cells))
    return next((row for row in rows if guide.cell(row, 0).value in titles), None)


def bring_lines(
    guide: Sheet, heading: int, prefix: str, wanted: Sequence[GuideLine]
) -> list[Request]:
    """What makes the lines below the heading those that are `wanted`; nothing where they are. Their
    keys begin with `prefix`. More of them are inserted, one too many is emptied."""
    here = _rows(guide, heading, prefix)
    if [_said(guide, row) for row in here] == [(one.sentence, one.key) for one in wanted]:
        return []
    return [*_rewritten(guide, here, wanted), *_inserted(guide, heading, here, wanted)]


def _rows(guide: Sheet, heading: int, prefix: str) -> list[int]:
    """What stands below the heading, of an earlier version without keys too."""
    rows = []
    for row in range(heading + 1, len(guide.cells)):
        said, key = _said(guide, row)
        if not said or not (key.startswith(prefix) or not key):
            break
        rows.append(row)
    return rows


def _said(guide: Sheet, row: int) -> tuple[str, str]:
    said, key = guide.cell(row, SENTENCE).value, guide.cell(row, KEY).value
    return str(said or ""), str(key or "")


def _rewritten(guide: Sheet, here: Sequence[int], wanted: Sequence[GuideLine]) -> list[Request]:
    writes = []
    for at, row in enumerate(here):
        line = wanted[at] if at < len(wanted) else GuideLine("")
        if _said(guide, row) != (line.sentence, line.key):
            writes.append(CellWrite(row, SENTENCE, line.sentence, line.link))
            writes.append(CellWrite(row, KEY, line.key))
    return google.update_cells(guide.sheet_id, writes)


def _inserted(
    guide: Sheet, heading: int, here: Sequence[int], wanted: Sequence[GuideLine]
) -> list[Request]:
    at = (here[-1] if here else heading) + 1
    return insert_lines(guide.sheet_id, at, wanted[len(here) :])
