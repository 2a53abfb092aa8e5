"""Who is reminded when, and in which words; and what the officers read at the end of the day."""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from jobs.notices.digest import Office, digest
from jobs.notices.reminders import escalations, reminder_kind, reminders, reminders_by_hand
from jobs.store.events import ACCEPTED, Event
from jobs.store.notices import Notice
from jobs.store.units import UnitState
from jobs.unit.acceptance import Acceptance
from jobs.unit.standing import STANDINGS, due_of, lock_of, standing_word
from jobs.unit.submission import ListCompleteness, Submission
from jobs.workbooks.drift import Drift, Kind
from sheets_schema.campaign import Campaign
from sheets_schema.declaration import read_campaign
from sheets_schema.org_unit import OrgUnit

CAMPAIGN = read_campaign("to-cnscd-2024")
DUE = CAMPAIGN.due
LISTS = (
    ListCompleteness("models", "1. Mô hình", 0, 0, 1, 0, empty=True),
    ListCompleteness("members", "3b. Thành viên", 9, 5, 4, 2, empty=False),
    ListCompleteness("officers", "3c. Cán bộ phụ trách", 2, 2, 0, 0, empty=False),
)
UNIT = OrgUnit("P01", "Phường Một", "ward", emails=("mot@example.vn",), spreadsheet="file-1")


def ward(
    standing: str = "must-fix",
    extension: date | None = None,
    campaign: Campaign = CAMPAIGN,
    **of: Any,
) -> Submission:
    unit = replace(UNIT, extension=extension)
    known = UnitState("P01", "checked", read_at=morning(30).timestamp())
    due, lock = due_of(campaign, unit), lock_of(campaign, unit)
    one = Submission(unit, known, standing, LISTS, {}, due, lock, late=False, stuck=False)
    return replace(one, **of)


def reminded(one: Submission, now: datetime, language: str = "vi") -> list[Notice]:
    return reminders([one], CAMPAIGN, now, lambda file: f"https://sheets.example/{file}", language)


def morning(days_before: int) -> datetime:
    return DUE.replace(hour=8, minute=0) - timedelta(days=days_before)


@pytest.mark.parametrize(
    "days_before, kind",
    [
        (6, None),
        (5, "five-days"),
        (3, "five-days"),
        (2, "two-days"),
        (1, "two-days"),
        (0, "last-day"),
        (-1, "late"),
        (-7, "late"),
        (-8, None),
    ],
)
def test_each_day_before_the_deadline_has_its_notice(days_before: int, kind: str | None) -> None:
    assert reminder_kind(DUE, morning(days_before)) == kind


def test_the_last_minute_is_still_the_last_day_and_the_next_is_late() -> None:
    kinds = [reminder_kind(DUE, DUE), reminder_kind(DUE, DUE + timedelta(minutes=1))]
    assert kinds == ["last-day", "late"]


TAKEN = Acceptance(Event(ACCEPTED, 1.0), now=True)
OPENED = replace(TAKEN, now=False)
WELL = tuple(replace(one, must_fix=0, please_check=0, empty=False) for one in LISTS)


def test_a_unit_whose_report_was_taken_is_not_reminded() -> None:
    assert reminded(ward("done", acceptance=TAKEN), morning(2)) == []


def test_a_unit_that_is_right_is_reminded_of_the_tick_alone() -> None:
    [notice] = reminded(ward("right", lists=WELL), morning(2))
    lines = [line for line in notice.body.splitlines() if line.startswith("- ")]
    assert lines == [
        "- Các danh sách đã đạt; còn tích ô “Đã hoàn thành báo cáo” ở trang “Hướng dẫn” để gửi "
        "báo cáo."
    ]


@pytest.mark.parametrize("days_before, count", [(2, 1), (-1, 0)])
def test_who_mends_a_report_that_was_taken_is_never_called_late(
    days_before: int, count: int
) -> None:
    assert len(reminded(ward(acceptance=OPENED), morning(days_before))) == count


def test_an_extension_moves_the_dates() -> None:
    later = ward(extension=DUE.date() + timedelta(days=10))
    assert reminded(later, morning(0)) == []
    [notice] = reminded(later, morning(-8))
    assert (notice.kind, notice.day) == ("two-days", "2024-11-07")
    assert "23:59 07/11/2024" in notice.body


