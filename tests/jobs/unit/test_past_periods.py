"""What became of the periods before: in time or not, with how many rows, unit by unit."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from jobs.district.content import gather
from jobs.district.summary_tab import SummaryTab
from jobs.report.figures import make_figures
from jobs.unit.past import PastReport
from tests.actions.ward_actions import GoogleActions, Ward
from tests.jobs.ward.test_carried_rows import handed_in
from tests.jobs.ward.test_guide import complete
from tests.jobs.ward.test_periods_in_the_sheet import monthly, next_period


@pytest.fixture
def ward(google: GoogleActions) -> Ward:
    """A ward that handed in November, beside one that did not, in December."""
    one = handed_in(google, monthly(google))
    complete(google).check()
    next_period(google, monthly(google))
    return one


def test_each_unit_has_what_became_of_its_report(google: GoogleActions, ward: Ward) -> None:
    [past] = gather(google.context).past
    other = next(unit.code for unit in google.units if unit.code != ward.code)
    assert past.name == "2024-11"
    assert past.reports[ward.code] == PastReport("on-time", 1)
    assert past.reports[other] == PastReport("overdue", None)
    assert (past.taken, past.rows) == (1, 1)


def test_an_extension_of_today_makes_nobody_in_time_in_a_period_before(
    google: GoogleActions, ward: Ward
) -> None:
    far = datetime(2025, 6, 1, tzinfo=UTC).date()
    google.register(ward, extension=far)
    [past] = gather(google.context).past
    assert past.reports[ward.code].timeliness == "on-time"


def test_the_summary_says_what_came_in_beside_the_last_period(
    google: GoogleActions, ward: Ward
) -> None:
    lines = {one.key: one.cells for one in SummaryTab(gather(google.context)).lines("")}
    said = str(lines["sentence"][0])
    assert said.startswith("Đã nhận 0 báo cáo với 0 dòng (kỳ 2024-11: 1 báo cáo, 1 dòng).")


def test_the_report_knows_the_figures_of_the_last_period(google: GoogleActions, ward: Ward) -> None:
    campaign = google.context.campaign
    assert campaign.report is not None
    figures = make_figures(gather(google.context), campaign.report, campaign.due)
    told = [figures.value(name) for name in ("last_units_sent", "last_rows")]
    assert told == [1, 1]
    assert figures.value("last_rows", frozenset({ward.code})) == 1


def test_a_campaign_of_one_period_has_none_before(google: GoogleActions) -> None:
    complete(google).check()
    content = gather(google.context)
    assert content.past == [] and "kỳ" not in str(SummaryTab(content).lines("")[2].cells)
    assert content.campaign.report is not None
    figures = make_figures(content, content.campaign.report, content.campaign.due)
    assert figures.value("last_rows") is None
    assert replace(content).past == []
