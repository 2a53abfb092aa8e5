"""The door `/token`: form posts in, tokens or OAuth-shaped refusals out."""

import time
from collections.abc import Callable
from urllib.parse import parse_qsl

from sheets_emulator.account.accounts import Accounts
from sheets_emulator.account.oauth import OAuthError, token_answer
from sheets_emulator.wire.http import Request, Response, Route


def routes(accounts: Accounts, now: Callable[[], float]) -> tuple[Route, ...]:
    """POST /token; `now` is the emulator's clock."""

    def token(request: Request) -> Response:
        form = dict(parse_qsl(request.body.decode("utf-8", "replace")))
        try:
            return Response(200, token_answer(form, accounts, time.time(), now()))
        except OAuthError as error:
            return Response(error.status, error.body)

    return (Route("POST", "/token", token),)
