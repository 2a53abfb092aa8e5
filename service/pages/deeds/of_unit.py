"""A unit's report as a history, and what officers do to it: from a page, a program, a terminal."""

from collections.abc import Mapping
from dataclasses import replace

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from jobs.queue.names import CHECK_UNIT
from jobs.store.events import Event
from jobs.unit.deeds import Deed, DeedRefusedError, do
from service.access.audit import note
from service.errors import Refused
from service.identity import require, signed_in
from service.office import Office, office
from service.pages.unit_view import seen_unit
from service.scope import narrows, own_scope, reviewed_parts
from sheets_schema.messages import text
from sheets_schema.org_unit import OrgUnit
from sheets_schema.register.tree import Tree
from sheets_schema.vietnam.dates import parse_date

door = Blueprint("deeds", __name__)


@door.post("/units/<code>/report")
@narrows
@require("officer")
def decided(code: str) -> ResponseReturnValue:
    """Gives more time, returns the report or approves it, as the form's `kind` says."""
    here = office()
    unit = seen_unit(here, code)
    try:
        do_deed(here, unit, request.form)
    except Refused as refused:
        flash(refused.message, "warning")
    else:
        flash(text("deed-done", here.settings.language, name=unit.name))
    return redirect(url_for("pages.unit", code=code))


def do_deed(here: Office, unit: OrgUnit, said: Mapping[str, object]) -> Event:
    """Does what is said: kind, words, until, basis. Raises `Refused` with the reason in words."""
    person = signed_in()
    given = {name: word_of(said, name) for name in ("kind", "words", "until")}
    basis = word_of(said, "basis") if "basis" in said else None
    day = parse_date(given["until"])
    own = own_scope(here)
    deed = Deed(given["kind"], person.email, given["words"], day, basis, own.own)
    return done(here, unit, replace(deed, reviewed=reviewed_parts(here, own.tree)))


def word_of(said: Mapping[str, object], name: str) -> str:
    value = said.get(name, "")
    # PostgreSQL takes no text with a NUL.
    return value.replace("\0", "") if isinstance(value, str) else ""


def done(here: Office, unit: OrgUnit, deed: Deed, tree: Tree | None = None) -> Event:
    """The deed done, and the unit's check asked for, which tells it there; of many, `tree` spares
    each the reading of the register."""
    language = here.settings.language
    try:
        with here.engine.begin() as connection:
            event = do(connection, unit.key, deed, here.campaign, here.moment(), language, tree)
            until = f"{deed.until:%d/%m/%Y}" if deed.until else ""
            note(
                here,
                deed.kind,
                unit=unit.key,
                about=until,
                person=deed.person,
                connection=connection,
            )
    except DeedRefusedError as refused:
        status = 409 if refused.code in ("changed", "closed") else 422
        raise Refused(status, f"deed-{refused.code}", refused.sentence) from refused
    here.queue.request(CHECK_UNIT, unit.key, source="person", urgent=True)
    return event
