"""What the board shows, read from the store: every unit's state, counts and times, in one look."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from jobs.queue.names import CHECK_UNIT
from jobs.register.kept import load_told
from jobs.register.told import Told
from jobs.store.counts import open_at
from jobs.store.journal import last_publication
from jobs.store.work import ledger
from jobs.store.work.hints import Hinting, hinting
from jobs.unit.past import PastPeriod, past_periods
from jobs.unit.standing import STANDINGS, WELL
from jobs.unit.states import CHECKED, LOCKED, NOT_READ
from jobs.unit.submission import Submission, read_submissions
from jobs.ward.forms.told import FormChanged, load_form
from jobs.workbooks.sharing import drift_lines, sharing_drift
from service.office import Office
from service.scope import Scope

# How many days the strip of a unit tells of, today among them.
DAYS = 7


class PastLine(NamedTuple):
    """What became of a unit's report in a period before: its name, in time or not, its rows."""

    period: str
    timeliness: str
    rows: int | None


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit on the board; times are aware, `counts` are open findings by severity, `days` what
    was to correct or answer at the end of each of the last days, and now."""

    code: str
    name: str
    kind: str
    state: str
    trouble: str
    workbook: str
    seen: bool
    rows: int
    counts: Mapping[str, int]
    edited_at: datetime | None
    checked_at: datetime | None
    hints_since: datetime | None
    hinted_at: datetime | None
    due: datetime
    lock: datetime | None
    accepted_at: datetime | None
    accepted: bool
    timeliness: str
    returned: bool
    approved: str
    basis: str
    late: bool
    locked: bool
    stuck: bool
    work: str
    past: Sequence[PastLine]
    spreadsheet: str
    emails: Sequence[str]
    days: Sequence[int]


@dataclass(frozen=True, slots=True)
class Board:
    """All units, the numbers of the sentence on top, the publication they belong to, and what
    is wrong with the sharing of their workbooks, a sentence each; `register` is what to tell of
    it, `form` of a new version of the lists. `now` is the moment by the clock, `present` what
    deadlines are held against."""

    lines: list[UnitLine]
    reports: list[Submission]
    tally: Mapping[str, int]
    number: int | None
    as_of: datetime | None
    due: datetime
    overdue: bool
    lock: datetime | None
    now: datetime
    present: datetime
    sharing: list[str]
    register: list[Told]
    form: FormChanged | None = None

    @property
    def wrong_lines(self) -> list[Told]:
        """What is to be corrected in the register."""
        return [one for one in self.register if one.blocks or one.line]

    @property
    def handed_in(self) -> int:
        """Units whose report counts as taken."""
        return sum(line.accepted for line in self.lines)

    @property
    def on_time(self) -> int:
        """Those of them that were in time."""
        return sum(line.accepted and line.timeliness.startswith("on-time") for line in self.lines)

    def share(self, count: int) -> int:
        """A number of units in hundredths of all of them; never all or none by rounding."""
        exact = 100 * count / len(self.lines) if self.lines else 0.0
        return 100 if count == len(self.lines) else min(99, max(round(exact), int(count > 0)))

    @property
    def hinting(self) -> int:
        """Units whose spreadsheet tells of edits at once, by the Apps Script."""
        return sum(line.hints_since is not None for line in self.lines)

    @property
    def right(self) -> int:
        """Units with nothing left to correct or answer."""
        return sum(self.tally.get(state, 0) for state in WELL)


def read_board(here: Office, scope: Scope | None = None) -> Board:
    """The board as of now, of the units in view: eleven statements for any number of units."""
    moment = here.moment()
    with here.engine.connect() as connection:
        found = read_submissions(connection, here.campaign, moment)
        if scope:
            found = [one for one in found if scope.sees(one.unit.key)]
        work = {row.subject: row for row in ledger.of_job(connection, CHECK_UNIT)}
        published = last_publication(connection)
        shared = sharing_drift(connection)
        told = [] if scope and scope.bound else load_told(connection)
        days = open_at(connection, _ends(moment.clock))
        heard = hinting(connection)
        form = load_form(connection, moment.clock.timestamp())
        past = past_periods(connection, here.campaign, [one.unit for one in found], moment)
    names = {one.unit.key: one.unit.name for one in found}
    lines = [_line(here, one, work.get(one.unit.key), past, days, heard) for one in found]
    lines.sort(key=lambda line: STANDINGS.index(line.state))
    return Board(
        lines=lines,
        reports=found,
        tally=Counter(line.state for line in lines),
        number=published["number"] if published else None,
        as_of=_local(here, published["as_of"]) if published else None,
        due=here.campaign.due,
        now=moment.clock,
        present=moment.present,
        overdue=moment.present > here.campaign.due,
        lock=here.campaign.locked,
        sharing=drift_lines(shared, names, here.settings.language),
        register=told,
        form=form and form._replace(left=[names[key] for key in form.left if key in names]),
    )


def _ends(now: datetime) -> list[float]:
    """The ends of the days before this one, and now."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    days = [midnight - timedelta(days=back) for back in reversed(range(DAYS - 1))]
    return [*(day.timestamp() for day in days), now.timestamp()]


def _line(
    here: Office,
    one: Submission,
    doing: ledger.Work | None,
    past: Sequence[PastPeriod],
    days: Mapping[str, Sequence[int]],
    heard: Mapping[str, Hinting],
) -> UnitLine:
    known, hints = one.workbook, heard.get(one.unit.spreadsheet)
    return UnitLine(
        code=one.unit.key,
        name=one.unit.name,
        kind=one.unit.kind,
        state=one.standing,
        trouble=one.condition if one.condition not in (CHECKED, NOT_READ, LOCKED) else "",
        workbook=one.condition,
        seen=one.seen,
        rows=one.rows,
        counts=one.open,
        edited_at=_local(here, known.edited_at),
        checked_at=_local(here, known.read_at),
        hints_since=_local(here, hints.since if hints else None),
        hinted_at=_local(here, hints.last if hints else None),
        due=one.due,
        lock=one.lock,
        accepted_at=_local(here, one.acceptance.first.at if one.acceptance.first else None),
        accepted=one.acceptance.now,
        timeliness=one.timeliness,
        returned=one.acceptance.returned is not None,
        approved=one.acceptance.approved.words if one.acceptance.approved else "",
        basis=one.basis,
        late=one.late,
        locked=one.locked,
        stuck=one.stuck,
        work=doing.state if doing else "idle",
        past=[PastLine(period.name, *period.reports[one.unit.key]) for period in past],
        spreadsheet=one.unit.spreadsheet,
        emails=one.unit.emails,
        days=days.get(one.unit.key, ()),
    )


def _local(here: Office, moment: float | None) -> datetime | None:
    return here.local(moment) if moment else None
