"""Other rules tried on the rows that the service holds: what the units would read tomorrow."""

from dataclasses import replace
from datetime import date

from jobs.offline.trial.stored import try_on_stored
from sheets_schema.campaign import Campaign
from tests.actions.ward_actions import GoogleActions

TABLE = """
    STT | Tên Tổ CNSCĐ | Họ và tên     | Giới tính | Năm sinh | Chức vụ, đơn vị | Số điện thoại
    1   | Tổ CNSCĐ 1   | Nguyễn Văn An | Nam       | 1980     | Bí thư          | 0912345678
    2   | Tổ CNSCĐ 1   | Bùi Thị Bình  | Nữ        | 1990     |                 | 0987654321
    """
MEMBERS = "3b. Thành viên"


def stricter(campaign: Campaign) -> Campaign:
    """The position is needed in the list of members."""
    ward = tuple(
        replace(
            table,
            columns=tuple(
                replace(one, required=True, codes={**one.codes, "missing": "officer-pos-missing"})
                if one.name == "job"
                else one
                for one in table.columns
            ),
        )
        if table.title == MEMBERS
        else table
        for table in campaign.workbooks["ward"]
    )
    return replace(campaign, workbooks={**campaign.workbooks, "ward": ward})


def test_the_rules_in_force_change_nothing_on_stored_rows(google: GoogleActions) -> None:
    google.workbook("Phường 1", TABLE)
    google.drain()
    campaign = google.context.campaign
    trial = try_on_stored(google.context.store, campaign, campaign, date(2024, 10, 20))
    assert (trial.new, trial.gone) == ([], [])


def test_a_stricter_rule_is_told_in_the_row_where_it_stands_and_nobody_sees_a_flag(
    google: GoogleActions,
) -> None:
    ward = google.workbook("Phường 1", TABLE)
    google.drain()
    flags = ward.flags()
    google.forget_calls()
    campaign = google.context.campaign
    trial = try_on_stored(google.context.store, campaign, stricter(campaign), date(2024, 10, 20))
    assert [(one.tab, one.row) for one in trial.new] == [(MEMBERS, 3)] and trial.gone == []
    assert google.calls() == [] and ward.flags() == flags
