"""What /readyz and /metrics tell of a store that cannot be written, and of work that is late."""

import os
import resource
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from jobs.queue.upkeep import DEAD_AFTER_SECONDS
from jobs.store.work import ledger
from tests.service.conftest import Service, make_service

NOBODY = 65534


def store_of(service: Service) -> dict[str, Any]:
    """What /readyz says of the store."""
    answer = service.browser.get("/readyz")
    said: dict[str, Any] = answer.get_json()
    assert answer.status_code == (200 if said["ok"] else 503)
    return dict(said["store"])


@pytest.fixture
def with_file(tmp_path: Path) -> Iterator[Service]:
    """A service whose store is a file."""
    made = make_service(tmp_path)
    yield made
    made.here.close()


def file_of(service: Service) -> Path:
    return Path(str(service.here.engine.url.database))


@contextmanager
def locked(service: Service) -> Iterator[None]:
    """Another program holds the store."""
    other = sqlite3.connect(file_of(service))
    other.execute("BEGIN IMMEDIATE")
    yield
    other.close()


@contextmanager
def full(service: Service) -> Iterator[None]:
    """No file may grow, as on a full disk."""
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, usual[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)


@contextmanager
def away(service: Service) -> Iterator[None]:
    """Its file has been taken away."""
    file = file_of(service)
    file.rename(file.with_suffix(".away"))
    yield
    file.with_suffix(".away").rename(file)


@contextmanager
def replaced(service: Service) -> Iterator[None]:
    """An empty file stands in its place."""
    with away(service):
        file_of(service).touch()
        yield


Trouble = Callable[[Service], AbstractContextManager[None]]


@pytest.mark.parametrize(
    "trouble, reason",
    [(locked, "locked"), (full, "full"), (away, "gone"), (replaced, "gone")],
)
def test_a_store_that_cannot_be_written_is_told_and_well_again_by_itself(
    with_file: Service, trouble: Trouble, reason: str
) -> None:
    with_file.worker_alive()
    with trouble(with_file):
        assert store_of(with_file) == {"ok": False, "reason": reason}
    assert store_of(with_file) == {"ok": True}


@contextmanager
def read_only(service: Service) -> Iterator[None]:
    """Its folder and file may not be written; root, who may write everything, becomes nobody."""
    file, user = file_of(service), os.geteuid()
    service.here.engine.dispose()
    file.parent.chmod(0o555)
    file.chmod(0o444)
    if user == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(user)
        file.parent.chmod(0o700)
        file.chmod(0o600)


def test_a_file_that_may_only_be_read_is_told() -> None:
    with tempfile.TemporaryDirectory() as folder:
        service = make_service(Path(folder))
        with read_only(service):
            assert store_of(service) == {"ok": False, "reason": "read-only"}
        service.here.close()


@pytest.mark.postgresql
@pytest.mark.parametrize("new_store", ["postgresql"], indirect=True)
def test_a_server_that_may_only_be_read_is_told(service: Service) -> None:
    engine = service.here.engine
    with engine.begin() as connection:
        words = f"ALTER DATABASE {engine.url.database} SET default_transaction_read_only = on"
        connection.exec_driver_sql(words)
    engine.dispose()
    assert store_of(service) == {"ok": False, "reason": "read-only"}


@pytest.mark.postgresql
@pytest.mark.parametrize("new_store", ["postgresql"], indirect=True)
def test_what_a_frozen_worker_locked_is_free_before_the_worker_is_taken_for_dead(
    service: Service,
) -> None:
    words = "SELECT setting FROM pg_settings WHERE name = 'idle_in_transaction_session_timeout'"
    with service.here.engine.connect() as connection:
        milliseconds = int(connection.scalar(sa.text(words)))
    assert 0 < milliseconds < DEAD_AFTER_SECONDS * 1000


def test_a_store_that_holds_a_lock_of_ours_does_not_hold_the_answer(service: Service) -> None:
    with service.here.engine.begin() as connection:
        connection.execute(sa.text("DELETE FROM measures"))
        connection.execute(sa.text("INSERT INTO measures VALUES ('probe', '', 0)"))
        assert store_of(service) == {"ok": False, "reason": "locked"}


def numbers(service: Service, scraper: dict[str, str] | None = None) -> str:
    headers = scraper or service.program("metrics")
    return service.browser.get("/metrics", headers=headers).text


def test_the_numbers_tell_a_store_that_cannot_be_written(with_file: Service) -> None:
    scraper = with_file.program("metrics")
    assert "wardsheets_store_writable 1.0" in numbers(with_file, scraper)
    with locked(with_file):
        assert numbers(with_file, scraper).count("\n") == 3
        assert "wardsheets_store_writable 0.0" in numbers(with_file, scraper)


def test_a_healer_that_is_late_is_told(service: Service) -> None:
    service.worker_alive()
    with service.here.engine.begin() as connection:
        ledger.note_healed(connection, "other", 1000.0)
    assert service.browser.get("/readyz").get_json()["healer"]["ok"] is False
    assert float(numbers(service).split("\nwardsheets_healer_late_seconds ")[1].split()[0]) > 1e6


def test_work_that_is_older_than_it_may_be_is_told(service: Service) -> None:
    service.worker_alive()
    with service.here.engine.begin() as connection:
        ledger.mark(connection, "publish", "", "run", source="drive", now=1000.0)
    work = service.browser.get("/readyz").get_json()["work"]
    assert work == {"ok": False, "overdue": 1}
    assert "wardsheets_work_overdue 1.0" in numbers(service)


def test_a_run_that_hangs_is_told(service: Service) -> None:
    service.worker_alive()
    with service.here.engine.begin() as connection:
        ledger.mark(connection, "check-unit", "P01", "run", source="drive", now=1e12)
        ledger.begin(connection, "check-unit", "P01", "run", 1000.0)
    assert service.browser.get("/readyz").get_json()["work"]["overdue"] == 1
