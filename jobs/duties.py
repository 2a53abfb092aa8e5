"""The table of duties: a job is one function and one row, and all else is made of the row.

The queue's handlers, the usual schedule, quiet times, priorities, first runs and the page of jobs
come from `DUTIES`. To add a job, write its function and its row, and its name in the catalogue
(`job-<name>`).
"""

# Each function brings in what it works with: the web and the settings read this table too, and
# need neither pandas nor gspread.
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

import structlog

from jobs.queue import names
from jobs.queue.run import Outcome, Run

if TYPE_CHECKING:
    from jobs.notices.delivery import Post
    from jobs.queue.asking import Queue
    from jobs.queue.change_feed import DriveFeed
    from jobs.queue.settling import Settling
    from jobs.unit.context import Context

log = structlog.get_logger(__name__)

# Only the script tells of each edit as it happens, then keeps silent for so long (QUIET_SECONDS of
# Hints.gs); Drive tells late, of several at once.
HINT_GAP_SECONDS = 1.0
# The lag of these alone says how long a person waited.
HINTS = ("apps-script", "drive", "person")
# The engine's rows of ended runs are of interest for a few days only.
ENDED_RUNS = timedelta(days=3)
# A mail that was not taken is tried again after so long; greylisting asks for some minutes.
MAIL_AGAIN_SECONDS = 300.0
# The district's spreadsheet did not come to rest under a change of the register.
ASKED_AGAIN_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Desk:
    """What duties work with.

    `feeds` has Drive's list of changes by service account; `link` leads a person to a spreadsheet
    by its id; `push_address` is ours in public, empty where nobody can reach it; `reads_per_minute`
    is what rotation may spend of all accounts, `sweep_seconds` the time between two sweeps,
    `active_seconds` how long a unit counts as busy, `keep_seconds` how long ended things are kept.
    Of several campaigns the first one reminds the units of all: it has the desks `beside` it, and
    each other one the queue of the `first`.
    """

    context: "Context"
    queue: "Queue"
    settling: "Settling"
    feeds: "Sequence[tuple[str, DriveFeed]]"
    post: "Post"
    link: Callable[[str], str]
    push_address: str
    reads_per_minute: float
    sweep_seconds: float
    active_seconds: float
    keep_seconds: float
    beside: "Callable[[], Sequence[Desk]]" = tuple
    first: "Queue | None" = None

    def claimed(self, run: Run) -> "Context":
        """The context of one run, which writes nothing once another has taken its place."""
        return replace(self.context, claim=run.claim)


@dataclass(frozen=True, slots=True)
class Duty:
    """One job. `do` does it once, its docstring says what it does.

    `cron` is its usual schedule in the campaign's zone (six fields begin with seconds), empty for
    what is only asked for. `quiet` is how many seconds requests are gathered before a run, or the
    name of the setting that says so. `priority` counts where no person asked, low is sooner.
    `first` jobs run when a worker starts; one `made_up_for` is done late rather than not at all.
    `then` names the jobs that it may ask for at its end.
    """

    name: str
    do: Callable[[Desk, Run], Outcome]
    cron: str = ""
    quiet: float | str = 0.0
    priority: int = 2
    first: bool = False
    made_up_for: bool = False
    then: tuple[str, ...] = ()


def check(desk: Desk, run: Run) -> Outcome:
    """Read, check and flag one unit; the district's spreadsheet, the receipt, and the units whose
    matches with it changed follow."""
    from jobs.store.work.meters import add_lag
    from jobs.ward.check import check_unit

    hinted = run.asked_at + HINT_GAP_SECONDS if run.source == "apps-script" else None
    result = check_unit(desk.claimed(run), run.subject, hinted_at=hinted)
    if run.since is not None and run.source in HINTS:
        add_lag(desk.queue.engine, desk.context.now() - run.since)
    publish = [(names.PUBLISH, "")] if result.changed else []
    receipt = [(names.RECEIPTS, "")] if result.accepted else []
    others = [(names.CHECK_UNIT, code) for code in sorted(result.also_check)]
    again = result.again_after
    return Outcome(
        again_after=None if again is None else desk.settling.again(again),
        then=(*publish, *receipt, *others),
        said={"state": result.state, "open": result.open, "new": result.new},
    )


