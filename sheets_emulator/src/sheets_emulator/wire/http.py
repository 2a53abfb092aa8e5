"""What every handler takes and returns: requests, responses, routes, Google's error shapes."""

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, unquote

import orjson

from sheets_emulator.wire.broken_json import broken_json

# A title may hold ":" un-encoded, so only these are cut off as custom verbs.
VERBS = frozenset(
    {
        "append",
        "batchClear",
        "batchClearByDataFilter",
        "batchGet",
        "batchGetByDataFilter",
        "batchUpdate",
        "batchUpdateByDataFilter",
        "clear",
        "copyTo",
        "getByDataFilter",
        "search",
    }
)
GOOGLE_HEADERS = {
    "Vary": "Origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "X-XSS-Protection": "0",
    "Cache-Control": "private",
}


class HttpError(Exception):
    """An answer that is no success; `response()` is what the client gets."""

    def __init__(self, status_code: int, message: str) -> None:
        super().__init__(message)
        self.status_code = status_code
        self.message = message
        self.headers: dict[str, str] = {}

    def body(self) -> dict[str, Any]:
        """The JSON that Google answers."""
        raise NotImplementedError

    def response(self) -> "Response":
        """The error as a response."""
        return Response(self.status_code, {"error": self.body()}, dict(self.headers))


class ApiError(HttpError):
    """An error in the shape of Sheets (google.rpc.Status)."""

    def __init__(
        self,
        status_code: int,
        status: str,
        message: str,
        details: list[dict[str, Any]] | None = None,
    ) -> None:
        super().__init__(status_code, message)
        self.status = status
        self.details = details

    def body(self) -> dict[str, Any]:
        error: dict[str, Any] = {
            "code": self.status_code,
            "message": self.message,
            "status": self.status,
        }
        if self.details:
            error["details"] = self.details
        return error


class InvalidArgument(ApiError):  # noqa: N818 (Google's word)
    """400 INVALID_ARGUMENT."""

    def __init__(self, message: str, details: list[dict[str, Any]] | None = None) -> None:
        super().__init__(400, "INVALID_ARGUMENT", message, details)


class DriveError(HttpError):
    """An error in the shape of Drive (a list of errors with a reason each)."""

    def __init__(
        self,
        code: int,
        reason: str,
        message: str,
        location: str | None = None,
        location_type: str | None = None,
        domain: str = "global",
    ) -> None:
        super().__init__(code, message)
        self.item = {"message": message, "domain": domain, "reason": reason}
        if location is not None:
            self.item["location"] = location
            self.item["locationType"] = location_type or "parameter"
        self.status: str | None = None

    def body(self) -> dict[str, Any]:
        error = {"code": self.status_code, "message": self.message, "errors": [self.item]}
        return error | ({"status": self.status} if self.status else {})


@dataclass(slots=True)
class Response:
    """An answer: JSON (a dict), bytes as they are, or nothing."""

    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)

    def payload(self, pretty: bool = True) -> bytes:
        """The bytes to send; JSON as Google prints it."""
        if self.body is None:
            return b""
        if isinstance(self.body, bytes):
            return self.body
        option = orjson.OPT_INDENT_2 if pretty else 0
        return orjson.dumps(self.body, option=option | orjson.OPT_APPEND_NEWLINE)

    def all_headers(self) -> dict[str, str]:
        """The headers to send; JSON gets Google's."""
        if isinstance(self.body, bytes) or self.body is None:
            return self.headers
        json_type = {"Content-Type": "application/json; charset=UTF-8"}
        return json_type | GOOGLE_HEADERS | self.headers


@dataclass(slots=True)
class Request:
    """One HTTP call, its path split before decoding so that titles may hold any character."""

    method: str
    raw_path: str
    segments: tuple[str, ...]
    verb: str
    query: Mapping[str, list[str]]
    headers: Mapping[str, str]
    body: bytes
    user: str = ""
    raw_query: str = ""

    def first(self, name: str, default: str = "") -> str:
        """A query parameter's value; an empty one counts as not given."""
        return next((value for value in reversed(self.query.get(name, [])) if value), default)

    def flag(self, name: str) -> bool:
        """A boolean query parameter."""
        return self.first(name).lower() in ("true", "1")

    def json(self) -> Any:
        """The body as JSON; an empty one is `{}`. Raises the 400 of broken JSON."""
        if not self.body.strip():
            return {}
        try:
            return orjson.loads(self.body)
        except orjson.JSONDecodeError:
            return self._json_slowly()

    def _json_slowly(self) -> Any:
        # The standard library also reads whole numbers beyond 64 bits: doubles, to Google.
        try:
            return json.loads(
                self.body,
                parse_int=_whole_number,
                parse_float=_real_number,
                parse_constant=_no_number,
            )
        except json.JSONDecodeError:
            reason = broken_json(self.body)
        except ValueError as error:
            reason = str(error)
        raise InvalidArgument(f"Invalid JSON payload received. {reason}")


def _no_number(text: str) -> float:
    raise json.JSONDecodeError(text, text, 0)  # NaN and Infinity are Python's, not JSON's


def _real_number(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise ValueError(f"Number out of range: {text[:20]}.")
    return number


def _whole_number(text: str) -> int | float:
    number = int(text)
    if abs(number) < 2**63:
        return number
    try:
        return float(number)
    except OverflowError:
        raise ValueError(f"Number out of range: {text[:20]}.") from None


Handler = Callable[..., Response]
Answer = Callable[[Request], Response]


@dataclass(frozen=True, slots=True)
class Route:
    """A method and a pattern such as `/v4/spreadsheets/{id}/values/{range}:append`.

    The handler is called with the request and the decoded text of each `{…}` in order.
    """

    method: str
    pattern: str
    handler: Handler

    def parts(self) -> tuple[tuple[str, ...], str]:
        """The pattern's segments and its verb."""
        return split_path(self.pattern)


def split_path(raw_path: str) -> tuple[tuple[str, ...], str]:
    """The raw path's segments, each decoded once, and the custom verb behind the last."""
    segments = raw_path.strip("/").split("/")
    last, colon, verb = segments[-1].rpartition(":")
    if colon and verb in VERBS:
        # Google takes `{id}/:batchUpdate` for the same (google-spreadsheet of npm writes so).
        segments[-1:] = [last] if last else []
    else:
        verb = ""
    return tuple(unquote(segment) for segment in segments), verb


def read_query(raw_query: str) -> dict[str, list[str]]:
    """The query's values by name; `$fields` and `fields` are the same."""
    parsed = parse_qs(raw_query, keep_blank_values=True)
    return {name.removeprefix("$"): values for name, values in parsed.items()}
