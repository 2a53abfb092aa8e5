"""The way by people's hands: one text for the group that all units read, with counts only."""

from collections.abc import Sequence
from datetime import datetime

from jobs.unit.standing import standing_word
from jobs.unit.submission import Submission
from sheets_schema.campaign import Campaign
from sheets_schema.finding import Severity
from sheets_schema.messages import said_moment, text


def group_text(
    submissions: Sequence[Submission], campaign: Campaign, now: datetime, language: str
) -> str:
    """What an officer pastes into the units' own group: who is not ready and what each one still
    has to do, in the register's order; empty when all are. `now` is aware."""
    open_ = [one for one in submissions if not one.acceptance.now]
    if not open_:
        return ""
    facts = {"campaign": campaign.title[language], "due": said_moment(campaign.due)}
    late = now > campaign.due
    head = text("notice-group-late" if late else "notice-group", language, **facts)
    lines = [_line(one, campaign, language) for one in open_]
    counts = text("notice-group-count", language, n=len(open_), all=len(submissions))
    return "\n".join((head, counts, *lines, text("notice-group-please", language)))


def _line(one: Submission, campaign: Campaign, language: str) -> str:
    what = _what(one, language)
    if one.due != campaign.due:
        what = text("notice-group-extended", language, what=what, due=said_moment(one.due))
    return text("notice-group-unit", language, unit=one.unit.name, what=what)


def _what(one: Submission, language: str) -> str:
    counts = {
        "notice-must-fix": one.open[Severity.MUST_FIX.value],
        "notice-please-check": one.open[Severity.PLEASE_CHECK.value],
    }
    said = [text(code, language, n=n) for code, n in counts.items() if n]
    if one.standing in ("unreadable", "not-started", "not-seen", "unconfirmed") or not said:
        return standing_word(one.standing, language)
    return ", ".join(said)
