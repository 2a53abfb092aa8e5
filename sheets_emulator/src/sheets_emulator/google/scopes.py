"""What a token's scopes allow: each method of Google names the scopes of which it wants one."""

from functools import cache
from typing import Any

from sheets_emulator.google.unwritten import Method, method_of
from sheets_emulator.wire.http import ApiError, DriveError, HttpError, Request

AUTH = "https://www.googleapis.com/auth/"
# What the first Sheets API called its scope; Google still takes it, and gspread's tests send it.
FEEDS = "https://spreadsheets.google.com/feeds"
TOO_SMALL = "Request had insufficient authentication scopes."
SERVICES = {"sheets": "sheets.googleapis.com", "drive": "drive.googleapis.com"}


def check_scopes(request: Request, scope: str) -> None:
    """Raise Google's 403 unless one of the token's scopes is enough for the method.

    A path that no method has is left to whoever answers it.
    """
    method = method_of(request)
    if method is None or _granted(scope) & method.scopes:
        return
    raise _too_small(request, method)


@cache
def _granted(scope: str) -> frozenset[str]:
    words = scope.split()
    return frozenset([AUTH + "spreadsheets" if word == FEEDS else word for word in words])


def _too_small(request: Request, method: Method) -> HttpError:
    error: HttpError
    if request.segments[0] == "v4":
        error = ApiError(403, "PERMISSION_DENIED", TOO_SMALL, [_info(method)])
    else:
        error = DriveError(403, "insufficientPermissions", TOO_SMALL)
        error.item["message"] = "Insufficient Permission"
        error.status = "PERMISSION_DENIED"
    wanted = " ".join(sorted(method.scopes))
    error.headers["WWW-Authenticate"] = (
        f'Bearer realm="https://accounts.google.com/", error="insufficient_scope", scope="{wanted}"'
    )
    return error


def _info(method: Method) -> dict[str, Any]:
    return {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
        "domain": "googleapis.com",
        "metadata": {"method": method.name, "service": SERVICES[method.name.split(".")[0]]},
    }
