"""The register as a page: units listed, found, and changed where the register lives."""

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from jobs.queue.names import REGISTER
from jobs.register.asked import Asked, ask, load_asked
from jobs.register.change import EDITABLE, complaints, said_of
from jobs.register.kept import load_told
from jobs.store.units import load_register
from service.access.audit import note
from service.errors import NotFound
from service.identity import require
from service.office import Office, office
from service.pages.deeds.of_unit import word_of
from service.scope import narrows, own_scope
from sheets_schema.messages import text
from sheets_schema.org_unit import OrgUnit
from sheets_schema.register.line import title
from sheets_schema.vietnam.text import one_line

door = Blueprint("register", __name__)

# One page of a province's 3,321 units; the search leads to the rest.
SHOWN = 200


@door.get("/register")
@narrows
@require("officer")
def listed() -> ResponseReturnValue:
    """The units that the person sees, those that `q` names by code, name or address."""
    here, query = office(), one_line(request.args.get("q", ""))
    register, asked = _seen(here), _asked(here)
    found = [unit for unit in register if query.casefold() in _words(unit)]
    with here.engine.connect() as connection:
        told = [] if own_scope(here).bound else load_told(connection)
    return render_template(
        "register.html",
        lines=[(unit, _said(here, unit)) for unit in found[:SHOWN]],
        count=len(found),
        query=query,
        waits={one.unit for one in asked if not one.outcome},
        refused={one.unit for one in asked if one.outcome},
        told=told,
    )


@door.get("/register/<code>")
@narrows
@require("officer")
def shown(code: str) -> ResponseReturnValue:
    """One unit's line, with what waits to be written and what could not be."""
    here = office()
    unit = _unit(here, code)
    said = _said(here, unit)
    asked = {one.field: one for one in _asked(here) if one.unit == unit.key}
    # What was refused is decided upon what stands there now.
    seen = {f: one.found if (one := asked.get(f)) and one.found else said[f] for f in EDITABLE}
    wanted = {f: asked[f].wanted if f in asked else said[f] for f in EDITABLE}
    return _form(here, unit, seen, wanted, _told(here, asked))


@door.post("/register/<code>")
@narrows
@require("officer")
def changed(code: str) -> ResponseReturnValue:
    """Asks for what the form says otherwise than it was seen; the worker writes it."""
    here = office()
    unit = _unit(here, code)
    seen, wanted = _both(here, unit, request.form)
    other = {field: said for field, said in wanted.items() if said != seen[field]}
    with here.engine.connect() as connection:
        register = load_register(connection)
    language = here.settings.language
    if wrong := complaints(register, unit.key, other, here.campaign, language):
        return _form(here, unit, seen, wanted, wrong), 422
    changes = [Asked(unit.key, field, seen[field], said) for field, said in other.items()]
    with here.engine.begin() as connection:
        ask(connection, unit.key, changes)
        if changes:
            # Which columns, and never what: addresses are somebody's.
            columns = ", ".join(title(field, language) for field in other)
            note(here, "register-changed", unit=unit.key, about=columns, connection=connection)
    if changes:
        here.queue.request(REGISTER, "", source="person", urgent=True)
        flash(text("register-page-asked", language, name=unit.name))
    return redirect(url_for("register.listed"))


def _both(
    here: Office, unit: OrgUnit, form: MultiDict[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """What was seen and what is wanted, by field; a field that the form leaves out stays."""
    said = _said(here, unit)
    fields = _fields(here)
    seen = {f: word_of(form, f"seen-{f}") if f"seen-{f}" in form else said[f] for f in fields}
    wanted = {f: one_line(word_of(form, f)) if f in form else seen[f] for f in fields}
    return seen, wanted


def _fields(here: Office) -> list[str]:
    """Whoever sees one part moves no unit out of it."""
    return [one for one in EDITABLE if one != "parent" or not own_scope(here).bound]


def _form(
    here: Office,
    unit: OrgUnit,
    seen: Mapping[str, str],
    wanted: Mapping[str, str],
    wrong: Mapping[str, str],
) -> str:
    campaign, language = here.campaign, here.settings.language
    kinds = [*campaign.workbooks, *campaign.levels]
    return render_template(
        "register_unit.html",
        unit=unit,
        fields=[(field, title(field, language)) for field in _fields(here)],
        seen=seen,
        wanted=wanted,
        wrong=wrong,
        kinds=[campaign.word_of(kind, language) for kind in kinds],
    )


def _told(here: Office, asked: Mapping[str, Asked]) -> dict[str, str]:
    language = here.settings.language
    return {
        field: text(f"register-page-{one.outcome or 'waits'}", language, found=one.found or "–")
        for field, one in asked.items()
    }


def _asked(here: Office) -> list[Asked]:
    with here.engine.connect() as connection:
        return load_asked(connection)


def _said(here: Office, unit: OrgUnit) -> dict[str, str]:
    return said_of(unit, here.campaign, here.settings.language)


def _words(unit: OrgUnit) -> str:
    return " ".join((unit.code, unit.name, *unit.emails, *unit.overdue_emails)).casefold()


def _seen(here: Office) -> list[OrgUnit]:
    own = own_scope(here)
    with here.engine.connect() as connection:
        return [unit for unit in load_register(connection) if own.sees(unit.key)]


def _unit(here: Office, code: str) -> OrgUnit:
    unit = next((one for one in _seen(here) if one.key == code), None)
    if unit is None:
        raise NotFound(code="unknown-unit", message="The register has no unit of this code.")
    return unit
