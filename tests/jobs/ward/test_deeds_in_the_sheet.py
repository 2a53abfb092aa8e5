"""What officers decide is told in the unit's own sheet, and ends there by itself."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from jobs.store.events import APPROVED, EXTENDED, RETURNED
from jobs.unit.deeds import Deed, do
from jobs.unit.submission import Submission, read_submissions
from jobs.ward.check import check_unit
from sheets_client.errors import AccessLost
from tests.actions.ward_actions import GoogleActions, Ward
from tests.jobs.ward.test_guide import OFFICERS_TAB, complete, events, receipt, tick

DONE = "Đã hoàn thành báo cáo"


def decide(ward: Ward, kind: str, words: str, until: date | None = None) -> None:
    context = ward.google.context
    deed = Deed(kind, "an@quan.vn", words, until)
    with context.store.begin() as connection:
        do(connection, ward.code, deed, context.campaign, context.moment(), "vi")


def seen(ward: Ward) -> Submission:
    context = ward.google.context
    with context.store.begin() as connection:
        found = read_submissions(connection, context.campaign, context.moment())
    return next(one for one in found if one.unit.key == ward.code)


def says(ward: Ward, words: str) -> bool:
    cells = (cell for row in ward.sheet("Hướng dẫn").cells for cell in row)
    return any(words in str(cell.value) for cell in cells)


@pytest.fixture
def ward(google: GoogleActions) -> Ward:
    """A ward whose report was taken."""
    one = complete(google)
    tick(one, DONE)
    one.check()
    assert seen(one).accepted
    return one


def test_an_extension_and_its_reason_stand_in_the_instructions(ward: Ward) -> None:
    decide(ward, EXTENDED, "Mất điện ba ngày", date(2024, 11, 4))
    ward.check()
    assert says(ward, "Hạn gửi: 23:59 04/11/2024. Đơn vị được gia hạn; hạn chung là 23:59 28/10")
    assert says(ward, "Lý do: Mất điện ba ngày")
    ward.google.forget_calls()
    ward.check()
    assert ward.google.calls() == ["read"]


def test_the_register_extends_in_the_instructions_too(google: GoogleActions, ward: Ward) -> None:
    google.register(ward, extension=date(2024, 11, 8))
    ward.check()
    assert says(ward, "Hạn gửi: 23:59 08/11/2024.")
    google.register(ward, extension=None)
    ward.check()
    assert says(ward, "Hạn gửi: 23:59 28/10/2024.") and not says(ward, "gia hạn")


def test_a_returned_report_says_why_and_its_tick_is_taken_back(ward: Ward) -> None:
    given = receipt(ward)
    decide(ward, RETURNED, "Thiếu cán bộ phụ trách")
    ward.check()
    assert receipt(ward).startswith(given) and "“Thiếu cán bộ phụ trách”" in receipt(ward)
    assert not any(row[0].value is True and "hoàn thành" in str(row[1].value)
                   for row in ward.sheet("Hướng dẫn").cells)  # fmt: skip
    assert events(ward) == ["accepted", "returned", "opened"] and not seen(ward).acceptance.now


def test_a_returned_report_is_taken_again_with_a_new_tick_and_its_first_receipt(
    google: GoogleActions, ward: Ward
) -> None:
    first = seen(ward).acceptance.first
    decide(ward, RETURNED, "Thiếu cán bộ phụ trách")
    ward.check()
    google.clock.now += timedelta(days=30)
    tick(ward, DONE)
    ward.check()
    one = seen(ward)
    assert one.acceptance.now and one.acceptance.first == first
    assert one.timeliness == "on-time-mended"


def test_a_mended_report_stays_on_time_and_says_so(google: GoogleActions, ward: Ward) -> None:
    google.clock.now += timedelta(days=30)
    ward.edit("E2", "Chủ tịch", tab=OFFICERS_TAB)
    ward.check()
    assert events(ward) == ["accepted", "corrected"]
    assert seen(ward).timeliness == "on-time-mended"
    assert receipt(ward).endswith("Có chỉnh sửa sau khi ghi nhận, thời điểm ghi nhận không đổi.")


def test_an_approval_is_told_until_something_changes(ward: Ward) -> None:
    decide(ward, APPROVED, "Phòng VHTT")
    ward.check()
    assert receipt(ward).endswith("Đã duyệt lúc 09:05 21/10/2024 (Phòng VHTT).")
    ward.edit("E2", "Chủ tịch", tab=OFFICERS_TAB)
    ward.check()
    assert "Đã duyệt" not in receipt(ward)


@pytest.mark.parametrize("ticked_late", [False, True])
def test_a_tick_that_was_read_late_counts_from_the_last_edit_that_drive_saw(
    google: GoogleActions, ticked_late: bool
) -> None:
    ward = complete(google)
    # Drive dates edits by its own clock, which goes on from now.
    now = google.clock.now = datetime.fromtimestamp(google.emulator.emulator.now(), UTC)
    due = now + timedelta(minutes=-10 if ticked_late else 10)
    campaign = replace(google.context.campaign, due=due)
    google.context = replace(google.context, campaign=campaign)
    ward.check()
    tick(ward, DONE)
    google.clock.now += timedelta(hours=3)
    ward.check()
    one = seen(ward)
    assert one.accepted and one.accepted_late is ticked_late
    taken = one.acceptance.first
    assert taken and taken.at < (now + timedelta(minutes=5)).timestamp()


def test_a_report_whose_rows_were_waited_for_behind_the_deadline_is_on_time(
    google: GoogleActions,
) -> None:
    google.with_options(row_quiet_seconds=10)
    ward = complete(google)
    now = google.clock.now = datetime.fromtimestamp(google.emulator.emulator.now(), UTC)
    campaign = replace(google.context.campaign, due=now + timedelta(minutes=10))
    google.context = replace(google.context, campaign=campaign)
    ward.check()
    ward.edit("E2", "Chủ tịch", tab=OFFICERS_TAB)
    tick(ward, DONE)
    # Nobody looked until three hours later, and what we write then is the last that Drive sees.
    google.clock.now += timedelta(hours=3)
    google.emulator.emulator.clock_offset += 3 * 3600
    for _ in range(3):
        ward.check()
        google.clock.forward(20)
    assert seen(ward).accepted and seen(ward).timeliness == "on-time"


def test_a_look_that_was_refused_makes_nobody_late(google: GoogleActions) -> None:
    ward = complete(google)
    now = google.clock.now = datetime.fromtimestamp(google.emulator.emulator.now(), UTC)
    campaign = replace(google.context.campaign, due=now + timedelta(minutes=10))
    google.context = replace(google.context, campaign=campaign)
    ward.check()
    tick(ward, DONE)
    google.clock.now += timedelta(hours=3)
    google.emulator.emulator.clock_offset += 3 * 3600
    check_unit(google.context, ward.code, AccessLost("refused"))
    # Had we been let in, we had seen it whole before this was mended.
    ward.edit("E2", "Chủ tịch", tab=OFFICERS_TAB)
    google.clock.forward(600)
    google.emulator.emulator.clock_offset += 600
    ward.check()
    assert seen(ward).accepted and not seen(ward).accepted_late


def test_a_report_ticked_in_time_and_mended_after_the_deadline_is_late(
    google: GoogleActions,
) -> None:
    ward = complete(google)
    tick(ward, DONE)
    ward.edit("F2", "12", tab=OFFICERS_TAB)
    ward.check()
    google.clock.now += timedelta(days=30)
    ward.check()
    google.clock.forward(3600)
    ward.edit("F2", "'031185001234", tab=OFFICERS_TAB)
    ward.check()
    assert seen(ward).timeliness == "late"


def test_what_is_typed_elsewhere_after_a_report_was_taken_opens_it_again(
    google: GoogleActions, ward: Ward
) -> None:
    given = receipt(ward)
    ward.person({"do": "add-tab", "title": "3c (bổ sung)"})
    people = [["Trần Văn Hùng", "0912345679"], ["Lê Thị Mai", "0912345670"]]
    ward.person({"do": "paste", "tab": "3c (bổ sung)", "cell": "A1", "rows": people})
    ward.check()
    one = seen(ward)
    assert (events(ward)[-1], one.standing, one.well) == ("reopened", "questions", False)
    assert receipt(ward).startswith(given) and "chưa được đọc" in receipt(ward)
    assert one.timeliness == "on-time"
