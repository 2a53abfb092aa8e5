"""A thread that does one thing every so many seconds."""

import logging
import threading
from collections.abc import Callable

log = logging.getLogger(__name__)


class Repeated(threading.Thread):
    """Does `deed` every `seconds` until `stop`; a failure is told and is no reason to end."""

    def __init__(
        self, name: str, seconds: float, deed: Callable[[], object], *, at_once: bool = False
    ) -> None:
        super().__init__(name=name, daemon=True)
        self._seconds = seconds
        self._deed = deed
        self._at_once = at_once
        self._ended = threading.Event()

    def run(self) -> None:
        """Waits first, unless it is to begin `at_once`."""
        wait = 0.0 if self._at_once else self._seconds
        while not self._ended.wait(wait):
            wait = self._seconds
            try:
                self._deed()
            except Exception:
                log.warning("%s could not do its work", self.name, exc_info=True)

    def stop_soon(self) -> None:
        """Lets this time be the last; the thread itself may say so."""
        self._ended.set()

    def stop(self) -> None:
        """Ends the thread, also one that was never started."""
        self._ended.set()
        if self.is_alive():
            self.join()
