"""Notes on wrong cells: the reason where the finger is, ours known from people's, gone with it."""

from typing import Any

import pytest

from jobs.ward.flags.notes import is_ours
from tests.actions.ward_actions import GoogleActions, Ward
from tests.jobs.ward.test_flags import LIST, MEMBERS

LOST_ZERO, MISSING = (2, 7), (3, 7)


def notes(ward: Ward) -> dict[tuple[int, int], str]:
    """(row, column) from 0 -> the note on the cell."""
    return dict(ward.sheet().notes)


def worksheet(ward: Ward) -> Any:
    """The list as another program of the unit sees it."""
    return ward.google.reader.session_client.open_by_key(ward.spreadsheet).worksheet(LIST)


@pytest.fixture
def ward(google: GoogleActions) -> Ward:
    ward = google.workbook("Phường 3", MEMBERS)
    ward.check()
    return ward


def test_each_wrong_cell_says_why_and_what_to_type_and_no_other_does(ward: Ward) -> None:
    found = notes(ward)
    assert set(found) == {LOST_ZERO, MISSING}
    assert found[LOST_ZERO].startswith("✎ ") and "0912345679" in found[LOST_ZERO]
    assert found[MISSING].startswith("✖ ") and "bổ sung" in found[MISSING]
    assert all(is_ours(one) for one in found.values())


def test_a_note_goes_with_its_finding(ward: Ward) -> None:
    ward.edit("H4", "'0912345670")
    ward.check()
    assert set(notes(ward)) == {LOST_ZERO}


def test_a_note_says_what_is_wrong_now(ward: Ward) -> None:
    before = notes(ward)[MISSING]
    ward.edit("H4", "'09123")
    ward.check()
    now = notes(ward)[MISSING]
    assert now != before and is_ours(now)


def test_two_findings_of_a_cell_stand_in_one_note_gravest_first(google: GoogleActions) -> None:
    twice = MEMBERS.replace("'0987654321", "'0912345678")
    ward = google.workbook("Phường 4", twice.replace("Bí thư Chi đoàn", ""))
    ward.check()
    for said in notes(ward).values():
        signs = [line[0] for line in said.splitlines()[:-1]]
        assert signs == sorted(signs, key="✖⚠✎".index)


def test_a_persons_note_is_never_written_over_nor_taken_away(ward: Ward) -> None:
    worksheet(ward).update_note("H5", "hỏi lại anh Đức")
    ward.edit("H5", "'09876")
    ward.check()
    assert notes(ward)[4, 7] == "hỏi lại anh Đức" and 5 in ward.flags()
    ward.edit("H5", "'0987654321")
    ward.check()
    assert notes(ward)[4, 7] == "hỏi lại anh Đức"


def test_a_note_of_ours_that_a_person_went_on_writing_is_theirs(ward: Ward) -> None:
    more = notes(ward)[MISSING] + "\nđang chờ chị Hoa trả lời"
    worksheet(ward).update_note("H4", more)
    ward.edit("H4", "'0912345670")
    ward.check()
    assert notes(ward)[MISSING] == more


def test_a_note_moves_with_its_row(ward: Ward) -> None:
    said = notes(ward)
    ward.person({"do": "insert-rows", "tab": LIST, "row": 2})
    ward.check()
    assert notes(ward) == {(row + 1, column): one for (row, column), one in said.items()}


def test_notes_stay_with_their_people_when_the_list_is_sorted(ward: Ward) -> None:
    ward.person({"do": "sort", "tab": LIST, "range": "A2:I5", "by": "C", "descending": True})
    ward.check()
    marked = {ward.sheet().cell(row, 2).value for row, _ in notes(ward)}
    assert marked == {"Trần Văn Hùng", "Lê Thị Hoa"}


def test_a_note_that_was_copied_along_goes(ward: Ward) -> None:
    worksheet(ward).copy_range("H4:H4", "I5:I5")
    assert (4, 8) in notes(ward)
    ward.check()
    assert set(notes(ward)) == {LOST_ZERO, MISSING}


def test_a_note_that_somebody_cleared_comes_back(ward: Ward) -> None:
    worksheet(ward).clear_note("H4")
    ward.check()
    assert set(notes(ward)) == {LOST_ZERO, MISSING}


def test_a_row_inserted_between_our_read_and_our_write_leaves_no_note_on_a_right_cell(
    google: GoogleActions,
) -> None:
    ward = google.workbook("Phường 5", MEMBERS)
    ward.person({"do": "insert-rows", "tab": LIST, "row": 2}, when="before-write")
    ward.check()
    assert set(notes(ward)) == {(3, 7), (4, 7)}


@pytest.fixture
def rested(google: GoogleActions) -> Ward:
    """The same list, looked at a minute ago; rows need ten seconds of quiet."""
    google.with_options(row_quiet_seconds=10)
    ward = google.workbook("Phường 6", MEMBERS)
    ward.check()
    google.clock.forward(60)
    ward.check()
    google.forget_calls()
    return ward


def test_what_is_wrong_by_itself_is_noted_in_the_write_that_flags_it(
    google: GoogleActions, rested: Ward
) -> None:
    rested.edit("H5", "'098")
    rested.check()
    google.clock.forward(10)
    rested.check()
    assert set(notes(rested)) == {LOST_ZERO, MISSING, (4, 7)}
    assert sorted(google.calls()) == ["read", "read", "write"]


def test_of_a_row_that_is_being_typed_no_note_says_what_is_missing_nor_goes(
    google: GoogleActions, rested: Ward
) -> None:
    said = notes(rested)
    rested.edit("H5", "")
    rested.edit("H4", "'0912345670")
    rested.check()
    assert notes(rested) == said
    google.clock.forward(10)
    rested.check()
    assert set(notes(rested)) == {LOST_ZERO, (4, 7)}


def test_notes_can_be_turned_off_and_go_then(google: GoogleActions, ward: Ward) -> None:
    worksheet(ward).update_note("C2", "của phường")
    google.with_options(cell_notes=False)
    ward.check()
    assert notes(ward) == {(1, 2): "của phường"} and set(ward.flags()) == {3, 4}


def test_where_the_unit_removed_our_columns_its_cells_have_no_notes_of_ours(ward: Ward) -> None:
    ward.person(
        {"do": "delete-columns", "tab": LIST, "column": "K"},
        {"do": "delete-columns", "tab": LIST, "column": "J"},
    )
    ward.check()
    assert notes(ward) == {}


def test_notes_that_stand_right_are_not_written_again(google: GoogleActions, ward: Ward) -> None:
    google.forget_calls()
    ward.check()
    assert google.calls() == ["read"]
