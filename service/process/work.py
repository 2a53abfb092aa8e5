"""What a worker does for each job: the jobs of `jobs/` bound to this office."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import click
import structlog

from jobs.district.publish import publish
from jobs.district.removal import ask_for_removal, remove_if_asked
from jobs.notices.notify import remind, remind_by_hand, send_digest
from jobs.queue.change_feed import DriveFeed, begin_feed, read_changes, renew_channel
from jobs.queue.engine import Outcome, Run, Worker
from jobs.queue.schedule import apply_schedule, interval
from jobs.queue.sweep import full_check, sweep
from jobs.queue.upkeep import Keeper, heal, purge
from jobs.register.file import RegisterFault
from jobs.register.take import sync_register
from jobs.store import meters
from jobs.store.claim import ClaimLost
from jobs.store.retention import delete_expired
from jobs.unit.context import Context, Options
from jobs.ward.check import check_unit
from jobs.workbooks.sharing import look_at_sharing
from service.doors.hints import GAP_SECONDS
from service.office import Office
from service.pages.unit_view import sheet_link
from service.process.mail import make_post
from sheets_client.client import GoogleClient
from sheets_client.credentials import service_account_credentials
from sheets_client.errors import CredentialsRefused, GoogleError
from sheets_client.transport import Meter, Patience
from sheets_schema.messages import text
from sheets_schema.validate import RuleCrashed

log = structlog.get_logger(__name__)

# A hint's own sources: only their lag says how long a person waited.
HINTS = ("apps-script", "drive", "person")
# The engine's rows of ended runs are of interest for a few days only.
ENDED_RUNS = timedelta(days=3)
# A mail that was not taken is tried again after so long; greylisting asks for some minutes.
MAIL_AGAIN_SECONDS = 300.0


def make_context(here: Office) -> Context:
    """What the jobs need, with a Google client for each service account.

    A ClickException says which key file is none.
    """
    settings = here.settings
    try:
        accounts = [_client(here, number) for number in range(len(settings.service_accounts))]
    except CredentialsRefused as error:
        raise click.ClickException(f"WARDSHEETS_SERVICE_ACCOUNTS: {error}") from error
    return Context(
        accounts=accounts,
        store=here.store,
        campaign=here.campaign,
        district_spreadsheet=settings.district_spreadsheet,
        options=Options(
            row_quiet_seconds=settings.row_quiet_seconds,
            language=settings.language,
            as_of=settings.as_of,
            units_csv=settings.units_csv,
        ),
        clock=here.clock,
    )


def _client(here: Office, number: int) -> GoogleClient:
    client = GoogleClient(
        service_account_credentials(here.settings.service_accounts[number]),
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


class Duties:
    """One method for each job; `make_worker` gives them to the queue by name."""

    def __init__(self, here: Office, context: Context) -> None:
        self.here = here
        self.context = context
        self.worker: Worker | None = None

    def check_unit(self, run: Run) -> Outcome:
        """Reads, checks and flags one unit."""
        # Only the script tells of each edit as it happens; Drive tells late, of several at once.
        hinted = run.asked_at + GAP_SECONDS if run.source == "apps-script" else None
        result = check_unit(self._claimed(run), run.subject, hinted_at=hinted)
        if result.changed:
            self._ask("publish")
        for other in result.also_check:
            self._ask("check-unit", other)
        if run.since is not None and run.source in HINTS:
            meters.add_lag(self.here.engine, self.context.now() - run.since)
        log.info("unit checked", state=result.state, open=result.open, new=result.new)
        return Outcome(again_after=result.again_after)

    def _claimed(self, run: Run) -> Context:
        """The context of one run, which writes nothing once another has taken its place."""
        return replace(self.context, claim=run.claim)

    def _ask(self, job: str, subject: str = "") -> None:
        """Asks for what follows from a run: what it found is in the store and is not found again,
        so that this must not be lost."""
        assert self.worker is not None
        queue = self.here.queue
        self.worker.insist(
            lambda connection: queue.request(job, subject, source="settling", connection=connection)
        )

    def publish(self, run: Run) -> Outcome:
        """Brings the district's spreadsheet up to date."""
        if self.here.settings.district_spreadsheet:
            context = self._claimed(run)
            remove_if_asked(context)
            publish(context)
        return Outcome()

    def register(self, run: Run) -> Outcome:
        """Reads the register of units; new units are checked."""
        taken = sync_register(self._claimed(run))
        for one in taken.told:
            log.warning("register", code=one.code, line=one.line, column=one.column)
        if taken.changed and self.here.settings.district_spreadsheet:
            self._ask("publish")
        if taken.fault:
            raise RegisterFault(taken.fault)
        return Outcome()

    def changes(self, _run: Run) -> Outcome:
        """Reads Drive's list of changes for every account."""
        begun = False
        for account, drive in self._feeds():
            begun |= begin_feed(self.here.queue, account, drive, self.context.now())
            read_changes(self.here.queue, account, drive, self.context.now())
        if begun:
            # Nobody knows what was edited before the first token: read it all, behind the rest.
            full_check(self.here.queue)
        return Outcome()

    def begin_feeds(self) -> None:
        """Takes the first tokens before anything is read; where Google is away, `changes` does."""
        try:
            for account, drive in self._feeds():
                begin_feed(self.here.queue, account, drive, self.context.now())
        except GoogleError as error:
            log.warning("the list of changes cannot be read yet", error=type(error).__name__)

    def channel(self, _run: Run) -> Outcome:
        """Opens or renews the push channel; only an address in public can be pushed to."""
        url = self.here.settings.public_url
        emulated = bool(self.here.settings.google_url)
        if url and (emulated or url.startswith("https:")):
            for account, drive in self._feeds():
                renew_channel(
                    self.here.queue, account, drive, f"{url}/webhooks/drive", self.context.now()
                )
        return Outcome()

    def _feeds(self) -> list[tuple[str, DriveFeed]]:
        pairs = zip(self.here.budgets, self.context.accounts, strict=True)
        return [(budget.account, client.drive) for budget, client in pairs]

    def sweep(self, _run: Run) -> Outcome:
        """Asks for the checks that the budget allows until the next sweep."""
        settings = self.here.settings
        sweep(
            self.here.queue,
            reads_per_minute=(settings.reads_per_minute - settings.burst)
            * len(self.context.accounts),
            seconds=interval(settings.schedule["sweep"], self.here.clock()),
            active_seconds=settings.active_minutes * 60,
            now=self.context.now(),
        )
        return Outcome()

    def full_check(self, _run: Run) -> Outcome:
        """Asks for a check of every unit."""
        full_check(self.here.queue)
        return Outcome()

    def heal(self, _run: Run) -> Outcome:
        """Asks again for what the engine lost."""
        assert self.worker is not None
        for lost in heal(self.worker):
            log.warning("work was lost and is asked for again", job=lost.job)
        return Outcome()

    def clean_up(self, _run: Run) -> Outcome:
        """Deletes what was kept long enough; rows gone at the wards that nobody remarked go with
        the next publication."""
        assert self.worker is not None
        purge(self.worker, ENDED_RUNS)
        keep = self.here.settings.retention_days * 86_400
        delete_expired(self.here.engine, self.context.now(), keep)
        if self.here.settings.district_spreadsheet:
            ask_for_removal(self.context)
            self._ask("publish")
        return Outcome()

    def sharing(self, _run: Run) -> Outcome:
        """Looks which workbooks anybody with their link can open."""
        if found := look_at_sharing(self.context):
            log.warning("workbooks are open to anybody with their link", count=len(found))
        return Outcome()

    def remind(self, _run: Run) -> Outcome:
        """Reminds the units that are not ready of the deadline."""
        here = self.here
        left = remind(self.context, make_post(here), lambda file: sheet_link(here, file))
        return Outcome(again_after=MAIL_AGAIN_SECONDS if left else None)

    def remind_unit(self, run: Run) -> Outcome:
        """Reminds one unit, or all that are not ready, because an officer said so."""
        here = self.here
        post = make_post(here)
        left = remind_by_hand(self.context, run.subject, post, lambda file: sheet_link(here, file))
        return Outcome(again_after=MAIL_AGAIN_SECONDS if left else None)

    def digest(self, _run: Run) -> Outcome:
        """Tells the officers how far the units are."""
        left = send_digest(self.context, make_post(self.here))
        return Outcome(again_after=MAIL_AGAIN_SECONDS if left else None)

    def handlers(self) -> dict[str, Callable[[Run], Outcome]]:
        """Every job by its name in the ledger."""
        return {
            "check-unit": self._logged(self.check_unit),
            "publish": self._logged(self.publish),
            "register": self._logged(self.register),
            "changes": self._logged(self.changes),
            "channel": self._logged(self.channel),
            "sweep": self._logged(self.sweep),
            "full-check": self._logged(self.full_check),
            "heal": self._logged(self.heal),
            "clean-up": self._logged(self.clean_up),
            "sharing": self._logged(self.sharing),
            "remind": self._logged(self.remind),
            "remind-unit": self._logged(self.remind_unit),
            "digest": self._logged(self.digest),
        }

    def _logged(self, duty: Callable[[Run], Outcome]) -> Callable[[Run], Outcome]:
        def logged(run: Run) -> Outcome:
            names = {"run_id": run.id, "job": run.job, "subject": run.subject}
            with structlog.contextvars.bound_contextvars(**names):
                try:
                    return duty(run)
                except ClaimLost:
                    # The worker says so: another run does what this one meant to.
                    raise
                except Exception:
                    log.warning("run failed", exc_info=True)
                    raise

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
        duties = Duties(here, make_context(here))
        self.worker = Worker(
            here.queue,
            settings.store_url,
            duties.handlers(),
            name=name,
            describe=lambda error: describe_failure(error, settings.language),
            concurrency=settings.concurrency,
            max_tries=settings.max_tries,
            retry_seconds=settings.retry_seconds,
        )
        self._keeper = Keeper(self.worker)
        duties.worker = self.worker
        self.duties = duties

    def start(self, *, schedule: bool = True) -> None:
        """Begins to work; without `schedule` what the clock fires waits for another worker."""
        self.worker.start(clock=schedule)
        self._keeper.start()
        if schedule:
            here = self.duties.here
            apply_schedule(here.queue, here.settings.schedule, here.campaign.timezone)

    def stop(self) -> None:
        """Ends in good order."""
        self._keeper.stop()
        self.worker.stop()
