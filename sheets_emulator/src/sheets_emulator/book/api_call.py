"""A call of an API with what its handlers use: the spreadsheets and the clock."""

from collections.abc import Callable
from dataclasses import dataclass

from sheets_emulator.book.storage import Store
from sheets_emulator.wire.http import Request


@dataclass(slots=True, kw_only=True)
class ApiCall(Request):
    """One call; `now` is the emulator's clock, in seconds since 1970."""

    store: Store
    now: Callable[[], float]
