"""How a process of the service ends in good order: by SIGTERM, which it sends itself before a newer
version changes the store under it."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import structlog

from jobs.queue.repeated import Repeated
from jobs.store.opening.form import NewerStoreError, Revisions, pending
from service.office import Office
from sheets_schema.messages import text

log = structlog.get_logger(__name__)

LOOK_SECONDS = 5.0


def end_at_once() -> None:
    """Ends without a word as soon as the signal comes: nothing was begun yet, and a store that is
    just being opened bears that as it bears a lost power line."""
    signal.signal(signal.SIGTERM, _exit)


def _exit(_number: int, _frame: FrameType | None) -> None:
    os._exit(0)


class Ending:
    """Hears the signal, and acts upon it only while the process waits.

    An exception that falls into a statement on its way leaves a connection that nobody can put
    right, and one that falls into a destructor is lost; so while work begins or stops the signal
    is kept in mind.
    """

    def __init__(self) -> None:
        self._heard = False
        self._waits = False
        signal.signal(signal.SIGTERM, self._hear)

    def _hear(self, _number: int, _frame: FrameType | None) -> None:
        self._heard = True
        if self._waits:
            raise SystemExit(0)

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Where there is nothing to do but to wait for the signal, which ends it."""
        try:
            self._waits = True
            if self._heard:
                raise SystemExit(0)
            yield
        finally:
            self._waits = False


def form_watch(here: Office) -> Repeated:
    """Looks again and again whether the store still is one that this version can use."""
    revisions = Revisions()

    def look() -> None:
        try:
            pending(here.engine, revisions)
        except NewerStoreError:
            log.error(text("store-newer", here.settings.language))
            os.kill(os.getpid(), signal.SIGTERM)
            watch.stop_soon()

    watch = Repeated("form-watch", LOOK_SECONDS, look)
    return watch
