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


WRITERS = {
    "kept.sealed": ["backup", "kept.sealed"],
    "keys.sealed": ["backup", "--keys-only", "keys.sealed"],
    "office.key": ["backup-key", "office.key"],
    "P01.xlsx": ["template", "P01.xlsx"],
    "report.docx": ["report", "--unmasked", "report.docx"],
    "account.jsonl": ["check", "P01.xlsx", "--units", "units.csv", "--account", "account.jsonl"],
    "copies/P01.xlsx": [
        "check",
        "P01.xlsx",
        "--units",
        "units.csv",
        "--format",
        "xlsx",
        "--output",
        "copies",
    ],
}


def test_whatever_a_command_writes_is_ours_alone(tmp_path: Path) -> None:
    data = tmp_path / "data"
    open_office(make_settings(data)).close()
    (tmp_path / "units.csv").write_text("code,name\nP01,Phường Một\n", encoding="utf-8")
    program = "import os; os.umask(0o022); from service.cli import main; main()"
    environ = {"DATA_DIR": str(data), "BACKUP_PASSPHRASE": "p" * 20}
    for args in WRITERS.values():
        subprocess.run(
            [sys.executable, "-c", program, *args],
            cwd=tmp_path,
            env={f"WARDSHEETS_{name}": said for name, said in environ.items()} | {"PATH": ""},
            check=False,
        )
    modes = {name: stat.S_IMODE((tmp_path / name).stat().st_mode) for name in WRITERS}
    assert modes == dict.fromkeys(WRITERS, 0o600)
