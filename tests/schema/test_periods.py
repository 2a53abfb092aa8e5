"""Periods: the days of their data by Nghị định 09/2019/NĐ-CP, and what is due when."""

# ruff: noqa: E501  (a wrong line and what is said of it stand on one line)

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_schema.campaign import Campaign
from sheets_schema.declaration import read_campaign
from sheets_schema.org_unit import OrgUnit
from sheets_schema.periods.rhythm import EVERY, Rhythm, working_day
from sheets_schema.validate import validate
from sheets_schema.workbook import Tab, Value, Workbook
from tests.schema.test_declarations import BOOK, folder
from tests.schema.test_wrong_declarations import told

ZONE = "Asia/Ho_Chi_Minh"
MAIN = """
name = "cnscd-thang"
timezone = "Asia/Ho_Chi_Minh"
title = { vi = "Báo cáo tháng", en = "Monthly report" }
"""
MONTHLY = '[rhythm]\nevery = "month"\nstart = 2025-01-01\ndue = 3\nlocked = 10\n'


@pytest.mark.parametrize(
    ("every", "day", "name", "first", "last"),
    [
        ("month", "2025-01-01", "2025-01", "2024-12-15", "2025-01-14"),
        ("month", "2025-01-14", "2025-01", "2024-12-15", "2025-01-14"),
        ("month", "2025-01-15", "2025-02", "2025-01-15", "2025-02-14"),
        ("month", "2024-12-15", "2025-01", "2024-12-15", "2025-01-14"),
        ("quarter", "2025-03-14", "2025-Q1", "2024-12-15", "2025-03-14"),
        ("quarter", "2025-11-30", "2025-Q4", "2025-09-15", "2025-12-14"),
        ("half-year", "2025-06-14", "2025-H1", "2024-12-15", "2025-06-14"),
        ("half-year", "2025-06-15", "2025-H2", "2025-06-15", "2025-12-14"),
        ("year", "2024-12-15", "2025", "2024-12-15", "2025-12-14"),
        ("week", "2025-01-01", "2025-W01", "2024-12-30", "2025-01-05"),
    ],
)
def test_the_days_of_a_period_are_those_of_the_decree(
    every: str, day: str, name: str, first: str, last: str
) -> None:
    period = next(Rhythm(every, date.fromisoformat(day), 3, ZONE).periods())
    assert (period.name, str(period.first), str(period.last)) == (name, first, last)


@given(st.sampled_from(EVERY), st.dates(date(2019, 1, 1), date(2060, 1, 1)))
def test_periods_follow_each_other_without_a_gap_and_hold_their_start(
    every: str, start: date
) -> None:
    periods = Rhythm(every, start, 3, ZONE).periods()
    found = [next(periods) for _ in range(20)]
    assert found[0].first and found[0].last and found[0].first <= start <= found[0].last
    for one, after in pairwise(found):
        assert one.last and after.first and (after.first - one.last).days == 1
    assert len({one.name for one in found}) == 20


def test_deadlines_in_working_days_leave_out_weekends_and_holidays() -> None:
    # Friday 25/4/2025; 30/4 and 1/5 are holidays.
    holidays = frozenset({date(2025, 4, 30), date(2025, 5, 1)})
    assert working_day(date(2025, 4, 25), 3, holidays) == date(2025, 5, 2)
    assert working_day(date(2025, 4, 25), 3, frozenset()) == date(2025, 4, 30)


def test_a_campaign_with_a_rhythm_has_its_periods_deadlines(tmp_path: Path) -> None:
    campaign = read_campaign(folder(tmp_path, BOOK, MAIN + MONTHLY))
    april = campaign.period_named("2025-04")
    assert april is not None
    inside = campaign.in_period(april)
    assert f"{inside.due:%H:%M %d/%m/%Y}" == "23:59 17/04/2025"
    assert inside.title["vi"] == "Báo cáo tháng, tháng 04/2025"
    assert inside.term == ("cnscd-thang", "2025-04")
    assert campaign.period_named("2025-13") is None and campaign.period_named("2024-12") is None


