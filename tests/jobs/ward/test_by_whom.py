"""Who handed a report in: the sheet's last editor, and the name that the unit typed."""

from dataclasses import replace

import pytest

from jobs.store.events import events_of
from tests.actions.ward_actions import GoogleActions, Ward
from tests.jobs.ward.test_deeds_in_the_sheet import DONE, seen
from tests.jobs.ward.test_guide import GUIDE, complete, receipt, row_of, tick

ASKS = "Người gửi báo cáo"


@pytest.fixture
def ward(google: GoogleActions) -> Ward:
    """A checked ward in which nothing must be fixed."""
    one = complete(google)
    one.check()
    return one


def name(ward: Ward, words: str) -> None:
    """The ward types who submits, in the row below the question."""
    row = row_of(ward, ASKS) + 1
    ward.person({"do": "type", "tab": GUIDE, "cell": f"B{row}", "text": words})


def who(ward: Ward) -> str:
    context = ward.google.context
    with context.store.begin() as connection:
        found = events_of(connection, ward.code, context.campaign.term)
    return next(one.person for one in found if one.kind == "accepted")


def test_the_last_editor_of_the_sheet_is_named(ward: Ward) -> None:
    tick(ward, DONE)
    ward.check()
    assert "@" in who(ward) and f"Người gửi: {who(ward)}." in receipt(ward)


def test_the_name_that_was_typed_stands_before_the_editor(ward: Ward) -> None:
    name(ward, "  Trần Thị   Bình ")
    tick(ward, DONE)
    ward.check()
    assert who(ward).startswith("Trần Thị Bình; ") and "@" in who(ward)


def test_where_drive_does_not_say_the_typed_name_stands_alone(
    google: GoogleActions, ward: Ward
) -> None:
    name(ward, "Trần Thị Bình")
    tick(ward, DONE)
    google.emulator.plan(fault="503", kind="drive", count=None)
    ward.check()
    assert who(ward) == "Trần Thị Bình"


def test_a_campaign_may_require_the_name(google: GoogleActions, ward: Ward) -> None:
    campaign = replace(google.context.campaign, name_required=True)
    google.context = replace(google.context, campaign=campaign)
    tick(ward, DONE)
    ward.check()
    assert not seen(ward).accepted
    assert receipt(ward).startswith("Chưa ghi nhận: chưa ghi họ tên người gửi")
    assert row_of(ward, "Người gửi báo cáo (bắt buộc")
    name(ward, "Trần Thị Bình")
    ward.check()
    assert seen(ward).accepted


def test_nobody_is_asked_for_before_something_happens(google: GoogleActions, ward: Ward) -> None:
    before = google.emulator.requests(kind="drive")
    ward.check()
    assert google.emulator.requests(kind="drive") == before
    tick(ward, DONE)
    ward.check()
    asked = len(google.emulator.requests(kind="drive")) - len(before)
    assert asked == 1


def test_a_tab_of_before_gets_the_question_once(google: GoogleActions, ward: Ward) -> None:
    row = row_of(ward, ASKS)
    for _ in range(2):
        ward.person({"do": "delete-rows", "tab": GUIDE, "row": row, "count": 1})
    ward.check()
    assert row_of(ward, ASKS) == row
    ward.check()
    said = [str(cell.value) for cells in ward.sheet(GUIDE).cells for cell in cells]
    assert sum(ASKS in one for one in said) == 1
