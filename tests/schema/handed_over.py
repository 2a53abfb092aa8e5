"""Counts what a check does: functions called, and characters handed to expressions."""

import gc
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from sheets_schema.vietnam import pattern

METHODS = ("fullmatch", "match", "search", "sub", "subn", "split", "findall", "finditer")


class Work:
    """What was done so far: `calls` of functions, `characters` that expressions were given."""

    def __init__(self) -> None:
        self.calls = 0
        self.characters = 0

    @property
    def total(self) -> int:
        """One number that grows with the work."""
        return self.calls + self.characters


@contextmanager
def counted() -> Iterator[Work]:
    """Counts while the block runs."""
    work = Work()

    def on_event(frame: FrameType, event: str, arg: object) -> None:
        work.calls += event in ("call", "c_call")

    watched = tuple(_expressions())
    for one in watched:
        for method in METHODS:
            setattr(one, method, _counting(re.compile(one.pattern, one.flags), method, work))
    gc.disable()  # hypothesis listens to the collector, in Python
    sys.setprofile(on_event)
    try:
        yield work
    finally:
        sys.setprofile(None)
        gc.enable()
        for one in watched:
            for method in METHODS:
                delattr(one, method)


def _expressions() -> Iterator[re.Pattern[str]]:
    """Every expression of the schema that is held by a module."""
    modules = [module for name, module in sys.modules.items() if name.startswith("sheets_schema")]
    values = {id(value): value for module in modules for value in vars(module).values()}
    for value in values.values():
        if type(value) is pattern._LazyPattern:
            yield value  # type: ignore[misc]


def _counting(compiled: re.Pattern[str], method: str, work: Work) -> Callable[..., object]:
    place = 1 if method in ("sub", "subn") else 0

    def handed(*args: object, **more: object) -> object:
        work.characters += len(str(args[place]))
        return getattr(compiled, method)(*args, **more)

    return handed
