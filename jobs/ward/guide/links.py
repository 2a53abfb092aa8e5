"""The reference pages at the end of the tab of instructions: as the campaign names them now."""

import hashlib

from jobs.ward.guide.section import bring_lines, heading_row
from jobs.ward.guide.tab import GuideLine
from sheets_client.requests import Request
from sheets_client.snapshot import Sheet
from sheets_schema.campaign import Campaign, Link
from sheets_schema.messages import text

# Hidden beside a link: the address cannot be seen in what is read of a sheet.
LINK = "#link:"
_ADDED = "\x1fadded"


def link_lines(campaign: Campaign, language: str) -> list[GuideLine]:
    """A line for each page; what the office added to those of the letter says so."""
    return [GuideLine(_said(one, language), link=one.url, key=_key(one)) for one in campaign.links]


def _said(link: Link, language: str) -> str:
    return text("guide-link-added", language, title=link.title) if link.added else link.title


def _key(link: Link) -> str:
    return (
        LINK
        + hashlib.sha256(f"{link.title}\x1f{link.url}{_ADDED * link.added}".encode()).hexdigest()[
            :12
        ]
    )


def bring_links(guide: Sheet, campaign: Campaign, language: str) -> list[Request]:
    """What makes the links of the tab those of the campaign; nothing where they are, or where the
    unit removed their heading."""
    heading = heading_row(guide, "guide-links")
    return (
        [] if heading is None else bring_lines(guide, heading, LINK, link_lines(campaign, language))
    )
