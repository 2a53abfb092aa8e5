"""The page of breaches, for admins: what happened, how many hours are left, who was told when."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from jobs.store.law.breaches import load_breaches
from service.breaches_said import note, said_breach, steps_left, write_down
from service.identity import current_person, require
from service.office import office
from sheets_schema.messages import text

door = Blueprint("breaches", __name__)


@door.get("/breaches")
@require("admin")
def listed() -> ResponseReturnValue:
    """All of them, the newest first, and a form for the next."""
    here = office()
    with here.engine.connect() as connection:
        found = load_breaches(connection)
    lines = [(one, list(said_breach(here, one)), steps_left(one)) for one in found]
    return render_template("breaches.html", lines=lines)


@door.post("/breaches")
@require("admin")
def written() -> ResponseReturnValue:
    """One more is on record."""
    here, person = office(), current_person()
    assert person is not None
    said = {name: request.form.get(name, "") for name in ("what", "known", "persons")}
    number = write_down(here, person=person.email, **said)
    if number is None:
        flash(text("breach-wrong", here.settings.language), "warning")
    else:
        flash(text("breach-saved", here.settings.language, n=number))
    return redirect(url_for("breaches.listed"))


@door.post("/breaches/<int:number>/<step>")
@require("admin")
def noted(number: int, step: str) -> ResponseReturnValue:
    """The authority or the persons were told, or it is closed."""
    here = office()
    if note(here, number, step):
        flash(text("breach-noted", here.settings.language, n=number))
    else:
        flash(text("breach-unknown", here.settings.language), "warning")
    return redirect(url_for("breaches.listed"))
