"""One message a day for the officers: how far the units are, and what needs a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from jobs.store.notices import DIGEST, Notice
from jobs.store.work.ledger import Work
from jobs.unit.standing import STANDINGS, standing_word
from jobs.unit.submission import Submission
from jobs.workbooks.sharing import Found, drift_lines
from sheets_schema.campaign import Campaign
from sheets_schema.finding import Severity
from sheets_schema.messages import said_moment, text

# By the name of a part its reports.
Parts = Sequence[tuple[str, Sequence[Submission]]]
# Of a province's parts no more are named: the board narrows to the others.
PARTS_NAMED = 40
# The one standing that asks nothing of anybody any more.
TAKEN = "done"


@dataclass(frozen=True, slots=True)
class Office:
    """What the district's own side has to say: the last publication, work that failed, and whose
    workbooks others can open than should."""

    published: Mapping[str, Any] | None
    failures: Sequence[Work]
    sharing: Found = field(default_factory=dict)


def digest(
    submissions: Sequence[Submission],
    office: Office,
    campaign: Campaign,
    now: datetime,
    language: str,
    part: str = "",
    parts: Parts = (),
) -> Notice:
    """The digest of the day of `now` (aware, on the campaign's wall clock); `part` names the part
    of the register that it is about, which the publication says nothing of; `parts` are those
    inside of what it is about, each with its reports."""
    moment = said_moment(now)
    title = f"{campaign.title[language]} - {part}" if part else campaign.title[language]
    names = {one.unit.key: one.unit.name for one in submissions}
    lines = [
        *_how_far(submissions, campaign, now, language),
        *([] if part else [_published(office.published, now, language)]),
        *([] if campaign.closed else _narrower(submissions, parts, campaign, language)),
        *([] if campaign.closed else _groups(submissions, language)),
        *drift_lines(office.sharing, names, language),
        *_failures(office.failures, names, language),
    ]
    subject = text("digest-subject", language, campaign=title, as_of=moment)
    return Notice("", DIGEST, now.date().isoformat(), subject, "\n".join(lines))


def _how_far(
    submissions: Sequence[Submission], campaign: Campaign, now: datetime, language: str
) -> list[str]:
    """How many are right and when it is due; of a closed period, in which nobody can do anything
    any more and nobody is named, how it ended."""
    if campaign.closed is not None:
        moment = said_moment(campaign.closed.astimezone(now.tzinfo))
        taken = [one for one in submissions if one.accepted]
        late = sum(one.accepted_late for one in taken)
        counts = {"on_time": len(taken) - late, "late": late, "all": len(submissions)}
        return [text("digest-closed", language, moment=moment, **counts)]
    well, as_of = sum(one.well for one in submissions), said_moment(now)
    said = text("digest-sentence", language, right=well, all=len(submissions), as_of=as_of)
    return [said, _due(campaign, now, language)]


def _narrower(
    submissions: Sequence[Submission], parts: Parts, campaign: Campaign, language: str
) -> list[str]:
    """How far each part and each kind of unit is, where there are several."""
    kinds = dict.fromkeys(one.unit.kind for one in submissions)
    by_kind = [
        (campaign.word_of(kind, language), [one for one in submissions if one.unit.kind == kind])
        for kind in kinds
    ]
    lines = []
    for key, several in (("part", parts), ("kind", by_kind)):
        counts = [
            text(
                "digest-narrower",
                language,
                name=name,
                sent=sum(one.acceptance.now for one in some),
                right=sum(one.well for one in some),
                all=len(some),
            )
            for name, some in several[:PARTS_NAMED]
        ]
        if len(counts) > 1:
            lines.append(text(f"digest-by-{key}", language, said="; ".join(counts)))
    return lines


def _published(published: Mapping[str, Any] | None, now: datetime, language: str) -> str:
    if published is None:
        return text("board-not-published", language)
    as_of = datetime.fromtimestamp(published["as_of"], now.tzinfo)
    number = published["number"]
    return text("board-published", language, number=number, as_of=said_moment(as_of))


def _due(campaign: Campaign, now: datetime, language: str) -> str:
    """How far the deadline is, in days of the calendar."""
    days = (campaign.due.astimezone(now.tzinfo).date() - now.date()).days
    key = "digest-due-today" if not days else "digest-due" if days > 0 else "digest-due-past"
    return text(key, language, n=abs(days), due=said_moment(campaign.due))


def _groups(submissions: Sequence[Submission], language: str) -> list[str]:
    """Every unit whose report is not taken, by how far it is, worst first, with what it still has
    to do; then who is late and who is stuck."""
    named = (
        (standing, [one for one in submissions if one.standing == standing])
        for standing in STANDINGS
        if standing != TAKEN
    )
    lines = [
        text(
            "digest-standing",
            language,
            state=standing_word(standing, language),
            n=len(some),
            units=", ".join(_with_counts(one, language) for one in some),
        )
        for standing, some in named
        if some
    ]
    marked = {
        "late": [one for one in submissions if one.late],
        "stuck": [one for one in submissions if one.stuck and not one.well],
    }
    return lines + [
        text(
            f"digest-{name}", language, n=len(some), units=", ".join(one.unit.name for one in some)
        )
        for name, some in marked.items()
        if some
    ]


def _with_counts(one: Submission, language: str) -> str:
    """The unit, and what it has to correct and to answer."""
    counts = {
        "notice-must-fix": one.open.get(Severity.MUST_FIX.value, 0),
        "notice-please-check": one.open.get(Severity.PLEASE_CHECK.value, 0),
    }
    said = ", ".join(text(key, language, n=n) for key, n in counts.items() if n)
    return f"{one.unit.name} ({said})" if said else one.unit.name


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
