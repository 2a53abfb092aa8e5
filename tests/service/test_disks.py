"""Disks that are full, read-only, slow or gone: told in words, nothing half-written, well again."""

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from service.cli import main
from service.office import open_office
from tests.service.conftest import FILES, Service, make_service, make_settings

ROOT = Path(__file__).parents[2]


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Service]:
    """A service whose store is an SQLite file in its data folder."""
    made = make_service(tmp_path / "data")
    yield made
    made.here.close()


def start(folder: Path, *words: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own, as an operator starts it."""
    given = {"WARDSHEETS_DATA_DIR": str(folder), "PYTHONPATH": str(ROOT)} | environ
    program = [sys.executable, "-c", "from service.cli import main; main()", *words]
    return subprocess.run(
        program, env=os.environ | given, cwd=ROOT, capture_output=True, text=True, timeout=120
    )


def assert_in_words(ended: subprocess.CompletedProcess[str], *said: str) -> None:
    assert ended.returncode != 0
    assert "Traceback" not in ended.stderr
    for word in said:
        assert word in ended.stderr


def mounts() -> bool:
    """Whether this process may mount a file system; asked once, with an empty one."""
    if os.geteuid() != 0 or not shutil.which("unshare"):
        return False
    probe = ["unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    return subprocess.run(probe, capture_output=True).returncode == 0


needs_mounts = pytest.mark.skipif(
    not mounts(), reason="needs to mount file systems; turn on by running as root (.ci/run does)"
)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of four megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)], check=True)
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(folder: Path) -> Path:
    """Fills a disk to its last byte; returns the file that does."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (65_536, 1):
            try:
                while file.write(b"x" * size) == size:
                    pass
            except OSError:
                continue
    return filler


def remount(folder: Path, how: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{how}", str(folder)], check=True)


@needs_mounts
def test_a_first_start_on_a_full_disk_ends_in_words_and_the_next_is_well(small_disk: Path) -> None:
    filler = fill(small_disk)
    assert_in_words(start(small_disk / "data", "jobs"), "WARDSHEETS_DATA")
    (small_disk / "data").mkdir(exist_ok=True)
    assert_in_words(start(small_disk / "data", "worker"))
    filler.unlink()
    assert start(small_disk / "data", "jobs").returncode == 0


@needs_mounts
def test_a_start_on_a_read_only_disk_ends_in_words(small_disk: Path) -> None:
    assert start(small_disk / "data", "jobs").returncode == 0
    remount(small_disk, "ro")
    assert_in_words(start(small_disk / "data", "worker"))
    assert_in_words(start(small_disk / "new", "jobs"), "WARDSHEETS_DATA_DIR")
    remount(small_disk, "rw")
    assert start(small_disk / "data", "jobs").returncode == 0


@needs_mounts
@pytest.mark.parametrize("how", ["full", "ro"])
def test_a_hint_is_refused_in_words_while_the_disk_is_and_taken_again_after(
    small_disk: Path, how: str
) -> None:
    # The count of requests is of the process, other tests' hints included.
    service = make_service(small_disk / "data", DOORS_PER_MINUTE="100000")
    filler = fill(small_disk) if how == "full" else None
    if how == "ro":
        # A file that is open for writing holds a mount back; a store of another's is not.
        service.here.engine.dispose()
        remount(small_disk, "ro")
    answers = [service.hint(FILES["P01"]) for _ in range(30)]
    assert {answer.status_code for answer in answers} <= {202, 503}
    assert answers[-1].get_json()["error"]["code"] == "store-away"
    if filler:
        filler.unlink()
    else:
        remount(small_disk, "rw")
    accepted = any(answer.status_code == 202 for answer in answers)
    assert bool(service.waiting()) == accepted
    assert service.hint(FILES["P02"]).status_code == 202
    service.here.close()


def test_a_store_that_is_gone_is_missed_and_well_again_when_it_is_back(
    kept: Service, tmp_path: Path
) -> None:
    store = tmp_path / "data" / "wardsheets.db"
    assert kept.hint(FILES["P01"]).status_code == 202
    kept.here.engine.dispose()
    store.rename(tmp_path / "aside")
    assert kept.hint(FILES["P02"]).status_code == 503
    assert not store.exists()
    (tmp_path / "aside").rename(store)
    assert kept.hint(FILES["P02"]).status_code == 202
    assert kept.waiting() == [("check-unit", "P01"), ("check-unit", "P02")]


def test_nothing_is_written_into_a_store_that_lost_its_name(kept: Service, tmp_path: Path) -> None:
    assert kept.hint(FILES["P01"]).status_code == 202
    (tmp_path / "data" / "wardsheets.db").unlink()
    assert kept.hint(FILES["P02"]).status_code == 503


def test_nothing_is_written_into_a_file_that_was_put_in_its_place(
    kept: Service, tmp_path: Path
) -> None:
    store = tmp_path / "data" / "wardsheets.db"
    shutil.copy(store, tmp_path / "old")
    assert kept.hint(FILES["P01"]).status_code == 202
    (tmp_path / "old").rename(store)
    assert kept.hint(FILES["P02"]).status_code == 503


def test_a_page_says_so_as_well(kept: Service, tmp_path: Path) -> None:
    kept.sign_in()
    (tmp_path / "data" / "wardsheets.db").unlink()
    page = kept.browser.get("/", headers={"Accept": "text/html"})
    assert (page.status_code, "Kho dữ liệu tạm thời chưa dùng được" in page.text) == (503, True)


def test_a_start_without_the_file_does_not_make_an_empty_store(
    kept: Service, tmp_path: Path
) -> None:
    kept.here.close()
    store = tmp_path / "data" / "wardsheets.db"
    store.rename(tmp_path / "aside")
    with pytest.raises(click.ClickException, match=r"encryption\.key.*wardsheets restore"):
        open_office(kept.here.settings)
    assert not store.exists()
    (tmp_path / "aside").rename(store)
    open_office(kept.here.settings).close()


def test_a_store_that_another_process_is_just_making_is_not_taken_for_gone(tmp_path: Path) -> None:
    settings = make_settings(tmp_path / "data")
    for name in ("wardsheets.db", "wardsheets.db-journal"):
        (tmp_path / "data" / name).write_bytes(b"")
    open_office(settings).close()


def test_a_file_that_was_emptied_is_as_good_as_gone(kept: Service, tmp_path: Path) -> None:
    kept.here.close()
    (tmp_path / "data" / "wardsheets.db").write_bytes(b"")
    with pytest.raises(click.ClickException, match="wardsheets restore"):
        open_office(kept.here.settings)


def test_who_moves_the_keys_away_begins_anew(kept: Service, tmp_path: Path) -> None:
    kept.here.close()
    (tmp_path / "data").rename(tmp_path / "away")
    open_office(kept.here.settings).close()
    assert (tmp_path / "data" / "wardsheets.db").exists()


def test_a_store_without_its_key_is_left_as_it_is(kept: Service, tmp_path: Path) -> None:
    kept.here.close()
    folder = tmp_path / "data"
    (folder / "encryption.key").unlink()
    with sqlite3.connect(folder / "wardsheets.db") as store:
        store.execute("UPDATE alembic_version SET version_num = '0005'")
    store.close()
    with pytest.raises(click.ClickException, match="WARDSHEETS_ENCRYPTION_KEY"):
        open_office(kept.here.settings)
    assert not (folder / "encryption.key").exists()
    with sqlite3.connect(folder / "wardsheets.db") as store:
        [form] = store.execute("SELECT version_num FROM alembic_version").fetchall()
    store.close()
    assert form == ("0005",)


def test_a_store_that_somebody_holds_is_waited_for_and_said_so(
    kept: Service, tmp_path: Path
) -> None:
    kept.here.close()
    holder = sqlite3.connect(tmp_path / "data" / "wardsheets.db", check_same_thread=False)
    holder.execute("PRAGMA locking_mode = EXCLUSIVE")
    holder.execute("BEGIN EXCLUSIVE")
    threading.Timer(9.0, holder.close).start()
    settings = {"WARDSHEETS_DATA_DIR": str(tmp_path / "data")}
    result = CliRunner().invoke(main, ["jobs"], env=settings)
    assert (result.exit_code, "đang chờ" in result.output) == (0, True)


def test_whatever_ends_a_command_is_told_in_words_without_what_stood_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(settings: object) -> None:
        raise ValueError("031085001234")

    monkeypatch.setattr("service.office.open_store", fail)
    result = CliRunner().invoke(main, ["jobs"], env={"WARDSHEETS_DATA_DIR": str(tmp_path)})
    assert result.exit_code == 1 and "ValueError" in result.output
    assert "031085001234" not in result.output and "test_disks" in result.output


def test_a_full_store_while_it_starts_is_told_in_words(tmp_path: Path) -> None:
    """As on a full disk, but for any user: no file may grow beyond a block."""
    limit = "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
    limit += "resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192)); "
    program = [sys.executable, "-c", limit + "from service.cli import main; main()", "worker"]
    given = {"WARDSHEETS_DATA_DIR": str(tmp_path), "PYTHONPATH": str(ROOT)}
    ended = subprocess.run(
        program, env=os.environ | given, cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert_in_words(ended, "WARDSHEETS_DATABASE_URL")
    assert not list(tmp_path.glob("*.key*"))


def test_a_foreign_store_makes_no_key(kept: Service, tmp_path: Path) -> None:
    kept.here.close()
    other = make_settings(tmp_path / "other", kept.here.settings.store_url)
    with pytest.raises(click.ClickException, match="WARDSHEETS_ENCRYPTION_KEY"):
        open_office(other)
    assert not list((tmp_path / "other").glob("*.key"))


def test_an_engine_that_never_opened_its_file_may_make_it(tmp_path: Path) -> None:
    from jobs.store.opening.database import open_engine

    engine = open_engine(f"sqlite:///{tmp_path / 'new.db'}")
    with engine.connect() as connection:
        assert connection.scalar(sa.text("SELECT 1")) == 1
    engine.dispose()
