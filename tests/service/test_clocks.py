"""A clock that was ahead for a while locks nobody out of pages and doors, and lets nobody in."""

import time

import pytest

from service.access.people import LOCAL_OPERATOR
from service.access.tokens import USUAL_DAYS
from service.identity import LINK_SECONDS, new_link
from service.rates import NearMemory
from tests.service.conftest import Service, claim

OFF = 7200.0
TOKEN_SECONDS = USUAL_DAYS * 86_400.0


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> "SetClock":
    return SetClock(monkeypatch)


class SetClock:
    """Sets the clock of this process to so many seconds from the right time."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._patch = monkeypatch
        self._right = time.time

    def __call__(self, seconds: float) -> None:
        self._patch.setattr(time, "time", lambda: self._right() + seconds)


@pytest.mark.parametrize("off, status", [(OFF, 200), (-OFF, 200), (-13 * 3600.0, 401)])
def test_a_session_holds_within_its_hours_of_either_clock(
    service: Service, set_clock: SetClock, off: float, status: int
) -> None:
    set_clock(off)
    service.sign_in()
    set_clock(0)
    assert service.browser.get("/api/units").status_code == status


def test_a_session_from_a_far_future_is_none(service: Service, set_clock: SetClock) -> None:
    set_clock(400 * 86_400.0)
    service.sign_in()
    set_clock(0)
    assert service.browser.get("/api/units").status_code == 401


@pytest.mark.parametrize("off", [1.0, OFF, -OFF])
def test_a_token_that_a_wrong_clock_dated_is_good_at_once(
    service: Service, set_clock: SetClock, off: float
) -> None:
    set_clock(off)
    given = service.program("viewer")
    set_clock(0)
    assert service.browser.get("/api/units", headers=given).status_code == 200


@pytest.mark.parametrize("off", [TOKEN_SECONDS + 60.0, -TOKEN_SECONDS - 60.0])
def test_a_token_is_refused_outside_its_days(
    service: Service, set_clock: SetClock, off: float
) -> None:
    set_clock(off)
    given = service.program("viewer")
    set_clock(0)
    assert service.browser.get("/api/units", headers=given).status_code == 401


@pytest.mark.parametrize("off, status", [(2.0, 302), (-60.0, 302), (OFF, 401), (-OFF, 401)])
def test_a_link_is_good_for_its_minutes_and_once(
    service: Service, set_clock: SetClock, off: float, status: int
) -> None:
    assert 60 < LINK_SECONDS < OFF
    set_clock(off)
    token = new_link(service.here, LOCAL_OPERATOR)
    set_clock(0)
    assert claim(service.browser, token).status_code == status
    assert claim(service.browser, token).status_code == 401


def test_requests_counted_while_the_clock_was_ahead_are_forgotten_in_their_window(
    set_clock: SetClock,
) -> None:
    counts = NearMemory()
    set_clock(OFF)
    assert [counts.incr("door", 60) for _ in range(3)] == [1, 2, 3]
    set_clock(0)
    assert counts.incr("door", 60) == 1
