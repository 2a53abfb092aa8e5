"""The emulator as one WSGI application, and the server that runs it."""

import sqlite3
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from waitress.channel import ClientDisconnected
from waitress.server import create_server

from sheets_emulator.account.accounts import Accounts
from sheets_emulator.account.sign_in import caller
from sheets_emulator.answer_fields import check_fields
from sheets_emulator.book.operations import apply_operation
from sheets_emulator.book.storage import Store
from sheets_emulator.drive.bookkeeping import DriveBooks
from sheets_emulator.drive.conditions import Conditions
from sheets_emulator.drive.sql_tables import TABLE_NAMES
from sheets_emulator.drive.watching.push import Pushes
from sheets_emulator.google.unwritten import refuse_by_name
from sheets_emulator.routes import all_routes
from sheets_emulator.weather.faults import CUT
from sheets_emulator.weather.persons import Persons
from sheets_emulator.weather.quota import Quota
from sheets_emulator.weather.trouble import Trouble
from sheets_emulator.weather.weather import Weather
from sheets_emulator.wire.http import (
    ApiError,
    HttpError,
    Request,
    Response,
    Route,
    read_query,
    split_path,
)
from sheets_emulator.wire.request_log import RequestLog
from sheets_emulator.wire.sending import as_sent

DEFAULT_OWNER = "owner@emulator.test"
API_PATHS = ("v4", "drive", "upload")
# google-api-python-client puts `api_endpoint` in the place of Drive's whole base path.
DRIVE_WORDS = ("about", "changes", "channels", "drives", "files")
LOGGED_PATHS = (*API_PATHS, "token")
THREADS = 8
NOT_WRITTEN = (
    "Không ghi được vào thư mục dữ liệu ({0}): thay đổi vừa gửi không được lưu. Xin kiểm tra chỗ "
    "trống trên đĩa và quyền ghi.\nThe data folder could not be written ({0}): the change was not "
    "kept. Check the disk's room and the folder's permissions."
)
NOT_FOUND_PAGE = b"<!DOCTYPE html><html lang=en><title>Error 404 (Not Found)!!1</title></html>\n"
REASONS = {200: "OK", 204: "No Content", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden"}

Answer = Callable[[Request], Response]
# Given a request and what would answer it, answers in its place or after trouble (weather).
Middleware = Callable[[Request, Answer], Response]


class Emulator:
    """All state of one running emulator: spreadsheets, accounts, clock, request log.

    `middleware` wraps every API call; `observers` see each answer (tests validate them);
    `crashes` are the traces of our own faults, which clients saw as 500.
    """

    def __init__(self, folder: Path, durable: bool = True) -> None:
        self.clock_offset = 0.0
        self.owner = DEFAULT_OWNER
        self.url = ""
        self.accounts = Accounts(folder / "accounts", shared_key=not durable)
        self.conditions = Conditions()
        self.weather = Weather()
        self.quota = Quota()
        self.persons = Persons(self)
        self.pushes = Pushes(self)
        books = DriveBooks(self.conditions, self.wake_pushes)
        self.store = Store(folder, apply_operation, books, durable, self.now)
        self.log = RequestLog()
        self.middleware: list[Middleware] = [Trouble(self)]
        self.observers: list[Callable[[Request, Response], None]] = []
        self.crashes: list[str] = []
        self._routes = _table(all_routes(self))
        self.pushes.start()

    def now(self) -> float:
        """The emulator's clock, which tests may move; seconds since 1970."""
        return time.time() + self.clock_offset

    def wake_pushes(self) -> None:
        """Say that the changes feed may have grown."""
        self.pushes.wake()

    def fine_weather(self) -> None:
        """No planned faults, no quotas, all conditions as at the start."""
        self.weather.clear()
        self.quota.set(None)
        self.conditions.become(Conditions())

    def reset(self) -> None:
        """Delete all files, plans and troubles and empty the log; accounts stay."""
        self.fine_weather()
        self.persons.clear()
        self.pushes.forget()
        for file_id in self.store.file_ids():
            self.store.delete(file_id)
        with self.store.database() as db:
            for table in TABLE_NAMES:
                db.execute(f"DELETE FROM {table}")
        self.clock_offset = 0.0
        self.log.clear()

    def close(self) -> None:
        """Stop the pushes and close the store."""
        self.pushes.stop()
        self.store.close()

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        """WSGI."""
        request = self._request(environ)
        response = self.answer(request)
        body = response.payload(pretty=request.first("prettyPrint") not in ("false", "0"))
        if request.segments[0] in LOGGED_PATHS:
            self.log.note(request, response, self.now(), len(body))
        if response.status == CUT:
            raise ClientDisconnected  # waitress then closes the connection without an answer
        body, headers = as_sent(request, response, body)
        reason = REASONS.get(response.status, "Status")
        start_response(f"{response.status} {reason}", list(headers.items()))
        return [body]

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

    def _request(self, environ: dict[str, Any]) -> Request:
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
        return Request(
            method=environ["REQUEST_METHOD"],
            raw_path=raw_path,
            segments=segments,
            verb=verb,
            query=read_query(raw_query),
            headers=headers,
            body=environ["wsgi.input"].read(),
            emulator=self,
            raw_query=raw_query,
        )

    def _answer_or_error(self, request: Request) -> Response:
        try:
            if request.segments[0] in API_PATHS:
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
        """The e-mail of the caller; HttpError 401 or 403 without a good token."""
        return caller(request, DEFAULT_OWNER)


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

    def __init__(self, emulator: Emulator, host: str = "127.0.0.1", port: int = 0) -> None:
        self.emulator = emulator
        self._server = create_server(
            emulator,
            host=host,
            port=port,
            threads=THREADS,
            ident="ESF",
            clear_untrusted_proxy_headers=True,
        )
        self.port = int(self._server.effective_port)
        shown = "127.0.0.1" if host in ("", "0.0.0.0") else host
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
