"""Behind the lock a unit's data stay as they are; an extension opens the unit again."""

from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from jobs.store.rows import load_rows
from jobs.store.units import load_state
from service.process.main_job import run_main_job
from tests.actions.ward_actions import START, GoogleActions, Ward
from tests.jobs.ward.test_flags import MEMBERS

LOCK = (START + timedelta(days=15)).astimezone(ZoneInfo("Asia/Ho_Chi_Minh"))
LOCKED = "Đã khóa số liệu lúc 09:05 05/11/2024"
PHONE = "H2"


@pytest.fixture
def ward(google: GoogleActions) -> Ward:
    """A ward of a campaign that locks, checked before its lock."""
    campaign = replace(google.context.campaign, locked=LOCK)
    google.context = replace(google.context, campaign=campaign)
    ward = google.workbook("Phường 3", MEMBERS)
    ward.check()
    ward.check()
    return ward


def kept(ward: Ward) -> list[object]:
    """What the store holds of the ward's rows, in their order."""
    store = ward.google.context.store
    with store.begin() as connection:
        rows = load_rows(connection, store.vault, ward.code)
    return [row.values for row in sorted(rows, key=lambda row: row.position)]


def locked_at(ward: Ward) -> float | None:
    with ward.google.context.store.begin() as connection:
        return load_state(connection, ward.code).locked_at


def says_locked(ward: Ward) -> bool:
    return any(LOCKED in cell for row in ward.results() for cell in row)


def pass_lock(ward: Ward) -> None:
    ward.google.clock.now = LOCK + timedelta(minutes=1)


def test_the_lock_is_told_by_the_minute_though_nobody_edits(ward: Ward) -> None:
    ward.google.clock.now = LOCK
    ward.check()
    ward.check()
    assert not says_locked(ward) and locked_at(ward) is None
    pass_lock(ward)
    assert ward.check().changed and says_locked(ward) and locked_at(ward) == LOCK.timestamp()
    assert not any("để gửi báo cáo" in cell for row in ward.results() for cell in row)


def test_the_first_check_behind_the_lock_takes_over_what_was_typed(ward: Ward) -> None:
    before = kept(ward)
    ward.edit(PHONE, "'0912000111")
    pass_lock(ward)
    ward.check()
    assert says_locked(ward) and kept(ward) != before


def test_then_nothing_is_read_or_taken_over(google: GoogleActions, ward: Ward) -> None:
    pass_lock(ward)
    ward.check()
    before = kept(ward)
    ward.edit(PHONE, "'0912000111")
    google.forget_calls()
    result = ward.check()
    run_main_job(google.context)
    assert google.calls().count("read") == 1, "of the district's spreadsheet alone"
    assert kept(ward) == before and not result.changed


def test_an_extension_opens_the_unit_until_the_end_of_that_day(
    google: GoogleActions, ward: Ward
) -> None:
    pass_lock(ward)
    ward.check()
    before = kept(ward)
    google.register(ward, extension=date(2024, 11, 8))
    ward.edit(PHONE, "'0912000111")
    ward.check()
    assert not says_locked(ward) and locked_at(ward) is None and kept(ward) != before
    google.clock.now = LOCK + timedelta(days=4)
    ward.check()
    assert any("lúc 23:59 08/11/2024" in cell for row in ward.results() for cell in row)


def test_a_row_that_is_being_typed_is_waited_for(google: GoogleActions, ward: Ward) -> None:
    google.with_options(row_quiet_seconds=10)
    pass_lock(ward)
    ward.edit("C5", "Trần Văn Bình")
    again = ward.check().again_after
    assert again and locked_at(ward) is None
    google.clock.forward(again + 1)
    ward.check()
    assert locked_at(ward) == LOCK.timestamp()


def test_an_unreadable_workbook_is_not_locked_before_it_was_seen(ward: Ward) -> None:
    pass_lock(ward)
    ward.google.emulator.share(ward.spreadsheet, ward.google.robot, role=None)
    ward.check()
    assert locked_at(ward) is None


def test_the_officers_see_who_is_locked_and_how_to_open_it(
    google: GoogleActions, ward: Ward
) -> None:
    google.publish()
    pass_lock(ward)
    ward.check()
    google.publish()
    said = [str(cell.value or "") for row in google.district("Đơn vị").cells for cell in row]
    assert "Đã khóa 09:05 05/11/2024. Mở lại: Gia hạn đến." in said


def test_the_instructions_name_the_lock(ward: Ward) -> None:
    said = [str(cell.value or "") for row in ward.sheet("Hướng dẫn").cells for cell in row]
    assert any(one.startswith("Khóa số liệu lúc 09:05 05/11/2024") for one in said)
