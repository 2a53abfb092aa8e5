"""What clients asked, newest last: tests read it to count requests and to see what was written."""

import threading
from collections import deque
from dataclasses import dataclass
from typing import Any

import orjson

from sheets_emulator.wire.http import Request, Response

KEPT = 20_000


@dataclass(frozen=True, slots=True)
class LoggedRequest:
    """One call: method, decoded path segments, custom verb, query, body, caller, status, time.

    `bytes_out` is the length of the answer's body before any compression.
    """

    method: str
    path: str
    segments: tuple[str, ...]
    verb: str
    query: dict[str, list[str]]
    raw_body: bytes
    user: str
    status: int
    time: float
    bytes_out: int = 0

    @property
    def body(self) -> Any:
        """The body as JSON; None when it is none."""
        try:
            return orjson.loads(self.raw_body) if self.raw_body else None
        except orjson.JSONDecodeError:
            return None

    @property
    def is_write(self) -> bool:
        """True when Google's quota counts the call as a write."""
        reads = self.verb in ("getByDataFilter", "batchGetByDataFilter", "search")
        return self.method != "GET" and not reads

    def to_json(self) -> dict[str, Any]:
        """The call as the control routes show it."""
        names = ("method", "path", "verb", "query", "body", "user", "status", "time", "bytes_out")
        return {name: getattr(self, name) for name in names}


class RequestLog:
    """The last calls, those to the emulator's own doors (`/_emulator`, pages) left out."""

    def __init__(self) -> None:
        self._calls: deque[LoggedRequest] = deque(maxlen=KEPT)
        self._lock = threading.Lock()

    def note(self, request: Request, response: Response, when: float, bytes_out: int = 0) -> None:
        """Add a call."""
        call = LoggedRequest(
            request.method,
            request.raw_path,
            request.segments,
            request.verb,
            dict(request.query),
            request.body,
            request.user,
            response.status,
            when,
            bytes_out,
        )
        with self._lock:
            self._calls.append(call)

    def calls(self) -> list[LoggedRequest]:
        """All calls that are kept, oldest first."""
        with self._lock:
            return list(self._calls)

    def clear(self) -> None:
        """Forget all calls."""
        with self._lock:
            self._calls.clear()
