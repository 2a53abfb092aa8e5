"""At the end of a campaign what has no ground is destroyed, and nothing is read again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from jobs.district.removal import remove_gone_rows
from jobs.persons.ending import end_campaign, end_code, end_when_over, plan_end
from jobs.persons.erase import ErasureRefusedError
from jobs.store.law.held import stored_rows
from jobs.store.periods import put_aside, put_aside_names
from tests.actions.ward_actions import GoogleActions, Ward
from tests.jobs.persons.test_erase import OFFICERS, TAB

YEAR = 400 * 86_400.0


@pytest.fixture
def ward(google: GoogleActions) -> Ward:
    """A published ward whose rows stand in its sheet."""
    ward = google.workbook("Phường 1", OFFICERS, TAB)
    google.drain()
    return ward


def close(google: GoogleActions) -> None:
    google.context = replace(
        google.context, campaign=replace(google.context.campaign, closed=google.clock.now)
    )


def rows(google: GoogleActions) -> int:
    with google.context.store.begin() as connection:
        return len(stored_rows(connection, google.context.store.vault))


def test_the_end_of_a_campaign_destroys_what_still_stands_and_reads_nothing_again(
    google: GoogleActions, ward: Ward
) -> None:
    close(google)
    receipt = end_campaign(google.context, "an@quan.vn", "QĐ 12", end_code(google.context))
    assert receipt.planned["data_rows"] == 2 and rows(google) == 0
    google.forget_calls()
    ward.check()
    assert google.calls() == [] and rows(google) == 0


def test_what_was_put_aside_with_persons_goes_and_the_report_stays(
    google: GoogleActions, ward: Ward
) -> None:
    term = google.context.campaign.term
    files = dict.fromkeys(("whole.json", "data.xlsx", "report.docx", "units.csv"), b"x")
    with google.context.store.begin() as connection:
        put_aside(connection, google.context.store.vault, term, files, 1.0)
    close(google)
    end_campaign(google.context, "an@quan.vn", "QĐ 12", end_code(google.context))
    with google.context.store.begin() as connection:
        assert put_aside_names(connection, term) == ["report.docx", "units.csv"]


def test_a_campaign_that_is_open_is_not_ended(google: GoogleActions, ward: Ward) -> None:
    with pytest.raises(ErasureRefusedError, match="not-closed"):
        end_campaign(google.context, "an@quan.vn", "", end_code(google.context))
    assert rows(google) == 2


def test_an_end_upon_another_plan_is_refused(google: GoogleActions, ward: Ward) -> None:
    seen = end_code(google.context)
    ward.edit("A4", 3, TAB)
    ward.edit("B4", "Phạm Thị Cúc", TAB)
    google.drain()
    close(google)
    with pytest.raises(ErasureRefusedError, match="plan-changed"):
        end_campaign(google.context, "an@quan.vn", "", seen)


def test_what_is_locked_and_over_is_destroyed_by_itself(google: GoogleActions, ward: Ward) -> None:
    lock = google.clock.now.astimezone(google.context.campaign.due.tzinfo) + timedelta(hours=1)
    campaign = replace(google.context.campaign, due=lock - timedelta(minutes=1), locked=lock)
    google.context = replace(google.context, campaign=campaign)
    google.clock.forward(7200)
    assert end_when_over(google.context, YEAR) is None and rows(google) == 2
    google.clock.forward(YEAR)
    assert end_when_over(google.context, YEAR) is not None and rows(google) == 0
    # Though its lock was never told in the workbook, it is not read again.
    ward.check()
    assert rows(google) == 0 and plan_end(google.context) == {}


def test_the_districts_rows_go_with_their_remarks(google: GoogleActions, ward: Ward) -> None:
    width = len(google.district(TAB).cells[1])
    google.remark(TAB, 3, width, "đã gọi")
    google.publish()
    close(google)
    end_campaign(google.context, "an@quan.vn", "QĐ 12", end_code(google.context))
    google.publish()
    # Nobody has edited for long.
    google.clock.now = datetime(2099, 1, 1, tzinfo=UTC)
    remove_gone_rows(google.context)
    said = [cell.shown for row in google.district(TAB).cells for cell in row]
    assert "Trần Thị Lan" not in said and "đã gọi" not in said
