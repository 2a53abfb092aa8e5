"""The reference pages at the end of the tab of instructions: as the campaign names them now."""

import hashlib

from jobs.ward.guide.section import bring_lines, heading_row
from jobs.ward.guide.tab import GuideLine
from sheets_client.requests import Request
from sheets_client.snapshot import Sheet
from sheets_schema.campaign import Campaign, Link

# Hidden beside a link: the address cannot be seen in what is read of a sheet.
LINK = "#link:"


def link_lines(campaign: Campaign) -> list[GuideLine]:
    """A line for each page."""
    return [GuideLine(one.title, link=one.url, key=_key(one)) for one in campaign.links]


def _key(link: Link) -> str:
    return LINK + hashlib.sha256(f"{link.title}\x1f{link.url}".encode()).hexdigest()[:12]


def bring_links(guide: Sheet, campaign: Campaign) -> list[Request]:
    """What makes the links of the tab those of the campaign; nothing where they are, or where the
    unit removed their heading."""
    heading = heading_row(guide, "guide-links")
    return [] if heading is None else bring_lines(guide, heading, LINK, link_lines(campaign))
