"""Columns and rows move together between our read and our write: the ward gets back its own."""

from collections.abc import Mapping
from typing import Any

import pytest

from jobs.store.journal import get_fact
from tests.actions.ward_actions import GoogleActions
from tests.jobs.ward.test_flags import MEMBERS
from tests.jobs.ward.test_races import LIST, assert_given_back, own_cells

COLUMN = {"do": "insert-columns", "column": "C"}
DEEDS: dict[str, list[Mapping[str, Any]]] = {
    "a column and a row above": [COLUMN, {"do": "insert-rows", "row": 2}],
    "a column, and a row goes": [COLUMN, {"do": "delete-rows", "row": 3}],
    "a column, and the list is sorted": [{"do": "sort", "range": "A2:K6", "by": "C"}, COLUMN],
    "a column, and a new row is typed in": [
        {"do": "type", "cell": "G6", "text": "Hưu trí"},
        COLUMN,
    ],
    "a column of ours goes": [{"do": "delete-columns", "column": "J"}],
}


@pytest.mark.parametrize("seen", [True, False], ids=["with an answer", "cut off"])
@pytest.mark.parametrize("deeds", DEEDS.values(), ids=DEEDS)
def test_what_landed_in_other_cells_is_given_back(
    google: GoogleActions, deeds: list[Mapping[str, Any]], seen: bool
) -> None:
    assert_given_back(google, *deeds, seen=seen)


def test_a_formula_that_shows_nothing_is_given_back(google: GoogleActions) -> None:
    ward = google.workbook("Phường 3", MEMBERS)
    ward.edit("I4", '=IF(1=1;"";"x")')
    ward.check()
    ward.edit("H4", "'0912345670")
    ward.person({"tab": LIST, **COLUMN}, when="before-write")
    ward.check()
    assert ward.sheet().cell(3, 9).formula


def test_a_note_is_gone_when_all_of_it_was_seen(google: GoogleActions) -> None:
    ward = google.workbook("Phường 3", MEMBERS)
    ward.check()
    ward.edit("H5", "12")
    ward.person({"tab": LIST, **COLUMN}, when="before-write")
    ward.check()
    with google.context.store.begin() as connection:
        assert get_fact(connection, f"sent {ward.code}") == ""


def test_a_refusal_hides_no_later_write_without_an_answer(google: GoogleActions) -> None:
    ours = google.workbook("Phường 3", MEMBERS)
    theirs = google.workbook("Phường 4", MEMBERS)
    for ward in (ours, theirs):
        ward.edit("I2", "ở xa")
        ward.check()
        ward.edit("H2", "12")
    theirs.person({"tab": LIST, **COLUMN})
    ours.person({"do": "delete-tab", "tab": "Kết quả kiểm tra"}, when="before-write")
    ours.person({"tab": LIST, **COLUMN}, when="before-write", after=1)
    google.emulator.plan(fault="reset", kind="write", when="after", after=1)
    ours.check()
    assert own_cells(ours) == own_cells(theirs)
