"""The schedule as people read it: last and next times in the campaign's zone."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from jobs.schedule import interval, next_run, plan

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOON = datetime(2024, 10, 28, 12, 0, tzinfo=ZONE)


@pytest.mark.parametrize(
    "cron, expected",
    [
        ("30 1 * * *", datetime(2024, 10, 29, 1, 30, tzinfo=ZONE)),
        ("*/10 * * * *", datetime(2024, 10, 28, 12, 10, tzinfo=ZONE)),
        ("*/30 * * * * *", datetime(2024, 10, 28, 12, 0, 30, tzinfo=ZONE)),
        ("off", None),
    ],
)
def test_the_next_run_is_told_in_local_time(cron: str, expected: datetime | None) -> None:
    assert next_run(cron, NOON) == expected


def test_the_interval_of_a_schedule_is_known() -> None:
    assert (interval("*/15 * * * * *", NOON), interval("off", NOON)) == (15.0, 60.0)


def test_a_time_in_another_zone_is_told_in_the_campaigns() -> None:
    [job] = plan({"digest": "0 8 * * *"}, "Asia/Ho_Chi_Minh", NOON.astimezone(ZoneInfo("UTC")), {})
    assert job.next == datetime(2024, 10, 29, 8, 0, tzinfo=ZONE)
    assert (job.last, job.state) == (None, "idle")
