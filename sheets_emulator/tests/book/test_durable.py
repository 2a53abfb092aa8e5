"""A real emulator process is killed: whatever was answered is there again."""

import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from emulator_tests.calls import Caller
from emulator_tests.workbook import Workbook


class Process:
    """`python -m sheets_emulator` on one data folder."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self.running: subprocess.Popen[str] | None = None

    def start(self) -> Caller:
        """Start it; a caller for its address."""
        command = [
            sys.executable,
            "-m",
            "sheets_emulator",
            "--port",
            "0",
            "--data",
            str(self._data),
        ]
        self.running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self.running.stdout is not None
        line = self.running.stdout.readline()
        address = re.search(r"http://\S+", line)
        assert address, f"no address in {line!r}"
        return Caller(address[0])

    def end(self, number: int) -> int:
        """Send a signal and wait; the exit status."""
        assert self.running is not None and self.running.stdout is not None
        self.running.send_signal(number)
        self.running.wait(20)
        self.running.stdout.close()
        return self.running.returncode


@pytest.fixture
def process(tmp_path: Path) -> Iterator[Process]:
    """An emulator process that is not running yet."""
    process = Process(tmp_path / "data")
    yield process
    if process.running is not None and process.running.poll() is None:
        process.end(signal.SIGKILL)


def all_of(book: Workbook) -> Any:
    """The whole spreadsheet, cells included."""
    return book.caller.ask("GET", book.path, includeGridData="true")


def again(book: Workbook, caller: Caller) -> Workbook:
    """The same spreadsheet by another caller."""
    found = Workbook.__new__(Workbook)
    found.caller, found.id, found.path = caller, book.id, book.path
    return found


def test_an_answered_change_survives_kill_nine(process: Process) -> None:
    book = Workbook(process.start())
    book.type("A1", ["a", "=LEN(A1)"], ["'01", "5/3"])
    book.request("addSheet", properties={"title": "Random id"})
    book.request("addNamedRange", namedRange={"name": "n", "range": {"sheetId": 0}})
    before = all_of(book)
    process.end(signal.SIGKILL)
    assert all_of(again(book, process.start())) == before


def test_a_long_journal_is_folded_and_nothing_is_lost(process: Process) -> None:
    book = Workbook(process.start())
    for number in range(150):
        book.fill(f"A{number + 1}", [number])
    process.end(signal.SIGKILL)
    values = again(book, process.start()).values("A1:A150")
    assert values == [[number] for number in range(150)]


def test_what_was_answered_before_the_kill_is_there_and_at_most_one_more(process: Process) -> None:
    book = Workbook(process.start())
    answered: list[int] = []
    writer = threading.Thread(target=write_until_cut, args=(book, answered))
    writer.start()
    while len(answered) < 20:
        writer.join(0.01)
    process.end(signal.SIGKILL)
    writer.join()
    kept = len(again(book, process.start()).values("A1:A1000"))
    assert answered[-1] <= kept <= answered[-1] + 1


def write_until_cut(book: Workbook, answered: list[int]) -> None:
    """Fill row after row and note each that was answered, until the connection breaks."""
    try:
        for number in range(1, 1000):
            book.fill(f"A{number}", [number])
            answered.append(number)
    except requests.RequestException:
        return


def test_the_command_stops_cleanly_when_asked(process: Process) -> None:
    process.start()
    assert process.end(signal.SIGTERM) == 0
