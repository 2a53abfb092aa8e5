"""The periods before this one: what each unit's report came to, in time or not, its rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import sqlalchemy as sa

from jobs.store.events import Event, load_events
from jobs.store.periods import load_opened
from jobs.unit.acceptance import Handed, acceptance_of, came_late
from jobs.unit.moment import Moment
from jobs.unit.standing import due_of, extended
from sheets_schema.campaign import Campaign
from sheets_schema.org_unit import OrgUnit

# So many fit a line on a phone.
MOST = 6


class PastReport(NamedTuple):
    """What became of one report: a word of `jobs.unit.submission.TIMELINESS`, and its rows, None
    where none was taken."""

    timeliness: str
    rows: int | None


@dataclass(frozen=True, slots=True)
class PastPeriod:
    """A period that was closed: its name, and each unit's report by the unit's key."""

    name: str
    reports: Mapping[str, PastReport]

    @property
    def taken(self) -> int:
        """Units whose report was taken."""
        return sum(one.rows is not None for one in self.reports.values())

    @property
    def rows(self) -> int:
        """Rows of all reports that were taken."""
        return sum(one.rows or 0 for one in self.reports.values())


def past_periods(
    connection: sa.Connection, declared: Campaign, units: Sequence[OrgUnit], moment: Moment
) -> list[PastPeriod]:
    """The last ones that were closed, oldest first: one statement a period, and none in a campaign
    of one."""
    if not declared.recurs:
        return []
    closed = [one for one in load_opened(connection, declared.name) if one.closed_at is not None]
    found = []
    for one in closed[-MOST:]:
        period = declared.period_named(one.name) if one.name else None
        campaign = declared.in_period(period) if period else replace(declared, period=one.name)
        events = load_events(connection, one.term)
        reports = {
            unit.key: _report(campaign, unit, events.get(unit.key, ()), moment) for unit in units
        }
        found.append(PastPeriod(one.name, reports))
    return found


def _report(
    campaign: Campaign, unit: OrgUnit, events: Sequence[Event], moment: Moment
) -> PastReport:
    known = acceptance_of(events)
    if known.first is None:
        return PastReport("overdue", None)
    # What the register grants now is of the period that is open.
    granted = extended(replace(unit, extension=None), known.extension)
    late = came_late(known.first, due_of(campaign, granted), moment.judged)
    word = "late" if late else "on-time"
    handed = known.handed or Handed.of(known.first.facts) or Handed()
    return PastReport(f"{word}-mended" if known.corrected else word, handed.rows)
