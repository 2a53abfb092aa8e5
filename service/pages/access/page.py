"""The page of access for admins: people, sessions, tokens; and everybody's own sessions."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from jobs.store.access import credentials, people
from jobs.store.access.credentials import LOST_ROLE, SESSION, TOKEN
from jobs.store.access.people import Listed
from service.access.audit import note
from service.access.people import ROLES, everybody, exact, now
from service.access.tokens import SCOPES, USUAL_DAYS, make_token, revoke_token
from service.errors import NotFound, Refused
from service.identity import require, signed_in
from service.office import Office, office
from service.pages.access.lines import open_sessions, people_lines, tokens_of
from service.scope import narrows
from sheets_schema.messages import text

door = Blueprint("access", __name__)
LONGEST = 320


@door.get("/me")
@narrows
@require("viewer")
def mine() -> ResponseReturnValue:
    """My sessions, each of which I can end, or all at once."""
    person = signed_in()
    lines = open_sessions(office(), person.email)
    return render_template("me.html", lines=lines, this=person.credential)


@door.post("/me/end")
@narrows
@require("viewer")
def end_mine() -> ResponseReturnValue:
    """Ends one of my sessions."""
    _end(office(), only=signed_in().email)
    return redirect(url_for("access.mine"))


@door.get("/access")
@require("admin")
def listed() -> ResponseReturnValue:
    """People with their roles, sessions that are open, tokens."""
    return _page()


def _page(made: str = "") -> ResponseReturnValue:
    here = office()
    return render_template(
        "access.html",
        people=people_lines(here),
        sessions=open_sessions(here),
        tokens=tokens_of(here),
        names=sorted(everybody(here)),
        roles=ROLES,
        scopes=SCOPES,
        days=USUAL_DAYS,
        made=made,
        this=signed_in().credential,
    )


@door.post("/access/end")
@require("admin")
def end_any() -> ResponseReturnValue:
    """Ends somebody's session."""
    _end(office())
    return redirect(url_for("access.listed"))


def _end(here: Office, only: str = "") -> None:
    number = request.form.get("number", 0, int)
    with here.access.connect() as connection:
        found = credentials.get(connection, number) if 0 < number < 2**31 else None
    if found is None or found.kind != SESSION or (only and found.person != only):
        raise NotFound
    note(here, "session-ended", about=f"{number} {found.person}")
    with here.access.begin() as connection:
        credentials.end(connection, number, signed_in().email, now())
    flash(text("access-session-ended", here.settings.language))


@door.post("/access/tokens")
@require("admin")
def token_made() -> ResponseReturnValue:
    """A new token, shown on this answer and never again."""
    here, form = office(), request.form
    given = form.get("name", ""), form.get("person", ""), form.get("scope", "")
    try:
        made = make_token(here, *given, form.get("days", 0, int), signed_in().email)
    except Refused as refused:
        flash(refused.message, "warning")
        return redirect(url_for("access.listed"))
    return _page(made)


@door.post("/access/tokens/revoke")
@require("admin")
def token_revoked() -> ResponseReturnValue:
    """Ends a token at once."""
    here, number = office(), request.form.get("number", 0, int)
    try:
        gone = revoke_token(here, number, signed_in().email)
    except Refused as refused:
        flash(refused.message, "warning")
    else:
        flash(text("token-revoked", here.settings.language, number=number, name=gone.name))
    return redirect(url_for("access.listed"))


@door.post("/access/people")
@require("admin")
def role_given() -> ResponseReturnValue:
    """Lists somebody, or changes the role of who is listed; it holds from the next request on."""
    here, role = office(), request.form.get("role", "")
    email = _changeable(here, request.form.get("email", ""))
    if email and role not in ROLES:
        raise Refused(422, "no-role", "There is no such role.")
    if email:
        note(here, "role-given", about=f"{email} {role}")
        with here.access.begin() as connection:
            people.set_role(connection, Listed(email, role, now(), signed_in().email))
        flash(text("access-role-given", here.settings.language, email=email))
    return redirect(url_for("access.listed"))


@door.post("/access/people/remove")
@require("admin")
def role_taken() -> ResponseReturnValue:
    """Takes somebody off the list and ends what opened with the role: sessions and tokens."""
    here = office()
    email = _changeable(here, request.form.get("email", ""))
    if email:
        note(here, "role-taken", about=email)
        with here.access.begin() as connection:
            if not people.remove(connection, email):
                raise NotFound
            credentials.end_all_of(connection, email, LOST_ROLE, now(), SESSION, TOKEN)
        flash(text("access-role-taken", here.settings.language, email=email))
    return redirect(url_for("access.listed"))


@door.post("/access/people/unbind")
@require("admin")
def unbound() -> ResponseReturnValue:
    """Lets the address be bound to the account that signs in with it next."""
    here, email = office(), exact(request.form.get("email", ""))
    if not email:
        raise NotFound
    note(here, "account-unbound", about=email)
    with here.access.begin() as connection:
        if not people.unbind(connection, email):
            raise NotFound
        credentials.end_all_of(connection, email, signed_in().email, now(), SESSION)
    flash(text("access-unbound", here.settings.language, email=email))
    return redirect(url_for("access.listed"))


def _changeable(here: Office, said: str) -> str:
    """The address whose role a page may change; else says why not, and is empty."""
    language, email = here.settings.language, exact(said.replace("\0", ""))
    wrong = {
        "access-no-address": not email or len(email) > LONGEST or len(email.split()) > 1,
        "access-in-settings": email in here.settings.people,
        "access-oneself": email == signed_in().email,
    }
    for key, is_so in wrong.items():
        if is_so:
            flash(text(key, language, email=email), "warning")
            return ""
    return email
