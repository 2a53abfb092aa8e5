"""Where a unit stands: one word for the district's spreadsheet, the board and the terminal."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, time
from zoneinfo import ZoneInfo

from jobs.store.events import Event
from jobs.store.units import UnitState
from jobs.unit import states
from sheets_schema.campaign import Campaign
from sheets_schema.finding import Severity
from sheets_schema.messages import text
from sheets_schema.org_unit import OrgUnit

# Worst first: the order in which an officer wants to see them.
STANDINGS = (
    "unreadable",
    "must-fix",
    "questions",
    "unconfirmed",
    "not-started",
    "not-seen",
    "right",
    "done",
)
# A sign of its own for each, so that nobody needs to tell colours apart.
SIGNS = dict(zip(STANDINGS, ("⚠", "✗", "?", "↻", "○", "–", "✓", "✓✓"), strict=True))
# Nothing left to correct or to answer.
WELL = ("right", "done")
# The workbook could be read as a whole: what is known of it is of today.
_READ = (states.NOT_READ, states.CHECKED, states.PROTECTED)
# So long untouched, a unit that began is stuck; the catalogue says "3 days".
STUCK_SECONDS = 3 * 86_400


def standing_of(
    known: UnitState, counts: Mapping[str, int], rows: int, *, accepted: bool = False
) -> str:
    """One of `STANDINGS`, from open findings by severity and the number of data rows; `accepted`
    says that the report counts as taken, whatever questions are open."""
    if known.state not in _READ:
        return "unreadable"
    if not rows and not known.nothing_to_report:
        # Nobody looked yet: not the same as a list in which nothing stands.
        return "not-seen" if known.state == states.NOT_READ else "not-started"
    if counts.get(Severity.MUST_FIX.value):
        return "must-fix"
    if accepted:
        return "done"
    if known.unconfirmed:
        return "unconfirmed"
    return "questions" if counts.get(Severity.PLEASE_CHECK.value) else "right"


def extended(unit: OrgUnit, granted: Event | None) -> OrgUnit:
    """The unit with the later of the extensions of the register and of an officer's deed."""
    days = [day for day in (unit.extension, granted and granted.until) if day]
    return replace(unit, extension=max(days, default=None))


def due_of(campaign: Campaign, unit: OrgUnit) -> datetime:
    """The last on-time moment of one unit: its extension counts to the end of that day, and one
    that ends before the campaign's own is none."""
    if unit.extension is None:
        return campaign.due
    day_end = datetime.combine(unit.extension, time(23, 59, 59), ZoneInfo(campaign.timezone))
    return max(campaign.due, day_end)


def lock_of(campaign: Campaign, unit: OrgUnit) -> datetime | None:
    """The last moment at which what a unit changes is taken over, None where there is no lock.

    An extension beyond it opens the unit again, until its own end. Nothing opens a closed period.
    """
    if campaign.closed is not None:
        return campaign.closed
    return campaign.locked and max(campaign.locked, due_of(campaign, unit))


def lock_passed(campaign: Campaign, unit: OrgUnit, now: datetime) -> datetime | None:
    """The lock of a unit when it has passed at `now`, else None."""
    lock = lock_of(campaign, unit)
    if campaign.closed is not None:
        return lock
    return lock if lock and now > lock else None


def is_stuck(standing: str, edited_at: float | None, now: float) -> bool:
    """Whether a unit began and then left its workbook alone for days (epoch seconds)."""
    if standing not in ("must-fix", "questions") or edited_at is None:
        return False
    return now - edited_at > STUCK_SECONDS


def standing_word(standing: str, language: str) -> str:
    """The word that people read for it."""
    return text(f"standing-{standing}", language)


def signed_standing(standing: str, language: str) -> str:
    """The same after its sign, where a line of it is looked at and not read."""
    return f"{SIGNS[standing]} {standing_word(standing, language)}"
