"""A job run by hand beside a working service: what is waited for, and for how long."""

import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from jobs.store.work import ledger
from service.cli import main
from service.process.by_hand import Asked
from tests.service.conftest import Service, make_service


def ended(service: Service, job: str, subject: str = "") -> None:
    """A worker did that piece of work."""
    with service.here.engine.begin() as connection:
        [row] = [
            row for row in ledger.active(connection) if (row.job, row.subject) == (job, subject)
        ]
        assert row.active
        ledger.begin(connection, job, subject, row.active)
        ledger.finish(connection, job, subject, row.active, "next", now=time.time())


def asked_for_a_full_check(service: Service, *, everything: bool) -> Asked:
    service.here.queue.request("check-unit", "P02", source="drive")
    since = time.time()
    service.here.queue.request("full-check", source="person", urgent=True)
    return Asked(service.here, "full-check", since, everything=everything)


def test_the_checks_that_the_job_asked_for_are_waited_for(service: Service) -> None:
    asked = asked_for_a_full_check(service, everything=False)
    service.here.queue.request("check-unit", "P01", source="sweep")
    ended(service, "full-check")
    assert asked.unfinished() == [("check-unit", "P01")]
    ended(service, "check-unit", "P01")
    assert asked.unfinished() == []


def test_what_the_service_does_besides_is_not_waited_for(service: Service) -> None:
    asked = asked_for_a_full_check(service, everything=False)
    ended(service, "full-check")
    assert asked.unfinished() == []
    service.here.queue.request("check-unit", "P01", source="apps-script")
    service.here.queue.request("full-check", source="schedule")
    assert asked.unfinished() == []


def test_who_works_alone_ends_when_nothing_is_left(service: Service) -> None:
    asked = asked_for_a_full_check(service, everything=True)
    ended(service, "full-check")
    assert asked.unfinished() == [("check-unit", "P02")]


def test_only_failures_since_are_told(service: Service) -> None:
    service.failed("P01", "Google từ chối.")
    asked = asked_for_a_full_check(service, everything=False)
    asked.unfinished()
    assert asked.failures() == []
    service.failed("P02", "Google từ chối.")
    asked.known.add(("check-unit", "P02"))
    assert [row.subject for row in asked.failures()] == ["P02"]


@pytest.mark.usefixtures("usual_logging")
def test_a_job_that_is_not_done_in_time_says_so(tmp_path: Path) -> None:
    service = make_service(tmp_path)
    service.worker_alive()
    environ = {"WARDSHEETS_DATA_DIR": str(tmp_path)}
    result = CliRunner().invoke(main, ["run", "sweep", "--timeout", "0.3"], env=environ)
    service.here.close()
    assert (result.exit_code, "Not done after 0.3 seconds" in result.output) == (1, True)
