"""What the tab of instructions says of personal data: purpose, ground, term, contact, rights."""

from jobs.ward.guide.section import bring_lines, heading_row
from jobs.ward.guide.tab import RECEIPT, GuideLine, heading, insert_lines, row_of
from sheets_client.requests import Request
from sheets_client.snapshot import Sheet
from sheets_schema.campaign import Campaign
from sheets_schema.messages import text

PRIVACY = "#privacy:"
_PARTS = ("purpose", "basis", "kept", "contact")


def privacy_lines(campaign: Campaign, language: str) -> list[GuideLine]:
    """A line for each part that the campaign declares; none where it declares nothing."""
    if campaign.privacy is None:
        return []
    declared = {part: getattr(campaign.privacy, part).get(language) for part in _PARTS}
    said = [
        GuideLine(text(f"guide-privacy-{part}", language, said=words), key=f"{PRIVACY}{part}")
        for part, words in declared.items()
        if words
    ]
    return [*said, GuideLine(text("guide-privacy-rights", language), key=f"{PRIVACY}rights")]


def bring_privacy(guide: Sheet, campaign: Campaign, language: str) -> list[Request]:
    """What makes a tab say it that was made before the campaign declared it, or declared something
    else. Who is asked for data of persons is told so as long as the tab stands: a heading that was
    removed comes back at the end."""
    wanted = privacy_lines(campaign, language)
    at = heading_row(guide, "guide-privacy")
    if at is not None:
        return bring_lines(guide, at, PRIVACY, wanted)
    # A tab of the unit's own, with the tick in it, has no receipt.
    if not wanted or row_of(guide, RECEIPT) is None:
        return []
    lines = [heading("guide-privacy", language), *wanted]
    return insert_lines(guide.sheet_id, guide.used_rows, lines)
