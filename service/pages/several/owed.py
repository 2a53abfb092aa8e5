"""What one unit owes: its reports of every campaign of the service on one page, by due date."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from jobs.notices.reminders import missing_lines
from jobs.unit.submission import Submission, read_submissions
from service.errors import NotFound
from service.identity import require
from service.office import Office, offices
from service.pages.several.campaigns import address_of, title_of
from service.pages.unit_view import sheet_link
from service.scope import narrows, own_scope

door = Blueprint("owed", __name__)


@dataclass(frozen=True, slots=True)
class Owed:
    """One report of a unit: of which campaign (by its name in addresses and its title) and period,
    until when, how far it is, what is missing, and where it is read and typed."""

    campaign: str
    title: str
    period: str
    unit: str
    due: datetime
    state: str
    timeliness: str
    late: bool
    owed: bool
    missing: Sequence[str]
    address: str
    sheet: str


def owed_by(code: str) -> list[Owed]:
    """Every report of the unit of that code, those it owes first, each part by due date. Raises
    `NotFound` for a unit that is in no register."""
    found = [
        _owed(here, one)
        for here in offices()
        for one in _submissions(here)
        if one.unit.key == code and own_scope(here).sees(code)
    ]
    if not found:
        raise NotFound(code="unknown-unit", message="No register has a unit of this code.")
    return sorted(found, key=lambda one: (not one.owed, one.due, one.title))


def _submissions(here: Office) -> list[Submission]:
    with here.engine.connect() as connection:
        return read_submissions(connection, here.campaign, here.moment())


def _owed(here: Office, one: Submission) -> Owed:
    campaign = here.campaign
    still = not one.acceptance.now and campaign.closed is None
    return Owed(
        campaign=campaign.name,
        title=title_of(here),
        period=campaign.period,
        unit=one.unit.name,
        due=one.due,
        state=one.standing,
        timeliness=one.timeliness,
        late=one.late,
        owed=still,
        missing=missing_lines(one, here.settings.language) if still else (),
        address=address_of(here, f"/units/{one.unit.key}"),
        sheet=sheet_link(here, one.unit.spreadsheet) if one.unit.spreadsheet else "",
    )


@door.get("/owed/<code>")
@narrows
@require("viewer")
def shown(code: str) -> ResponseReturnValue:
    """What a unit owes in every campaign, by due date."""
    found = owed_by(code)
    return render_template("owed.html", lines=found, count=sum(one.owed for one in found))
