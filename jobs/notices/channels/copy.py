"""The way by people's hands: one text for the group that all units read, with counts only."""

from collections.abc import Sequence
from datetime import datetime

from jobs.unit.progress import Progress
from jobs.unit.standing import due_of, standing_word
from sheets_schema.campaign import Campaign
from sheets_schema.messages import said_moment, text


def group_text(found: Sequence[Progress], campaign: Campaign, now: datetime, language: str) -> str:
    """What an officer pastes into the units' own group: who is not ready and what each one still
    has to do, in the register's order; empty when all are. `now` is aware."""
    open_ = [one for one in found if not one.well]
    if not open_:
        return ""
    facts = {"campaign": campaign.title[language], "due": said_moment(campaign.due)}
    late = now > campaign.due
    head = text("notice-group-late" if late else "notice-group", language, **facts)
    lines = [_line(one, campaign, language) for one in open_]
    counts = text("notice-group-count", language, n=len(open_), all=len(found))
    return "\n".join((head, counts, *lines, text("notice-group-please", language)))


def _line(one: Progress, campaign: Campaign, language: str) -> str:
    what, due = _what(one, language), due_of(campaign, one.unit)
    if due != campaign.due:
        what = text("notice-group-extended", language, what=what, due=said_moment(due))
    return text("notice-group-unit", language, unit=one.unit.name, what=what)


def _what(one: Progress, language: str) -> str:
    counts = {
        "notice-must-fix": sum(part.must_fix for part in one.lists),
        "notice-please-check": sum(part.please_check for part in one.lists),
    }
    said = [text(code, language, n=n) for code, n in counts.items() if n]
    if one.standing in ("unreadable", "not-started") or not said:
        return standing_word(one.standing, language)
    return ", ".join(said)
