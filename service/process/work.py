"""A worker of this office: the table of duties bound to its settings, with keeper and schedule."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from logging import DEBUG, INFO

import click
import structlog

from jobs.duties import DUTIES, FIRST, MADE_UP_FOR, Desk, Duty, begin_feeds
from jobs.queue.engine import Worker
from jobs.queue.repeated import Repeated
from jobs.queue.run import Outcome, Run
from jobs.queue.schedule import LOOK_SECONDS, ScheduleWatch, apply_schedule, interval
from jobs.queue.upkeep import Keeper
from jobs.register.file import RegisterFault
from jobs.store.work import meters
from jobs.store.work.claim import ClaimLost
from jobs.unit.context import Context, Options
from jobs.unit.periods import in_force
from service.mail import make_post
from service.office import Office, open_beside
from service.pages.unit_view import sheet_link
from sheets_client.client import GoogleClient
from sheets_client.credentials import SCOPES, service_account_credentials
from sheets_client.errors import CredentialsRefused, GoogleError
from sheets_client.transport import Meter, Patience
from sheets_schema.campaign import Campaign
from sheets_schema.messages import text
from sheets_schema.validate import RuleCrashed

log = structlog.get_logger(__name__)


def make_context(here: Office, scopes: Sequence[str] = SCOPES) -> Context:
    """What the jobs need, with a Google client of these scopes for each service account.

    A ClickException says which key file is none.
    """
    settings = here.settings
    try:
        numbers = range(len(settings.service_accounts))
        accounts = [_client(here, number, scopes) for number in numbers]
    except CredentialsRefused as error:
        raise click.ClickException(f"WARDSHEETS_SERVICE_ACCOUNTS: {error}") from error
    return Context(
        accounts=accounts,
        store=here.store,
        campaign=here.campaign,
        district_spreadsheet=settings.district_spreadsheet,
        options=Options(
            row_quiet_seconds=settings.row_quiet_seconds,
            cell_notes=settings.cell_notes == "on",
            language=settings.language,
            as_of=settings.as_of,
            units_csv=settings.units_csv,
            parts=tuple(dict.fromkeys(settings.parts.values())),
        ),
        clock=here.clock,
    )


def _client(here: Office, number: int, scopes: Sequence[str]) -> GoogleClient:
    client = GoogleClient(
        service_account_credentials(here.settings.service_accounts[number], scopes),
        base_url=here.settings.google_url or None,
        budget=here.budgets[number],
        # The ledger tries again later without holding a place; so a call gives up soon.
        patience=Patience(tries=3, seconds=60.0),
    )
    client.meter = SharedMeter(here)
    return client


class SharedMeter(Meter):
    """Counts Google's answers in the store, for the numbers of all processes together."""

    def __init__(self, here: Office) -> None:
        super().__init__()
        self._stored = meters.StoredMeter(here.engine)

    def add(self, kind: str, outcome: str) -> None:
        """Counts one call."""
        self._stored.add(kind, outcome)


def make_desk(here: Office, offices: Sequence[Office] = ()) -> Desk:
    """What the duties of this office work with; raises as `make_context` does. `offices` are those
    of all campaigns, the first one first."""
    settings, context = here.settings, make_context(here)
    emulated = bool(settings.google_url)
    pushable = settings.public_url and (emulated or settings.public_url.startswith("https:"))
    pairs = zip(here.budgets, context.accounts, strict=True)
    spare = settings.reads_per_minute - settings.burst
    return Desk(
        context=context,
        queue=here.queue,
        settling=here.settling,
        feeds=[(budget.account, client.drive) for budget, client in pairs],
        post=make_post(here, offices),
        link=lambda file: sheet_link(here, file),
        push_address=f"{settings.public_url}{settings.place}/webhooks/drive" if pushable else "",
        # Rotation of each campaign takes its part: what comes in between finds places free.
        reads_per_minute=spare * len(context.accounts) / settings.of_several,
        sweep_seconds=interval(settings.schedule["sweep"], here.clock()),
        active_seconds=settings.active_minutes * 60,
        keep_seconds=settings.retention_days * 86_400,
    )


