"""A process that checks and publishes is killed with -9 again and again; nothing is lost."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from jobs.store import Store
from sheets_emulator.pytest_plugin import SheetsEmulator
from tests.actions.twins import TwinWards
from tests.actions.ward_actions import GoogleActions
from tests.jobs.test_everything_at_once import MORE
from tests.jobs.ward.test_flags import MEMBERS

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "tests" / "jobs" / "programs" / "rounds.py"
Child = Callable[[], int]


@pytest.fixture
def twins(google: GoogleActions, tmp_path: Path) -> Iterator[TwinWards]:
    """A ward and its twin."""
    made: list[Store] = []

    def fresh() -> Store:
        made.append(Store.open(f"sqlite:///{tmp_path / 'fresh.db'}", google.secret))
        return made[-1]

    yield TwinWards(google, MEMBERS.rstrip() + MORE, fresh)
    for store in made:
        store.close()


@pytest.fixture
def child(twins: TwinWards, sheets_emulator: SheetsEmulator) -> Iterator[Child]:
    """Starts a process that checks and publishes for ever; its number."""
    ours = twins.ours
    words = [
        sheets_emulator.url,
        str(sheets_emulator.key_file()),
        ours.database,
        ours.secret,
        ours.context.district_spreadsheet,
        twins.ward.code,
    ]
    parent = subprocess.Popen(
        [sys.executable, str(PROGRAM), *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert parent.stdin and parent.stdout
    stdin, stdout = parent.stdin, parent.stdout

    def start() -> int:
        stdin.write("go\n")
        stdin.flush()
        return int(stdout.readline())

    yield start
    stdin.close()
    parent.wait(timeout=20)
    stdout.close()


def killed_while_people_type(twins: TwinWards, child: Child, times: int) -> None:
    """Kill a working process `times` times, somebody typing meanwhile."""
    dice = random.Random(times)
    for number in range(times):
        process = child()
        row = dice.randrange(2, 9)
        twins.ward.edit(f"H{row}", dice.choice(["12", f"'09120001{number:02}", ""]))
        time.sleep(dice.uniform(0.05, 0.8))
        twins.ward.person({"do": "insert-rows", "tab": 0, "row": 3} if number % 9 == 8 else EDIT)
        os.kill(process, signal.SIGKILL)


EDIT = {"do": "type", "tab": 0, "cell": "C2", "text": "Nguyễn Thị Lan Anh"}


def test_nothing_is_lost_when_the_process_is_killed(twins: TwinWards, child: Child) -> None:
    killed_while_people_type(twins, child, 4)
    twins.become_quiet()
    twins.assert_all_is_right()


@pytest.mark.long
def test_nothing_is_lost_when_the_process_is_killed_fifty_times(
    twins: TwinWards, child: Child
) -> None:
    killed_while_people_type(twins, child, 50)
    twins.become_quiet()
    twins.assert_all_is_right()