def test_a_unit_behind_its_lock_is_not_reminded_and_before_it_hears_of_it() -> None:
    locking = replace(CAMPAIGN, locked=DUE + timedelta(days=2))

    def heard(days_before: int, extension: date | None = None) -> list[Notice]:
        found, now = [ward(extension=extension, campaign=locking)], morning(days_before)
        by_hand = reminders_by_hand(found, locking, now, str, "vi")
        return [*reminders(found, locking, now, str, "vi"), *by_hand]

    assert ["23:59 30/10/2024" in notice.body for notice in heard(-1)] == [True, True]
    assert heard(-3) == []
    assert len(heard(-3, extension=DUE.date() + timedelta(days=4))) == 2


def test_the_notices_of_one_window_are_the_same_notice() -> None:
    [monday], [tuesday] = reminded(ward(), morning(4)), reminded(ward(), morning(3))
    assert monday.key == tuesday.key


def asked_for(one: Submission, now: datetime) -> list[Notice]:
    return reminders_by_hand([one], CAMPAIGN, now, lambda file: file, "vi")


def test_an_officer_may_remind_on_any_day_once_a_day() -> None:
    early = [asked_for(ward(), morning(days)) for days in (20, 20, 19)]
    assert [[notice.day for notice in one] for one in early] == [
        ["2024-10-08"], ["2024-10-08"], ["2024-10-09"],
    ]  # fmt: skip


def test_what_an_officer_asks_for_after_the_deadline_says_that_it_is_over() -> None:
    [before], [after] = asked_for(ward(), morning(9)), asked_for(ward(), morning(-30))
    assert "Đã quá hạn" not in before.body
    assert "Đã quá hạn" in after.body and "quá hạn" in after.subject


def test_an_officer_reminds_nobody_whose_report_was_taken() -> None:
    assert asked_for(ward("done", acceptance=TAKEN), morning(9)) == []


def test_a_reminder_says_what_is_missing_list_by_list() -> None:
    [notice] = reminded(ward(), morning(2))
    lines = [line for line in notice.body.splitlines() if line.startswith("- ")]
    assert lines == [
        "- 1. Mô hình: danh sách còn trống",
        "- 3b. Thành viên: 4 mục phải sửa, 2 mục xin kiểm tra",
    ]


def test_a_reminder_names_the_unit_the_deadline_and_the_link() -> None:
    [notice] = reminded(ward(), morning(5))
    assert notice.body.startswith("Kính gửi: Phường Một.\nCòn 5 ngày ")
    assert "23:59 28/10/2024" in notice.body and "https://sheets.example/file-1" in notice.body


def test_a_workbook_that_cannot_be_read_is_told_with_the_reason() -> None:
    lost = ward("unreadable", workbook=UnitState("P01", "access-lost", read_at=1.0), lists=())
    [notice] = reminded(lost, morning(2))
    assert "- Mất quyền" in notice.body


def test_a_workbook_that_was_never_read_is_not_called_empty() -> None:
    assert reminded(ward("not-started", workbook=UnitState("P01")), morning(2)) == []


def test_a_reminder_gives_the_moment_at_which_the_workbook_was_read() -> None:
    [notice] = reminded(ward(), morning(2))
    assert "Đến 08:00 28/09/2024, bảng của đơn vị" in notice.body


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("days_before", [5, 2, 0, -1])
def test_no_gap_no_number_of_a_person_and_no_shouting(language: str, days_before: int) -> None:
    [notice] = reminded(ward(), morning(days_before), language)
    said = notice.subject + notice.body
    assert not re.search(r"[!…{}]|\bbạn\b|\d{8,}|@", said)


def test_the_digest_names_who_is_late_who_has_not_begun_and_who_is_stuck() -> None:
    now = morning(-1)
    open_ = {"must-fix": 4, "please-check": 2}
    begun = ward(late=True, stuck=True, open=open_)
    found = [begun, ward("done"), ward("not-started", late=True)]
    said = digest(found, Office(None, []), CAMPAIGN, now, "vi")
    assert said.body.splitlines() == [
        "Đến 08:00 29/10/2024, 1/3 đơn vị đã đạt yêu cầu.",
        "Đã quá hạn báo cáo 1 ngày (23:59 28/10/2024).",
        "Chưa tổng hợp lần nào.",
        "Phải sửa (1): Phường Một (4 mục phải sửa, 2 mục xin kiểm tra).",
        "Chưa nhập (1): Phường Một.",
        "Quá hạn (2): Phường Một, Phường Một.",
        "Còn lỗi nhưng 3 ngày nay không cập nhật (1): Phường Một.",
        "Không có công việc nào bị lỗi.",
    ]


