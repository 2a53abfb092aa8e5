"""The layer between network and API: quotas, planned faults, persons who come between."""

import time
from typing import TYPE_CHECKING, Any

from sheets_emulator.weather.faults import fault_response, too_many
from sheets_emulator.weather.quota import kind_of
from sheets_emulator.weather.weather import Call
from sheets_emulator.wire.http import ApiError, HttpError, InvalidArgument, Request, Response

if TYPE_CHECKING:
    from sheets_emulator.server import Answer, Emulator


def read_call(emulator: "Emulator", request: Request) -> Call:
    """What rules, quotas and persons need to know of a request."""
    try:
        user = emulator.user_of(request)
    except HttpError:
        user = ""
    return Call(
        method=request.method,
        path=request.raw_path,
        verb=request.verb,
        user=user,
        kind=kind_of(request.method, request.raw_path, request.verb),
        # Reading a large body twice is dear: only rules look inside.
        requests=request_kinds(request) if emulator.weather.rules else (),
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


class Trouble:
    """Middleware of one emulator; with fine weather it costs a few microseconds."""

    def __init__(self, emulator: "Emulator") -> None:
        self._emulator = emulator

    def __call__(self, request: Request, answer: "Answer") -> Response:
        call = read_call(self._emulator, request)
        request.user = call.user
        refused = self._over_quota(call)
        if refused is not None:
            return refused
        trouble = self._emulator.weather.trouble(call)
        rule = trouble.rule
        time.sleep(trouble.wait + (rule.seconds if rule else 0))
        if rule is not None and rule.when == "before":
            return fault_response(rule, call)
        response = self._between(request, call, answer)
        return response if rule is None else fault_response(rule, call)

    def _over_quota(self, call: Call) -> Response | None:
        quota = self._emulator.quota
        if call.kind not in ("read", "write"):
            return None
        refused = quota.take(call.kind, call.user, self._emulator.now())
        if refused is None:
            return None
        response = too_many(call)
        response.body = {"error": refused}
        if quota.limits is not None and quota.limits.retry_after is not None:
            response.headers["Retry-After"] = str(quota.limits.retry_after)
        return response

    def _between(self, request: Request, call: Call, answer: "Answer") -> Response:
        file_id = request.segments[2] if len(request.segments) > 2 else ""
        if call.kind == "write" and file_id:
            self._emulator.persons.meet(file_id, "before-write", call.user)
        elif call.kind == "write" and self._no_storage(call):
            message = "The caller does not have permission"
            return ApiError(403, "PERMISSION_DENIED", message).response()
        response = answer(request)
        if call.kind == "read" and file_id and response.status == 200:
            self._emulator.persons.meet(file_id, "after-read", call.user)
        return response

    def _no_storage(self, call: Call) -> bool:
        robot = call.user.endswith(".gserviceaccount.com")
        return robot and not self._emulator.conditions.service_account_storage