def publish(desk: Desk, run: Run) -> Outcome:
    """Bring the district's spreadsheet up to date."""
    from jobs.district.publish import publish as publish_district
    from jobs.district.removal import remove_if_asked

    if desk.context.district_spreadsheet:
        context = desk.claimed(run)
        remove_if_asked(context)
        publish_district(context)
    return Outcome()


def register(desk: Desk, run: Run) -> Outcome:
    """Write what officers changed on its page, read the register, tell what is wrong with it."""
    from jobs.register.file import RegisterFault
    from jobs.register.writing import bring_register

    taken, waits = bring_register(desk.claimed(run))
    for one in taken.told:
        log.warning("register", code=one.code, line=one.line, column=one.column)
    shown = taken.changed and bool(desk.context.district_spreadsheet)
    then = ((names.PUBLISH, ""),) if shown else ()
    failure = RegisterFault(taken.fault) if taken.fault else None
    return Outcome(again_after=ASKED_AGAIN_SECONDS if waits else None, then=then, failure=failure)


def changes(desk: Desk, _run: Run) -> Outcome:
    """Read Drive's list of changes for every account; without a first token read all units."""
    from jobs.queue.change_feed import read_changes
    from jobs.queue.sweep import full_check

    begun = begin_feeds(desk)
    for account, drive in desk.feeds:
        read_changes(desk.queue, account, drive, desk.context.now())
    if begun:
        # Nobody knows what was edited before the first token: read it all, behind the rest.
        full_check(desk.queue, desk.context.now())
    return Outcome()


def begin_feeds(desk: Desk) -> bool:
    """Take the first tokens of the feeds; whether there was one to take."""
    from jobs.queue.change_feed import begin_feed

    now = desk.context.now()
    begun = [begin_feed(desk.queue, account, drive, now) for account, drive in desk.feeds]
    return any(begun)


def channel(desk: Desk, _run: Run) -> Outcome:
    """Open or renew the push channel of every account; only a public address can be pushed to."""
    from jobs.queue.change_feed import renew_channel

    if desk.push_address:
        for account, drive in desk.feeds:
            renew_channel(desk.queue, account, drive, desk.push_address, desk.context.now())
    return Outcome()


def sweep(desk: Desk, _run: Run) -> Outcome:
    """Ask for the checks that the read budget allows until the next sweep."""
    from jobs.queue.sweep import sweep as sweep_units

    sweep_units(
        desk.queue,
        reads_per_minute=desk.reads_per_minute * desk.settling.spare(),
        seconds=desk.sweep_seconds,
        active_seconds=desk.active_seconds,
        now=desk.context.now(),
    )
    return Outcome()


def check_all(desk: Desk, _run: Run) -> Outcome:
    """Ask for a check of every unit."""
    from jobs.queue.sweep import full_check

    full_check(desk.queue, desk.context.now())
    return Outcome()


def clean_up(desk: Desk, _run: Run) -> Outcome:
    """Delete what was kept long enough, and all of a campaign that has been over for so long; rows
    gone at the units that nobody remarked go with the next publication."""
    from jobs.district.removal import ask_for_removal
    from jobs.persons.ending import end_when_over
    from jobs.queue.upkeep import purge
    from jobs.store.retention import delete_expired

    purge(ENDED_RUNS)
    delete_expired(desk.queue.engine, desk.context.now(), desk.keep_seconds)
    ended = end_when_over(desk.context, desk.keep_seconds)
    if ended is not None:
        log.warning("campaign ended", receipt=ended.number)
    if not desk.context.district_spreadsheet:
        return Outcome()
    ask_for_removal(desk.context)
    return Outcome(then=((names.PUBLISH, ""),))


