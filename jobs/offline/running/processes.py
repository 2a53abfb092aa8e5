"""The same work for many things, here or in several processes, with the answers in order."""

import os
from collections.abc import Callable, Sequence
from typing import TypeVar

Item = TypeVar("Item")
Answer = TypeVar("Answer")


def usable_cpus() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def in_order(
    work: Callable[[Item], Answer],
    items: Sequence[Item],
    processes: int,
    fallen: Callable[[Item], Answer],
    on_done: Callable[[int], None] = lambda _: None,
) -> list[Answer]:
    """`work` of every item. With one process here, else in new ones, to which `work` is pickled.

    When a process dies, the items that were under way are done again one by one, and `fallen`
    answers for the one that ends its process; the rest goes on. `on_done` hears how many more
    items are done.
    """
    if processes < 2 or len(items) < 2:
        answers = []
        for item in items:
            answers.append(work(item))
            on_done(1)
        return answers
    # Imported at need: a check of one workbook should not wait for it.
    from jobs.offline.running.crowd import Crowd

    return Crowd(work, items, processes, fallen, on_done).run()
