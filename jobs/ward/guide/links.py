"""The reference pages at the end of the tab of instructions: as the campaign names them now."""

import hashlib
from collections.abc import Sequence

from jobs.ward.guide.tab import KEY, SENTENCE, GuideLine, insert_lines
from sheets_client import requests as google
from sheets_client.requests import CellWrite, Request
from sheets_client.snapshot import Sheet
from sheets_schema.campaign import Campaign, Link
from sheets_schema.messages import LANGUAGES, text

# Hidden beside a link: the address cannot be seen in what is read of a sheet.
LINK = "#link:"


def link_lines(campaign: Campaign) -> list[GuideLine]:
    """A line for each page."""
    return [GuideLine(one.title, link=one.url, key=_key(one)) for one in campaign.links]


def _key(link: Link) -> str:
    return LINK + hashlib.sha256(f"{link.title}\x1f{link.url}".encode()).hexdigest()[:12]


def bring_links(guide: Sheet, campaign: Campaign) -> list[Request]:
    """What makes the links of the tab those of the campaign; nothing where they are, or where the
    unit removed their heading. More of them are inserted, one too many is emptied."""
    heading = _heading(guide)
    if heading is None:
        return []
    wanted, here = link_lines(campaign), _rows(guide, heading)
    if [_said(guide, row) for row in here] == [(one.sentence, one.key) for one in wanted]:
        return []
    return [*_rewritten(guide, here, wanted), *_inserted(guide, heading, here, wanted)]


def _heading(guide: Sheet) -> int | None:
    titles = {text("guide-links", language) for language in LANGUAGES}
    rows = range(len(guide.cells))
    return next((row for row in rows if guide.cell(row, 0).value in titles), None)


def _rows(guide: Sheet, heading: int) -> list[int]:
    """The rows of links: what stands below the heading, of an earlier version too."""
    rows = []
    for row in range(heading + 1, len(guide.cells)):
        said, key = _said(guide, row)
        if not said or not (key.startswith(LINK) or not key):
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
