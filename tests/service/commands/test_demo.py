"""`wardsheets demo --once`: its state survives a kill, the register is the officers' after it."""

import json
import logging
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import rich
import structlog
from click.testing import CliRunner
from rich.console import Console

from demo import local_google
from demo.district import SAMPLE
from demo.local_google import LocalGoogleError, running_emulator
from service.cli import main

# Commands set up the logging of the whole process.
pytestmark = pytest.mark.usefixtures("usual_logging")

STARTER = """
import sys, time, pathlib
from demo.local_google import running_emulator
with running_emulator(pathlib.Path(sys.argv[1]), 0) as google:
    print(google.url, flush=True)
    time.sleep(60)
"""


@pytest.fixture
def usual_logging() -> Iterator[None]:
    """The logging as it was before a command set up its own."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.fixture
def district(tmp_path: Path) -> Path:
    """A folder with two of the sample's wards."""
    folder = tmp_path / "district"
    (folder / "wards").mkdir(parents=True)
    config = json.loads((SAMPLE / "config.json").read_text(encoding="utf-8"))
    config["wards"], config["others"] = config["wards"][:2], []
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    for ward in config["wards"]:
        name = f"{ward['id']}.json"
        (folder / "wards" / name).write_bytes((SAMPLE / "wards" / name).read_bytes())
    return folder


def once(tmp_path: Path, district: Path) -> dict[str, Any]:
    """What the command says in its file."""
    words = ["demo", "--once", "--data", str(tmp_path / "d"), "--district", str(district)]
    done = CliRunner().invoke(main, [*words, "--json", str(tmp_path / "said.json")])
    assert done.exit_code == 0, done.output
    said: dict[str, Any] = json.loads((tmp_path / "said.json").read_text(encoding="utf-8"))
    return said


def officer(tmp_path: Path, said: dict[str, Any], *deeds: dict[str, Any]) -> None:
    """An officer acts in the district's spreadsheet between two runs."""
    with running_emulator(tmp_path / "d" / "google", 0) as google:
        plan = {"file": said["district_spreadsheet"], "do": list(deeds)}
        google._call("POST", "/_emulator/persons", plan)


def test_running_it_twice_says_the_same(tmp_path: Path, district: Path) -> None:
    assert once(tmp_path, district) == once(tmp_path, district)


def test_a_unit_that_officers_took_out_of_the_register_stays_out(
    tmp_path: Path, district: Path
) -> None:
    said = once(tmp_path, district)
    officer(tmp_path, said, {"do": "delete-rows", "tab": "Đơn vị", "row": 2})
    for _ in range(2):
        assert [unit["unit"] for unit in once(tmp_path, district)["units"]] == ["P02"]


def test_a_new_link_in_the_register_is_read_in_the_same_run(tmp_path: Path, district: Path) -> None:
    said = once(tmp_path, district)
    links = [unit["spreadsheet"] for unit in said["units"]]
    swap = zip(("O2", "O3"), reversed(links), strict=True)
    deeds = [{"do": "type", "tab": "Đơn vị", "cell": cell, "text": link} for cell, link in swap]
    officer(tmp_path, said, *deeds)
    unit, rows = once(tmp_path, district)["units"][0], said["units"][1]["rows"]
    assert (unit["unit"], unit["spreadsheet"], unit["rows"]) == ("P01", links[1], rows)


def test_a_narrow_terminal_shows_the_whole_table(
    tmp_path: Path, district: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ["demo", "--once", "--data", str(tmp_path / "d"), "--district", str(district)]
    # The one that rich shares keeps the width of its first use.
    monkeypatch.setattr(rich, "_console", Console(width=80))
    narrow = CliRunner().invoke(main, words, env={"COLUMNS": "40"})
    assert narrow.exit_code == 0, narrow.output
    lines = narrow.output.splitlines()
    assert max(map(len, lines)) <= 40 and "…" not in narrow.output


@pytest.mark.parametrize("option", ["--data", "--json"])
def test_a_place_that_cannot_be_written_is_told_before_the_work(
    tmp_path: Path, option: str
) -> None:
    (tmp_path / "file").touch()
    words = ["demo", "--once", "--data", str(tmp_path / "d"), option, str(tmp_path / "file" / "x")]
    done = CliRunner().invoke(main, words)
    assert (done.exit_code, "Không ghi được vào" in done.output) == (1, True)
    assert not (tmp_path / "d" / "google").exists()


def test_the_local_google_ends_when_the_demo_is_killed(tmp_path: Path) -> None:
    command = [sys.executable, "-c", STARTER, str(tmp_path / "google")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as starter:
        assert starter.stdout is not None
        port = int(starter.stdout.readline().strip().rsplit(":", 1)[1])
        starter.kill()
    end = time.monotonic() + 20
    while time.monotonic() < end and _listens(port):
        time.sleep(0.05)
    assert not _listens(port)


def test_a_folder_that_another_local_google_keeps_is_told_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local_google, "GRACE", 0.0)
    with (
        running_emulator(tmp_path, 0),
        pytest.raises(LocalGoogleError, match="Another emulator is using"),
        running_emulator(tmp_path, 0),
    ):
        pytest.fail("two emulators of one folder")


def test_a_demo_started_at_once_after_a_kill_waits_for_the_folder(tmp_path: Path) -> None:
    command = [sys.executable, "-c", STARTER, str(tmp_path / "google")]
    for _ in range(3):
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as starter:
            assert starter.stdout is not None
            assert starter.stdout.readline().startswith("http://")
            starter.kill()
    with running_emulator(tmp_path / "google", 0) as google:
        assert google.key_of("robot@demo.iam.gserviceaccount.com")["token_uri"]


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def test_a_servers_installation_says_how_to_get_the_demo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.commands.demo.find_spec", lambda name: None)
    done = CliRunner().invoke(main, ["demo", "--once"])
    assert done.exit_code == 1 and "make demo" in done.output