def test_the_digest_of_a_closed_period_says_how_it_ended_and_names_nobody() -> None:
    closed = replace(CAMPAIGN, closed=morning(-9))
    taken = ward("done", acceptance=Acceptance(first=Event(ACCEPTED, 1.0)))
    found = [taken, replace(taken, accepted_late=True), ward(late=True, stuck=True)]
    said = digest(found, Office(None, []), closed, morning(-10), "vi")
    assert said.body.splitlines() == [
        "Kỳ báo cáo đã đóng lúc 08:00 06/11/2024: trong 3 đơn vị có 1 đơn vị gửi đúng hạn, "
        "1 đơn vị gửi sau hạn.",
        "Chưa tổng hợp lần nào.",
        "Không có công việc nào bị lỗi.",
    ]


@pytest.mark.parametrize("standing", [one for one in STANDINGS if one != "done"])
def test_the_digest_names_every_unit_whose_report_is_not_taken(standing: str) -> None:
    said = digest([ward(standing), ward("done")], Office(None, []), CAMPAIGN, morning(0), "vi")
    [line] = [line for line in said.body.splitlines() if "Phường Một" in line]
    assert line.startswith(f"{standing_word(standing, 'vi')} (1): Phường Một")


@pytest.mark.parametrize(
    ("days", "said"),
    [(2, "Còn 2 ngày đến hạn"), (0, "Hôm nay là hạn cuối"), (-3, "Đã quá hạn báo cáo 3 ngày")],
)
def test_the_digest_says_how_far_the_deadline_is(days: int, said: str) -> None:
    assert said in digest([], Office(None, []), CAMPAIGN, morning(days), "vi").body


def test_the_digest_carries_the_run_number_and_its_moment() -> None:
    published = {"number": 12, "as_of": morning(1).timestamp()}
    said = digest([], Office(published, []), CAMPAIGN, morning(0), "vi")
    assert "lần 12, số liệu đến 08:00 27/10/2024" in said.body


OPEN = [Drift(Kind.ANYONE)]


def test_the_digest_names_workbooks_that_anybody_can_open() -> None:
    known = ward()
    office = Office(None, [], sharing={"": OPEN, known.unit.code: OPEN})
    said = digest([known], office, CAMPAIGN, morning(0), "vi").body
    assert "Bất kỳ ai có đường liên kết cũng mở được: bảng tổng hợp, Phường Một." in said


def test_there_is_one_digest_a_day() -> None:
    first, second = (
        digest([], Office(None, []), CAMPAIGN, morning(0) + timedelta(hours=h), "vi")
        for h in (0, 8)
    )
    assert first.key == second.key


def escalated(one: Submission, now: datetime, campaign: Campaign = CAMPAIGN) -> list[Notice]:
    known = replace(one, unit=replace(one.unit, overdue_emails=("lanhdao@example.vn",)))
    return escalations([known], campaign, now, lambda file: file, "vi")


@pytest.mark.parametrize(("days", "told"), [(1, False), (2, False), (3, True), (30, True)])
def test_the_second_address_hears_of_an_overdue_unit_after_the_grace(days: int, told: bool) -> None:
    found = escalated(ward(late=True), DUE + timedelta(days=days))
    assert bool(found) == told
    assert all("Kính đề nghị lãnh đạo phụ trách chỉ đạo" in one.body for one in found)
    assert all("3b. Thành viên: 4 mục phải sửa" in one.body for one in found)


def test_the_campaign_says_how_long_the_grace_is() -> None:
    at = DUE + timedelta(days=1, hours=1)
    campaign = replace(CAMPAIGN, escalate_after=1)
    assert escalated(ward(late=True), at, campaign) and not escalated(ward(late=True), at)


def test_nobody_is_told_of_a_unit_that_is_taken_unreadable_or_without_a_second_address() -> None:
    at = DUE + timedelta(days=9)
    assert not escalations([ward(late=True)], CAMPAIGN, at, lambda file: file, "vi")
    assert not escalated(ward(late=False, acceptance=TAKEN), at)
    assert not escalated(ward("unreadable", late=True), at)
