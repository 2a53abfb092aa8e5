"""Four buckets of calls a minute, as Google counts them."""

import pytest

from sheets_emulator.weather.quota import Kind, Limits, Quota, kind_of, project_of

ROBOT = "robot@pilot.iam.gserviceaccount.com"


def quota(**limits: int) -> Quota:
    made = Quota()
    made.set(Limits(**limits))
    return made


def passed(quota: Quota, calls: int, kind: Kind = "read", user: str = ROBOT, at: float = 0) -> int:
    """How many of so many calls at one moment pass."""
    return sum(quota.take(kind, user, at) is None for _ in range(calls))


def test_quotas_are_off_until_somebody_turns_them_on() -> None:
    assert passed(Quota(), 1000) == 1000


def test_sixty_reads_and_sixty_writes_a_minute() -> None:
    made = quota()
    assert passed(made, 70) == 60 and passed(made, 70, "write") == 60


def test_no_window_of_a_minute_holds_more_than_the_limit() -> None:
    made = quota(per_user=10)
    assert passed(made, 10, at=30) == 10
    assert passed(made, 10, at=89.9) == 0
    assert passed(made, 10, at=90) == 10


def test_users_of_a_project_share_its_buckets() -> None:
    made = quota(per_user=5, per_project=8)
    assert passed(made, 9, user="a@pilot.iam.gserviceaccount.com") == 5
    assert passed(made, 9, user="b@pilot.iam.gserviceaccount.com") == 3
    assert passed(made, 9, user="c@other.iam.gserviceaccount.com") == 5


def test_the_refusal_names_the_bucket() -> None:
    made = quota(per_user=0)
    refused = made.take("write", ROBOT, 0)
    assert refused is not None and refused["status"] == "RESOURCE_EXHAUSTED"
    assert "'Write requests per minute per user'" in refused["message"]
    assert refused["details"][0]["metadata"]["quota_limit"] == "WriteRequestsPerMinutePerUser"


@pytest.mark.parametrize(
    ("method", "path", "verb", "kind"),
    [
        ("GET", "/v4/spreadsheets/x", "", "read"),
        ("POST", "/v4/spreadsheets/x", "getByDataFilter", "read"),
        ("POST", "/v4/spreadsheets/x/developerMetadata", "search", "read"),
        ("POST", "/v4/spreadsheets/x", "batchUpdate", "write"),
        ("PUT", "/v4/spreadsheets/x/values/A1", "", "write"),
        ("GET", "/drive/v3/files", "", "drive"),
    ],
)
def test_a_call_takes_from_its_bucket(method: str, path: str, verb: str, kind: str) -> None:
    assert kind_of(method, path, verb) == kind


def test_a_service_account_belongs_to_the_project_in_its_address() -> None:
    assert project_of(ROBOT) == "pilot" and project_of("clerk@ward.example") == "emulator"
