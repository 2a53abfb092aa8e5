"""The door `/token`: form posts in, tokens or OAuth-shaped refusals out."""

import time
from urllib.parse import parse_qsl

from sheets_emulator.account.oauth import OAuthError, token_answer
from sheets_emulator.wire.http import Request, Response, Route


def token(request: Request) -> Response:
    """POST /token."""
    form = dict(parse_qsl(request.body.decode("utf-8", "replace")))
    emulator = request.emulator
    try:
        return Response(200, token_answer(form, emulator.accounts, time.time(), request.now()))
    except OAuthError as error:
        return Response(error.status, error.body)


ROUTES = (Route("POST", "/token", token),)
