"""The whole service, as a process, on a machine whose clock is set ahead and back again."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sheets_emulator.pytest_plugin import SheetsEmulator
from tests.service.process.working_town import RIGHT, WorkingTown

LIBRARIES = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(
        not LIBRARIES, reason="needs libfaketime; turn on with: apt-get install libfaketime"
    ),
]


class SteppedTown(WorkingTown):
    """A town whose service reads the time that the test sets; nobody else does."""

    # The library does not sleep by a clock that it leaves alone (clock_nanosleep: EINVAL).
    program = (
        "import threading, time; time.sleep = lambda seconds: threading.Event().wait(seconds); "
        f"{WorkingTown.program}"
    )

    def __init__(self, emulator: SheetsEmulator, folder: Path) -> None:
        self._clock = folder / "clock"
        self.set_clock("+0")
        super().__init__(
            emulator,
            folder,
            LD_PRELOAD=str(LIBRARIES[0]),
            FAKETIME_TIMESTAMP_FILE=str(self._clock),
            FAKETIME_NO_CACHE="1",
            # What the kernel counts from the start goes on evenly when a clock is set.
            FAKETIME_DONT_FAKE_MONOTONIC="1",
        )

    def set_clock(self, offset: str) -> None:
        aside = self._clock.with_suffix(".new")
        aside.write_text(offset, encoding="utf-8")
        aside.replace(self._clock)

    def wrong_and_right(self) -> None:
        """A clerk mistypes a number, is told, and corrects it."""
        self.types("G2", "'09123")
        self.until(lambda: "Số điện thoại" in self.flag(), 150)
        self.types("G2", "'0912345678")
        self.until(lambda: self.flag() == RIGHT, 150)


@pytest.fixture
def town(sheets_emulator: SheetsEmulator, tmp_path: Path) -> Iterator[SteppedTown]:
    town = SteppedTown(sheets_emulator, tmp_path)
    yield town
    town.stop()


# Half an hour ahead the token that Google gave still seems good; with a clock further ahead Google
# gives no new one, and nothing is read before it is right.
@pytest.mark.parametrize("offset", ["+1800", "-7200"])
def test_edits_are_flagged_while_the_clock_is_off_and_after(town: SteppedTown, offset: str) -> None:
    town.until(lambda: town.flag() == RIGHT)
    town.set_clock(offset)
    town.wrong_and_right()
    town.set_clock("+0")
    town.wrong_and_right()
