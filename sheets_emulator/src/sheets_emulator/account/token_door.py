"""The door `/token`: form posts in, tokens or OAuth-shaped refusals out."""

import base64
import time
from collections.abc import Callable
from urllib.parse import parse_qsl, unquote

from sheets_emulator.account.accounts import Accounts
from sheets_emulator.account.oauth import OAuthError, token_answer
from sheets_emulator.wire.http import Request, Response, Route


def routes(accounts: Accounts, now: Callable[[], float]) -> tuple[Route, ...]:
    """POST /token; `now` is the emulator's clock."""

    def token(request: Request) -> Response:
        form = dict(parse_qsl(request.body.decode("utf-8", "replace")))
        form = {**_client(request.headers.get("authorization", "")), **form}
        try:
            return Response(200, token_answer(form, accounts, time.time(), now()))
        except OAuthError as error:
            return Response(error.status, error.body)

    return (Route("POST", "/token", token),)


def _client(header: str) -> dict[str, str]:
    """Who asks, where that stands in the header (RFC 6749, 2.3.1) and not in the form."""
    scheme, _, said = header.partition(" ")
    if scheme.lower() != "basic":
        return {}
    try:
        name, _, secret = base64.b64decode(said, validate=True).decode().partition(":")
    except ValueError:
        return {}
    return {"client_id": unquote(name), "client_secret": unquote(secret)}
