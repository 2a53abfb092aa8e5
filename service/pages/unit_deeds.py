"""A unit's report as a history, and what officers do to it: from a page, a program, a terminal."""

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlencode

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from jobs.queue.names import CHECK_UNIT
from jobs.store.events import EXTENDED, Event, events_of
from jobs.unit.deeds import Deed, DeedRefusedError, do, said_event
from service.access.audit import note
from service.errors import Refused
from service.identity import require, signed_in
from service.office import Office, office
from service.pages.board import read_board
from service.pages.board_order import wanted_now
from service.pages.unit_view import seen_unit
from service.scope import narrows, own_scope, reviewed_parts, scope_now
from sheets_schema.messages import text
from sheets_schema.org_unit import OrgUnit
from sheets_schema.vietnam.dates import parse_date

door = Blueprint("deeds", __name__)

# Of many units that are refused, so many are named.
REFUSED_SHOWN = 5


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


@door.post("/units/report")
@narrows
@require("officer")
def decided_of_all() -> ResponseReturnValue:
    """Gives all units more time that the board's address narrows to, with one reason; who was
    given as much or more before keeps that."""
    here, scope = office(), scope_now()
    words, day = _word(request.form, "words"), parse_date(_word(request.form, "until"))
    board, own = read_board(here, scope), own_scope(here)
    asked = wanted_now(scope).lines(board.lines)
    lines = [one for one in asked if not (day and board.due < one.due and day <= one.due.date())]
    reviewed, refused = reviewed_parts(here, own.tree), list[str]()
    for line in lines:
        by = signed_in().email
        deed = Deed(EXTENDED, by, words, day, line.basis, own.own, reviewed=reviewed)
        try:
            done(here, seen_unit(here, line.code), deed)
        except Refused as why:
            refused.append(f"{line.name}: {why.message}")
    if len(refused) < len(lines):
        given = {"n": len(lines) - len(refused)}
        flash(text("deed-done-many", here.settings.language, **given))
    if day and len(lines) < len(asked):
        left = {"n": len(asked) - len(lines), "until": f"{day:%d/%m/%Y}"}
        flash(text("deed-later-already", here.settings.language, **left))
    for one in refused[:REFUSED_SHOWN]:
        flash(one, "warning")
    query = urlencode(wanted_now(scope).address())
    return redirect(f"{url_for('pages.board')}?{query}")


def do_deed(here: Office, unit: OrgUnit, said: Mapping[str, object]) -> Event:
    """Does what is said: kind, words, until, basis. Raises `Refused` with the reason in words."""
    person = signed_in()
    given = {name: _word(said, name) for name in ("kind", "words", "until")}
    basis = _word(said, "basis") if "basis" in said else None
    day = parse_date(given["until"])
    own = own_scope(here)
    deed = Deed(given["kind"], person.email, given["words"], day, basis, own.own)
    return done(here, unit, replace(deed, reviewed=reviewed_parts(here, own.tree)))


def _word(said: Mapping[str, object], name: str) -> str:
    value = said.get(name, "")
    # PostgreSQL takes no text with a NUL.
    return value.replace("\0", "") if isinstance(value, str) else ""


def done(here: Office, unit: OrgUnit, deed: Deed) -> Event:
    """The deed done, and the unit's check asked for, which tells it there."""
    language = here.settings.language
    try:
        with here.engine.begin() as connection:
            event = do(connection, unit.key, deed, here.campaign, here.moment(), language)
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


def history(here: Office, unit: OrgUnit) -> list[str]:
    """What happened to the unit's report, oldest first, a sentence each."""
    with here.engine.connect() as connection:
        events = events_of(connection, unit.key, here.campaign.term)
    moment, language = here.moment(), here.settings.language
    return [said_event(event, moment, language) for event in events]
