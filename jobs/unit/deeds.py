"""What officers do to a unit's report: give more time, return it with words, approve it.

A deed carries what it was decided upon. Where the report changed meanwhile nothing is done, and
the officer is told what changed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from jobs.store.events import (
    APPROVED,
    DEEDS,
    EXTENDED,
    RETURNED,
    Event,
    add_event,
    events_of,
)
from jobs.store.units import hold_unit, load_register, load_state, load_unit
from jobs.unit.acceptance import Acceptance, acceptance_of
from jobs.unit.moment import Moment
from jobs.unit.standing import extended, lock_passed
from sheets_schema.campaign import Campaign
from sheets_schema.masking import mask_text
from sheets_schema.messages import said_moment, text
from sheets_schema.org_unit import OrgUnit
from sheets_schema.register.tree import Tree, tree_of
from sheets_schema.vietnam.text import one_line

ASKED = (EXTENDED, RETURNED, APPROVED)
LONGEST_WORDS = 500


class DeedRefusedError(Exception):
    """A deed that was not done. `code` is a stable word, `sentence` says why, for the officer."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Deed:
    """`kind` is one of `ASKED`, `person` who does it. `words` are the reason of an extension, what
    a returned report lacks, or the level at which one is approved; `until` is the last day of an
    extension. `basis` is what the officer saw (`Submission.basis`), None for whoever saw nothing.
    `level` is the key of the unit above for which the person decides, "" for the office itself;
    `reviewed` are those units above whose own people approve first.
    """

    kind: str
    person: str
    words: str
    until: date | None = None
    basis: str | None = None
    level: str = ""
    reviewed: frozenset[str] = frozenset()


def do(
    connection: sa.Connection,
    key: str,
    deed: Deed,
    campaign: Campaign,
    moment: Moment,
    lang: str,
    tree: Tree | None = None,
) -> Event:
    """Does it, or raises DeedRefusedError; LookupError where the register has no such unit. `tree`
    is the register's, of whoever knows it already."""
    # Of several officers at once one is first, and the others see what was done.
    hold_unit(connection, key)
    unit = load_unit(connection, key)
    if unit is None:
        raise LookupError(key)
    events = events_of(connection, key, campaign.term)
    edited_at = load_state(connection, key).edited_at
    known = acceptance_of(events, anew=campaign.anew)
    if changed := list(_changed(deed, events, edited_at, moment, lang)):
        raise _refused("changed", lang, changed=" ".join(changed))
    # The whole register is read for it: of an extension of all units by the office, for nothing.
    above = _above(connection, key, tree) if deed.level or deed.kind == APPROVED else {}
    words = mask_text(one_line(deed.words))[:LONGEST_WORDS]
    if deed.kind == APPROVED and deed.level in above:
        words = above[deed.level]
    _hold_to_rules(deed, words, known, unit, campaign, moment, lang)
    _hold_to_levels(deed, known, unit, above, lang)
    until = deed.until if deed.kind == EXTENDED else None
    at, facts = moment.clock.timestamp(), _of_level(deed, above)
    event = Event(deed.kind, at, person=deed.person, until=until, words=words, facts=facts)
    add_event(connection, key, campaign.term, event)
    return event


def _above(connection: sa.Connection, key: str, tree: Tree | None) -> dict[str, str]:
    """The units above one, the nearest first: key and name."""
    tree = tree or tree_of(load_register(connection))
    return {one: tree.units[one].name for one in tree.above(key)}


def _hold_to_levels(
    deed: Deed, known: Acceptance, unit: OrgUnit, above: Mapping[str, str], language: str
) -> None:
    """Who stands below approves first, where it has people of its own."""
    if deed.level and deed.level not in above:
        raise _refused("not-above", language, level=deed.level, name=unit.name)
    if deed.kind != APPROVED:
        return
    lower = list(takewhile(lambda one: one != deed.level, above))
    waits = [one for one in lower if one in deed.reviewed and one not in known.approvals]
    if waits:
        raise _refused("waits", language, levels=", ".join(above[one] for one in waits))


def _of_level(deed: Deed, above: Mapping[str, str]) -> dict[str, str]:
    if deed.level not in above:
        return {}
    return {"level": deed.level, "name": above[deed.level]}


def _refused(code: str, language: str, **params: object) -> DeedRefusedError:
    return DeedRefusedError(code, text(f"deed-{code}", language, **params))


def _changed(
    deed: Deed,
    events: Sequence[Event],
    edited_at: float | None,
    moment: Moment,
    language: str,
) -> Iterator[str]:
    """What happened since the officer looked, and matters to this deed: to an extension only what
    officers did."""
    if deed.basis is None:
        return
    seen, _, edited = deed.basis.partition("-")
    if not (seen.isdecimal() and edited.isdecimal()):
        raise _refused("basis", language)
    for event in events:
        if event.number > int(seen) and (deed.kind != EXTENDED or event.kind in DEEDS):
            yield said_event(event, moment, language)
    if deed.kind != EXTENDED and edited_at is not None and int(edited_at) > int(edited):
        yield text("event-edited", language, moment=_said(edited_at, moment))


def _hold_to_rules(
    deed: Deed,
    words: str,
    known: Acceptance,
    unit: OrgUnit,
    campaign: Campaign,
    moment: Moment,
    language: str,
) -> None:
    if deed.kind not in ASKED:
        raise _refused("unknown", language, kinds=", ".join(ASKED))
    if campaign.closed is not None:
        raise _refused("closed", language, moment=_said(campaign.closed.timestamp(), moment))
    if not words:
        raise _refused(f"{deed.kind}-words", language)
    if deed.kind == EXTENDED:
        due = said_moment(campaign.due)
        if deed.until is None:
            raise _refused("extended-day", language, due=due)
        # The day that is granted counts to its end: that of the deadline may help, by hours.
        if _ends(deed.until, campaign) - campaign.due < timedelta(minutes=1):
            raise _refused("extended-early", language, until=f"{deed.until:%d/%m/%Y}", due=due)
        return
    if not known.now:
        raise _refused(f"{deed.kind}-not-taken", language)
    granted = extended(unit, known.extension)
    if deed.kind == RETURNED and lock_passed(campaign, granted, moment.present):
        raise _refused("returned-locked", language)


def _ends(day: date, campaign: Campaign) -> datetime:
    return datetime.combine(day, time(23, 59, 59), ZoneInfo(campaign.timezone))


def said_event(event: Event, moment: Moment, language: str) -> str:
    """One event in words: what, when, by whom, until when and why."""
    said = text(f"event-{event.kind}", language, moment=_said(event.at, moment))
    parts = []
    if event.until is not None:
        parts.append(text("event-until", language, day=f"{event.until:%d/%m/%Y}"))
    if event.facts.get("name") and event.kind != APPROVED:
        parts.append(text("event-level", language, level=event.facts["name"]))
    if event.person:
        parts.append(text("event-person", language, person=event.person))
    if event.words:
        parts.append(f"“{event.words}”")
    return f"{said}{''.join(f', {part}' for part in parts)}."


def _said(at: float, moment: Moment) -> str:
    return said_moment(datetime.fromtimestamp(at, moment.clock.tzinfo))
