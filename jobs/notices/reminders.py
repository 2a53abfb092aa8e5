"""Which unit is reminded of what, and in which words: pure, with the time as an argument."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from jobs.store.notices import ESCALATED, Notice
from jobs.unit.states import describe
from jobs.unit.submission import ListCompleteness, Submission
from sheets_schema.campaign import Campaign
from sheets_schema.messages import said_moment, text

FIVE_DAYS, TWO_DAYS, LAST_DAY, LATE = "five-days", "two-days", "last-day", "late"
KINDS = (FIVE_DAYS, TWO_DAYS, LAST_DAY, LATE)
# What an officer asks for on a day of their own choice.
BY_HAND = "by-hand"
# Who has not answered a week after the deadline is a matter between people.
LATE_DAYS = 7
Link = Callable[[str], str]
"""Where a person opens a spreadsheet, from its id."""


def reminder_kind(due: datetime, now: datetime) -> str | None:
    """The notice that is right at `now` for a deadline: one of `KINDS`, or None.

    A notice whose own day was missed, on a weekend or without power, is right until the next
    one is; each is sent once, so that nobody hears the same twice.
    """
    if now > due:
        return LATE if (now - due).days < LATE_DAYS else None
    left = (due.date() - now.astimezone(due.tzinfo).date()).days
    if left == 0:
        return LAST_DAY
    if left <= 2:
        return TWO_DAYS
    return FIVE_DAYS if left <= 5 else None


def reminders(
    submissions: Iterable[Submission], campaign: Campaign, now: datetime, link: Link, language: str
) -> list[Notice]:
    """The notices that are right at `now`, one at most for each unit that is not ready.

    Of a workbook that was never read nothing is known, so nothing is said; nor to a unit behind
    its lock, which can do nothing any more.
    """
    notices = []
    for one in submissions:
        kind = reminder_kind(one.due, now)
        if kind and _has_to_do(one, now, language):
            notices.append(_notice(one, kind, campaign, now, link, language))
    return notices


def reminders_by_hand(
    submissions: Iterable[Submission], campaign: Campaign, now: datetime, link: Link, language: str
) -> list[Notice]:
    """The same on any day, for each unit that is not ready; at most one a unit and day."""
    said = [one for one in submissions if _has_to_do(one, now, language)]
    notices = [_notice(one, BY_HAND, campaign, now, link, language) for one in said]
    return [replace(notice, day=now.date().isoformat()) for notice in notices]


def escalations(
    submissions: Iterable[Submission], campaign: Campaign, now: datetime, link: Link, language: str
) -> list[Notice]:
    """To the second addresses of units that stay overdue beyond the campaign's grace, once; not of
    a workbook that nobody could read, which may be no fault of the unit's."""
    grace = timedelta(days=campaign.escalate_after)
    return [
        _notice(one, ESCALATED, campaign, now, link, language)
        for one in submissions
        if one.unit.overdue_emails and one.late and now > one.due + grace
        if not one.unreadable and _has_to_do(one, now, language)
    ]


def _has_to_do(one: Submission, now: datetime, language: str) -> bool:
    if one.workbook.read_at is None or one.acceptance.now or (one.lock and now > one.lock):
        return False
    # Who was taken once and is mending since is not late any more.
    return bool(missing_lines(one, language)) and not (one.accepted and now > one.due)


def _notice(
    one: Submission, kind: str, campaign: Campaign, now: datetime, link: Link, language: str
) -> Notice:
    due, seen = one.due, one.workbook.read_at
    wording = LATE if now > due and kind != ESCALATED else kind
    read = datetime.fromtimestamp(seen or now.timestamp(), now.tzinfo)
    facts = {
        "unit": one.unit.name,
        "campaign": campaign.title[language],
        "due": said_moment(due),
        "as_of": said_moment(min(now, read)),
        "days": (due.date() - now.date()).days,
        "link": link(one.unit.spreadsheet)
        if one.unit.spreadsheet
        else text("notice-no-link", language),
        "office": campaign.office,
    }
    lines = [
        text("notice-to", language, **facts),
        text(f"notice-{wording}", language, **facts),
        *_lock_line(one.lock, language),
        text("notice-missing", language, **facts),
        *missing_lines(one, language),
        text("notice-please", language, **facts),
        text("notice-regards", language, **facts),
    ]
    subject = text("notice-subject-late" if now > due else "notice-subject", language, **facts)
    return Notice(one.unit.key, kind, due.date().isoformat(), subject, "\n".join(lines))


def _lock_line(lock: datetime | None, language: str) -> list[str]:
    return [text("notice-lock", language, lock=said_moment(lock))] if lock else []


def missing_lines(one: Submission, language: str) -> list[str]:
    """What is missing, a line for each list that is not ready; counts only."""
    lines = [_list_line(part, language) for part in one.lists if part.missing]
    if not lines and not one.unreadable:
        done = text("guide-done", language)
        lines = [text("notice-tick", language, done=done, tab=text("tab-guide", language))]
    if one.unreadable:
        why = describe(one.workbook.state, language)
        lines.insert(0, text("notice-trouble", language, why=why))
    return lines


def _list_line(part: ListCompleteness, language: str) -> str:
    said = []
    if part.empty:
        said.append(text("notice-empty", language))
    elif part.must_fix:
        said.append(text("notice-must-fix", language, n=part.must_fix))
    if part.unconfirmed:
        said.append(text("notice-unconfirmed", language, n=part.unconfirmed))
    if part.please_check and not part.empty:
        said.append(text("notice-please-check", language, n=part.please_check))
    title = part.title or text("place-workbook", language)
    return text("notice-list", language, list=title, missing=", ".join(said))
