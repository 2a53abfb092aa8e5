"""Backup and restore: what was written before a backup is there after its restore, and readable."""

import os
import stat
import uuid
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from service.backup import BackupError, back_up, restore
from service.unit_view import read_kinds, read_unit
from sheets_schema.finding import Severity
from tests.service.conftest import make_service, make_settings


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def stores(request: pytest.FixtureRequest) -> Iterator[list[str]]:
    """The addresses of two empty stores; the empty text is SQLite in the data folder."""
    if request.param == "sqlite":
        yield ["", ""]
        return
    server = sa.make_url(os.environ["WARDSHEETS_TEST_POSTGRESQL"])
    names = [f"test_{uuid.uuid4().hex}" for _ in range(2)]
    admin = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        for name in names:
            connection.execute(sa.text(f"CREATE DATABASE {name}"))
    yield [server.set(database=name).render_as_string(hide_password=False) for name in names]
    with admin.connect() as connection:
        for name in names:
            connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


def test_a_restored_store_reads_its_findings_again(tmp_path: Path, stores: list[str]) -> None:
    first = make_service(tmp_path / "first", DATABASE_URL=stores[0])
    first.found("P02", "phone-short", "0912", Severity.MUST_FIX)
    back_up(first.here.settings, tmp_path / "kept.zip")
    first.here.close()
    lost = make_settings(tmp_path / "second", stores[1])
    restore(lost, tmp_path / "kept.zip")
    second = make_service(tmp_path / "second", DATABASE_URL=stores[1])
    [kind] = read_kinds(second.here, read_unit(second.here, "P02"))
    assert (kind.code, kind.lines[0].what) == ("phone-short", "Số điện thoại thiếu chữ số.")
    second.here.close()


def test_a_backup_is_for_its_owner_only(tmp_path: Path) -> None:
    service = make_service(tmp_path / "data")
    back_up(service.here.settings, tmp_path / "kept.zip")
    assert stat.S_IMODE((tmp_path / "kept.zip").stat().st_mode) == 0o600
    service.here.close()


def test_a_store_that_is_there_is_not_overwritten_unasked(tmp_path: Path) -> None:
    service = make_service(tmp_path / "data")
    back_up(service.here.settings, tmp_path / "kept.zip")
    service.here.close()
    with pytest.raises(BackupError, match="--force"):
        restore(service.here.settings, tmp_path / "kept.zip")
    restore(service.here.settings, tmp_path / "kept.zip", force=True)


def test_a_file_that_is_no_backup_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "holiday.zip", "w") as archive:
        archive.writestr("../escape", "x")
    with pytest.raises(BackupError, match="no backup"):
        restore(make_settings(tmp_path / "data"), tmp_path / "holiday.zip")


def test_there_is_nothing_to_back_up_before_the_first_start(tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="no store"):
        back_up(make_settings(tmp_path / "data"), tmp_path / "kept.zip")
