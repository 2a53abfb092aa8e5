"""The page of notices: what waits to be sent with its text to copy, and what was sent."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from jobs.notices.channels.copy import group_text
from jobs.queue.names import REMIND, REMIND_UNIT
from jobs.store.notices import (
    FAILED,
    SENDING,
    SENT,
    WAITING,
    ask_again,
    is_known,
    load_notices,
    move,
)
from jobs.store.units import load_units
from jobs.unit.submission import read_submissions
from service.errors import NotFound
from service.identity import require
from service.mail import make_post
from service.office import office
from service.pages.unit_view import read_unit
from sheets_schema.messages import text

door = Blueprint("notices", __name__)

SENT_SHOWN = 50
# The largest that the store's column of numbers takes.
LARGEST_NUMBER = 2**31 - 1


@door.get("/notices")
@require("viewer")
def listed() -> ResponseReturnValue:
    """Notices that wait or failed, then the last ones sent."""
    here = office()
    with here.engine.connect() as connection:
        names = {unit.key: unit.name for unit in load_units(connection)}
        waiting = load_notices(connection, WAITING, SENDING, FAILED)
        sent = load_notices(connection, SENT)[-SENT_SHOWN:][::-1]
        found = read_submissions(connection, here.campaign, here.moment())
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


@door.post("/notices/remind")
@require("officer")
def remind() -> ResponseReturnValue:
    """Reminds the unit of the form's `unit`, or without one all that are not ready, today."""
    here, code = office(), request.form.get("unit", "")
    if code:
        read_unit(here, code)
    here.queue.request(REMIND_UNIT, code, source="person", urgent=True)
    flash(text("notices-asked", here.settings.language))
    return redirect(url_for("notices.listed"))


@door.post("/notices/<int:number>/sent")
@require("officer")
def mark_sent(number: int) -> ResponseReturnValue:
    """A person sent it another way."""
    here = office()
    _make_sure_is_possible(number)
    now = here.clock().timestamp()
    with here.engine.begin() as connection:
        moved = move(connection, number, SENT, now, WAITING, FAILED)
        if not moved and not is_known(connection, number):
            raise NotFound
    return _back("notices-marked" if moved else "notices-too-late")


@door.post("/notices/<int:number>/again")
@require("officer")
def again(number: int) -> ResponseReturnValue:
    """Tries a failed mail once more; a person decided that it may arrive twice."""
    here = office()
    _make_sure_is_possible(number)
    with here.engine.begin() as connection:
        asked = ask_again(connection, number, here.clock().timestamp())
        if not asked and not is_known(connection, number):
            raise NotFound
    if asked:
        here.queue.request(REMIND, source="person", urgent=True)
    return _back("notices-marked" if asked else "notices-too-late")


def _make_sure_is_possible(number: int) -> None:
    if number > LARGEST_NUMBER:
        raise NotFound


def _back(said: str) -> ResponseReturnValue:
    flash(text(said, office().settings.language))
    return redirect(url_for("notices.listed"))
