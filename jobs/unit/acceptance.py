"""Whether a unit's report was taken, when first, and what came after: worked out from events.

On time is judged by the first acceptance alone: what a unit mends afterwards makes it no later.
Where nobody told us of the moment and our own looks leave it open, the unit is on time.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, NamedTuple, Self

from jobs.store import events as kinds
from jobs.store.events import Event


class HandedList(NamedTuple):
    """One list as it was handed in: its name, how many rows, and their keyed checksum."""

    name: str
    rows: int
    checksum: str


@dataclass(frozen=True, slots=True)
class Handed:
    """What a report held when it was taken: its lists with rows, and the questions then open.

    `typed` is a keyed digest of the unit's own cells in those rows, whatever columns the campaign
    asks for; `rules` is the version of the rules that it was judged by. Both are empty where an
    earlier version took it.
    """

    lists: tuple[HandedList, ...] = ()
    questions: int = 0
    typed: str = ""
    rules: str = ""

    @property
    def rows(self) -> int:
        """Rows of all its lists."""
        return sum(one.rows for one in self.lists)

    def facts(self) -> dict[str, Any]:
        """The same for the store."""
        said = {"questions": self.questions, "lists": [list(one) for one in self.lists]}
        judged = {"typed": self.typed, "rules": self.rules}
        return said | {name: what for name, what in judged.items() if what}

    @classmethod
    def of(cls, facts: Mapping[str, Any]) -> Self | None:
        """What an event says of it; None for one of a version that did not write it down."""
        if "lists" not in facts:
            return None
        lists = tuple(HandedList(*one) for one in facts["lists"])
        typed, rules = facts.get("typed", ""), facts.get("rules", "")
        return cls(lists, facts["questions"], typed, rules)

    def only_judged_anew(self, now: "Handed") -> bool:
        """Whether the unit changed nothing since, and the office changed its rules."""
        return bool(self.typed) and self.typed == now.typed and self.rules != now.rules


@dataclass(frozen=True, slots=True)
class Acceptance:
    """`first` is the first acceptance, `now` whether the report counts as taken at present,
    `corrected` whether it was mended after it was taken, `handed` what it held when it was last
    taken or mended.

    `counts` says that the tick is one of this report: after a return, and in a workbook that held
    another report before, it must have been seen unset.
    `approvals` are those in force by level: the key of the unit above that approved, "" the office.
    `returned` is the return that was not answered yet, `approved` the approval in force,
    `extension` the last extension, `closed` the end of the period, `locked` the last lock that was
    seen to pass; `last` is the number of the last event.
    """

    first: Event | None = None
    now: bool = False
    corrected: bool = False
    handed: Handed | None = None
    counts: bool = True
    returned: Event | None = None
    approved: Event | None = None
    approvals: Mapping[str, Event] = field(default_factory=dict)
    extension: Event | None = None
    closed: Event | None = None
    locked: Event | None = None
    last: int = 0


# What a report that changed since loses at every level.
_UNAPPROVED: Mapping[str, Any] = {"approved": None, "approvals": {}}


def acceptance_of(events: Sequence[Event], *, anew: bool = False) -> Acceptance:
    """What the events of one report come to; `anew` says that its workbook held another report
    before, whose ticks may still stand."""
    known = Acceptance(counts=not anew)
    for event in events:
        known = with_event(known, event)
    return known


def with_event(known: Acceptance, event: Event) -> Acceptance:
    """What one more event makes of it."""
    return replace(known, last=max(known.last, event.number), **_changed(known, event))


def _changed(known: Acceptance, event: Event) -> dict[str, Any]:
    match event.kind:
        case kinds.OPENED:
            return {"counts": True}
        case kinds.ACCEPTED:
            first, mended = known.first or event, known.first is not None
            handed = Handed.of(event.facts)
            return {
                "first": first,
                "now": True,
                "counts": True,
                "corrected": mended,
                "handed": handed,
                "returned": None,
            }
        case kinds.CORRECTED:
            return {"corrected": True, "handed": Handed.of(event.facts), **_UNAPPROVED}
        case kinds.REOPENED:
            return {"now": False, **_UNAPPROVED}
        case kinds.RETURNED:
            return {"now": False, "counts": False, "returned": event, **_UNAPPROVED}
        case kinds.APPROVED:
            level = str(event.facts.get("level", ""))
            return {"approved": event, "approvals": {**known.approvals, level: event}}
        case kinds.EXTENDED:
            return {"extension": event}
        case kinds.LOCKED:
            return {"locked": event}
        case kinds.CLOSED:
            return {"closed": event}
    # Of a version to come: it says nothing to this one.
    return {}


class Look(NamedTuple):
    """What one look at a workbook saw: the tick, whether with it everything is right, what the
    lists hold; at that moment at the latest and not before that one (epoch seconds). `done` is the
    tick that hands in, among the others."""

    ticked: bool
    complete: bool
    at: float
    not_before: float | None = None
    handed: Handed = Handed()
    done: bool = False


def next_event(known: Acceptance, look: Look) -> Event | None:
    """What a look adds. A tick that does not count is waited for until it was seen unset. A report
    that was taken stays so while only the office's rules changed: what they ask for anew is told,
    and counts from the unit's next edit on."""
    if not known.counts:
        return None if look.ticked else Event(kinds.OPENED, look.at, look.not_before)
    if known.now and look.done and known.handed and known.handed.only_judged_anew(look.handed):
        return None
    if not look.complete:
        return Event(kinds.REOPENED, look.at, look.not_before) if known.now else None
    if not known.now:
        return _with_what(kinds.ACCEPTED, look)
    # What an earlier version took is not known list by list.
    if known.handed is not None and known.handed.lists != look.handed.lists:
        return _with_what(kinds.CORRECTED, look)
    return None


def _with_what(kind: str, look: Look) -> Event:
    return Event(kind, look.at, look.not_before, facts=look.handed.facts())


def came_late(first: Event, due: datetime, judged: Callable[[float], datetime]) -> bool:
    """Whether a first acceptance surely came after `due`; `judged` turns epoch seconds into the
    moment that lateness is judged by."""
    if judged(first.at) <= due or first.not_before is None:
        return False
    return judged(first.not_before) > due
