"""How a list begins the next period: with the rows of the last, confirmed, or on an empty tab."""

from dataclasses import replace

import pytest

from jobs.district.content import gather
from jobs.store.counts import CARRIED, RIGHT
from sheets_schema.campaign import EMPTY, Campaign
from tests.actions.ward_actions import GoogleActions, Ward
from tests.jobs.ward.test_deeds_in_the_sheet import DONE, says, seen
from tests.jobs.ward.test_guide import EMPTY as NOTHING
from tests.jobs.ward.test_guide import OFFICERS_TAB, complete, receipt, row_of, tick
from tests.jobs.ward.test_periods_in_the_sheet import begin, monthly, next_period

AS_LAST = f"Trang {OFFICERS_TAB}: đã xem lại"
OLD_TAB = f"{OFFICERS_TAB} (tháng 11/2024)"
SECOND = ("2", "Trần Văn Bình", "Nam", "1990", "Công chức", "'031090001237", "'0987654321")


def handed_in(google: GoogleActions, campaign: Campaign) -> Ward:
    """A ward that handed in its report for November."""
    begin(google, campaign)
    one = complete(google)
    one.check()
    tick(one, DONE)
    one.check()
    assert seen(one).accepted
    return one


def states(ward: Ward) -> list[str]:
    return [row.state for row in gather(ward.google.context).rows[ward.code]]


def ticked_anew(ward: Ward) -> None:
    for words in (*NOTHING, DONE):
        tick(ward, words)


@pytest.fixture
def ward(google: GoogleActions) -> Ward:
    """A ward in December, whose rows go on from November."""
    one = handed_in(google, monthly(google))
    next_period(google, monthly(google))
    return one


@pytest.fixture
def fresh(google: GoogleActions) -> Ward:
    """A ward in December, whose lists begin empty."""
    campaign = replace(monthly(google), carry=EMPTY)
    one = handed_in(google, campaign)
    next_period(google, campaign)
    return one


def test_rows_of_the_last_period_are_marked_until_they_are_changed(ward: Ward) -> None:
    ward.check()
    assert ward.flags(OFFICERS_TAB) == {2: "↻ Như kỳ trước"}
    ward.edit("E2", "Chủ tịch", tab=OFFICERS_TAB)
    for words in NOTHING:
        tick(ward, words)
    ward.check()
    assert "Như kỳ trước" not in ward.flags(OFFICERS_TAB).get(2, "")
    assert seen(ward).standing == "right"


def test_before_anybody_looked_rows_of_the_last_period_count_for_nothing(ward: Ward) -> None:
    one = seen(ward)
    assert (one.standing, one.well, one.lists[4].unconfirmed) == ("unconfirmed", False, 1)
    assert states(ward) == [CARRIED]


def test_a_list_that_nobody_confirmed_is_not_handed_in(ward: Ward) -> None:
    ward.check()
    ticked_anew(ward)
    ward.check()
    assert not seen(ward).accepted and seen(ward).standing == "unconfirmed"
    assert receipt(ward).startswith(f"Chưa ghi nhận: trang {OFFICERS_TAB} còn dòng như kỳ trước")
    assert states(ward) == [CARRIED]


def test_one_tick_a_list_confirms_it(ward: Ward) -> None:
    ward.check()
    ticked_anew(ward)
    tick(ward, AS_LAST)
    ward.check()
    assert seen(ward).accepted and seen(ward).standing == "done"
    assert states(ward) == [RIGHT]
    ward.google.forget_calls()
    ward.check()
    assert ward.google.calls() == ["read"]


def test_what_goes_on_is_asked_about_behind_the_receipt_and_once(ward: Ward) -> None:
    ward.check()
    lines = [str(cells[1].value) for cells in ward.sheet("Hướng dẫn").cells if len(cells) > 1]
    assert sum(AS_LAST in line for line in lines) == 1
    assert row_of(ward, "SỐ LIỆU NHƯ KỲ TRƯỚC") == row_of(ward, "Chưa gửi") + 1
    ward.check()
    again = [str(cells[1].value) for cells in ward.sheet("Hướng dẫn").cells if len(cells) > 1]
    assert again == lines


def test_rows_that_nobody_confirmed_are_in_no_figure_of_the_report(ward: Ward) -> None:
    from jobs.report.figures import make_figures

    def rows() -> object:
        campaign = ward.google.context.campaign
        assert campaign.report is not None
        figures = make_figures(gather(ward.google.context), campaign.report, campaign.due)
        return figures.value("rows")

    ward.check()
    assert rows() == 0
    tick(ward, AS_LAST)
    ward.check()
    assert rows() == 1


def test_a_row_that_is_typed_in_a_list_that_goes_on_is_of_this_period(ward: Ward) -> None:
    ward.check()
    for column, value in zip("ABCDEFG", SECOND, strict=True):
        ward.edit(f"{column}3", value, tab=OFFICERS_TAB)
    ward.check()
    assert "Như kỳ trước" not in ward.flags(OFFICERS_TAB).get(3, "")
    assert seen(ward).lists[4].unconfirmed == 1


def test_a_list_that_begins_empty_gets_a_tab_of_its_own_and_the_old_one_stays_whole(
    fresh: Ward,
) -> None:
    before = fresh.user_grid(fresh.sheet(OFFICERS_TAB))
    fresh.check()
    assert fresh.user_grid(fresh.sheet(OLD_TAB)) == before
    new = fresh.user_grid(fresh.sheet(OFFICERS_TAB))
    declared = fresh.google.context.campaign.workbooks["ward"][4]
    assert new == [[column.title for column in declared.columns]]
    titles = [sheet.title for sheet in fresh.look().sheets]
    assert titles.index(OFFICERS_TAB) == titles.index(OLD_TAB) - 1


def test_the_tab_of_the_last_period_is_not_read_any_more(fresh: Ward) -> None:
    fresh.check()
    assert seen(fresh).rows == 0 and states(fresh) == []
    before = fresh.check().codes
    fresh.edit("F2", "12", tab=OLD_TAB)
    assert fresh.check().codes == before


def test_what_is_typed_into_the_new_tab_is_handed_in(fresh: Ward) -> None:
    fresh.check()
    for column, value in zip("ABCDEFG", SECOND, strict=True):
        fresh.edit(f"{column}2", value, tab=OFFICERS_TAB)
    ticked_anew(fresh)
    fresh.check()
    assert seen(fresh).accepted and seen(fresh).rows == 1
    assert not says(fresh, "SỐ LIỆU NHƯ KỲ TRƯỚC")


def test_a_store_that_does_not_remember_it_leaves_the_old_tab_alone_too(fresh: Ward) -> None:
    fresh.check()
    with fresh.google.context.store.begin() as connection:
        for table in ("unit_states", "data_rows", "findings"):
            connection.exec_driver_sql(f"DELETE FROM {table}")
    fresh.check()
    assert seen(fresh).rows == 0 and fresh.look().by_title(OLD_TAB)
