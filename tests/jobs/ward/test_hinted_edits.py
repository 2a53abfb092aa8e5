"""A hint that tells when the last edit was saves the read that would wait for a quiet row."""

import pytest

from jobs.ward.check import check_unit
from jobs.ward.run_result import RunResult
from tests.actions.ward_actions import GoogleActions, Ward, rested_ward


@pytest.fixture
def ward(google: GoogleActions) -> Ward:
    """Two members, checked a minute ago; rows need ten seconds of quiet."""
    return rested_ward(google)


def check(google: GoogleActions, ward: Ward, *, hinted_ago: float) -> RunResult:
    hinted_at = google.context.now() - hinted_ago
    return check_unit(google.context, ward.code, hinted_at=hinted_at)


def test_an_edit_that_was_hinted_long_enough_ago_costs_one_read(
    google: GoogleActions, ward: Ward
) -> None:
    ward.edit("G3", "")
    run = check(google, ward, hinted_ago=12)
    assert (google.calls(), run.again_after) == (["read", "write"], None)
    assert 3 in ward.flags()


def test_an_edit_that_was_hinted_just_now_is_left_over(google: GoogleActions, ward: Ward) -> None:
    ward.edit("G3", "")
    assert check(google, ward, hinted_ago=3).again_after == 10
    assert 3 not in ward.flags()


def test_a_row_is_not_quiet_for_longer_than_since_the_last_look(
    google: GoogleActions, ward: Ward
) -> None:
    check(google, ward, hinted_ago=12)
    google.clock.forward(5)
    ward.edit("G3", "")
    assert check(google, ward, hinted_ago=17).again_after == 10
    assert 3 not in ward.flags()


def test_a_row_typed_in_while_we_write_is_left_over(google: GoogleActions, ward: Ward) -> None:
    ward.edit("G3", "")
    ward.person(
        {"do": "type", "tab": "3b. Thành viên", "cell": "G2", "text": ""}, when="before-write"
    )
    assert check(google, ward, hinted_ago=12).again_after == 10
    assert ward.flags().keys() == {3}


@pytest.mark.parametrize("edited", [True, False])
def test_a_look_while_the_teller_keeps_silent_is_followed_by_one_more(
    google: GoogleActions, ward: Ward, edited: bool
) -> None:
    if edited:
        ward.edit("G3", "")
    assert check(google, ward, hinted_ago=-0.5).again_after == pytest.approx(0.5)
