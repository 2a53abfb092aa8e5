"""Which period of a campaign is in force, and how the next one begins."""

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import lru_cache

import sqlalchemy as sa

from jobs.store.events import CLOSED, Event, add_event
from jobs.store.periods import (
    Beginning,
    Opened,
    add_opened,
    begin_anew,
    held_before,
    load_opened,
    mark_closed,
)
from jobs.store.units import load_units
from sheets_schema.campaign import EMPTY, ROWS, Campaign
from sheets_schema.messages import said_moment, text

NEXT_SHOWN = 3


class PeriodRefusedError(Exception):
    """A period that is not opened or closed; the sentence says why, for the officer."""

    def __init__(self, code: str, language: str, **params: object) -> None:
        self.code = f"period-{code}"
        self.sentence = text(self.code, language, **params)
        super().__init__(self.sentence)


def begin_first(connection: sa.Connection, campaign: Campaign, at: float, today: date) -> None:
    """Write down the period that a campaign begins with, unless one was opened before.

    In a store that was filled before periods were written down, it is the one that its workbooks
    are in; everywhere else a tick in a workbook may be of another report, and counts once it was
    seen unset.
    """
    if load_opened(connection, campaign.name):
        return
    first = campaign.period_at(today)
    anew = held_before(connection, campaign.name) is not False
    name = first.name if first else ""
    if add_opened(connection, Opened(campaign.name, name, at, anew=anew)) and anew:
        # What the campaign before was called stands in its own file, which may be gone.
        begin_anew(connection, _beginning(campaign, f"{today:%d.%m.%Y}", at))


def _beginning(campaign: Campaign, last: str, at: float) -> Beginning:
    """How its lists begin behind what people call `last`."""
    return Beginning(campaign.begin_with(ROWS), campaign.begin_with(EMPTY), last, at)


def in_force(connection: sa.Connection, declared: Campaign) -> Campaign:
    """The campaign in the period that was opened last; as declared where none was."""
    opened = load_opened(connection, declared.name)
    return _inside(declared, opened[-1]) if opened else declared


# Declared things are compared by identity, and so must be what is made of them.
@lru_cache(maxsize=64)
def _inside(declared: Campaign, opened: Opened) -> Campaign:
    period = declared.period_named(opened.name) if opened.name else None
    campaign = declared.in_period(period) if period else replace(declared, period=opened.name)
    closed = opened.closed_at
    return replace(
        campaign,
        anew=opened.anew,
        closed=datetime.fromtimestamp(closed, UTC) if closed is not None else None,
    )


def open_next(
    connection: sa.Connection, declared: Campaign, name: str, at: float, person: str, language: str
) -> Campaign:
    """Opens a period: ticks, extensions and receipts begin anew, each list with the rows of the
    last period or empty, as it is declared. Raises PeriodRefusedError."""
    if not declared.recurs:
        raise PeriodRefusedError("none", language)
    opened = load_opened(connection, declared.name)
    last = opened[-1] if opened else None
    coming = declared.periods_from(last.name if last else "", NEXT_SHOWN)
    known = next((one for one in opened if one.name == name), None)
    if known is not None:
        raise PeriodRefusedError("closed" if known.closed_at else "open", language, name=name)
    if declared.period_named(name) is None or name not in _later(declared, last):
        names = ", ".join(one.name for one in coming)
        raise PeriodRefusedError("unknown", language, name=name, known=names or "–")
    if last is not None and last.closed_at is None:
        raise PeriodRefusedError("still-open", language, name=last.name)
    add_opened(connection, Opened(declared.name, name, at, person, anew=True))
    ended = declared.period_named(last.name) if last else None
    title = dict(ended.title)[language] if ended else ""
    begin_anew(connection, _beginning(declared, title, at))
    return in_force(connection, declared)


def _later(declared: Campaign, last: Opened | None) -> list[str]:
    """The names of those that may still be opened; of a rhythm so many that nobody skips more."""
    return [one.name for one in declared.periods_from(last.name if last else "", 60)]


def close_term(
    connection: sa.Connection, campaign: Campaign, name: str, at: float, person: str, language: str
) -> None:
    """Closes the period in force: no deed and no look changes it any more. Raises
    PeriodRefusedError."""
    opened = {one.name: one for one in load_opened(connection, campaign.name)}
    if name not in opened:
        raise PeriodRefusedError("not-opened", language, name=name, known=", ".join(opened) or "–")
    one = opened[name]
    if not mark_closed(connection, one.term, at, person):
        zone = campaign.due.tzinfo
        moment = said_moment(datetime.fromtimestamp(one.closed_at or at, zone))
        raise PeriodRefusedError("closed-at", language, name=name, moment=moment)
    for unit in load_units(connection):
        add_event(connection, unit.key, one.term, Event(CLOSED, at, person=person))
