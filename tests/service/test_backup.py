"""Backup and restore: what was written before a backup is there after its restore, and readable."""

import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from service.backup import BackupError, back_up, restore
from service.unit_view import read_kinds, read_unit
from sheets_schema.finding import Severity
from tests.service.conftest import make_service, make_settings


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
