"""The emulator as one WSGI application, and the server that runs it."""

import sqlite3
import sys
import threading
import traceback
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from waitress.channel import ClientDisconnected
from waitress.server import create_server

from sheets_emulator.account.sign_in import caller
from sheets_emulator.answer_fields import check_fields
from sheets_emulator.drive import batch
from sheets_emulator.drive.call import DriveCall
from sheets_emulator.google.unwritten import refuse_by_name
from sheets_emulator.routes import all_routes
from sheets_emulator.state import DEFAULT_OWNER, State
from sheets_emulator.weather.faults import CUT
from sheets_emulator.weather.trouble import Trouble
from sheets_emulator.wire.cors import preflight
from sheets_emulator.wire.gate import EVERYWHERE, Gate, GateError, control_token
from sheets_emulator.wire.http import (
    Answer,
    ApiError,
    HttpError,
    Request,
    Response,
    Route,
    read_query,
    split_path,
)
from sheets_emulator.wire.inside import Inside
from sheets_emulator.wire.receiving import as_meant, unpacked
from sheets_emulator.wire.sending import as_sent

API_PATHS = ("v4", "drive", "upload")
# google-api-python-client puts `api_endpoint` in the place of Drive's whole base path.
DRIVE_WORDS = ("about", "changes", "channels", "drives", "files")
LINKS = ("spreadsheets", "spreadsheet")
LOGGED_PATHS = (*API_PATHS, "token")
THREADS = 8
NOT_WRITTEN = (
    "Không ghi được vào thư mục dữ liệu ({0}): thay đổi vừa gửi không được lưu. Xin kiểm tra chỗ "
    "trống trên đĩa và quyền ghi.\nThe data folder could not be written ({0}): the change was not "
    "kept. Check the disk's room and the folder's permissions."
)
NOT_FOUND_PAGE = b"<!DOCTYPE html><html lang=en><title>Error 404 (Not Found)!!1</title></html>\n"
REASONS = {200: "OK", 204: "No Content", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden"}

# Given a request and what would answer it, answers in its place or after trouble (weather).
Middleware = Callable[[Request, Answer], Response]


class Emulator(State):
    """A running emulator: its state, and its doors as one WSGI application.

    `middleware` wraps every API call; `observers` see each answer (tests validate them);
    `crashes` are the traces of our own faults, which clients saw as 500.
    """

    def __init__(self, folder: Path, durable: bool = True) -> None:
        super().__init__(folder, durable, Inside(self._call, self.dispatch))
        trouble = Trouble(
            self.weather, self.quota, self.persons, self.conditions, self.user_of, self.now
        )
        self.middleware: list[Middleware] = [trouble]
        self.observers: list[Callable[[Request, Response], None]] = []
        self.crashes: list[str] = []
        self.gate = Gate(control_token(folder), DEFAULT_OWNER)
        self._routes = _table(chain(all_routes(self), batch.routes(self._call, self.answer)))
        self.pushes.start()

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        """WSGI."""
        request = self._request(environ)
        response = self._let_in(request)
        body = response.payload(pretty=request.first("prettyPrint") not in ("false", "0"))
        if request.segments[0] in LOGGED_PATHS:
            self.log.note(request, response, self.now(), len(body))
        if response.status == CUT:
            raise ClientDisconnected  # waitress then closes the connection without an answer
        body, headers = as_sent(request, response, body)
        reason = REASONS.get(response.status, "Status")
        start_response(f"{response.status} {reason}", list(headers.items()))
        return [body]

    def _let_in(self, request: Request) -> Response:
        try:
            self.gate.check(request)
        except GateError as error:
            return error.response()
        return preflight(request) or self.answer(request)

    def answer(self, request: Request) -> Response:
        """The answer to one call, errors and weather included."""
        if request.segments[0] not in LOGGED_PATHS:
            return self._answer_or_error(request)
        answer: Answer = self._answer_or_error
        for layer in self.middleware:
            answer = _wrapped(layer, answer)
        response = answer(request)
        for observe in self.observers:
            observe(request, response)
        return response

    def doors(self) -> set[tuple[str, str, int]]:
        """(method, custom verb, number of path segments) of everything that is served."""
        return set(self._routes)

    def _request(self, environ: dict[str, Any]) -> DriveCall:
        raw_path, _, raw_query = str(environ["REQUEST_URI"]).partition("?")
        if raw_path.lstrip("/").partition("/")[0] in DRIVE_WORDS:
            raw_path = f"/drive/v3{raw_path}"
        segments, verb = split_path(raw_path)
        headers = {
            name[5:].replace("_", "-").lower(): value
            for name, value in environ.items()
            if name.startswith("HTTP_")
        }
        headers["content-type"] = environ.get("CONTENT_TYPE", "")
        body = unpacked(headers, environ["wsgi.input"].read())
        method, raw_query, body = as_meant(environ["REQUEST_METHOD"], raw_query, headers, body)
        return self._call(
            method=method,
            raw_path=raw_path,
            segments=segments,
            verb=verb,
            query=read_query(raw_query),
            headers=headers,
            body=body,
            raw_query=raw_query,
        )

    def _call(self, **parts: Any) -> DriveCall:
        """A request of these parts, with all that any handler uses."""
        return DriveCall(
            store=self.store,
            now=self.now,
            conditions=self.conditions,
            pushes=self.pushes,
            **parts,
        )

    def _answer_or_error(self, request: Request) -> Response:
        try:
            if not request.user and _asks_as_somebody(request):
                request.user = self.user_of(request)
            return self.dispatch(request)
        except HttpError as error:
            return error.response()
        except sqlite3.OperationalError as error:
            # The disk is full or gone: nothing of the call was kept, and the next ones may succeed.
            print(NOT_WRITTEN.format(error), file=sys.stderr, flush=True)
            return ApiError(500, "INTERNAL", "Internal error encountered.").response()
        except Exception:
            # Google answers its own faults so; the trace is for whoever runs the emulator.
            trace = traceback.format_exc()
            self.crashes.append(trace)
            print(trace, file=sys.stderr, flush=True)
            return ApiError(500, "INTERNAL", "Internal error encountered.").response()

    def dispatch(self, request: Request) -> Response:
        """The answer of the door that the request names; HttpError when it is refused."""
        for pattern, handler in self._routes.get(_route_key(request), ()):
            texts = _match(pattern, request.segments)
            if texts is not None:
                check_fields(request)
                return handler(request, *texts)
        refuse_by_name(request)
        return Response(404, NOT_FOUND_PAGE, {"Content-Type": "text/html; charset=UTF-8"})

    def user_of(self, request: Request) -> str:
        """The e-mail of the caller; HttpError 401 or 403 without a good token.

        Nobody (``) where a program reads with an API key: it sees what anybody may.
        """
        signed = "authorization" in request.headers or request.first("access_token")
        if not signed and request.method == "GET" and request.first("key"):
            return ""
        return caller(request, self.accounts, self.now(), DEFAULT_OWNER)


def _asks_as_somebody(request: Request) -> bool:
    """The APIs are asked by accounts; a link to a spreadsheet by anybody, or with a token."""
    link = request.segments[0] in LINKS and "authorization" in request.headers
    return link or request.segments[0] in API_PATHS


def _wrapped(layer: Middleware, answer: Answer) -> Answer:
    return lambda request: layer(request, answer)


_Table = dict[tuple[str, str, int], list[tuple[tuple[str, ...], Callable[..., Response]]]]


def _table(routes: Iterable[Route]) -> _Table:
    table: _Table = {}
    for route in routes:
        pattern, verb = route.parts()
        key = (route.method, verb, len(pattern))
        table.setdefault(key, []).append((pattern, route.handler))
    return table


def _route_key(request: Request) -> tuple[str, str, int]:
    return request.method, request.verb, len(request.segments)


def _match(pattern: tuple[str, ...], segments: tuple[str, ...]) -> list[str] | None:
    texts = []
    for wanted, segment in zip(pattern, segments, strict=True):
        if wanted.startswith("{"):
            texts.append(segment)
        elif wanted != segment:
            return None
    return texts


class RunningServer:
    """An emulator that answers on a port of its own until `stop()`."""

    def __init__(
        self, emulator: Emulator, host: str = "127.0.0.1", port: int = 0, names: Sequence[str] = ()
    ) -> None:
        self.emulator = emulator
        emulator.gate.open_for(host, *names)
        self._server = create_server(
            emulator,
            host=host,
            port=port,
            threads=THREADS,
            ident="ESF",
            clear_untrusted_proxy_headers=True,
        )
        self.port = int(self._server.effective_port)
        # Everywhere is no address; the keys that are made name one to fetch tokens from.
        shown = next(iter(names), "127.0.0.1") if host in EVERYWHERE else host
        self.url = emulator.url = f"http://{shown}:{self.port}"
        self._thread = threading.Thread(target=self._server.run, name="emulator", daemon=True)

    def start(self) -> "RunningServer":
        """Answer in a thread."""
        self._thread.start()
        return self

    def stop(self) -> None:
        """Stop answering and close the store."""
        self._server.trigger.pull_trigger(self._close_all)
        self._thread.join(10)
        # Not inside the loop: it may run the thunk before pull_trigger has written its byte.
        self._server.close()
        self.emulator.close()

    def _close_all(self) -> None:
        # Runs inside the server's loop, which ends when nothing is left to listen to.
        self._server.task_dispatcher.shutdown()
        for channel in list(self._server.active_channels.values()):
            channel.handle_close()
        self._server._map.clear()
