"""One message a day for the officers: how far the units are, and what needs a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from jobs.store.notices import DIGEST, Notice
from jobs.store.work.ledger import Work
from jobs.unit.submission import Submission
from jobs.workbooks.sharing import names_of
from sheets_schema.campaign import Campaign
from sheets_schema.messages import said_moment, text


@dataclass(frozen=True, slots=True)
class Office:
    """What the district's own side has to say: the last publication, work that failed, and codes
    of the units whose workbook is open to all."""

    published: Mapping[str, Any] | None
    failures: Sequence[Work]
    open_to_all: Sequence[str] = ()


def digest(
    submissions: Sequence[Submission],
    office: Office,
    campaign: Campaign,
    now: datetime,
    language: str,
) -> Notice:
    """The digest of the day of `now` (aware, on the campaign's wall clock)."""
    moment = said_moment(now)
    title = campaign.title[language]
    well = sum(one.well for one in submissions)
    names = {one.unit.key: one.unit.name for one in submissions}
    lines = [
        text("digest-sentence", language, right=well, all=len(submissions), as_of=moment),
        _published(office.published, now, language),
        *_groups(submissions, campaign, now, language),
        *_open_to_all(office.open_to_all, names, language),
        *_failures(office.failures, names, language),
    ]
    subject = text("digest-subject", language, campaign=title, as_of=moment)
    return Notice("", DIGEST, now.date().isoformat(), subject, "\n".join(lines))


def _published(published: Mapping[str, Any] | None, now: datetime, language: str) -> str:
    if published is None:
        return text("board-not-published", language)
    as_of = datetime.fromtimestamp(published["as_of"], now.tzinfo)
    number = published["number"]
    return text("board-published", language, number=number, as_of=said_moment(as_of))


def _groups(
    submissions: Sequence[Submission], campaign: Campaign, now: datetime, language: str
) -> list[str]:
    open_ = [one for one in submissions if not one.well]
    groups = {
        "late": [one for one in submissions if one.late],
        "unreadable": [one for one in open_ if one.standing == "unreadable"],
        "not-started": [one for one in open_ if one.standing == "not-started"],
        "not-seen": [one for one in open_ if one.standing == "not-seen"],
        "stuck": [one for one in open_ if one.stuck],
    }
    return [
        text(
            f"digest-{name}", language, n=len(some), units=", ".join(one.unit.name for one in some)
        )
        for name, some in groups.items()
        if some
    ]


def _open_to_all(codes: Sequence[str], names: Mapping[str, str], language: str) -> list[str]:
    called = names_of(codes, names, language)
    return [text("board-open-to-all", language, units=", ".join(called))] if called else []


def _failures(failures: Sequence[Work], names: Mapping[str, str], language: str) -> list[str]:
    if not failures:
        return [text("digest-no-failures", language)]
    return [text("digest-failures", language, n=len(failures))] + [
        text("digest-failure", language, what=_what(row, names, language), why=row.reason)
        for row in failures[:20]
    ]


def _what(row: Work, names: Mapping[str, str], language: str) -> str:
    said = text(f"job-{row.job}", language)
    return f"{said}: {names.get(row.subject, row.subject)}" if row.subject else said
