"""One service that works for two campaigns: a process for each, begun again, ended together."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sheets_emulator.pytest_plugin import SheetsEmulator
from tests.service.process.several_towns import SeveralTowns
from tests.service.process.working_town import RIGHT


@pytest.fixture
def towns(sheets_emulator: SheetsEmulator, tmp_path: Path) -> Iterator[SeveralTowns]:
    made = SeveralTowns(sheets_emulator, tmp_path)
    yield made
    if made.process.poll() is None:
        made.stop()
    else:
        made.close()


def is_alive(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


def test_the_workbooks_of_both_campaigns_are_checked(towns: SeveralTowns) -> None:
    for here in towns.offices:
        here.queue.request("check-unit", "U1", source="person", urgent=True)
    towns.until(lambda: towns.flag("letter") == towns.flag("monthly") == RIGHT)
    towns.emulator.person(
        towns.files["letter"],
        {"do": "type", "tab": towns.tabs["letter"], "cell": "G2", "text": "'09123"},
    )
    towns.offices[0].queue.request("check-unit", "U1", source="person", urgent=True)
    towns.until(lambda: "Số điện thoại" in towns.flag("letter"))
    assert towns.flag("monthly") == RIGHT


def test_a_worker_that_was_killed_is_begun_again_and_the_other_goes_on(
    towns: SeveralTowns,
) -> None:
    towns.until(lambda: len(towns.workers()) == 2)
    before = towns.workers()
    os.kill(before["monthly"], signal.SIGKILL)
    towns.until(lambda: towns.workers().get("monthly") not in (None, before["monthly"]))
    towns.offices[1].queue.request("check-unit", "U1", source="person", urgent=True)
    towns.until(lambda: towns.flag("monthly") == RIGHT)
    assert towns.workers()["letter"] == before["letter"]


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_the_workers_end_with_their_service(towns: SeveralTowns, how: signal.Signals) -> None:
    towns.until(lambda: len(towns.workers()) == 2)
    workers = towns.workers().values()
    towns.process.send_signal(how)
    towns.process.wait(timeout=60)
    deadline = time.monotonic() + 60
    while any(is_alive(number) for number in workers):
        assert time.monotonic() < deadline
        time.sleep(0.2)