def make_desk_of_several(here: Office, offices: Sequence[Office]) -> Desk:
    """The same with what it needs of the other campaigns; none where it is alone."""
    desk = make_desk(here, offices)
    if not offices:
        return desk
    if here is not offices[0]:
        return replace(desk, first=offices[0].queue)
    others = [(make_desk(one, offices), one.declared) for one in offices[1:]]
    return replace(desk, beside=lambda: [_now(one, declared) for one, declared in others])


def handlers(desk: Desk, declared: Campaign) -> dict[str, Callable[[Run], Outcome]]:
    """Every job by its name in the ledger, bound to a desk; what it comes to is logged."""
    return {duty.name: _logged(duty, desk, declared) for duty in DUTIES.values()}


def _now(desk: Desk, declared: Campaign) -> Desk:
    """The desk in the period that is in force: another process may have opened the next."""
    with desk.queue.engine.connect() as connection:
        campaign = in_force(connection, declared)
    return replace(desk, context=replace(desk.context, campaign=campaign))


def _logged(duty: Duty, desk: Desk, declared: Campaign) -> Callable[[Run], Outcome]:
    def logged(run: Run) -> Outcome:
        names = {"run_id": run.id, "job": run.job, "subject": run.subject}
        with structlog.contextvars.bound_contextvars(**names):
            try:
                outcome = duty.do(_now(desk, declared), run)
            except ClaimLost:
                # The worker says so: another run does what this one meant to.
                raise
            except Exception:
                log.warning("run failed", exc_info=True)
                raise
            assert {job for job, _ in outcome.then} <= set(duty.then), duty.name
            log.log(INFO if outcome.said else DEBUG, "run ended", **outcome.said)
            return outcome

    return logged


def describe_failure(error: BaseException, language: str) -> str:
    """Why a run failed, in words without a cell's content."""
    if isinstance(error, RuleCrashed):
        return text("run-rule-crashed", language, rule=error.rule)
    if isinstance(error, RegisterFault):
        return str(error)
    what = type(error).__name__
    if not isinstance(error, GoogleError):
        return text("failure-ours", language, what=what)
    return text("failure-permanent" if error.permanent else "failure-passing", language, what=what)


class Working:
    """A started worker with its keeper and its schedule; `stop` ends all three."""

    def __init__(self, here: Office, name: str) -> None:
        settings = here.settings
        self.here = here
        self._offices = open_beside(here)
        self.desk = make_desk_of_several(here, self._offices)
        self.worker = Worker(
            here.queue,
            settings.store_url,
            handlers(self.desk, here.declared),
            name=name,
            describe=lambda error: describe_failure(error, settings.language),
            concurrency=settings.concurrency,
            max_tries=settings.max_tries,
            retry_seconds=settings.retry_seconds,
        )
        self._keeper = Keeper(self.worker)
        watch = ScheduleWatch(here.queue, settings.schedule, here.campaign.timezone)
        self._watch = Repeated("schedule-watch", LOOK_SECONDS, watch.look)

    def begin(self) -> None:
        """Starts with the schedule and the first runs; the feeds' tokens are taken before the
        first read, where Google is away by the job `changes`."""
        try:
            begin_feeds(self.desk)
        except GoogleError as error:
            log.warning("the list of changes cannot be read yet", error=type(error).__name__)
        self.start()
        for job in FIRST:
            self.here.queue.request(job, source="schedule")

    def start(self, *, schedule: bool = True) -> None:
        """Begins to work; without `schedule` what the clock fires waits for another worker."""
        self.worker.start(clock=schedule)
        self._keeper.start()
        if schedule:
            table, zone = self.here.settings.schedule, self.here.campaign.timezone
            apply_schedule(self.here.queue, table, zone, MADE_UP_FOR)
            self._watch.start()

    def stop(self) -> None:
        """Ends in good order."""
        self._watch.stop()
        self._keeper.stop()
        self.worker.stop()
        for one in self._offices:
            if one is not self.here:
                one.close()
