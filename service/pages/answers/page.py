"""An officer answers an explanation, or asks about a row, on the page of a unit."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from jobs.queue.names import CHECK_UNIT
from jobs.unit.answers.verdicts import Answer, answer
from jobs.unit.deeds import DeedRefusedError
from service.access.audit import note
from service.identity import require, signed_in
from service.office import Office, office
from service.pages.unit_view import seen_unit
from service.scope import narrows
from sheets_schema.messages import text
from sheets_schema.org_unit import OrgUnit

door = Blueprint("answers", __name__)


@door.post("/units/<code>/answers")
@narrows
@require("officer")
def given(code: str) -> ResponseReturnValue:
    """Accepts an explanation or does not, or asks about a row, as the form's `kind` says."""
    here = office()
    unit = seen_unit(here, code)
    try:
        _answer(here, unit, _asked_for(signed_in().email))
    except DeedRefusedError as refused:
        flash(refused.sentence, "warning")
    else:
        flash(text("answer-done", here.settings.language, name=unit.name))
    return redirect(url_for("pages.unit", code=code))


def _asked_for(person: str) -> Answer:
    # PostgreSQL takes no text with a NUL.
    said = {name: value.replace("\0", "") for name, value in request.form.items()}
    return Answer(
        kind=said.get("kind", ""),
        person=person,
        words=said.get("words", ""),
        finding=request.form.get("finding", type=int),
        basis=said.get("basis", ""),
        table=said.get("table", ""),
        row=request.form.get("row", type=int),
    )


def _answer(here: Office, unit: OrgUnit, said: Answer) -> None:
    """Written down with its line of the audit; the unit's check then tells it there."""
    vault, campaign, language = here.store.vault, here.campaign, here.settings.language
    with here.engine.begin() as connection:
        done = answer(connection, vault, unit.key, said, campaign, here.moment(), language)
        table, _, column, code = done.identity
        about = " ".join(filter(None, (table, column, code)))
        note(here, f"answer-{done.kind}", unit=unit.key, about=about, connection=connection)
    here.queue.request(CHECK_UNIT, unit.key, source="person", urgent=True)
