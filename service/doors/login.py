"""Signing in: the one-time link of the first run, OpenID Connect, and out again."""

from collections.abc import Mapping
from typing import Any

import structlog
from authlib.integrations.base_client import OAuthError
from authlib.integrations.flask_client import OAuth
from flask import (
    Blueprint,
    Flask,
    current_app,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from joserfc.errors import JoseError
from requests import RequestException

from jobs.store.access.people import bind
from service.access.audit import note
from service.access.people import exact, note_way_works, now, role_of
from service.access.way_back import way_taken
from service.errors import DoorError, NotAllowed, NotFound, NotSignedIn, Refused
from service.guards import limiter
from service.identity import (
    begin_session,
    claim_link,
    current_person,
    end_session,
    look_at_link,
)
from service.office import Office, office
from sheets_schema.messages import text

log = structlog.get_logger(__name__)

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
    return _page()


def _page(trouble: str = "", status: int = 200) -> ResponseReturnValue:
    here = office()
    said = {"openid": bool(here.settings.oidc_issuer), "trouble": trouble}
    return render_template("login.html", office=here.campaign.office, **said), status


@door.get("/login/link")
@limiter.limit("10 per minute")
def link() -> ResponseReturnValue:
    """The one-time link with a button: a program that only looks at it does not use it up."""
    secret = request.args.get("token", "")
    found = look_at_link(office(), secret)
    return render_template("login_link.html", token=secret, email=found.person)


@door.post("/login/link")
@limiter.limit("10 per minute")
def claim() -> ResponseReturnValue:
    """The button: the link is used up and its person signed in."""
    here = office()
    try:
        email = claim_link(here, request.form.get("token", ""))
    except NotSignedIn as refused:
        note(here, "sign-in-refused", about=refused.code)
        raise
    return _enter(here, email, "link")


@door.get("/login/openid")
@limiter.limit("10 per minute")
def openid() -> ResponseReturnValue:
    """Sends the person to the issuer; with `other` it asks which account."""
    # Never of the Host header, which whoever asks can choose.
    settings = office().settings
    # One address for all campaigns, since the issuer has to know it.
    path = url_for("login.openid_back").removeprefix(request.script_root)
    back = f"{settings.public_url or request.host_url.rstrip('/')}{path}"
    asked = {"prompt": "select_account"} if "other" in request.args else {}
    asked |= {"hd": settings.oidc_domain} if settings.oidc_domain else {}
    try:
        answer: ResponseReturnValue = _issuer().authorize_redirect(back, **asked)
    except RequestException as error:
        raise _away(error) from None
    return answer


@door.get("/login/openid/back")
@limiter.limit("10 per minute")
def openid_back() -> ResponseReturnValue:
    """Takes the person back; only a proven address that is listed enters, and of it the account
    that came with it first."""
    here = office()
    try:
        token = _issuer().authorize_access_token()
    except (OAuthError, JoseError):
        note(here, "sign-in-refused", about="answer-not-ours")
        raise NotSignedIn from None
    except RequestException as error:
        raise _away(error) from None
    claims = token.get("userinfo") or {}
    try:
        email = _proven(here, claims)
    except DoorError as refused:
        email = str(claims.get("email", ""))
        note(here, "sign-in-refused", person=email, about=refused.code)
        return _refused(refused, email)
    return _enter(here, email, "oidc")


def _proven(here: Office, claims: Mapping[str, Any]) -> str:
    """The listed address that the issuer proves. Raises `NotAllowed`."""
    # Some issuers send it as a text, and "false" is not empty.
    if claims.get("email_verified") is not True:
        raise NotAllowed(code="email-not-proven", message="The issuer has not proven the address.")
    domain = here.settings.oidc_domain
    if domain and claims.get("hd") != domain:
        raise NotAllowed(code="other-domain", message="The account is of another organisation.")
    email, subject = exact(str(claims.get("email", ""))), str(claims.get("sub", ""))
    with here.access.begin() as connection:
        if not email or role_of(here, connection, email) is None:
            raise NotAllowed(code="not-listed", message="The address is not on the allow-list.")
        account = (str(claims.get("iss", "")), subject)
        if not subject or bind(connection, email, account, now()) != subject:
            said = "The address is bound to another account; an admin can unbind it."
            raise NotAllowed(code="other-account", message=said)
        note_way_works(here, connection)
    return email


def _refused(refused: DoorError, email: str) -> ResponseReturnValue:
    """Which account it was, why it does not enter, and how to choose another."""
    from service.errors import wants_page

    if not wants_page():
        raise refused
    language = office().settings.language
    said = {"email": email or "–", "domain": office().settings.oidc_domain}
    return _page(text(f"page-login-{refused.code}", language, **said), refused.status)


def _issuer() -> "OAuth":
    issuer = current_app.extensions["openid"].create_client("issuer")
    if issuer is None:
        raise NotFound
    return issuer


def _away(error: RequestException) -> Refused:
    log.warning("the issuer of sign-ins does not answer", error=type(error).__name__)
    return Refused(503, "issuer-away", "The issuer of sign-ins does not answer; try again soon.")


def _enter(here: Office, email: str, by: str) -> ResponseReturnValue:
    way = way_taken()
    begin_session(here, email, by)
    note(here, "sign-in", person=email, about=by)
    return redirect(way)


@door.post("/logout")
def logout() -> ResponseReturnValue:
    """Signs out: this browser, or with `everywhere` all of the person's."""
    here, person = office(), current_person()
    if person is not None:
        everywhere = "everywhere" in request.form
        end_session(here, person, everywhere=everywhere)
        note(here, "sign-out", about="everywhere" if everywhere else "")
    session.clear()
    return redirect(url_for("login.page"))
