"""Several processes at one work; when one dies, only the piece that killed it is lost."""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from typing import Any, Generic, TypeVar

Item = TypeVar("Item")
Answer = TypeVar("Answer")

# Few enough that a bar moves and the last process does not work long alone.
_LARGEST_CHUNK = 8
_CHUNKS_EACH = 8
_work: Callable[[Any], Any]


class Crowd(Generic[Item, Answer]):
    """Items on their way through several processes."""

    def __init__(
        self,
        work: Callable[[Item], Answer],
        items: Sequence[Item],
        processes: int,
        fallen: Callable[[Item], Answer],
        on_done: Callable[[int], None],
    ) -> None:
        self._work, self._items, self._processes = work, items, processes
        self._fallen, self._on_done = fallen, on_done
        self._answers: dict[int, Answer] = {}

    def run(self) -> list[Answer]:
        """The answers in the items' order."""
        size = len(self._items) // (self._processes * _CHUNKS_EACH)
        size = max(1, min(_LARGEST_CHUNK, size))
        whole = range(len(self._items))
        waiting = deque(whole[start : start + size] for start in whole[::size])
        while waiting:
            suspects = self._until_one_falls(waiting, self._processes)
            alone = deque(range(at, at + 1) for chunk in suspects for at in chunk)
            while alone:
                for (at,) in self._until_one_falls(alone, 1):
                    self._take(range(at, at + 1), [self._fallen(self._items[at])])
        return [self._answers[at] for at in whole]

    def _until_one_falls(self, waiting: deque[range], processes: int) -> list[range]:
        """Take chunks until none waits, or a process dies: then those that were under way."""
        # Two chunks each keep every process busy; one at a time shows which one is guilty.
        most = 1 if processes == 1 else 2 * processes
        flying: dict[Future[list[Answer]], range] = {}
        with _executor(processes, self._work) as executor:
            others = set(multiprocessing.active_children())
            try:
                while waiting or flying:
                    while waiting and len(flying) < most:
                        chunk = [self._items[at] for at in waiting[0]]
                        # Where a process has just died, what is refused here still waits.
                        future = executor.submit(_run, chunk)
                        flying[future] = waiting.popleft()
                    for future in wait(flying, return_when=FIRST_COMPLETED).done:
                        self._take(flying[future], future.result())
                        del flying[future]
            except BrokenProcessPool:
                return list(flying.values())
            except BaseException:
                # Ctrl-C, or a fault of ours: nobody waits for what is still under way.
                for child in set(multiprocessing.active_children()) - others:
                    child.terminate()
                raise
        return []

    def _take(self, chunk: range, answers: Sequence[Answer]) -> None:
        self._answers.update(zip(chunk, answers, strict=True))
        self._on_done(len(chunk))


def _executor(processes: int, work: Callable[[Any], Any]) -> ProcessPoolExecutor:
    # New interpreters: a copy of this one would copy its threads' locks in whatever state.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(processes, context, initializer=_start, initargs=(work,))


def _start(work: Callable[[Any], Any]) -> None:
    global _work
    _work = work
    # The terminal sends Ctrl-C to all; the first process tells the others to end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_first, daemon=True).start()


def _end_with_the_first() -> None:
    """A first process that was killed tells nobody; without it this one would wait for ever."""
    first = multiprocessing.parent_process()
    if first is not None:
        first.join()
        os._exit(1)


def _run(items: Sequence[Any]) -> list[Any]:
    return [_work(item) for item in items]
