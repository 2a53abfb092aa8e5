"""A PostgreSQL that restarts under load: its connections are cut and it takes none for a while."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import sqlalchemy as sa

from sheets_emulator.pytest_plugin import SheetsEmulator
from tests.service.conftest import make_service
from tests.service.process.two_workers import TwoWorkers

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.parametrize("new_store", ["postgresql"], indirect=True),
]


@pytest.fixture
def workers(
    sheets_emulator: SheetsEmulator, tmp_path: Path, new_store: Callable[[], str]
) -> Iterator[TwoWorkers]:
    service = make_service(tmp_path / "data", DATABASE_URL=new_store())
    workers = TwoWorkers(sheets_emulator, service, tmp_path)
    workers.start("one")
    workers.start("two")
    workers.ask("check-unit", "W1")
    workers.until(lambda: workers.idle() and workers.writes(workers.district))
    yield workers
    workers.stop()
    service.here.close()


def restart(workers: TwoWorkers, seconds: float = 1.0) -> None:
    """What clients see of a restart, of this one database."""
    name = workers.here.engine.url.database
    server = sa.create_engine(
        os.environ["WARDSHEETS_TEST_POSTGRESQL"], isolation_level="AUTOCOMMIT"
    )
    cut = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
    with server.connect() as connection:
        connection.exec_driver_sql(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        connection.exec_driver_sql(cut)
        time.sleep(seconds)
        connection.exec_driver_sql(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
    server.dispose()


def edits_and_hints(workers: TwoWorkers, seconds: float) -> None:
    """A clerk who types and a door that is asked; what the door could not take is asked again."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        workers.types("G2", "'09123")
        with suppress(sa.exc.OperationalError):
            workers.ask("check-unit", "W1")
        time.sleep(0.1)


def test_after_restarts_under_load_all_is_right_without_another_hint(workers: TwoWorkers) -> None:
    for _ in range(5):
        edits_and_hints(workers, 1.5)
        restart(workers)
    workers.adds_a_member()
    workers.ask("check-unit", "W1")
    workers.until(workers.idle)
    assert workers.names() == ["Lê Văn An", "Trần Thị Bình"]
