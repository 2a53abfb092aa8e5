"""The days of a campaign, for whoever reads them: what was checked, found, mended and left."""

from dataclasses import dataclass
from datetime import date, timedelta

from flask import Blueprint, render_template

from jobs.store.counts import open_at
from jobs.store.office.looks import Looks, looks_between
from jobs.unit import states
from service.identity import require
from service.office import Office, office
from service.scope import narrows, scope_now
from sheets_schema.messages import text

door = Blueprint("history", __name__)

DAYS = 14
# What was read, as a whole or protected from our flags.
READ = (states.CHECKED, states.PROTECTED)


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the campaign: what its looks found, and what was left open at its end, or now."""

    day: date
    looks: Looks
    left: int


@door.get("/history")
@narrows
@require("viewer")
def listed() -> str:
    """The last days, the newest first, a sentence and a bar each."""
    here = office()
    days = _days(here)
    return render_template(
        "history.html",
        days=days,
        most=max([day.left for day in days], default=0),
        trend=_trend(here, days),
        said=lambda day: said_of(day, here.settings.language),
    )


def _days(here: Office) -> list[Day]:
    """From the first day with a look on, of the units in view."""
    now, keys = here.moment().clock, scope_now().keys
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    # A day of the calendar, not 24 hours: where clocks are put back there are 25.
    begins = [midnight - timedelta(days=back) for back in range(DAYS)]
    ends = [now, *begins[:-1]]
    with here.engine.connect() as connection:
        left = open_at(connection, [end.timestamp() for end in ends])
        found = [
            looks_between(connection, begin.timestamp(), end.timestamp(), READ, keys)
            for begin, end in zip(begins, ends, strict=True)
        ]
    mine = [counts for unit, counts in left.items() if keys is None or unit in keys]
    days = [
        Day(begin.date(), looks, sum(counts[at] for counts in mine))
        for at, (begin, looks) in enumerate(zip(begins, found, strict=True))
    ]
    while len(days) > 1 and not days[-1].looks.times:
        days.pop()
    return days


def said_of(day: Day, language: str) -> str:
    """A day in words: `Kiểm tra 24 đơn vị, 61 lần. Phát hiện 12 mục mới, 9 mục đã được sửa. …`"""
    looks = day.looks
    if not looks.times:
        return f"{text('history-quiet', language)} {text('history-left', language, n=day.left)}"
    said = [text("history-looks", language, n=looks.units, times=looks.times)]
    said.append(text("history-found", language, new=looks.new, fixed=looks.fixed))
    if looks.unread:
        said.append(text("history-unread", language, n=looks.unread))
    said.append(text("history-left", language, n=day.left))
    return " ".join(said)


def _trend(here: Office, days: list[Day]) -> str:
    """Whether it got better over these days; nothing is said of one day alone."""
    if len(days) < 2:
        return ""
    before, now = days[-1].left, days[0].left
    word = "same" if now == before else "better" if now < before else "worse"
    said = {"day": f"{days[-1].day:%d/%m}", "before": before, "now": now}
    return text(f"history-trend-{word}", here.settings.language, **said)
