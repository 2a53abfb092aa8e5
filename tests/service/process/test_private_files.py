"""What the service keeps and writes is for its own user alone."""

import stat
import subprocess
import sys
from pathlib import Path

from service.office import open_office
from tests.service.conftest import make_settings

OPEN_TO_ALL = 0o644


def open_to_others(folder: Path) -> list[str]:
    """Names of what somebody else may read, the folder itself too."""
    found = [folder, *folder.rglob("*")]
    return [path.name for path in found if stat.S_IMODE(path.stat().st_mode) & 0o077]


def test_store_journal_keys_and_their_folder_are_ours_alone(tmp_path: Path) -> None:
    here = open_office(make_settings(tmp_path / "data"))
    here.queue.request("check", "W1", source="test")
    assert (tmp_path / "data" / "wardsheets.db-wal").exists()
    assert open_to_others(tmp_path / "data") == []
    here.close()


def test_what_an_older_version_left_open_is_closed_at_the_next_start(tmp_path: Path) -> None:
    settings = make_settings(tmp_path / "data")
    open_office(settings).close()
    (tmp_path / "data").chmod(0o755)
    (tmp_path / "data" / "wardsheets.db").chmod(OPEN_TO_ALL)
    here = open_office(settings)
    assert open_to_others(tmp_path / "data") == []
    here.close()


def test_a_folder_that_is_not_ours_alone_is_left_as_it_is(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    settings = make_settings(shared, ENCRYPTION_KEY="", DATABASE_URL=f"sqlite:///{shared}/a.db")
    shared.chmod(0o1777)
    open_office(settings).close()
    assert stat.S_IMODE(shared.stat().st_mode) == 0o1777


def test_a_backup_and_whatever_else_a_command_writes_is_ours_alone(tmp_path: Path) -> None:
    data = tmp_path / "data"
    open_office(make_settings(data)).close()
    program = "import os; os.umask(0o022); from service.cli import main; main()"
    for args in (["backup", "kept.zip"], ["template", "--kind", "ward", "--out", "form.xlsx"]):
        subprocess.run(
            [sys.executable, "-c", program, *args],
            cwd=tmp_path, env={"WARDSHEETS_DATA_DIR": str(data), "PATH": ""}, check=False,
        )  # fmt: skip
    written = [path for path in tmp_path.iterdir() if path.is_file()]
    assert written and {stat.S_IMODE(path.stat().st_mode) for path in written} == {0o600}
