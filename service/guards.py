"""What stands before every view: cookies, headers, forged forms, floods, reverse proxies."""

from datetime import timedelta

from flask import Flask, Response, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import MethodNotAllowed
from werkzeug.middleware.proxy_fix import ProxyFix

from service.errors import NotSignedIn, Refused
from service.identity import by_bearer, current_person
from service.office import Office, offices
from service.rates import STORAGE
from service.signing import NearSessions

LARGEST_REQUEST = 64 * 1024
# In the environment of a request whose address does not say which campaign it is about.
WHICH = "wardsheets.which"
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    # Bootstrap's style sheet draws its marks from data: images.
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}

# Forms that somebody sends who is not signed in.
OPEN_FORMS = ("login.logout", "login.claim")

csrf = CSRFProtect()
limiter = Limiter(get_remote_address, storage_uri=f"{STORAGE}://", headers_enabled=True)


def install_guards(app: Flask, here: Office) -> None:
    """Sets up all of it; views say what else they need."""
    settings = here.settings
    hops, secure = settings.proxy_hops, settings.address.startswith("https:")
    app.config.update(
        SECRET_KEY=here.cookie_keys.newest,
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        # With this beginning no other host and no plain page can set one in our place.
        SESSION_COOKIE_NAME="__Host-wardsheets" if secure else "wardsheets",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=secure,
        PERMANENT_SESSION_LIFETIME=timedelta(hours=settings.session_hours),
        # Checked by `_refuse_forged`, which lets bearer tokens and signed webhooks pass.
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_TIME_LIMIT=None,
    )
    if hops:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops
        )
    app.session_interface = NearSessions(here.cookie_keys)
    csrf.init_app(app)
    limiter.init_app(app)
    app.before_request(_ask_which)
    app.before_request(_refuse_forged)
    app.after_request(_add_headers)


def _ask_which() -> ResponseReturnValue | None:
    """An address without a campaign, where several are served and none was here before them."""
    if not request.environ.get(WHICH):
        return None
    if request.path == "/":
        return redirect(url_for("campaigns.listed"))
    names = ", ".join(f"/c/{one.settings.room}" for one in offices())
    raise Refused(404, "which-campaign", f"Begin the address with its campaign: {names}.")


def _refuse_forged() -> None:
    if request.method in ("GET", "HEAD", "OPTIONS") or request.path.startswith("/webhooks/"):
        return
    if by_bearer() or isinstance(request.routing_exception, MethodNotAllowed):
        return
    # A stranger has no form of ours: a page that is too old is not what stands in the way.
    if current_person() is None and request.endpoint not in OPEN_FORMS:
        raise NotSignedIn
    if request.routing_exception:
        return
    try:
        csrf.protect()
    except CSRFError:
        raise Refused(
            400, "form-expired", "The form is too old or not ours; load the page again."
        ) from None


def _add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if not request.path.startswith("/static/") and "/bootstrap/" not in request.path:
        response.headers.setdefault("Cache-Control", "no-store")
    if request.is_secure or current_app.config["SESSION_COOKIE_SECURE"]:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    return response
