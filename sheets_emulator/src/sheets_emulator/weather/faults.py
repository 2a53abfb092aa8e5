"""How each planned fault looks to the client: Google's own bodies, HTML pages, lost connections."""

from collections.abc import Callable

from sheets_emulator.weather.quota import exhausted
from sheets_emulator.weather.weather import Call, Rule
from sheets_emulator.wire.http import ApiError, DriveError, HttpError, Response

BAD_GATEWAY = (
    b"<!DOCTYPE html>\n<html lang=en>\n<title>Error 502 (Server Error)!!1</title>\n"
    b"<p><b>502.</b> <ins>That\xe2\x80\x99s an error.</ins>\n<p>The server encountered a temporary "
    b"error and could not complete your request.<p>Please try again in 30 seconds.\n</html>\n"
)
HTML = {"Content-Type": "text/html; charset=UTF-8"}
# A response with this status is never sent: the connection is closed instead.
CUT = 0


def fault_response(rule: Rule, call: Call) -> Response:
    """The answer of a rule to a call."""
    if rule.fault in ("reset", "timeout"):
        return Response(CUT)
    if rule.fault == "502":
        return Response(502, BAD_GATEWAY, dict(HTML))
    response = _error(rule.fault, call)
    if rule.retry_after is not None:
        response.headers["Retry-After"] = str(rule.retry_after)
    return response


def _error(fault: str, call: Call) -> Response:
    if fault == "429":
        return too_many(call)
    api, drive = ERRORS[fault]
    return (api if call.path.startswith("/v4/") else drive)().response()


def too_many(call: Call) -> Response:
    """The answer to a call over the quota."""
    if call.kind not in ("read", "write"):
        return ERRORS["drive-rate"][1]().response()
    return Response(429, {"error": exhausted(call.kind, call.user)})


def _invalid_credentials() -> DriveError:
    error = DriveError(401, "authError", "Invalid Credentials", "Authorization", "header")
    error.status = "UNAUTHENTICATED"
    return error


def _drive_rate() -> DriveError:
    return DriveError(
        403, "userRateLimitExceeded", "User Rate Limit Exceeded", domain="usageLimits"
    )


def _no_storage() -> DriveError:
    message = "Service Accounts do not have storage quota."
    return DriveError(403, "storageQuotaExceeded", message, domain="usageLimits")


def _no_permission() -> ApiError:
    return ApiError(403, "PERMISSION_DENIED", "The caller does not have permission")


def _wrong_document() -> ApiError:
    message = "This operation is not supported for this document"
    return ApiError(400, "FAILED_PRECONDITION", message)


def _backend(code: int, message: str, reason: str) -> Callable[[], DriveError]:
    return lambda: DriveError(code, reason, message)


def _sheets(code: int, status: str, message: str) -> Callable[[], ApiError]:
    return lambda: ApiError(code, status, message)


_UNAVAILABLE = "The service is currently unavailable."
_MAY_NOT = "The user does not have sufficient permissions for this file."
# How Sheets and Drive say the same thing.
ERRORS: dict[str, tuple[Callable[[], HttpError], Callable[[], HttpError]]] = {
    "401": (_sheets(401, "UNAUTHENTICATED", "Invalid Credentials"), _invalid_credentials),
    "403": (_no_permission, _backend(403, _MAY_NOT, "insufficientFilePermissions")),
    "404": (
        _sheets(404, "NOT_FOUND", "Requested entity was not found."),
        _backend(404, "File not found: .", "notFound"),
    ),
    "500": (
        _sheets(500, "INTERNAL", "Internal error encountered."),
        _backend(500, "Internal Error", "internalError"),
    ),
    "503": (
        _sheets(503, "UNAVAILABLE", _UNAVAILABLE),
        _backend(503, _UNAVAILABLE, "backendError"),
    ),
    "504": (
        _sheets(504, "DEADLINE_EXCEEDED", "Deadline expired before operation could complete."),
        _backend(504, "Gateway Timeout", "backendError"),
    ),
    "drive-rate": (_drive_rate, _drive_rate),
    "storage-quota": (_no_permission, _no_storage),
    "not-a-sheet": (_wrong_document, _wrong_document),
}
