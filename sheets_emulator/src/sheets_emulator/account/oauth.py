"""The OAuth token endpoint: signed service-account assertions, a person's codes and refresh tokens
for access."""

import base64
import hashlib
from collections.abc import Mapping
from typing import Any

from google.auth import exceptions, jwt

from sheets_emulator.account.accounts import ACCESS_SECONDS, CLIENT_ID, CLIENT_SECRET, Accounts

JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer"
SKEW_SECONDS = 300
LONGEST_SECONDS = 3600
# Bearer words that tests and probes send to see a refusal.
REFUSED_WORDS = frozenset({"not-a-token", "invalid", "expired", "bad-token"})

TIMEFRAME = (
    "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. "
    "Check your iat and exp values in the JWT claim."
)


class OAuthError(Exception):
    """A refusal in the shape of RFC 6749 §5.2."""

    def __init__(self, error: str, description: str, status: int = 400) -> None:
        super().__init__(description)
        self.status = status
        self.body = {"error": error, "error_description": description}


class InvalidTokenError(Exception):
    """The bearer token is unknown, forged or has ended."""


def token_answer(
    form: Mapping[str, str], accounts: Accounts, real_now: float, now: float
) -> dict[str, Any]:
    """The body of a token for one form post.

    `real_now` judges the assertion, which the client stamps by its own clock; `now` is the
    emulator's clock, by which the token ends. Raises OAuthError.
    """
    grant_type = form.get("grant_type", "")
    if grant_type == JWT_BEARER:
        email, scope = _read_assertion(form.get("assertion", ""), accounts, real_now)
        return _issue(accounts, email, scope, now)
    if grant_type == "refresh_token":
        return _refresh(form, accounts, now)
    if grant_type == "authorization_code":
        return _redeem(form, accounts, now)
    raise OAuthError("unsupported_grant_type", f"Invalid grant_type: {grant_type}")


def bearer_grant(token: str, accounts: Accounts, now: float) -> tuple[str | None, str]:
    """(e-mail, scopes) behind a bearer token; None stands for the emulator's default owner.

    A token with an `@` is taken as the address of a person, so that a test can act as anybody
    without a key; it has no scopes and may do everything. Raises InvalidTokenError for a token
    that Google would refuse.
    """
    if token.startswith("ya29."):
        grant = accounts.read_token(token, "ya29.", now)
        if grant is None:
            raise InvalidTokenError
        return grant.email, grant.scope
    if token in REFUSED_WORDS:
        raise InvalidTokenError
    return (token if "@" in token else None), ""


def _read_assertion(assertion: str, accounts: Accounts, now: float) -> tuple[str, str]:
    claims = _claims(assertion)
    key = accounts.public_key(str(claims.get("iss", "")))
    if key is None:
        raise OAuthError("invalid_grant", "Invalid grant: account not found")
    _check_signature(assertion, key)
    _check_times(claims, now)
    _check_audience(claims)
    if not claims.get("scope"):
        raise OAuthError("invalid_scope", "Invalid OAuth scope or ID token audience provided.")
    return str(claims.get("sub") or claims["iss"]), str(claims["scope"])


def _claims(assertion: str) -> Mapping[str, Any]:
    if not assertion:
        raise OAuthError("invalid_request", "Required parameter is missing: assertion")
    try:
        claims: Mapping[str, Any] = jwt.decode(assertion, verify=False)
    except (exceptions.MalformedError, ValueError):
        raise OAuthError("invalid_grant", "Invalid JWT: Failed parsing JWT.") from None
    return claims


def _check_signature(assertion: str, key: bytes) -> None:
    # Times are ours to judge (the library's message is not Google's), hence the wide skew.
    try:
        if jwt.decode_header(assertion).get("alg") != "RS256":
            raise OAuthError("invalid_grant", "Invalid JWT Signature.")
        jwt.decode(assertion, certs=key, clock_skew_in_seconds=10**9)
    except (exceptions.GoogleAuthError, ValueError):
        raise OAuthError("invalid_grant", "Invalid JWT Signature.") from None


def _check_times(claims: Mapping[str, Any], now: float) -> None:
    issued, expires = claims.get("iat"), claims.get("exp")
    if not isinstance(issued, (int, float)) or not isinstance(expires, (int, float)):
        raise OAuthError("invalid_grant", TIMEFRAME)
    in_time = issued <= now + SKEW_SECONDS and now - SKEW_SECONDS < expires
    if not in_time or not 0 < expires - issued <= LONGEST_SECONDS:
        raise OAuthError("invalid_grant", TIMEFRAME)


def _check_audience(claims: Mapping[str, Any]) -> None:
    # The host is not compared: the same server has several names (localhost, a container's).
    if not str(claims.get("aud", "")).endswith("/token"):
        raise OAuthError("invalid_grant", "Invalid JWT: audience is not the token endpoint.")


def check_client(form: Mapping[str, str]) -> None:
    """Raises OAuthError unless the program is the one that this emulator knows."""
    if form.get("client_id") != CLIENT_ID:
        raise OAuthError("invalid_client", "The OAuth client was not found.", 401)
    if form.get("client_secret") != CLIENT_SECRET:
        raise OAuthError("invalid_client", "The provided client secret is invalid.", 401)


def _redeem(form: Mapping[str, str], accounts: Accounts, now: float) -> dict[str, Any]:
    """The first tokens of a person who agreed, for who asked (RFC 7636) and from the same place."""
    check_client(form)
    agreed = accounts.redeem(form.get("code", ""), now)
    if agreed is None:
        raise OAuthError("invalid_grant", "Malformed auth code.")
    if agreed["redirect_uri"] != form.get("redirect_uri"):
        raise OAuthError("redirect_uri_mismatch", "Bad Request")
    if agreed["challenge"] not in ("", challenge_of(form.get("code_verifier", ""))):
        raise OAuthError("invalid_grant", "Invalid code verifier.")
    email, scope = agreed["email"], agreed["scope"]
    refresh = {"refresh_token": accounts.refresh_token(email, scope), "scope": scope}
    return {**_issue(accounts, email, scope, now), **refresh}


def challenge_of(verifier: str) -> str:
    """The S256 challenge of a code verifier (RFC 7636, 4.2)."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def _refresh(form: Mapping[str, str], accounts: Accounts, now: float) -> dict[str, Any]:
    check_client(form)
    grant = accounts.read_token(form.get("refresh_token", ""), "1//", now)
    if grant is None:
        raise OAuthError("invalid_grant", "Bad Request")
    return {**_issue(accounts, grant.email, grant.scope, now), "scope": grant.scope}


def _issue(accounts: Accounts, email: str, scope: str, now: float) -> dict[str, Any]:
    return {
        "access_token": accounts.access_token(email, scope, now + ACCESS_SECONDS),
        "expires_in": ACCESS_SECONDS,
        "token_type": "Bearer",
    }
