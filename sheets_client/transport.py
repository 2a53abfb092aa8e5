"""gspread's HTTP client with our manners: budget, timeouts, bounded tries, one table of answers."""

import random
import threading
import time
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any

import requests
from google.auth.exceptions import RefreshError, TransportError
from gspread.http_client import HTTPClient

from sheets_client.answers import error_for, read_answer
from sheets_client.bounded import MOST_BYTES, read_within
from sheets_client.budget import Budget, Unlimited
from sheets_client.errors import (
    AnswerTooLarge,
    CredentialsRefused,
    GoogleError,
    OutcomeUnknown,
    RateLimited,
    Unavailable,
)

# Google ends a request after 180 s; our read timeout must be longer than that.
TIMEOUT = (5.0, 185.0)
# POSTs that only read (https://developers.google.com/workspace/sheets/api/reference/rest).
READING_VERBS = (":getByDataFilter", ":batchGetByDataFilter", "developerMetadata:search")


@dataclass(frozen=True)
class Patience:
    """How long one call may be repeated: tries, seconds in all, and how to wait."""

    tries: int = 7
    seconds: float = 240.0
    timeout: tuple[float, float] = TIMEOUT
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep

    def pause(self, error: GoogleError, tried: int) -> float:
        """Seconds to wait after the `tried`-th failure, with jitter; Retry-After wins."""
        if error.retry_after is not None:
            return error.retry_after
        jitter = random.random()
        if isinstance(error, RateLimited):
            # After a used-up minute short waits are wasted.
            return min(15.0 * tried, 60.0) + jitter
        return float(min(2**tried, 32)) + jitter


def call_kind(method: str, url: str) -> str:
    """Which bucket a call counts in: "read", "write" or "drive"."""
    if "/drive/" in url:
        return "drive"
    reading = method.lower() == "get" or url.split("?")[0].endswith(READING_VERBS)
    return "read" if reading else "write"


@dataclass
class Meter:
    """Counts the calls sent, by kind and outcome, for whoever shows them."""

    counts: dict[tuple[str, str], int] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, kind: str, outcome: str) -> None:
        """Count one call."""
        with self._lock:
            self.counts[kind, outcome] = self.counts.get((kind, outcome), 0) + 1


class SheetsHTTP(HTTPClient):
    """What gspread sends its requests through.

    Never gspread's own BackOffHTTPClient: that one repeats for ever, permanent refusals too.
    """

    budget: Budget = Unlimited()
    patience: Patience = Patience()
    meter: Meter | None = None
    # Called before each try of a write, behind the wait for the quota; what it raises stops it.
    before_write: Callable[[], None] | None = None
    most_bytes: int = MOST_BYTES

    def request(
        self,
        method: str,
        endpoint: str,
        params: Any = None,
        data: bytes | None = None,
        json: Mapping[str, Any] | None = None,
        files: Any = None,
        headers: MutableMapping[str, str] | None = None,
    ) -> requests.Response:
        """Send one call; repeats it only where that cannot do the work twice.

        Raises the exceptions of `sheets_client.errors`, never gspread's.
        """
        kind = call_kind(method, endpoint)
        body = {"params": params, "data": data, "json": json, "files": files, "headers": headers}
        end = self.patience.clock() + self.patience.seconds
        for tried in range(1, self.patience.tries + 1):
            try:
                return self._once(kind, method, endpoint, body)
            except GoogleError as error:
                pause = self.patience.pause(error, tried)
                if self._give_up(error, tried, pause, end):
                    raise
                if isinstance(error, RateLimited):
                    self.budget.drain(kind, pause)
                self.patience.sleep(pause)
        raise Unavailable()

    def _give_up(self, error: GoogleError, tried: int, pause: float, end: float) -> bool:
        if error.permanent or isinstance(error, OutcomeUnknown):
            return True
        return tried == self.patience.tries or self.patience.clock() + pause > end

    def _once(
        self, kind: str, method: str, endpoint: str, body: dict[str, Any]
    ) -> requests.Response:
        self.budget.acquire(kind)
        write = method.lower() != "get" and kind != "read"
        if write and self.before_write:
            self.before_write()
        try:
            response = self.session.request(
                method=method, url=endpoint, timeout=self.patience.timeout, stream=True, **body
            )
            read_within(response, self.most_bytes)
        except (RefreshError, TransportError, requests.RequestException) as error:
            raise self._counted(kind, _transport_error(error, write=write)) from None
        except AnswerTooLarge as error:
            raise self._counted(kind, error) from None
        if response.ok:
            self._count(kind, str(response.status_code))
            return response
        answer = read_answer(response.status_code, response.content, response.headers)
        raise self._counted(kind, error_for(answer, write=write))

    def _counted(self, kind: str, error: GoogleError) -> GoogleError:
        self._count(kind, type(error).__name__)
        return error

    def _count(self, kind: str, outcome: str) -> None:
        if self.meter:
            self.meter.add(kind, outcome)


def _transport_error(error: Exception, *, write: bool) -> GoogleError:
    """What a failure below HTTP means; the texts of requests carry URLs, so they stay here."""
    if isinstance(error, RefreshError):
        # Only a JSON answer is a refusal; google-auth takes an HTML 502 for one as well.
        said = next((one for one in error.args[1:] if isinstance(one, dict)), None)
        refused = said is not None and not getattr(error, "retryable", False)
        return CredentialsRefused() if refused else Unavailable("the token endpoint")
    # Neither a token that could not be fetched nor a connection never made sent anything.
    not_sent = isinstance(error, TransportError | requests.ConnectTimeout)
    if write and not not_sent and not _refused_connection(error):
        return OutcomeUnknown(type(error).__name__)
    return Unavailable(type(error).__name__)


def _refused_connection(error: Exception) -> bool:
    return "NewConnectionError" in repr(error)
