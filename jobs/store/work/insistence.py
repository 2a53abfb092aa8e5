"""A statement of the ledger that must not be lost is tried again until the store answers."""

import logging
import threading
from collections.abc import Callable, Iterator
from typing import TypeVar

import sqlalchemy as sa

log = logging.getLogger(__name__)

FIRST_PAUSE = 0.1
LONGEST_PAUSE = 5.0
# What the store says when it is locked, full, read-only, cut off, restarted or crowded.
NOT_ANSWERED = (sa.exc.DBAPIError, sa.exc.TimeoutError)

T = TypeVar("T")


def pauses() -> Iterator[float]:
    """Seconds between tries: doubling, at most five."""
    pause = FIRST_PAUSE
    while True:
        yield pause
        pause = min(pause * 2.0, LONGEST_PAUSE)


def insist(transaction: Callable[[], T], given_up: threading.Event) -> T:
    """Does a whole transaction, again and again until it succeeds.

    A run's end that is not written down would leave its work started for ever. Only when
    `given_up` is set is the store's error raised.
    """
    waits = pauses()
    while True:
        try:
            return transaction()
        except NOT_ANSWERED as error:
            log.warning("the store did not answer; trying again (%s)", type(error).__name__)
            if given_up.wait(next(waits)):
                raise
