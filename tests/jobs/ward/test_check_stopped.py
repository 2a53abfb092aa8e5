"""A check that does not come to an end is stopped, named on the board, and the others go on."""

import subprocess
import sys
import threading
import time
from contextlib import suppress

import pytest

from jobs.unit import states
from jobs.unit.stoppable import TookTooLong, TookTooMuch, stopped_after
from service.process.main_job import run_main_job
from tests.actions.ward_actions import GoogleActions
from tests.jobs.district.test_publication import column
from tests.jobs.ward.test_flags import MEMBERS

LINE = "{} | Tổ CNSCĐ TDP 1 | {} | Nữ | 1975 | Thành viên | Chi hội trưởng | '09{:08} |"
ODD = "An (Bình) " * 40
HUGE = "\n".join(
    [*MEMBERS.splitlines()[:2], *(LINE.format(n, f"{ODD}{n}", n) for n in range(1_500))]
)


def busy_for_ever() -> None:
    """Swallows what can be swallowed."""
    while True:
        try:
            sum(range(1_000))
        except Exception:
            continue


def test_work_is_stopped_in_the_thread_that_does_it_and_in_no_other() -> None:
    seen: list[float] = []
    other = threading.Thread(target=lambda: seen.append(sum(range(3_000_000))))
    other.start()
    with pytest.raises(TookTooLong):
        stopped_after(0.1, busy_for_ever)
    other.join()
    assert seen


def grow(stop: threading.Event | None = None) -> list[bytearray]:
    """Takes more and more memory, until it is told or stopped."""
    taken: list[bytearray] = []
    while stop is None or not stop.is_set():
        taken.append(bytearray(b"x" * 1_000_000))
    return taken


def test_work_that_takes_too_much_memory_is_stopped_and_the_next_one_is_not() -> None:
    with pytest.raises(TookTooMuch):
        stopped_after(60, grow, most_bytes=150_000_000, weight=5)
    # What is left behind is not counted against who comes then.
    assert stopped_after(60, lambda: sum(range(3_000_000)), most_bytes=150_000_000) > 0


def test_of_several_at_once_the_greatest_is_stopped_and_the_others_go_on() -> None:
    done, over = list[str](), threading.Event()

    def small() -> None:
        def wait() -> None:
            while not over.is_set():
                sum(range(10_000))

        stopped_after(600, wait, most_bytes=150_000_000, weight=10)
        done.append("small")

    other = threading.Thread(target=small)
    other.start()
    try:
        with pytest.raises(TookTooMuch):
            stopped_after(600, grow, most_bytes=150_000_000, weight=5_000)
    finally:
        over.set()
        other.join()
    assert done == ["small"]


def test_a_unit_whose_check_takes_too_much_memory_is_set_aside_by_name(
    google: GoogleActions,
) -> None:
    huge = google.workbook("Phường 1", HUGE)
    google.workbook("Phường 2", MEMBERS)
    google.with_options(check_bytes=-1_000_000_000)
    assert huge.check().state == states.TOO_MUCH
    google.forget_calls()
    google.with_options(check_bytes=1_000_000_000)
    # The same content is taken up by nobody again that day; the others go on.
    assert huge.check().state == states.TOO_MUCH and google.calls() == ["read"]
    assert [run.state for run in run_main_job(google.context).runs] == [states.TOO_MUCH, "checked"]
    note = column(google.district("Đơn vị"), "Ghi chú của hệ thống", header=0)[0]
    assert "quá lớn" in str(note)


def test_a_unit_of_which_google_says_too_much_is_not_read_on_and_the_others_are_checked(
    google: GoogleActions,
) -> None:
    huge = google.workbook("Phường 1", HUGE)
    google.workbook("Phường 2", MEMBERS)
    google.with_options(answer_bytes=200_000)
    assert huge.check().state == states.TOO_MUCH
    assert [run.state for run in run_main_job(google.context).runs] == [states.TOO_MUCH, "checked"]
    note = column(google.district("Đơn vị"), "Ghi chú của hệ thống", header=0)[0]
    assert "quá lớn" in str(note)
    google.with_options(answer_bytes=64_000_000)
    assert huge.check().state == states.CHECKED


def test_what_ends_in_time_is_never_disturbed_afterwards() -> None:
    for _ in range(300):
        with suppress(TookTooLong):
            stopped_after(0.0005, lambda: sum(range(20_000)))
    time.sleep(0.05)
    assert sum(range(100_000)) == 4_999_950_000


def test_waiting_is_no_work() -> None:
    stopped_after(0.05, lambda: time.sleep(0.3))


def test_a_unit_whose_check_takes_too_long_is_set_aside_and_the_others_go_on(
    google: GoogleActions,
) -> None:
    huge = google.workbook("Phường 1", HUGE)
    google.workbook("Phường 2", MEMBERS)
    google.with_options(check_seconds=0.0)
    assert huge.check().state == states.TOO_LONG
    google.forget_calls()
    google.with_options(check_seconds=60.0)
    assert huge.check().state == states.TOO_LONG and google.calls() == ["read"]
    assert [run.state for run in run_main_job(google.context).runs] == [states.TOO_LONG, "checked"]
    note = column(google.district("Đơn vị"), "Ghi chú của hệ thống", header=0)[0]
    assert "quá nhiều thời gian" in str(note)
    huge.edit("C3", "Lê Thị Mai")
    assert huge.check().state == states.CHECKED


FOLLOWED = """
import sys
from jobs.unit.stoppable import TookTooLong, stopped_after

def endless():
    while True:
        pass

calls = []
for seconds, work in ((60, int), (0.2, endless)):
    try:
        stopped_after(seconds, work)
    except TookTooLong:
        calls.append("stopped")
    sys.setprofile(lambda *seen: None)
    str.strip(" ")
    (lambda: calls.append("followed"))()
    sys.setprofile(None)
print(*calls)
"""


def test_python_looks_for_nothing_any_more_once_a_stretch_has_ended() -> None:
    run = [sys.executable, "-c", FOLLOWED]
    done = subprocess.run(run, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.split() == ["followed", "stopped", "followed"]
