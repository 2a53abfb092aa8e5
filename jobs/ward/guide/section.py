"""The lines below a heading of the tab of instructions, brought to what the campaign says now."""

from collections.abc import Sequence
from itertools import takewhile

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
    guide: Sheet, heading: int, prefix: str, wanted: Sequence[GuideLine], *, keyed: bool = False
) -> list[Request]:
    """What makes the lines below the heading those that are `wanted`; nothing where they are. Their
    keys begin with `prefix`. More of them are inserted, one too many is emptied. `keyed` says that
    no version wrote them without a key."""
    here = _rows(guide, heading, prefix, 0 if keyed else len(wanted))
    if [_said(guide, row) for row in here] == [(one.sentence, one.key) for one in wanted]:
        return []
    return [*_rewritten(guide, here, wanted), *_inserted(guide, heading, here, wanted)]


def _rows(guide: Sheet, heading: int, prefix: str, most: int) -> list[int]:
    """Where our lines stand below the heading, known by their key: what a unit writes among them or
    right below is its own. An earlier version gave them none: then the first, and at `most` so
    many."""
    below = range(heading + 1, len(guide.cells))
    if keyed := [row for row in below if _said(guide, row)[1].startswith(prefix)]:
        return keyed
    return list(takewhile(lambda row: _is_without_key(guide, row), below))[:most]


def _is_without_key(guide: Sheet, row: int) -> bool:
    said, key = _said(guide, row)
    return bool(said) and not key


def _said(guide: Sheet, row: int) -> tuple[str, str]:
    said, key = guide.cell(row, SENTENCE).value, guide.cell(row, KEY).value
    return str(said or ""), str(key or "")


def _rewritten(guide: Sheet, here: Sequence[int], wanted: Sequence[GuideLine]) -> list[Request]:
    writes = []
    for at, row in enumerate(here):
        line = wanted[at] if at < len(wanted) else GuideLine("")
        said, key = _said(guide, row)
        if (said, key) != (line.sentence, line.key):
            writes.append(CellWrite(row, SENTENCE, line.sentence, line.link))
        if key != line.key:
            writes.append(CellWrite(row, KEY, line.key))
    return google.update_cells(guide.sheet_id, writes)


def _inserted(
    guide: Sheet, heading: int, here: Sequence[int], wanted: Sequence[GuideLine]
) -> list[Request]:
    at = (here[-1] if here else heading) + 1
    return insert_lines(guide.sheet_id, at, wanted[len(here) :])
