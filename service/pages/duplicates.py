"""The page of duplicates between units: both sides side by side, for an officer to settle."""

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

import sqlalchemy as sa
from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from jobs.queue.names import CHECK_UNIT
from jobs.store.lives import Life, load_standing
from jobs.store.settlements import Settlement, load_settlements, owners, reopen, settle
from jobs.store.units import load_state, load_units
from service.access.audit import note
from service.errors import NotFound
from service.identity import require, signed_in
from service.office import Office, office
from service.pages.unit_view import cell_link
from sheets_schema.masking import mask_text
from sheets_schema.messages import kind_title, place, text
from sheets_schema.org_unit import OrgUnit

door = Blueprint("duplicates", __name__)

SHOWN_LENGTH = 120


class Holder(NamedTuple):
    """One of the places where an identity stands."""

    unit: str
    name: str
    place: str
    reason: str
    link: str


class Duplicate(NamedTuple):
    """An identity on the lists of several units; `digest` is its keyed hash, `shown` masked."""

    kind: str
    digest: str
    title: str
    shown: str
    holders: list[Holder]

    @property
    def units(self) -> set[str]:
        """Codes of the units that have it."""
        return {holder.unit for holder in self.holders}


@door.get("/duplicates")
@require("viewer")
def listed() -> ResponseReturnValue:
    """What stands on the lists of several units, then what was settled."""
    here = office()
    with here.engine.connect() as connection:
        names = {unit.key: unit.name for unit in load_units(connection)}
        settled = load_settlements(connection)
        found = _duplicates(here, connection)
    done = {(one.kind, one.digest): set(one.units) for one in settled}
    return render_template(
        "duplicates.html",
        # Findings stand until the units are checked again; what was settled is no question now.
        duplicates=[one for one in found if not one.units <= done.get(one[:2], set())],
        settled=settled,
        names=names,
        title=lambda kind: kind_title(_code_of(here, kind), here.settings.language),
        local=here.local,
    )


@door.post("/duplicates/settle")
@require("officer")
def settled() -> ResponseReturnValue:
    """These units may have the identity in common: nobody is asked about it any more."""
    here, person = office(), signed_in()
    kind, digest = request.form.get("kind", ""), request.form.get("digest", "")
    with here.engine.begin() as connection:
        found = _duplicates(here, connection)
        one = next((one for one in found if (one.kind, one.digest) == (kind, digest)), None)
        if one is None:
            raise NotFound
        units = tuple(owners(connection, kind, digest))
        now = here.clock().timestamp()
        settle(connection, Settlement(kind, digest, units, one.shown, person.email, now))
        note(here, "settled", about=f"{kind} {', '.join(units)}", connection=connection)
    return _check_again(here, units, "duplicates-settled")


@door.post("/duplicates/reopen")
@require("officer")
def reopened() -> ResponseReturnValue:
    """The units are asked again."""
    here = office()
    asked = request.form.get("kind", ""), request.form.get("digest", "")
    with here.engine.begin() as connection:
        if asked not in {(one.kind, one.digest) for one in load_settlements(connection)}:
            raise NotFound
        units = reopen(connection, *asked)
        note(here, "reopened", about=f"{asked[0]} {', '.join(units)}", connection=connection)
    return _check_again(here, units, "duplicates-reopened")


def _check_again(here: Office, units: Sequence[str], said: str) -> ResponseReturnValue:
    for code in units:
        here.queue.request(CHECK_UNIT, code, source="person", urgent=True)
    flash(text(said, here.settings.language))
    return redirect(url_for("duplicates.listed"))


def _code_of(here: Office, kind: str) -> str:
    return next(use.code for use in here.campaign.shares if use.check == kind)


def _duplicates(here: Office, connection: sa.Connection) -> list[Duplicate]:
    """Every identity that several units are asked about, in the order of the campaign's kinds."""
    kinds = {use.code: use.check for use in here.campaign.shares}
    vault = here.store.vault
    units = {unit.key: unit for unit in load_units(connection)}
    keyed = sorted(
        (
            ((list(kinds).index(code), vault.digest(kinds[code], shared)), life)
            for life in load_standing(connection, vault)
            if (code := life.finding.code) in kinds
            and (shared := life.finding.params.get("shared"))
            and life.finding.unit in units
        ),
        key=lambda one: one[0],
    )
    return [
        _duplicate(here, connection, kinds, units, digest, [life for _, life in group])
        for (_, digest), group in groupby(keyed, key=lambda one: one[0])
    ]


def _duplicate(
    here: Office,
    connection: sa.Connection,
    kinds: dict[str, str],
    units: dict[str, OrgUnit],
    digest: str,
    lives: list[Life],
) -> Duplicate:
    code, language = lives[0].finding.code, here.settings.language
    shown = mask_text(lives[0].finding.value)
    return Duplicate(
        kind=kinds[code],
        digest=digest,
        title=kind_title(code, language),
        shown=shown if len(shown) <= SHOWN_LENGTH else f"{shown[:SHOWN_LENGTH]}…",
        holders=[_holder(here, connection, units[life.finding.unit], life) for life in lives],
    )


def _holder(here: Office, connection: sa.Connection, unit: OrgUnit, life: Life) -> Holder:
    layout = load_state(connection, unit.key).layout
    return Holder(
        unit=unit.key,
        name=unit.name,
        place=place(life.finding, here.settings.language),
        reason=mask_text(life.reason),
        link=cell_link(here, unit.spreadsheet, layout, life.finding),
    )
