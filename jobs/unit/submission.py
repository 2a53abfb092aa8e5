"""A unit's report as every face tells it: how far it is, when it is due, what is open.

The board, the API, the district's tabs, reminders, the digest and the report read this and
nothing else, so that they all say the same.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa

from jobs.store.counts import OpenCounts, RowCounts, open_counts, row_counts
from jobs.store.events import load_events
from jobs.store.units import UnitState, load_states, load_units
from jobs.unit import states
from jobs.unit.acceptance import Acceptance, acceptance_of, came_late
from jobs.unit.moment import Moment
from jobs.unit.standing import WELL, due_of, extended, is_stuck, lock_of, standing_of
from sheets_schema.campaign import Campaign
from sheets_schema.finding import Severity
from sheets_schema.org_unit import OrgUnit

TIMELINESS = ("not-yet", "overdue", "on-time", "on-time-mended", "late", "late-mended")


@dataclass(frozen=True, slots=True)
class ListCompleteness:
    """One list of a unit: its data rows, those that are right, and its open findings.

    `name` and `title` are empty for what is wrong with the workbook as a whole. `empty` says that
    nothing was entered, nor that there is nothing to report; `unconfirmed` counts rows as they were
    in the last period that the unit did not confirm.
    """

    name: str
    title: str
    rows: int
    right: int
    must_fix: int
    please_check: int
    empty: bool
    unconfirmed: int = 0

    @property
    def missing(self) -> bool:
        """Whether the unit still has something to do in it."""
        return self.empty or any((self.must_fix, self.please_check, self.unconfirmed))


@dataclass(frozen=True, slots=True)
class Submission:
    """One unit's report at a moment. `open` counts open findings by severity; `due` and `lock` are
    its own, extension included; `condition` is the word of `jobs.unit.states` for its workbook now;
    `late` means due and never taken though it has a workbook, `accepted_late` that it surely
    was taken only after it was due."""

    unit: OrgUnit
    workbook: UnitState
    standing: str
    lists: tuple[ListCompleteness, ...]
    open: Mapping[str, int]
    due: datetime
    lock: datetime | None
    late: bool
    stuck: bool
    condition: str = states.CHECKED
    acceptance: Acceptance = field(default_factory=Acceptance)
    accepted_late: bool = False

    @property
    def accepted(self) -> bool:
        """Whether the report was ever taken: on time or late is judged by the first time."""
        return self.acceptance.first is not None

    @property
    def seen(self) -> bool:
        """Whether its workbook was ever read: only then are its counts known."""
        return self.workbook.good_at is not None

    @property
    def timeliness(self) -> str:
        """On time or not, as one word of `TIMELINESS`."""
        if not self.accepted:
            return "overdue" if self.late else "not-yet"
        word = "late" if self.accepted_late else "on-time"
        return f"{word}-mended" if self.acceptance.corrected else word

    @property
    def basis(self) -> str:
        """What an officer sees and decides upon: its last event and the last edit."""
        return f"{self.acceptance.last}-{int(self.workbook.edited_at or 0)}"

    @property
    def well(self) -> bool:
        """Nothing left to correct or to answer."""
        return self.standing in WELL

    @property
    def rows(self) -> int:
        """Data rows of all its lists."""
        return sum(one.rows for one in self.lists)

    @property
    def locked(self) -> bool:
        """Whether its last check said that its lock has passed."""
        return self.workbook.locked_at is not None

    @property
    def unreadable(self) -> bool:
        """Whether its workbook could not be read at the last try."""
        return self.standing == "unreadable"

    def kept(self, table: str) -> bool:
        """Whether what is known of a list is of an earlier look than the last."""
        if self.workbook.state != states.LIST_LOST:
            return self.unreadable
        place = self.workbook.layout.lists.get(table)
        return place is None or place.lost


def read_submissions(
    connection: sa.Connection, campaign: Campaign, moment: Moment
) -> list[Submission]:
    """Every active unit in the register's order: five statements, whatever the number of units."""
    known, events = load_states(connection), load_events(connection, campaign.term)
    rows, found = _by_unit(row_counts(connection)), _by_unit_open(open_counts(connection))
    return [
        submission_of(
            campaign,
            unit,
            known.get(unit.key) or UnitState(unit.key),
            rows.get(unit.key, {}),
            found.get(unit.key, {}),
            acceptance_of(events.get(unit.key, ()), anew=campaign.anew),
            moment,
        )
        for unit in load_units(connection)
    ]


def _by_unit(counts: RowCounts) -> dict[str, dict[str, tuple[int, int]]]:
    found: dict[str, dict[str, tuple[int, int]]] = {}
    for (unit, table), pair in counts.items():
        found.setdefault(unit, {})[table] = pair
    return found


def _by_unit_open(counts: OpenCounts) -> dict[str, dict[tuple[str, str], int]]:
    found: dict[str, dict[tuple[str, str], int]] = {}
    for (unit, table, severity), count in counts.items():
        found.setdefault(unit, {})[table, severity] = count
    return found


def submission_of(
    campaign: Campaign,
    unit: OrgUnit,
    known: UnitState,
    rows: Mapping[str, tuple[int, int]],
    found: Mapping[tuple[str, str], int],
    acceptance: Acceptance,
    moment: Moment,
) -> Submission:
    """The report of one unit: `rows` are (all, right) by list, `found` open findings by
    (list, severity)."""
    open_: Counter[str] = Counter({one.value: 0 for one in Severity})
    for (_, severity), count in found.items():
        open_[severity] += count
    filled = sum(count for count, _ in rows.values())
    standing = standing_of(known, open_, filled, accepted=acceptance.now)
    granted = extended(unit, acceptance.extension)
    due = due_of(campaign, granted)
    return Submission(
        unit=unit,
        workbook=known,
        standing=standing,
        lists=_lists(campaign, unit, known, rows, found),
        open=open_,
        due=due,
        lock=lock_of(campaign, granted),
        # Who was given no workbook is not to blame.
        late=moment.present > due and acceptance.first is None and bool(unit.spreadsheet),
        stuck=is_stuck(standing, known.edited_at, moment.clock.timestamp()),
        condition=states.condition_of(known, moment.clock.timestamp()),
        acceptance=acceptance,
        accepted_late=acceptance.first is not None
        and came_late(acceptance.first, due, moment.judged),
    )


def _lists(
    campaign: Campaign,
    unit: OrgUnit,
    known: UnitState,
    rows: Mapping[str, tuple[int, int]],
    found: Mapping[tuple[str, str], int],
) -> tuple[ListCompleteness, ...]:
    def one(name: str, title: str) -> ListCompleteness:
        count, right = rows.get(name, (0, 0))
        return ListCompleteness(
            name=name,
            title=title,
            rows=count,
            right=right,
            must_fix=found.get((name, Severity.MUST_FIX.value), 0),
            please_check=found.get((name, Severity.PLEASE_CHECK.value), 0),
            empty=bool(name) and not count and name not in known.nothing_to_report,
            unconfirmed=known.unconfirmed.get(name, 0),
        )

    lists = [one(table.name, table.title) for table in campaign.tables_for(unit)]
    # What is wrong with the workbook as a whole belongs to no list.
    return (*lists, one("", ""))
