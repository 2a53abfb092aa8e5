"""The page of units to call back: rare figures, as questions for an officer to ask."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from service.identity import require
from service.office import office
from service.pages.stored_content import stored_content
from service.scope import narrows, scope_now

door = Blueprint("call_back", __name__)


@door.get("/call-back")
@narrows
@require("officer")
def listed() -> ResponseReturnValue:
    """The units in view with what to ask each."""
    from jobs.report.call_back import call_backs

    found = call_backs(stored_content(office(), scope_now()))
    return render_template("call_back.html", units=found)
