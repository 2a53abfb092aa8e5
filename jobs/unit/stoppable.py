"""A stretch of our own computing in a thread that is stopped when it takes too long.

A child process could be killed, but each check would be packed, sent and packed again, and each
worker would hold the campaign twice (jobs/unit/memory.py has the figures); expressions are linear
and cells are cut, so that no single call lasts, and between two calls Python can be told to raise.
It costs one sleeping thread.
"""

import ctypes
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from jobs.unit.memory import MEMORY

# So often memory is looked at: most checks have ended before the first time.
_LOOK_SECONDS = 0.05
# Python swallows what is raised while it cleans up: told again until it is heard.
_AGAIN_SECONDS = 0.5

T = TypeVar("T")


class TookTooLong(Exception):  # noqa: N818  (it says what happened)
    """It was stopped; tried again on the same content it would be stopped again."""

    permanent = True


class TookTooMuch(TookTooLong):
    """It was stopped because of the memory that it took."""


class _Stop(BaseException):
    """No Exception: what takes a crash for a rule's does not take this."""


def stopped_after(
    seconds: float, work: Callable[[], T], *, most_bytes: int = 1_000_000_000, weight: int = 0
) -> T:
    """What `work` returns. Raises TookTooLong when it has had so many seconds of a processor, and
    TookTooMuch when the stretches of this process took more memory than `most_bytes` together and
    it is the one of the greatest `weight` (cells).

    It may hold no connection and no lock: it is left wherever it stands. No context manager: it
    would be told to stop also between its end and ours.
    """
    watch = _Watch(seconds, most_bytes, weight)
    MEMORY.enter(watch)
    try:
        return _watched(watch, work)
    finally:
        MEMORY.leave(watch)


def _watched(watch: "_Watch", work: Callable[[], T]) -> T:
    try:
        try:
            watch.begin()
            return work()
        finally:
            watch.end()
    except _Stop:
        watch.end()
        raise (TookTooMuch if watch.for_memory else TookTooLong) from None


class _Watch:
    """A thread that looks at the clock of the one that made it."""

    def __init__(self, seconds: float, most_bytes: int, weight: int) -> None:
        self.weight, self.for_memory, self._most = weight, False, most_bytes
        self._ident = ctypes.c_ulong(threading.get_ident())
        self._used = _clock_of_this_thread()
        self._until = self._used() + seconds
        self._ended = threading.Event()
        self._told = False
        self._lock = threading.Lock()

    def begin(self) -> None:
        """From now on it may be told to stop."""
        MEMORY.look(self._most)
        threading.Thread(target=self._look, daemon=True).start()

    def _look(self) -> None:
        while not self._ended.wait(self._pause()):
            if self.for_memory or self._until <= self._used():
                self._tell()
            else:
                MEMORY.look(self._most)

    def _pause(self) -> float:
        if self._told:
            return _AGAIN_SECONDS
        left = 0.0 if self.for_memory else self._until - self._used()
        return min(max(left, 0.0), _LOOK_SECONDS)

    def tell_memory(self) -> None:
        """From now on it is told to stop, as if its time were over."""
        self.for_memory = True

    def _tell(self) -> None:
        with self._lock:
            if not self._ended.is_set():
                self._told = True
                self._raise_there()

    def _raise_there(self) -> None:
        ctypes.pythonapi.PyThreadState_SetAsyncExc(self._ident, ctypes.py_object(_Stop))

    def end(self) -> None:
        """Nothing is raised from now on, not even what is on its way: that is waited for here.

        Python can be told to forget it, but goes on looking for it at every call for ever, and a
        profiler or debugger of 3.11 never comes back from the first.
        """
        with self._lock:
            self._ended.set()
            told, self._told = self._told, False
        if told:
            try:
                self._raise_there()
                while True:
                    time.sleep(0)
            except _Stop:
                pass


def _clock_of_this_thread() -> Callable[[], float]:
    """Seconds of a processor that this thread has had, as any thread may ask; where the system
    does not tell, those that went by."""
    if not hasattr(time, "pthread_getcpuclockid"):
        return time.monotonic
    clock = time.pthread_getcpuclockid(threading.get_ident())
    return lambda: time.clock_gettime(clock)
