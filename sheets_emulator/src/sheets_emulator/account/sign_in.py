"""Who calls: the bearer token of a request, refused as Google refuses it."""

from sheets_emulator.account.accounts import Accounts
from sheets_emulator.account.oauth import InvalidTokenError, bearer_grant
from sheets_emulator.google.scopes import check_scopes
from sheets_emulator.wire.http import ApiError, DriveError, HttpError, Request

_WANTED = (
    "Expected OAuth 2 access token, login cookie or other valid authentication credential. See "
    "https://developers.google.com/identity/sign-in/web/devconsole-project."
)
SIGN_IN_AGAIN = f"Request had invalid authentication credentials. {_WANTED}"
SIGN_IN = f"Request is missing required authentication credential. {_WANTED}"
MISSING = {
    "@type": "type.googleapis.com/google.rpc.ErrorInfo",
    "reason": "CREDENTIALS_MISSING",
    "domain": "googleapis.com",
}


def caller(request: Request, accounts: Accounts, now: float, default: str) -> str:
    """The e-mail of the caller; HttpError 401 without a good token, 403 when it allows too little.

    `default` is whom a token without an address stands for; such a token may do everything.
    """
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    token = token.strip() if scheme.lower() == "bearer" else ""
    token = token or request.first("access_token")
    if not token:
        raise _missing(request)
    try:
        email, scope = bearer_grant(token, accounts, now)
    except InvalidTokenError:
        raise _invalid(request) from None
    if scope:
        check_scopes(request, scope)
    return email or default


def _missing(request: Request) -> HttpError:
    error: HttpError
    if request.segments[0] == "v4":
        error = ApiError(401, "UNAUTHENTICATED", SIGN_IN, [MISSING])
    else:
        error = DriveError(401, "required", SIGN_IN, "Authorization", "header")
        error.item["message"] = "Login Required."
        error.status = "UNAUTHENTICATED"
    return _with_realm(error, 'Bearer realm="https://accounts.google.com/"')


def _invalid(request: Request) -> HttpError:
    error: HttpError
    if request.segments[0] == "v4":
        error = ApiError(401, "UNAUTHENTICATED", SIGN_IN_AGAIN)
    else:
        error = DriveError(401, "authError", SIGN_IN_AGAIN, "Authorization", "header")
        error.item["message"] = "Invalid Credentials"
        error.status = "UNAUTHENTICATED"
    return _with_realm(error, 'Bearer realm="https://accounts.google.com/", error="invalid_token"')


def _with_realm(error: HttpError, realm: str) -> HttpError:
    error.headers["WWW-Authenticate"] = realm
    return error
