"""The next period on the same workbooks: no receipt before anybody ticked anew, no cell emptied."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from jobs.store.rows import load_rows
from jobs.store.units import load_state
from jobs.unit.periods import begin_first, close_term, in_force, open_next
from sheets_schema.campaign import Campaign
from sheets_schema.periods.rhythm import Rhythm
from tests.actions.ward_actions import GoogleActions, Ward
from tests.jobs.ward.test_deeds_in_the_sheet import DONE, says, seen
from tests.jobs.ward.test_guide import EMPTY, OFFICERS_TAB, complete, events, receipt, row_of, tick

WHO = "an@quan.vn"


def monthly(google: GoogleActions) -> Campaign:
    """The letter as a monthly return from November on; the clock stands before its first due."""
    rhythm = Rhythm("month", date(2024, 10, 20), 3, "Asia/Ho_Chi_Minh")
    return replace(google.context.campaign, name="thang", rhythm=rhythm)


def begin(google: GoogleActions, campaign: Campaign) -> None:
    with google.context.store.begin() as connection:
        begin_first(connection, campaign, google.context.now(), google.context.today())
        google.context = replace(google.context, campaign=in_force(connection, campaign))


def next_period(google: GoogleActions, declared: Campaign) -> None:
    """January begins."""
    at, now = google.context.now(), google.context.campaign
    google.clock.now = datetime(2024, 12, 16, 1, 0, tzinfo=UTC)
    with google.context.store.begin() as connection:
        close_term(connection, now, now.period, at, WHO, "vi")
        campaign = open_next(connection, declared, "2024-12", at + 1, WHO, "vi")
    google.context = replace(google.context, campaign=campaign)


@pytest.fixture
def ward(google: GoogleActions) -> Ward:
    """A ward that handed in its report for November."""
    begin(google, monthly(google))
    one = complete(google)
    one.check()
    tick(one, DONE)
    one.check()
    assert seen(one).accepted and events(one) == ["opened", "accepted"]
    return one


def ticks(ward: Ward) -> int:
    rows = ward.sheet("Hướng dẫn").cells
    return sum(cell.value is True for row in rows for cell in row)


def test_the_next_period_begins_with_every_tick_unset_and_says_its_deadline(
    google: GoogleActions, ward: Ward
) -> None:
    typed = ward.user_grid(ward.sheet(OFFICERS_TAB))
    next_period(google, monthly(google))
    ward.check()
    assert ticks(ward) == 0 and receipt(ward).startswith("Chưa gửi")
    assert says(ward, "tháng 12/2024. Hạn gửi: 23:59 17/12/2024.")
    assert events(ward) == ["opened"] and not seen(ward).accepted
    assert ward.user_grid(ward.sheet(OFFICERS_TAB)) == typed


def test_the_next_report_is_taken_by_ticks_of_its_own(google: GoogleActions, ward: Ward) -> None:
    next_period(google, monthly(google))
    ward.check()
    for words in (*EMPTY, "các dòng như kỳ trước vẫn đúng", DONE):
        tick(ward, words)
    ward.check()
    assert events(ward) == ["opened", "accepted"]
    assert receipt(ward).startswith("Đã ghi nhận báo cáo lúc 08:00 16/12/2024")


def close(google: GoogleActions) -> None:
    now = google.context.campaign
    with google.context.store.begin() as connection:
        close_term(connection, now, now.period, google.context.now(), WHO, "vi")
        google.context = replace(google.context, campaign=in_force(connection, monthly(google)))


def test_a_closed_period_is_told_in_the_sheet_once_and_read_no_more(
    google: GoogleActions, ward: Ward
) -> None:
    given = receipt(ward)
    close(google)
    google.forget_calls()
    assert ward.check().changed
    assert google.calls() == ["read", "write"]
    assert says(ward, "Kỳ báo cáo này đã đóng lúc 09:05 21/10/2024")
    assert receipt(ward) == given
    google.forget_calls()
    ward.check()
    assert google.calls() == []


def test_nothing_of_a_closed_period_changes_by_the_look_that_tells_of_it(
    google: GoogleActions, ward: Ward
) -> None:
    close(google)
    with google.context.store.begin() as connection:
        before = load_state(connection, ward.code)
        rows = load_rows(connection, google.context.store.vault, ward.code)
    ward.edit("F2", "12", tab=OFFICERS_TAB)
    ward.check()
    with google.context.store.begin() as connection:
        after = load_state(connection, ward.code)
        assert load_rows(connection, google.context.store.vault, ward.code) == rows
    assert replace(after, locked_at=None) == before


def test_who_did_not_hand_in_reads_so_when_the_period_is_closed(google: GoogleActions) -> None:
    begin(google, monthly(google))
    ward = complete(google)
    ward.check()
    close(google)
    ward.check()
    assert receipt(ward) == "Kỳ báo cáo đã đóng, báo cáo của đơn vị chưa được ghi nhận."


def test_a_workbook_that_cannot_be_read_is_passed_over_when_the_period_is_closed(
    google: GoogleActions, ward: Ward
) -> None:
    close(google)
    google.register(ward, spreadsheet="gone" * 11)
    ward.check()
    with google.context.store.begin() as connection:
        assert load_state(connection, ward.code).locked_at is not None


def test_the_next_period_takes_the_word_of_the_closed_one_away(
    google: GoogleActions, ward: Ward
) -> None:
    close(google)
    ward.check()
    google.clock.now = datetime(2024, 12, 16, 1, 0, tzinfo=UTC)
    with google.context.store.begin() as connection:
        at = google.context.now()
        campaign = open_next(connection, monthly(google), "2024-12", at, WHO, "vi")
    google.context = replace(google.context, campaign=campaign)
    ward.check()
    assert not says(ward, "đã đóng") and says(ward, "tháng 12/2024. Hạn gửi: 23:59 17/12/2024.")


def test_an_empty_store_takes_no_tick_that_stood_there_before_it(
    google: GoogleActions, ward: Ward
) -> None:
    """The blocker of old: a new campaign and store wrote a receipt though nobody had typed."""
    with google.context.store.begin() as connection:
        for table in ("unit_states", "submission_events", "periods", "data_rows", "findings"):
            connection.exec_driver_sql(f"DELETE FROM {table}")
    begin(google, replace(monthly(google), name="another"))
    ward.check()
    assert events(ward) == ["opened"] and not seen(ward).accepted
    assert ticks(ward) == 0
    tick(ward, DONE)
    assert row_of(ward, DONE)
    for words in EMPTY:
        tick(ward, words)
    ward.check()
    assert seen(ward).accepted
