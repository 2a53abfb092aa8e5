"""The layer between network and API: quotas, planned faults, persons who come between."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sheets_emulator.drive.conditions import Conditions
from sheets_emulator.weather.faults import fault_response, too_many
from sheets_emulator.weather.persons import Persons
from sheets_emulator.weather.quota import Quota, kind_of
from sheets_emulator.weather.weather import Call, Weather
from sheets_emulator.wire.http import (
    Answer,
    ApiError,
    HttpError,
    InvalidArgument,
    Request,
    Response,
)


def request_kinds(request: Request) -> tuple[str, ...]:
    """The kinds of the requests inside a batchUpdate, in order."""
    if request.verb != "batchUpdate" or len(request.segments) != 3:
        return ()
    try:
        return kinds_inside(request.json())
    except InvalidArgument:
        return ()


def kinds_inside(body: Any) -> tuple[str, ...]:
    """The kinds of the requests in the body of a batchUpdate; none for a body of another shape."""
    asked = body.get("requests") if isinstance(body, dict) else None
    if not isinstance(asked, list):
        return ()
    return tuple(name for item in asked if isinstance(item, dict) for name in item)


@dataclass(frozen=True, slots=True)
class Trouble:
    """Middleware of one emulator; with fine weather it costs a few microseconds.

    `user_of` is the caller's e-mail, HttpError without a good token.
    """

    weather: Weather
    quota: Quota
    persons: Persons
    conditions: Conditions
    user_of: Callable[[Request], str]
    now: Callable[[], float]

    def __call__(self, request: Request, answer: Answer) -> Response:
        call = self._read_call(request)
        request.user = call.user
        refused = self._over_quota(call)
        if refused is not None:
            return refused
        trouble = self.weather.trouble(call)
        rule = trouble.rule
        time.sleep(trouble.wait + (rule.seconds if rule else 0))
        if rule is not None and rule.when == "before":
            return fault_response(rule, call)
        response = self._between(request, call, answer)
        return response if rule is None else fault_response(rule, call)

    def _read_call(self, request: Request) -> Call:
        """What rules, quotas and persons need to know of a request."""
        try:
            user = self.user_of(request)
        except HttpError:
            user = ""
        return Call(
            method=request.method,
            path=request.raw_path,
            verb=request.verb,
            user=user,
            kind=kind_of(request.method, request.raw_path, request.verb),
            # Reading a large body twice is dear: only rules look inside.
            requests=request_kinds(request) if self.weather.rules else (),
        )

    def _over_quota(self, call: Call) -> Response | None:
        if call.kind not in ("read", "write"):
            return None
        refused = self.quota.take(call.kind, call.user, self.now())
        if refused is None:
            return None
        response = too_many(call)
        response.body = {"error": refused}
        limits = self.quota.limits
        if limits is not None and limits.retry_after is not None:
            response.headers["Retry-After"] = str(limits.retry_after)
        return response

    def _between(self, request: Request, call: Call, answer: Answer) -> Response:
        file_id = request.segments[2] if len(request.segments) > 2 else ""
        if call.kind == "write" and file_id:
            self.persons.meet(file_id, "before-write", call.user)
        elif call.kind == "write" and self._no_storage(call):
            message = "The caller does not have permission"
            return ApiError(403, "PERMISSION_DENIED", message).response()
        response = answer(request)
        if call.kind == "read" and file_id and response.status == 200:
            self.persons.meet(file_id, "after-read", call.user)
        return response

    def _no_storage(self, call: Call) -> bool:
        robot = call.user.endswith(".gserviceaccount.com")
        return robot and not self.conditions.service_account_storage
