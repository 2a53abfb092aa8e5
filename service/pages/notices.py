"""The page of notices: what waits to be sent with its text to copy, and what was sent."""

from collections.abc import Iterable, Sequence

import sqlalchemy as sa
from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from jobs.notices.channels.copy import group_text
from jobs.queue.names import REMIND, REMIND_UNIT
from jobs.store.notices import (
    FAILED,
    PART,
    SENDING,
    SENT,
    WAITING,
    Kept,
    ask_again,
    load_notices,
    move,
    unit_of,
)
from jobs.store.units import load_register, load_units
from jobs.unit.standing import WELL
from jobs.unit.submission import read_submissions
from service.access.audit import note
from service.errors import NotFound
from service.identity import require
from service.mail import make_post
from service.office import Office, office
from service.pages.board import read_board
from service.pages.board_order import wanted_now
from service.pages.unit_view import seen_unit
from service.scope import Scope, narrows, own_scope, scope_now
from sheets_schema.messages import text

door = Blueprint("notices", __name__)

SENT_SHOWN = 50
# The largest that the store's column of numbers takes.
LARGEST_NUMBER = 2**31 - 1


@door.get("/notices")
@narrows
@require("viewer")
def listed() -> ResponseReturnValue:
    """Notices that wait or failed, then the last ones sent."""
    here, scope = office(), scope_now()
    with here.engine.connect() as connection:
        register = load_register(connection)
        names = {unit.key: unit.name for unit in register}
        names |= {f"{PART}{unit.key}": unit.name for unit in register}
        waiting = _seen(load_notices(connection, WAITING, SENDING, FAILED), scope)
        sent = _seen(load_notices(connection, SENT), scope)[-SENT_SHOWN:][::-1]
        found = read_submissions(connection, here.campaign, here.moment())
    found = [one for one in found if scope.sees(one.unit.key)]
    group = group_text(found, here.campaign, here.moment().present, here.settings.language)
    return render_template(
        "notices.html",
        waiting=waiting,
        sent=sent,
        names=names,
        group_text=group,
        can_send=bool(make_post(here).channels),
        coming=any(row.job == REMIND_UNIT for row in here.queue.active()),
        local=here.local,
    )


def _seen(notices: Sequence[Kept], scope: Scope) -> list[Kept]:
    """Those to the units in view."""
    return [
        one for one in notices if scope.keys is None or one.unit.removeprefix(PART) in scope.keys
    ]


@door.post("/notices/remind")
@narrows
@require("officer")
def remind() -> ResponseReturnValue:
    """Reminds the unit of the form's `unit`, those that the board's address narrows to (`only`), or
    all that are not ready, today."""
    here, code = office(), request.form.get("unit", "")
    asked = _on_the_board(here) if "only" in request.args else _reminded(here, code)
    note(here, "reminded", unit=code)
    for one in asked:
        here.queue.request(REMIND_UNIT, one, source="person", urgent=True)
    flash(text("notices-asked", here.settings.language))
    return redirect(url_for("notices.listed"))


def _on_the_board(here: Office) -> Iterable[str]:
    scope = scope_now()
    lines = wanted_now(scope).lines(read_board(here, scope).lines)
    return [line.code for line in lines if line.state not in WELL]


def _reminded(here: Office, code: str) -> Iterable[str]:
    """Whom the work is asked for: one unit, all together, or each of a person's own part."""
    own = own_scope(here)
    if code:
        return [seen_unit(here, code).key]
    return [""] if own.keys is None else sorted(own.keys & _reporting(here))


def _reporting(here: Office) -> set[str]:
    with here.engine.connect() as connection:
        return {unit.key for unit in load_units(connection)}


@door.post("/notices/<int:number>/sent")
@narrows
@require("officer")
def mark_sent(number: int) -> ResponseReturnValue:
    """A person sent it another way."""
    here = office()
    now = here.clock().timestamp()
    with here.engine.begin() as connection:
        _make_sure_is_seen(here, connection, number)
        moved = move(connection, number, SENT, now, WAITING, FAILED)
        note(here, "notice-sent", about=str(number), connection=connection)
    return _back("notices-marked" if moved else "notices-too-late")


@door.post("/notices/<int:number>/again")
@narrows
@require("officer")
def again(number: int) -> ResponseReturnValue:
    """Tries a failed mail once more; a person decided that it may arrive twice."""
    here = office()
    with here.engine.begin() as connection:
        _make_sure_is_seen(here, connection, number)
        asked = ask_again(connection, number, here.clock().timestamp())
        note(here, "notice-again", about=str(number), connection=connection)
    if asked:
        here.queue.request(REMIND, source="person", urgent=True)
    return _back("notices-marked" if asked else "notices-too-late")


def _make_sure_is_seen(here: Office, connection: sa.Connection, number: int) -> None:
    unit = unit_of(connection, number) if number <= LARGEST_NUMBER else None
    if unit is None or not own_scope(here).sees(unit.removeprefix(PART)):
        raise NotFound


def _back(said: str) -> ResponseReturnValue:
    flash(text(said, office().settings.language))
    return redirect(url_for("notices.listed"))
