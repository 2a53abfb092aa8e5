"""A report is taken once: what comes after changes neither when it was nor whether on time."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.store.events import ACCEPTED, REOPENED, Event
from jobs.unit.acceptance import Handed, Look, acceptance_of, came_late, next_event

DUE = datetime(2024, 10, 28, 23, 59, 59, tzinfo=UTC)
AT_DUE = DUE.timestamp()


def judged(at: float) -> datetime:
    return datetime.fromtimestamp(at, UTC)


def history(looks: list[bool]) -> list[Event]:
    """The events of these looks, one a minute; each says whether the report was complete."""
    events: list[Event] = []
    for minute, complete in enumerate(looks):
        event = next_event(acceptance_of(events), Look(complete, complete, minute * 60.0))
        events += [event] if event else []
    return events


@given(st.lists(st.booleans()))
def test_whether_a_report_is_taken_is_what_the_last_look_said(looks: list[bool]) -> None:
    known = acceptance_of(history(looks))
    assert known.now == (looks[-1] if looks else False)
    assert (known.first is not None) == any(looks)


@given(st.lists(st.booleans()))
def test_the_first_acceptance_never_changes(looks: list[bool]) -> None:
    firsts = [acceptance_of(history(looks[: n + 1])).first for n in range(len(looks))]
    assert len({first.at for first in firsts if first}) <= 1


def test_a_report_that_was_opened_again_and_taken_once_more_is_corrected() -> None:
    known = acceptance_of(history([True, False, True]))
    assert known.first == Event(ACCEPTED, 0.0, facts=Handed().facts())
    assert known.now and known.corrected


def test_a_look_that_finds_nothing_else_adds_nothing() -> None:
    assert [one.kind for one in history([False, True, True, False, False])] == [ACCEPTED, REOPENED]


@pytest.mark.parametrize(
    ("at", "not_before", "late"),
    [
        (-1.0, -1.0, False),
        (1.0, 1.0, True),
        # Seen after it was due, and not yet there when we last looked: before, or after?
        (600.0, -60.0, False),
        (600.0, 60.0, True),
        # Nobody ever looked before.
        (600.0, None, False),
    ],
)
def test_what_nobody_can_know_to_be_late_is_on_time(
    at: float, not_before: float | None, late: bool
) -> None:
    before = None if not_before is None else AT_DUE + not_before
    assert came_late(Event(ACCEPTED, AT_DUE + at, before), DUE, judged) is late
