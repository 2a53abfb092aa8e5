"""Ends a process in good order before a newer version changes the store under it."""

import os
import signal

import structlog

from jobs.queue.repeated import Repeated
from jobs.store.opening.form import NewerStoreError, Revisions, pending
from service.office import Office
from sheets_schema.messages import text

log = structlog.get_logger(__name__)

LOOK_SECONDS = 5.0


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
