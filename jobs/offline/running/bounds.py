"""What one mailed file may cost: sizes asked before it is unpacked, then time and memory.

Sizes are Excel's own (https://support.microsoft.com/en-us/office/excel-specifications-and-limits)
and far above any list of a unit; time is a processor's, so that a busy machine refuses nobody.
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import NamedTuple

from jobs.offline.errors import InputError
from jobs.offline.workbook_files import ARCHIVES
from sheets_schema.messages import text
from sheets_schema.workbook import Workbook

_AGAIN_SECONDS = 0.1


class Bounds(NamedTuple):
    """Bytes on the disk and unpacked, places (cells up to the last filled one of each row, and
    rows up to the last one), seconds of a processor, and bytes of memory of one file."""

    file_bytes: int = 50_000_000
    unpacked_bytes: int = 200_000_000
    # Of what is packed tighter than this much is asked about its size; a form of blank styled
    # rows reaches 60, a bomb 1,000.
    ratio: int = 100
    ratio_asked_from: int = 10_000_000
    rows: int = 1_048_576
    places: int = 5_000_000
    seconds: float = 60.0
    memory_bytes: int = 1_000_000_000


BOUNDS = Bounds()


class OutOfBounds(InputError):  # noqa: N818  (it says what the file is, and is no fault)
    """A file that is larger than any list; `code` is the sentence of the catalogue that says so."""

    def __init__(self, code: str, **said: object) -> None:
        super().__init__(code)
        self.code, self.said = code, said

    def sentence(self, file: str, lang: str) -> str:
        """What the person who started the check is told of the file."""
        return text(self.code, lang, file=file, **self.said)


class _TimeIsUp(BaseException):
    """No Exception: whatever somebody else's parser swallows, it does not swallow this."""


def ask_size(path: Path, bounds: Bounds = BOUNDS) -> None:
    """Refuses a file by its size, and an archive by what it says it holds, before it is unpacked.

    What a part says of its length is what zipfile unpacks at most. Raises OutOfBounds or OSError.
    """
    size = path.stat().st_size
    if size > bounds.file_bytes:
        raise OutOfBounds("check-too-large", most=bounds.file_bytes // 1_000_000)
    if path.suffix.lower() not in ARCHIVES:
        return
    import zipfile

    if not zipfile.is_zipfile(path):
        return  # Whatever it is, its reader says so.
    with zipfile.ZipFile(path) as archive:
        unpacked = sum(part.file_size for part in archive.infolist())
    bomb = unpacked > bounds.ratio_asked_from and unpacked > bounds.ratio * size
    if bomb or unpacked > bounds.unpacked_bytes:
        raise OutOfBounds("check-unpacks-too-large", size=unpacked // 1_000_000)


class Places:
    """Counts the places of a workbook while it is read."""

    def __init__(self, bounds: Bounds) -> None:
        self._bounds, self._taken = bounds, 0

    def take(self, tab: str, row: int, places: int) -> None:
        """Of the row (from 1) of a tab. Raises OutOfBounds where it is one too many."""
        self._taken += 1 + places
        if row > self._bounds.rows or self._taken > self._bounds.places:
            raise OutOfBounds("check-too-many-places", tab=tab, row=row)

    def skip(self, tab: str, row: int, rows: int) -> None:
        """So many empty rows before the row (from 1). Raises OutOfBounds where it is too far."""
        if row > self._bounds.rows:
            raise OutOfBounds("check-too-many-places", tab=tab, row=self._bounds.rows + 1)
        self._taken += rows


def ask_places(workbook: Workbook, bounds: Bounds = BOUNDS) -> None:
    """The same of a workbook that is read already. Raises OutOfBounds."""
    places = Places(bounds)
    for tab in workbook.tabs:
        for row, cells in enumerate(tab.values, start=1):
            places.take(tab.title, row, len(cells))


@contextmanager
def bounded(bounds: Bounds = BOUNDS) -> Iterator[None]:
    """Stops what is within when it costs too much. Raises OutOfBounds.

    Needs signals for the time (no Windows, and the first thread of a process) and Linux for the
    memory; elsewhere the sizes alone hold.
    """
    try:
        with _memory(bounds.memory_bytes), _time(bounds.seconds):
            yield
    except _TimeIsUp:
        raise OutOfBounds("check-too-long", seconds=round(bounds.seconds)) from None
    except MemoryError:
        memory = bounds.memory_bytes // 1_000_000
        raise OutOfBounds("check-too-much-memory", memory=memory) from None


@contextmanager
def _time(seconds: float) -> Iterator[None]:
    first = threading.current_thread() is threading.main_thread()
    if not first or not hasattr(signal, "setitimer"):
        yield
        return
    # The handler stays: a signal that comes late would end a process that has none.
    signal.signal(signal.SIGPROF, _ring)
    try:
        # Again and again: Python swallows what is raised while it cleans up.
        signal.setitimer(signal.ITIMER_PROF, seconds, _AGAIN_SECONDS)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _ring(_number: int, _frame: FrameType | None) -> None:
    left, again = signal.getitimer(signal.ITIMER_PROF)
    if left or again:
        raise _TimeIsUp


@contextmanager
def _memory(more: int) -> Iterator[None]:
    statm = Path("/proc/self/statm")
    if not statm.exists():
        yield
        return
    import resource

    before, hard = resource.getrlimit(resource.RLIMIT_AS)
    now = int(statm.read_text().split()[0]) * resource.getpagesize()
    narrow = now + more
    if hard != resource.RLIM_INFINITY:
        narrow = min(narrow, hard)
    if before != resource.RLIM_INFINITY:
        narrow = min(narrow, before)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (narrow, hard))
    try:
        yield
    finally:
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (before, hard))
