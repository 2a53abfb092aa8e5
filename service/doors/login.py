"""Signing in: the one-time link of the first run, OpenID Connect, and out again."""

import time

import structlog
from authlib.integrations.base_client import OAuthError
from authlib.integrations.flask_client import OAuth
from flask import Blueprint, Flask, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from joserfc.errors import JoseError
from requests import RequestException

from jobs.store.work import nonces
from service.errors import NotAllowed, NotFound, NotSignedIn, Refused
from service.guards import limiter
from service.identity import Person, current_person, listed, open_link_token
from service.office import office

log = structlog.get_logger(__name__)

LOCAL_OPERATOR = Person("operator@localhost", "admin")

door = Blueprint("login", __name__)


def install_openid(app: Flask) -> None:
    """Registers the configured issuer; its addresses are read at the first sign-in."""
    settings = app.extensions["wardsheets"].settings
    app.extensions["openid"] = OAuth(app)
    if settings.oidc_issuer:
        app.extensions["openid"].register(
            "issuer",
            client_id=settings.oidc_client_id,
            client_secret=settings.oidc_client_secret,
            server_metadata_url=f"{settings.oidc_issuer}/.well-known/openid-configuration",
            client_kwargs={
                "scope": "openid email",
                "timeout": 10,
                # A code that somebody else got hold of is of no use without what we keep.
                "code_challenge_method": "S256",
            },
        )


@door.get("/login")
def page() -> ResponseReturnValue:
    """How to sign in."""
    if current_person():
        return redirect(url_for("pages.board"))
    return render_template("login.html", openid=bool(office().settings.oidc_issuer))


@door.get("/login/link")
@limiter.limit("10 per minute")
def link() -> ResponseReturnValue:
    """The one-time link that the first run prints."""
    here = office()
    nonce = open_link_token(here, request.args.get("token", ""))
    if nonce is None:
        raise NotSignedIn(code="link-expired", message="The link is not ours or too old.")
    with here.engine.begin() as connection:
        if not nonces.use_once(connection, nonce, time.time()):
            raise NotSignedIn(code="link-used", message="The link was used; ask for a new one.")
    return _enter(LOCAL_OPERATOR, "link")


@door.get("/login/openid")
@limiter.limit("10 per minute")
def openid() -> ResponseReturnValue:
    """Sends the person to the issuer."""
    # Never of the Host header, which whoever asks can choose.
    public = office().settings.public_url
    # One address for all campaigns, since the issuer has to know it.
    path = url_for("login.openid_back").removeprefix(request.script_root)
    back = f"{public or request.host_url.rstrip('/')}{path}"
    try:
        answer: ResponseReturnValue = _issuer().authorize_redirect(back)
    except RequestException as error:
        raise _away(error) from None
    return answer


@door.get("/login/openid/back")
@limiter.limit("10 per minute")
def openid_back() -> ResponseReturnValue:
    """Takes the person back; only a proven address on the allow-list enters."""
    try:
        token = _issuer().authorize_access_token()
    except (OAuthError, JoseError):
        raise NotSignedIn from None
    except RequestException as error:
        raise _away(error) from None
    claims = token.get("userinfo") or {}
    # Some issuers send it as a text, and "false" is not empty.
    if claims.get("email_verified") is not True:
        raise NotAllowed(code="email-not-proven", message="The issuer has not proven the address.")
    person = listed(office(), str(claims.get("email", "")))
    if person is None:
        raise NotAllowed(code="not-listed", message="The address is not on the allow-list.")
    return _enter(person, "oidc")


def _issuer() -> "OAuth":
    from flask import current_app

    issuer = current_app.extensions["openid"].create_client("issuer")
    if issuer is None:
        raise NotFound
    return issuer


def _away(error: RequestException) -> Refused:
    log.warning("the issuer of sign-ins does not answer", error=type(error).__name__)
    return Refused(503, "issuer-away", "The issuer of sign-ins does not answer; try again soon.")


def _enter(person: Person, by: str) -> ResponseReturnValue:
    # A session that existed before signing in is not the one that is signed in.
    session.clear()
    session.update(email=person.email, role=person.role, since=time.time(), door=by)
    session.permanent = True
    return redirect(url_for("pages.board"))


@door.post("/logout")
def logout() -> ResponseReturnValue:
    """Signs out."""
    session.clear()
    return redirect(url_for("login.page"))
