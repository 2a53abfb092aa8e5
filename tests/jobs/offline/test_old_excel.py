"""Excel files of before 2007 are read through LibreOffice, else named with what to do."""

import os
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from jobs.offline import old_excel
from jobs.offline.old_excel import read_xls
from jobs.offline.reading import read_workbook
from jobs.offline.running.converting import NotConverted
from jobs.offline.running.office import office
from service.commands.check import command as check_command
from tests.jobs.offline.test_input import REGISTER

LISTS = Path(__file__).parents[2] / "data" / "lists"
OLE = b"\xd0\xcf\x11\xe0"


@pytest.fixture
def without_office(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """A machine without LibreOffice."""
    monkeypatch.setenv("PATH", str(tmp_path))
    office.cache_clear()
    yield
    office.cache_clear()


def other_office(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """A program in LibreOffice's place that does something else."""
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    office.cache_clear()


def old(path: Path, folder: Path) -> Path:
    """A workbook saved in the old format; without LibreOffice Calc the test is skipped."""
    program = office() or "true"
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xls",
         "--outdir", folder, path],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    made = folder / f"{path.stem}.xls"
    if not made.exists():
        pytest.skip("LibreOffice Calc is not installed: apt-get install libreoffice-calc-nogui")
    return made


def test_an_old_workbook_says_what_one_of_today_says(tmp_path: Path) -> None:
    today = read_workbook(LISTS / "00-right.xlsx").workbook
    read = read_workbook(old(LISTS / "00-right.xlsx", tmp_path)).workbook
    assert (read.title, [tab.title for tab in read.tabs]) == (
        "00-right", [tab.title for tab in today.tabs],
    )  # fmt: skip
    assert [tab.values for tab in read.tabs] == [tab.values for tab in today.tabs]
    assert list(tmp_path.glob("*.xlsx")) == []


def test_an_old_workbook_in_a_folder_is_checked_like_any_other(tmp_path: Path) -> None:
    (tmp_path / "units.csv").write_text(REGISTER, encoding="utf-8")
    folder = tmp_path / "Gửi"
    folder.mkdir()
    old(LISTS / "00-right.xlsx", tmp_path).rename(folder / "P01.xls")
    options = ["--units", tmp_path / "units.csv", "--as-of", "2024-10-28"]
    result = CliRunner().invoke(check_command, [*map(str, [folder, *options])])
    assert result.exit_code == 0, result.output
    assert "1 bảng" in result.stdout


@pytest.mark.usefixtures("without_office")
def test_without_libreoffice_an_old_workbook_is_named_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "units.csv").write_text(REGISTER, encoding="utf-8")
    (tmp_path / "P01.xls").write_bytes(OLE)
    options = ["--units", tmp_path / "units.csv", "--as-of", "2024-10-28"]
    result = CliRunner().invoke(check_command, [*map(str, [tmp_path / "P01.xls", *options])])
    assert result.exit_code == 2
    assert "định dạng Excel cũ" in result.stderr


def test_what_libreoffice_makes_nothing_of_is_named_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other_office(tmp_path, monkeypatch, "exit 1")
    (tmp_path / "P01.xls").write_bytes(OLE)
    with pytest.raises(NotConverted):
        read_xls(tmp_path / "P01.xls")
    office.cache_clear()


def test_what_is_only_called_xls_starts_no_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other_office(tmp_path, monkeypatch, f"touch {tmp_path}/started")
    (tmp_path / "P01.xls").write_bytes(b"<html></html>")
    with pytest.raises(NotConverted):
        read_xls(tmp_path / "P01.xls")
    assert not (tmp_path / "started").exists()
    office.cache_clear()


def test_a_program_that_does_not_end_is_ended_with_all_that_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other_office(tmp_path, monkeypatch, f"sleep 600 & echo $! > {tmp_path}/child; wait")
    (tmp_path / "P01.xls").write_bytes(OLE)
    with pytest.raises(NotConverted):
        read_xls(tmp_path / "P01.xls", seconds=2.0)
    child = int((tmp_path / "child").read_text("utf-8"))
    for _ in range(300):
        if not _lives(child):
            break
        time.sleep(0.1)
    assert not _lives(child)
    office.cache_clear()


def _lives(pid: int) -> bool:
    """Whether a process still does something: one that nobody asked about is no more."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").split()[2] not in ("Z", "X")
    except OSError:
        return False


def test_two_at_once_have_folders_and_profiles_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other_office(tmp_path, monkeypatch, f'echo "$1 $HOME" >> {tmp_path}/said')
    (tmp_path / "P01.xls").write_bytes(OLE)

    def read() -> None:
        with pytest.raises(NotConverted):
            old_excel.read_xls(tmp_path / "P01.xls")

    threads = [threading.Thread(target=read) for _ in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    said = (tmp_path / "said").read_text("utf-8").splitlines()
    assert len(set(said)) == 2
    assert not any(Path(line.split()[1]).exists() for line in said)
    office.cache_clear()
