"""A worker that stands still between its read and its write, is overtaken, and goes on."""

import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sheets_emulator.pytest_plugin import SheetsEmulator
from tests.service.conftest import make_service
from tests.service.process.two_workers import TwoWorkers


@pytest.fixture
def workers(
    sheets_emulator: SheetsEmulator, tmp_path: Path, new_store: Callable[[], str]
) -> Iterator[TwoWorkers]:
    service = make_service(tmp_path / "data", DATABASE_URL=new_store())
    workers = TwoWorkers(sheets_emulator, service, tmp_path)
    workers.start("one")
    workers.ask("check-unit", "W1")
    workers.until(lambda: workers.idle() and workers.writes(workers.district))
    yield workers
    workers.stop()
    service.here.close()


def overtaken(workers: TwoWorkers, file: str) -> int:
    """Another worker does what the frozen one was about to, and that one goes on; how often it
    wrote then."""
    workers.freeze_while_it_reads("one", file)
    workers.start("two")
    workers.is_silent_for_long("one")
    before = workers.writes(file)
    workers.until(lambda: workers.idle() and workers.writes(file) > before)
    done = workers.writes(file)
    workers.thaw("one")
    workers.until(lambda: "overtaken" in workers.said("one") or workers.writes(file) > done)
    return workers.writes(file) - done


def test_a_publication_that_thaws_adds_no_row_a_second_time(workers: TwoWorkers) -> None:
    workers.adds_a_member()
    workers.ask("check-unit", "W1")
    assert overtaken(workers, workers.district) == 0
    assert workers.names() == ["Lê Văn An", "Trần Thị Bình"]


def test_a_check_that_thaws_sets_no_flag_by_what_it_read_before(workers: TwoWorkers) -> None:
    workers.types("G2", "'09123")
    workers.ask("check-unit", "W1")
    assert overtaken(workers, workers.ward) == 0


@pytest.mark.long
def test_workers_that_freeze_at_any_moment_double_and_lose_nothing(workers: TwoWorkers) -> None:
    dice = random.Random(11)
    workers.start("two")
    for number in range(8):
        workers.types("C2", f"Lê Văn {'ABCDEGHK'[number]}n")
        workers.ask("check-unit", "W1")
        time.sleep(dice.uniform(0.0, 1.5))
        name = dice.choice(["one", "two"])
        workers.freeze(name)
        workers.is_silent_for_long(name)
        time.sleep(dice.uniform(0.5, 12.0))
        workers.thaw(name)
    workers.adds_a_member()
    workers.ask("check-unit", "W1")
    workers.until(workers.idle)
    workers.ask("publish")
    workers.until(workers.idle)
    assert workers.names() == ["Lê Văn Kn", "Trần Thị Bình"]
