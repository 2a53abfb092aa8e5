"""What the outside may watch: alive, ready, and numbers without names."""

import json
import logging
import re
import sys
import time

import pytest
import sqlalchemy as sa
import structlog

from jobs.queue.engine import Worker
from jobs.store.notices import FAILED, Notice, add_notices
from jobs.store.tables import notices, publications
from jobs.store.work import ledger, meters
from service.process.logs import start_logging
from sheets_schema.finding import Severity
from tests.service.conftest import FILES, Service


def test_alive_needs_nothing(service: Service) -> None:
    assert service.browser.get("/healthz").get_json() == {"ok": True}


def test_without_a_worker_the_service_is_not_ready(service: Service) -> None:
    answer = service.browser.get("/readyz")
    assert answer.status_code == 503
    assert answer.get_json()["queue"] == {"ok": False, "workers": 0}


def test_with_a_worker_the_service_is_ready(service: Service) -> None:
    service.worker_alive()
    answer = service.browser.get("/readyz")
    assert (answer.status_code, answer.get_json()["ok"]) == (200, True)


def test_an_edit_that_waits_too_long_is_not_in_order(service: Service) -> None:
    service.worker_alive()
    with service.here.engine.begin() as connection:
        ledger.mark(connection, "check-unit", "P01", "run", source="drive", now=1000.0)
    assert service.browser.get("/readyz").get_json()["oldest_edit"]["ok"] is False


def test_a_google_that_does_not_answer_is_not_in_order(service: Service) -> None:
    service.worker_alive()
    meter = meters.StoredMeter(service.here.engine)
    meter.add("read", "200")
    meter.add("read", "Unavailable")
    assert service.browser.get("/readyz").get_json()["google"]["ok"] is False
    meter.add("read", "200")
    assert service.browser.get("/readyz").status_code == 200


def test_the_numbers_tell_findings_requests_lag_and_work(service: Service) -> None:
    service.found("P02", "phone-short", "0912", Severity.MUST_FIX)
    service.failed("P01", "reason")
    meters.StoredMeter(service.here.engine).add("read", "200")
    meters.add_lag(service.here.engine, 7.0)
    text = service.browser.get("/metrics", headers=service.program("viewer")).text
    for line in (
        'wardsheets_findings_open{severity="must-fix"} 1.0',
        'wardsheets_google_requests_total{kind="read",status="200"} 1.0',
        'wardsheets_edit_to_flag_seconds_bucket{le="5"} 0.0',
        'wardsheets_edit_to_flag_seconds_bucket{le="10"} 1.0',
        'wardsheets_work{state="failed"} 1.0',
        'wardsheets_work_failed{job="check-unit"} 1.0',
        'wardsheets_work_failed{job="publish"} 0.0',
        "wardsheets_workers 0.0",
        'wardsheets_version{version="',
    ):
        assert line in text


def test_the_numbers_tell_mails_that_failed_and_how_old_the_publication_is(
    service: Service,
) -> None:
    service.worker_alive()
    before = service.browser.get("/metrics", headers=service.program("viewer")).text
    assert "wardsheets_publication_age_seconds" not in before
    with service.here.engine.begin() as connection:
        entry = {"as_of": time.time() - 600, "outcome": "published", "rows": 1, "cells": 1}
        connection.execute(sa.insert(publications).values(number=1, **entry))
        add_notices(connection, [Notice("", "digest", "1", "Tựa", "Nội dung")], time.time())
        connection.execute(sa.update(notices).values(status=FAILED))
    text = service.browser.get("/metrics", headers=service.program("viewer")).text
    assert 'wardsheets_notices{state="failed"} 1.0' in text and "wardsheets_workers 1.0" in text
    [age] = re.findall(r"^wardsheets_publication_age_seconds (\S+)$", text, re.MULTILINE)
    assert 600 <= float(age) < 700


def test_the_numbers_name_nobody(service: Service) -> None:
    service.found("P02", "phone-cccd-in-phone", "031085001234", Severity.MUST_FIX)
    text = service.browser.get("/metrics", headers=service.program("viewer")).text
    assert not [word for word in ("031085001234", "Phường", FILES["P02"]) if word in text]


@pytest.mark.usefixtures("usual_logging")
def test_a_log_line_says_where_it_failed_but_not_what_stood_there(
    capsys: pytest.CaptureFixture[str],
) -> None:
    start_logging("info")
    logging.getLogger().handlers[0].setStream(sys.stderr)  # type: ignore[attr-defined]
    try:
        int("số 031085001234")
    except ValueError:
        with structlog.contextvars.bound_contextvars(run_id="r1"):
            structlog.get_logger("x").warning("run failed", exc_info=True)
            logging.getLogger("y").warning("also", exc_info=True)
    said = capsys.readouterr().err
    lines = [json.loads(line) for line in said.splitlines()]
    assert [(line["run_id"], line["error"]) for line in lines] == [("r1", "ValueError")] * 2
    assert "031085001234" not in said


@pytest.mark.usefixtures("usual_logging")
def test_what_the_job_engine_logs_is_a_line_like_any_other(
    service: Service, capsys: pytest.CaptureFixture[str]
) -> None:
    start_logging("info")
    logging.getLogger().handlers[0].setStream(sys.stderr)  # type: ignore[attr-defined]
    url = service.here.settings.store_url
    worker = Worker(service.here.queue, url, {}, name="w", describe=str)
    worker.start()
    logging.getLogger("dbos").error("A queue failed: Traceback\n  ValueError: 031085001234")
    worker.stop(patience=0)
    said = capsys.readouterr().err
    events = [json.loads(line)["event"] for line in said.splitlines()]
    assert "A queue failed: Traceback" in events
    assert "031085001234" not in said