def sharing(desk: Desk, _run: Run) -> Outcome:
    """Look who else than the register says can open workbooks, and which are shut to us."""
    from jobs.workbooks.sharing import look_at_sharing

    return Outcome(said={"drifted": len(look_at_sharing(desk.context))})


def structure(desk: Desk, run: Run) -> Outcome:
    """Put formats and drop-downs back in the workbooks that we made, and tell the unit."""
    from jobs.ward.forms.dressing import dress_all

    dressed = dress_all(desk.claimed(run))
    then = tuple((names.CHECK_UNIT, key) for key in dressed)
    return Outcome(then=then, said={"dressed": len(dressed)})


def remind(desk: Desk, _run: Run) -> Outcome:
    """Remind the units that are not ready of the deadline; of several campaigns in one mail."""
    from jobs.notices.notify import remind as remind_units
    from jobs.notices.notify import remind_together

    if desk.first is not None:
        desk.first.request(names.REMIND, source="settling")
        return Outcome()
    if beside := desk.beside():
        all_of_them = [(one.context, one.post, one.link) for one in (desk, *beside)]
        return _sent(remind_together(all_of_them))
    return _sent(remind_units(desk.context, desk.post, desk.link))


def remind_unit(desk: Desk, run: Run) -> Outcome:
    """Remind one unit, or all that are not ready, because an officer said so."""
    from jobs.notices.notify import remind_by_hand

    return _sent(remind_by_hand(desk.context, run.subject, desk.post, desk.link))


def receipts(desk: Desk, run: Run) -> Outcome:
    """Send the receipts of reports that were taken."""
    from jobs.notices.receipts import send_receipts

    return _sent(send_receipts(desk.claimed(run), desk.post))


def digest(desk: Desk, _run: Run) -> Outcome:
    """Tell the officers how far the units are."""
    from jobs.notices.notify import send_digest

    return _sent(send_digest(desk.context, desk.post))


def _sent(left: int) -> Outcome:
    return Outcome(again_after=MAIL_AGAIN_SECONDS if left else None)


DUTIES: Mapping[str, Duty] = {
    duty.name: duty
    for duty in (
        Duty(names.CHANGES, changes, "*/30 * * * * *", quiet=1.0, first=True),
        Duty(names.REGISTER, register, "*/15 * * * *", first=True, then=(names.PUBLISH,)),
        Duty("sweep", sweep, "*/15 * * * * *", first=True),
        Duty(
            names.CHECK_UNIT,
            check,
            quiet="settle_seconds",
            priority=5,
            then=(names.PUBLISH, names.RECEIPTS, names.CHECK_UNIT),
        ),
        # Behind the checks that were asked for before it: one publication serves them all.
        Duty(
            names.PUBLISH, publish, "*/10 * * * *", quiet="publish_seconds", priority=5, first=True
        ),
        Duty("channel", channel, "0 */6 * * *", first=True),
        Duty("full-check", check_all, "30 1 * * *", made_up_for=True),
        Duty("clean-up", clean_up, "30 2 * * *", made_up_for=True, then=(names.PUBLISH,)),
        Duty("structure", structure, "0 1 * * *", then=(names.CHECK_UNIT,)),
        Duty("sharing", sharing, "0 3 * * *"),
        Duty(names.REMIND, remind, "0 8 * * 1-5"),
        Duty(names.REMIND_UNIT, remind_unit),
        Duty(names.RECEIPTS, receipts),
        Duty("digest", digest, "30 16 * * 1-5"),
    )
}

SCHEDULE: Mapping[str, str] = {duty.name: duty.cron for duty in DUTIES.values() if duty.cron}
"""When each repeated job usually starts."""

FIRST = tuple(duty.name for duty in DUTIES.values() if duty.first)
MADE_UP_FOR = frozenset(duty.name for duty in DUTIES.values() if duty.made_up_for)
PRIORITIES: Mapping[str, int] = {duty.name: duty.priority for duty in DUTIES.values()}