def test_the_period_that_is_open_at_a_day_is_the_last_that_was_opened(tmp_path: Path) -> None:
    campaign = read_campaign(
        folder(tmp_path, BOOK, MAIN + MONTHLY.replace("due", "opens = -5\ndue"))
    )
    days = {"2024-01-01": "2025-01", "2025-02-08": "2025-01", "2025-02-09": "2025-02"}
    for day, name in days.items():
        found = campaign.period_at(date.fromisoformat(day))
        assert found and found.name == name


def test_periods_may_be_a_list_of_their_own(tmp_path: Path) -> None:
    listed = """
[[periods]]
name = "dot-1"
title = { vi = "đợt 1", en = "first" }
due = 2025-03-20T17:00:00
first = 2025-03-01
last = 2025-03-15
[[periods]]
name = "dot-2"
title = { vi = "đợt 2", en = "second" }
due = 2025-04-20T17:00:00
"""
    campaign = read_campaign(folder(tmp_path, BOOK, MAIN + listed))
    assert [one.name for one in campaign.periods_from("dot-1", 5)] == ["dot-2"]
    first = campaign.periods[0]
    assert campaign.in_period(first).window == (date(2025, 3, 1), date(2025, 3, 15))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("", "campaign.toml, due: is needed; write the last on-time moment"),
        (MONTHLY.replace("start = 2025-01-01\n", ""), "campaign.toml, rhythm.start: is needed; write a date"),
        (MONTHLY.replace("2025-01-01", '"2025-01-01"'), "campaign.toml, rhythm.start: write a date"),
        (MONTHLY.replace("month", "monthly"), "campaign.toml, rhythm.every: write one of half-year, month"),
        (MONTHLY.replace("10", "2"), "campaign.toml, rhythm.locked: write more days than due = 3"),
        ("due = 2025-03-20T17:00:00\n" + MONTHLY, "campaign.toml, due: leave it out"),
        (MONTHLY + 'holidays = ["2025-01-01"]\n', "campaign.toml, rhythm.holidays: write dates"),
        ('[[periods]]\nname = "a"\ntitle = { vi = "A", en = "A" }\ndue = 2025-03-20T17:00:00\nfirst = 2025-03-02\n', "campaign.toml, periods.last: write both the first and the last day"),
    ],
)  # fmt: skip
def test_a_wrong_rhythm_is_told(tmp_path: Path, wrong: str, said: str) -> None:
    [line] = told(folder(tmp_path, BOOK, f"{MAIN}{wrong}"))
    assert line.startswith(said)


DATED = BOOK.replace('type = "count"\nparams = { most = 500 }', 'type = "date"').replace(
    'check = "duplicates"\ncode = "value-duplicate"\nkey = ["place"]\nmark = "place"',
    'check = "in-period"\ncode = "date-outside-period"\ncolumn = "people"',
)


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("14/12/2024", "date-outside-period"),
        ("15/12/2024", None),
        ("14/01/2025", None),
        ("15/01/2025", "date-outside-period"),
        ("không rõ", "date-invalid"),
        ("15/01/2052", "date-future"),
    ],
)
def test_a_day_outside_of_the_period_is_asked_about(
    tmp_path: Path, day: str, code: str | None
) -> None:
    campaign = read_campaign(folder(tmp_path, DATED, MAIN + MONTHLY))
    inside = campaign.in_period(campaign.periods_from("", 1)[0])
    rows: list[list[Value]] = [["Địa điểm", "Số người", "Kết quả"], ["Chợ Đông", day, "Xong"]]
    book = Workbook("Thôn 1", [Tab("Điểm vệ sinh", rows)])
    unit = OrgUnit("V1", "Thôn 1", "village")

    def codes(of: Campaign) -> list[str]:
        checked = validate(book, unit, of, date(2025, 2, 1), strict=True)
        return [one.code for one in checked.findings]

    assert codes(inside) == ([code] if code else [])
    assert "date-outside-period" not in codes(campaign)
