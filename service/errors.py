"""The one shape of every refusal at the HTTP edge, as JSON for programs and a page for people.

DoorError
├── NotSignedIn    401
├── NotAllowed     403
├── NotFound       404
└── Refused        any other 4xx, raised with its status, code and sentence
"""

import sqlalchemy as sa
import structlog

# Named by what happened, as werkzeug does.
# ruff: noqa: N818
from flask import Flask, Response, g, jsonify, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from service.access.way_back import remember_way

log = structlog.get_logger(__name__)

# What a program is told; a code never changes its meaning.
CODES = {
    400: ("malformed", "The request cannot be read."),
    401: ("not-signed-in", "Sign in first."),
    403: ("not-allowed", "Your role does not allow this."),
    404: ("not-found", "There is nothing here."),
    405: ("method-not-allowed", "This address does not answer that method."),
    413: ("too-large", "The request is too large."),
    415: ("not-json", "Send JSON with the content type application/json."),
    429: ("too-many", "Too many requests; try again in a minute."),
    500: ("failed", "The service failed; the operator finds the reason in the log."),
    503: ("store-away", "The store cannot be used now; nothing was done. Try again soon."),
}


# A store that is full, locked, read-only, gone or not reached: none of it is lasting.
AWAY = (sa.exc.OperationalError, sa.exc.InterfaceError, sa.exc.TimeoutError)
AGAIN_SECONDS = 30


class DoorError(Exception):
    """A request that is refused; nothing was done."""

    status = 400
    code = "malformed"
    message = CODES[400][1]

    def __init__(self, status: int = 0, code: str = "", message: str = "") -> None:
        self.status = status or self.status
        self.code = code or self.code
        self.message = message or self.message
        super().__init__(self.message)


class NotSignedIn(DoorError):
    """Nobody is signed in."""

    status = 401
    code, message = CODES[401]


class NotAllowed(DoorError):
    """The person's role does not allow this."""

    status = 403
    code, message = CODES[403]


class NotFound(DoorError):
    """No such unit, job or page."""

    status = 404
    code, message = CODES[404]


class Refused(DoorError):
    """A request that is wrong in a way of its own."""


def install_errors(app: Flask) -> None:
    """Lets every refusal and failure of the app leave in the one shape."""
    app.register_error_handler(DoorError, _door_error)
    app.register_error_handler(HTTPException, _http_error)
    for kind in AWAY:
        app.register_error_handler(kind, _store_away)
    app.register_error_handler(Exception, _failure)


def _door_error(error: DoorError) -> Response:
    if error.status == 401 and wants_page() and not request.path.startswith("/login"):
        remember_way()
    return _answer(error.status, error.code, error.message)


def _http_error(error: HTTPException) -> Response:
    status = error.code or 500
    if status < 400 and error.response is not None:
        return make_response(error.response)
    code, message = CODES.get(status, CODES[400 if status < 500 else 500])
    response = _answer(status, code, message)
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            response.headers[name] = value
    return response


def _store_away(error: Exception) -> Response:
    # SQLite's word for a statement that is wrong, which is no matter of the disk.
    if getattr(getattr(error, "orig", None), "sqlite_errorname", "") == "SQLITE_ERROR":
        return _failure(error)
    log.error("the store cannot be used", error=type(error).__name__, path=request.path)
    # Who this is stands in the store too: the page of the fault does without.
    g.setdefault("person", None)
    response = _answer(503, *CODES[503])
    response.headers["Retry-After"] = str(AGAIN_SECONDS)
    return response


def _failure(error: Exception) -> Response:
    log.error("request failed", error=type(error).__name__, path=request.path, exc_info=True)
    return _answer(500, *CODES[500])


def _answer(status: int, code: str, message: str) -> Response:
    if wants_page():
        return make_response(render_template("error.html", status=status, code=code), status)
    response = jsonify(_shape(code, message))
    response.status_code = status
    return response


def refusal(status: int) -> dict[str, object]:
    """The one shape for a status alone."""
    return _shape(*CODES.get(status, CODES[400 if status < 500 else 500]))


def _shape(code: str, message: str) -> dict[str, object]:
    return {"ok": False, "error": {"code": code, "message": message}}


def wants_page() -> bool:
    """Whether a person with a browser asked, not a program."""
    if request.path.startswith(("/api/", "/webhooks/")) or g.get("json_only"):
        return False
    accepts = request.accept_mimetypes
    return accepts["text/html"] > accepts["application/json"]
