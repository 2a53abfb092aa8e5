"""What is wrong by itself is told while its row is still being typed; what is missing waits."""

import pytest

from tests.actions.ward_actions import TWO_MEMBERS, GoogleActions, Ward, rested_ward
from tests.jobs.ward.test_results_tab import RESULTS, line_of


@pytest.fixture
def ward(google: GoogleActions) -> Ward:
    """Two members, checked a minute ago; rows need ten seconds of quiet."""
    return rested_ward(google)


def test_a_wrong_number_is_told_at_the_first_look(google: GoogleActions, ward: Ward) -> None:
    ward.edit("G3", "'abc")
    assert ward.check().again_after == 10
    assert (google.calls(), set(ward.flags())) == (["read", "write"], {3})


def test_what_is_missing_waits_for_the_row_to_be_quiet(google: GoogleActions, ward: Ward) -> None:
    ward.edit("C3", "")
    ward.check()
    assert not ward.flags()
    google.clock.forward(10)
    ward.check()
    assert ward.flags().keys() == {3}


def test_a_row_that_is_being_filled_is_told_what_is_wrong_and_not_what_is_missing(
    google: GoogleActions, ward: Ward
) -> None:
    ward.edit("A4", "3")
    ward.edit("C4", "Võ Thị Mai")
    ward.edit("G4", "'abc")
    ward.check()
    said = ward.flags()
    assert said.keys() == {4}
    google.clock.forward(10)
    ward.check()
    assert len(ward.flags()[4]) > len(said[4])


def test_another_wrong_value_takes_the_place_of_the_one_before(
    google: GoogleActions, ward: Ward
) -> None:
    ward.edit("G3", "'abc")
    ward.check()
    before = ward.flags()[3]
    ward.edit("G3", "'0912")
    ward.check()
    after = ward.flags()[3]
    assert before != after
    google.clock.forward(10)
    ward.check()
    assert ward.flags()[3] == after


def test_what_was_explained_makes_no_row_right_that_is_still_being_typed(
    google: GoogleActions,
) -> None:
    google.with_options(row_quiet_seconds=10)
    ward = google.workbook("Phường 3", TWO_MEMBERS.replace("Trần Thị Bình", "Tran Thi Binh"))
    ward.check()
    cell = f"C{line_of(ward, 'dòng 3, cột Họ và tên')}"
    ward.person({"do": "type", "tab": RESULTS, "cell": cell, "text": "tên thật"})
    google.clock.forward(60)
    ward.check()
    assert ward.checks()[3] == "✓"
    ward.edit("E3", "1991")
    ward.check()
    assert 3 not in ward.checks()
    google.clock.forward(10)
    ward.check()
    assert ward.checks()[3] == "✓"
