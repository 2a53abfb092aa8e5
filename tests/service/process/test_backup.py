"""Backup and restore: what was written before a backup is there after its restore, and readable."""

import sqlite3
import stat
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from jobs.store.opening.form import MIGRATIONS
from jobs.store.opening.making_room import BackupError
from service.office import Office, open_office
from service.pages.unit_view import read_kinds, read_unit
from service.process.backup import back_up, restore
from sheets_schema.finding import Severity
from tests.service.conftest import Service, make_service, make_settings


def test_a_restored_store_reads_its_findings_again(
    tmp_path: Path, new_store: Callable[[], str]
) -> None:
    stores = [new_store(), new_store()]
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


def kept_and_changed(tmp_path: Path, store: str) -> Service:
    """A service whose backup knows no finding, while its store has one."""
    service = make_service(tmp_path / "data", DATABASE_URL=store)
    back_up(service.here.settings, tmp_path / "kept.zip")
    service.found("P02", "phone-short", "0912", Severity.MUST_FIX)
    return service


def test_a_store_that_is_there_is_not_overwritten_unasked(
    tmp_path: Path, new_store: Callable[[], str]
) -> None:
    service = kept_and_changed(tmp_path, new_store())
    service.here.close()
    with pytest.raises(BackupError, match="--force"):
        restore(service.here.settings, tmp_path / "kept.zip")
    restore(service.here.settings, tmp_path / "kept.zip", force=True)
    again = open_office(service.here.settings)
    assert read_kinds(again, read_unit(again, "P02")) == []
    again.close()


def test_a_store_in_use_is_not_replaced_under_the_service(
    tmp_path: Path, new_store: Callable[[], str]
) -> None:
    service = kept_and_changed(tmp_path, new_store())
    with pytest.raises(BackupError, match="in use"):
        restore(service.here.settings, tmp_path / "kept.zip", force=True)
    assert len(read_kinds(service.here, read_unit(service.here, "P02"))) == 1
    service.here.close()


def test_an_older_backup_leaves_no_table_of_a_newer_store(
    tmp_path: Path, new_store: Callable[[], str]
) -> None:
    store = new_store()
    service = make_service(tmp_path / "data", DATABASE_URL=store)
    older = Config()
    older.set_main_option("script_location", str(MIGRATIONS))
    with service.here.engine.begin() as connection:
        older.attributes["connection"] = connection
        command.downgrade(older, "0003")
    back_up(service.here.settings, tmp_path / "kept.zip")
    service.here.close()
    open_office(service.here.settings).close()
    restore(service.here.settings, tmp_path / "kept.zip", force=True)
    open_office(service.here.settings).close()


@pytest.mark.parametrize("damage", [lambda whole: whole[:5000], lambda whole: b"hello"])
def test_a_damaged_backup_touches_nothing(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    service = kept_and_changed(tmp_path, "")
    service.here.close()
    kept = tmp_path / "kept.zip"
    kept.write_bytes(damage(kept.read_bytes()))
    with pytest.raises(BackupError, match="damaged"):
        restore(service.here.settings, kept, force=True)
    again = open_office(service.here.settings)
    assert len(read_kinds(again, read_unit(again, "P02"))) == 1
    again.close()


def waiting_runs(here: Office) -> int:
    """Runs that the job engine means to do."""
    place = "dbos." if here.engine.dialect.name == "postgresql" else ""
    with here.engine.connect() as connection:
        return int(connection.scalar(sa.text(f"SELECT count(*) FROM {place}workflow_status")) or 0)


def test_what_the_engine_meant_to_do_is_not_believed_of_a_backup_but_asked_of_the_ledger(
    tmp_path: Path, new_store: Callable[[], str]
) -> None:
    service = make_service(tmp_path / "data", DATABASE_URL=new_store())
    service.here.queue.request("check-unit", "P02", source="test")
    assert waiting_runs(service.here) == 1
    back_up(service.here.settings, tmp_path / "kept.zip")
    service.here.close()
    restore(service.here.settings, tmp_path / "kept.zip", force=True)
    again = open_office(service.here.settings)
    assert waiting_runs(again) == 0
    assert [row.subject for row in again.queue.active()] == ["P02"]
    again.close()


@pytest.mark.parametrize(
    "made",
    [
        "CREATE TABLE other (x TEXT)",
        "CREATE VIEW v AS SELECT 1",
        "CREATE TRIGGER t AFTER INSERT ON facts BEGIN DELETE FROM findings; END",
    ],
)
def test_a_backup_with_what_is_not_ours_is_refused(tmp_path: Path, made: str) -> None:
    service = kept_and_changed(tmp_path, "")
    service.here.close()
    with zipfile.ZipFile(tmp_path / "kept.zip") as archive:
        archive.extractall(tmp_path / "open")
    with closing(sqlite3.connect(tmp_path / "open" / "wardsheets.db")) as store:
        store.execute(made)
    with zipfile.ZipFile(tmp_path / "kept.zip", "w") as archive:
        for path in (tmp_path / "open").iterdir():
            archive.write(path, path.name)
    with pytest.raises(BackupError, match="not ours"):
        restore(service.here.settings, tmp_path / "kept.zip", force=True)


def test_a_backup_that_cannot_be_written_says_where(tmp_path: Path) -> None:
    service = make_service(tmp_path / "data")
    with pytest.raises(BackupError, match="/dev/null"):
        back_up(service.here.settings, Path("/dev/null/kept.zip"))
    service.here.close()


def test_a_file_that_is_no_backup_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "holiday.zip", "w") as archive:
        archive.writestr("../escape", "x")
    with pytest.raises(BackupError, match="no backup"):
        restore(make_settings(tmp_path / "data"), tmp_path / "holiday.zip")


def test_there_is_nothing_to_back_up_before_the_first_start(tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="no store"):
        back_up(make_settings(tmp_path / "data"), tmp_path / "kept.zip")
