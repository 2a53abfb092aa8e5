"""`wardsheets person`: who it is never stands in an argument; a copy, a plan, a receipt."""

import json
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from jobs.store.rows import DataRow, save_rows
from service.cli import main
from tests.service.conftest import make_service

LAN = "031185022222"
ROW = (1, "Trần Thị Lan", "Nữ", 1985, "Công chức", LAN, "0912345678", "")


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A store that knows one officer."""
    service = make_service(tmp_path / "data")
    row = DataRow("officers", "r1", 4, "f", 0.0, "right", ROW, (), 42, "3c. Cán bộ phụ trách")
    with service.here.engine.begin() as connection:
        save_rows(connection, service.here.store.vault, "P01", ["officers"], [row], 1.0)
    service.here.close()
    for name in [name for name in os.environ if name.startswith("WARDSHEETS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("WARDSHEETS_DATA_DIR", str(tmp_path / "data"))
    yield tmp_path


def run(*args: str, who: str = f"id: {LAN}\n") -> Result:
    return CliRunner().invoke(main, ["person", *args], input=who)


def test_find_says_where_and_not_what(data: Path) -> None:
    said = run("find").output
    assert "3c. Cán bộ phụ trách, 5" in said
    assert LAN not in said and "Lan" not in said.replace("Looking", "")


def test_a_copy_holds_everything_and_is_for_its_owner_alone(data: Path) -> None:
    assert run("export", str(data / "copy.md")).exit_code == 0
    copy = data / "copy.md"
    assert LAN in copy.read_text(encoding="utf-8") and "Công chức" in copy.read_text("utf-8")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_nothing_is_erased_before_the_plan_is_confirmed(data: Path) -> None:
    refused = run("erase", "--by", "an@quan.vn", "--why", "đơn số 3")
    assert refused.exit_code == 1 and "--seen" in refused.output
    assert "3c. Cán bộ" in run("find").output


def test_an_erasure_ends_with_a_receipt_that_names_nobody(data: Path) -> None:
    code = run("erase", "--by", "an@quan.vn", "--why", "đơn số 3").output.rsplit("--seen ")[-1]
    done = run("erase", "--by", "an@quan.vn", "--why", "đơn số 3", "--seen", code.strip())
    assert done.exit_code == 0
    assert "SỐ 1" in done.output and LAN not in done.output and "•••••••••222" in done.output
    assert run("receipt", "1").output in done.output
    assert "3c. Cán bộ" not in run("find").output


def test_several_numbers_or_none_are_told_in_words(data: Path) -> None:
    for who in ("", "id: 12\n", "unit: P01\n"):
        refused = run("find", who=who)
        assert refused.exit_code == 1 and "Traceback" not in refused.output


@pytest.fixture
def older(data: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A backup that holds somebody who was erased since, beside one of after that."""
    monkeypatch.setenv("WARDSHEETS_BACKUP_PASSPHRASE", "mười hai chữ và hơn")
    assert main_run("backup", str(data / "kept" / "monday.sealed"), "--with-keys").exit_code == 0
    code = run("erase", "--by", "an@quan.vn", "--why", "đơn số 3").output.rsplit("--seen ")[-1]
    run("erase", "--by", "an@quan.vn", "--why", "đơn số 3", "--seen", code.strip())
    assert main_run("backup", str(data / "kept" / "tuesday.sealed")).exit_code == 0
    return data / "kept" / "monday.sealed"


def main_run(*args: str) -> Result:
    return CliRunner().invoke(main, list(args))


def test_a_restore_erases_again_who_was_erased_since(older: Path, data: Path) -> None:
    done = main_run("restore", str(older), "--force")
    assert "biên nhận số: 1" in done.output
    assert "3c. Cán bộ" not in run("find").output and "SỐ 1" in run("receipt", "1").output
    assert stat.S_IMODE((data / "data" / "erasures.json").stat().st_mode) == 0o600


def test_on_another_machine_the_list_beside_the_backup_counts(
    older: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WARDSHEETS_DATA_DIR", str(data / "new"))
    assert "biên nhận số: 1" in main_run("restore", str(older)).output
    assert "3c. Cán bộ" not in run("find").output


def test_a_restore_without_a_list_says_so_and_takes_it_later(
    older: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = older.with_name("erasures.json").rename(data / "list.json")
    monkeypatch.setenv("WARDSHEETS_DATA_DIR", str(data / "new"))
    assert "person again" in main_run("restore", str(older)).output
    assert "3c. Cán bộ" in run("find").output
    assert run("again", str(older)).exit_code == 1
    assert "biên nhận số: 1" in run("again", str(listed)).output
    assert "3c. Cán bộ" not in run("find").output


@pytest.mark.parametrize("said", ["[1", "[1]"], ids=["cut off", "no list of ours"])
def test_a_list_that_cannot_be_read_stops_no_restore(
    older: Path, data: Path, monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    older.with_name("erasures.json").unlink()
    (data / "new").mkdir()
    (data / "new" / "erasures.json").write_text(said, encoding="utf-8")
    monkeypatch.setenv("WARDSHEETS_DATA_DIR", str(data / "new"))
    done = main_run("restore", str(older))
    assert done.exit_code == 0 and "person again" in done.output


def test_a_list_beside_a_backup_that_cannot_be_read_is_put_aside_and_told(older: Path) -> None:
    listed = older.with_name("erasures.json")
    listed.write_text("[1", encoding="utf-8")
    said = main_run("backup", str(older.with_name("newer"))).output
    aside = older.with_name("erasures.json.unread-1")
    assert aside.name in said and aside.read_text(encoding="utf-8") == "[1"
    assert [one["number"] for one in json.loads(listed.read_text(encoding="utf-8"))] == [1]
