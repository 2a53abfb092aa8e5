"""The page on which a person lets a program act for them, as Google's for desktop programs."""

import html
from collections.abc import Callable, Mapping
from urllib.parse import parse_qsl, urlencode, urlsplit

from sheets_emulator.account.accounts import CLIENT_ID, Accounts
from sheets_emulator.wire.http import Request, Response, Route

DOOR = "/o/oauth2/v2/auth"
CODE_SECONDS = 600
# Desktop programs wait at an address of their own machine
# (developers.google.com/identity/protocols/oauth2/native-app).
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
PERSON = "person@emulator.example"
HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
}
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Sign in</title>
<h1>A program wants to act for you</h1><p>It asks for: {scope}</p>
<form method="post" action="{door}">{hidden}
<label>Your address <input name="email" value="{person}" required></label>
<button name="agreed" value="yes">Allow</button> <button name="agreed" value="">Cancel</button>
</form></html>
"""
ASKED = ("client_id", "redirect_uri", "scope", "state", "code_challenge")


def routes(accounts: Accounts, now: Callable[[], float]) -> tuple[Route, ...]:
    """The page and its answer; `now` is the emulator's clock."""

    def page(request: Request) -> Response:
        asked = {name: request.first(name) for name in ASKED}
        wrong = _wrong(
            asked, request.first("response_type"), request.first("code_challenge_method")
        )
        return _refused(wrong) if wrong else _page(asked)

    def answer(request: Request) -> Response:
        form = dict(parse_qsl(request.body.decode("utf-8", "replace")))
        asked = {name: form.get(name, "") for name in ASKED}
        wrong = _wrong(asked, "code", "S256")
        if wrong:
            return _refused(wrong)
        if not form.get("agreed"):
            return _back(asked, {"error": "access_denied"})
        consent = {
            "email": form.get("email", PERSON),
            "scope": asked["scope"],
            "redirect_uri": asked["redirect_uri"],
            "challenge": asked["code_challenge"],
        }
        code = accounts.code(consent, now() + CODE_SECONDS)
        return _back(asked, {"code": code, "scope": asked["scope"]})

    return Route("GET", DOOR, page), Route("POST", DOOR, answer)


def _wrong(asked: Mapping[str, str], kind: str, method: str) -> str:
    """Google's word for what is wrong with the question, "" where nothing is."""
    if asked["client_id"] != CLIENT_ID:
        return "invalid_client"
    address = urlsplit(asked["redirect_uri"])
    if address.scheme != "http" or address.netloc.rpartition(":")[0] not in LOOPBACK:
        return "redirect_uri_mismatch"
    if kind != "code":
        return "unsupported_response_type"
    if not asked["scope"] or (asked["code_challenge"] and method != "S256"):
        return "invalid_request"
    return ""


def _page(asked: Mapping[str, str]) -> Response:
    hidden = "".join(
        f'<input type="hidden" name="{name}" value="{html.escape(value)}">'
        for name, value in asked.items()
    )
    said = PAGE.format(scope=html.escape(asked["scope"]), door=DOOR, hidden=hidden, person=PERSON)
    return Response(200, said.encode(), dict(HEADERS))


def _refused(wrong: str) -> Response:
    return Response(400, f"Error 400: {wrong}".encode(), dict(HEADERS))


def _back(asked: Mapping[str, str], said: Mapping[str, str]) -> Response:
    query = urlencode({"state": asked["state"], **said})
    return Response(302, None, {"Location": f"{asked['redirect_uri']}?{query}"})
