"""Several machines on one store: each needs the same key, and a wrong start ends by name."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
import sqlalchemy as sa

from jobs.store.tables import facts
from service.office import Office, open_office
from service.wsgi import CANNOT_START
from sheets_schema.finding import Severity
from tests.service.conftest import Service, make_service, make_settings


@pytest.fixture
def first(tmp_path: Path, new_store: Callable[[], str]) -> Iterator[Service]:
    """A service on the first machine, with rows in its store."""
    made = make_service(tmp_path / "first", DATABASE_URL=new_store() or f"sqlite:///{tmp_path}/s")
    made.found("P01", "phone-short", "0912", Severity.MUST_FIX)
    yield made
    made.here.close()


def open_on(folder: Path, first: Service, **environ: str) -> Office:
    """Another machine of the same store, with a data folder of its own."""
    return open_office(make_settings(folder, first.here.settings.store_url, **environ))


def test_a_machine_with_a_key_of_its_own_does_not_start(first: Service, tmp_path: Path) -> None:
    with pytest.raises(click.ClickException, match="WARDSHEETS_ENCRYPTION_KEY"):
        open_on(tmp_path / "second", first)


def test_a_machine_with_the_key_of_the_first_starts(first: Service, tmp_path: Path) -> None:
    key = (tmp_path / "first" / "encryption.key").read_text().strip()
    open_on(tmp_path / "second", first, ENCRYPTION_KEY=key).close()


def test_a_store_without_a_mark_is_known_by_its_rows(first: Service, tmp_path: Path) -> None:
    with first.here.engine.begin() as connection:
        connection.execute(sa.delete(facts))
    with pytest.raises(click.ClickException, match="WARDSHEETS_ENCRYPTION_KEY"):
        open_on(tmp_path / "second", first)


def start_gunicorn_way(folder: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    """What one process of gunicorn does first."""
    call = "from service.wsgi import make_app; print(make_app().name)"
    given = {f"WARDSHEETS_{name}": text for name, text in environ.items()}
    return subprocess.run(
        [sys.executable, "-c", call],
        env={"PYTHONPATH": str(Path(__file__).parents[3]), "WARDSHEETS_DATA_DIR": str(folder)}
        | given,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_server_of_several_processes_gets_its_application(tmp_path: Path) -> None:
    assert start_gunicorn_way(tmp_path).stdout == "service\n"


@pytest.mark.parametrize("wrong", [{"BURST": "many"}, {"DATA_DIR": "/dev/null/data"}])
def test_a_wrong_setting_ends_that_server_by_name(tmp_path: Path, wrong: dict[str, str]) -> None:
    ended = start_gunicorn_way(tmp_path, **wrong)
    assert ended.returncode == CANNOT_START
    assert f"WARDSHEETS_{next(iter(wrong))}" in ended.stderr
