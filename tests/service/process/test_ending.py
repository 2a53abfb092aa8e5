"""SIGTERM is acted upon where nothing is torn by it, and never lost."""

import os
import signal
from collections.abc import Iterator

import pytest

from service.process.ending import Ending


@pytest.fixture
def ending() -> Iterator[Ending]:
    usual = signal.getsignal(signal.SIGTERM)
    yield Ending()
    signal.signal(signal.SIGTERM, usual)


class Torn:
    """What its end is interrupted by is swallowed by Python."""

    def __del__(self) -> None:
        os.kill(os.getpid(), signal.SIGTERM)


def test_the_signal_ends_a_process_that_waits(ending: Ending) -> None:
    with pytest.raises(SystemExit), ending.waiting():
        os.kill(os.getpid(), signal.SIGTERM)


def test_the_signal_interrupts_no_work_and_ends_the_process_when_that_is_done(
    ending: Ending,
) -> None:
    done = []
    os.kill(os.getpid(), signal.SIGTERM)
    done.append("began")
    with pytest.raises(SystemExit), ending.waiting():
        done.append("waited")
    assert done == ["began"]


def test_a_signal_that_falls_into_a_destructor_is_not_lost(ending: Ending) -> None:
    Torn()
    with pytest.raises(SystemExit), ending.waiting():
        pass


def test_a_second_signal_does_not_tear_what_the_first_one_ends(ending: Ending) -> None:
    with pytest.raises(SystemExit), ending.waiting():
        os.kill(os.getpid(), signal.SIGTERM)
    os.kill(os.getpid(), signal.SIGTERM)
