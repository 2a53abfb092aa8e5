"""The registry of batchUpdate requests: Google's name, and the function that applies it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sheets_emulator.book.document import Document


@dataclass(frozen=True, slots=True)
class Context:
    """Who asked, and when (seconds since 1970)."""

    user: str
    time: float


Function = Callable[[Document, Any, Context], Any]
REQUESTS: dict[str, Function] = {}


def request(kind: str) -> Callable[[Function], Function]:
    """Register a function under Google's name of the request.

    It changes the document in place and returns the reply, None for `{}`. It depends on nothing
    but its arguments, because the journal plays it again.
    """

    def register(function: Function) -> Function:
        REQUESTS[kind] = function
        return function

    return register
