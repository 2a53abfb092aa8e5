"""Everything the running service holds: settings, store, queue, campaign and quota, opened once."""

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import cast
from zoneinfo import ZoneInfo

import click
import sqlalchemy as sa
from flask import current_app

from jobs.duties import DUTIES, HINT_GAP_SECONDS, PRIORITIES
from jobs.queue.asking import Queue
from jobs.queue.names import CHECK_UNIT
from jobs.queue.settling import Settling
from jobs.store import Store
from jobs.store.access.shared_access import NotBroughtUpError, open_shared_access
from jobs.store.opening.keyed import let_others_wait
from jobs.store.opening.probe import StoreProbe
from jobs.store.periods import Opened, held_for
from jobs.store.tables import periods
from jobs.store.work.quota import Limit, SharedBudget
from jobs.store.work.shared_quota import FairBudget, open_shared_quota
from jobs.unit.moment import Moment, moment_at
from jobs.unit.periods import begin_first, in_force
from service.opening import open_store
from service.rooms import room_named, rooms
from service.settings import secrets_store
from service.settings.declared import Settings
from service.settings.secrets_store import KeyRing
from sheets_schema.campaign import Campaign
from sheets_schema.declaration import read_campaign
from sheets_schema.messages import text


def utc_now() -> datetime:
    """The time, aware, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Office:
    """What doors, pages and workers of one campaign share. `budgets` has one for each service
    account, kept in `quota` by all campaigns together; so are sessions, tokens and people in
    `access`. `declared` is the campaign without regard to its periods."""

    settings: Settings
    store: Store
    queue: Queue
    declared: Campaign
    quota: sa.Engine
    budgets: Sequence[SharedBudget]
    settling: Settling
    probe: StoreProbe
    access: sa.Engine
    access_probe: StoreProbe
    hint_secrets: KeyRing = field(repr=False)
    cookie_keys: KeyRing = field(repr=False)
    clock: Callable[[], datetime] = utc_now

    @property
    def engine(self) -> sa.Engine:
        """The one database."""
        return self.store.engine

    @property
    def campaign(self) -> Campaign:
        """The campaign in the period that is in force now."""
        with self.engine.connect() as connection:
            return in_force(connection, self.declared)

    def moment(self) -> Moment:
        """The present moment, on the day that dates are checked against."""
        return moment_at(self.clock(), self.declared.timezone, self.settings.as_of)

    def local(self, at: float) -> datetime:
        """Epoch seconds on the campaign's wall clock."""
        return datetime.fromtimestamp(at, ZoneInfo(self.declared.timezone))

    def close(self) -> None:
        """Lets go of the database."""
        self.probe.close()
        self.access_probe.close()
        self.queue.close()
        self.access.dispose()
        self.quota.dispose()
        self.store.close()


def open_office(settings: Settings) -> Office:
    """Opens the store, brought up to date, and what stands on it; a ClickException says what is
    in the way, or, of a service with several campaigns, that one must be named."""
    if settings.campaigns is not None and not settings.room:
        settings = room_named(settings, "")
    store, _ = open_store(settings)
    engine = store.engine
    quota = open_shared_quota(settings.quota_url) if settings.quota_url else engine
    access = _open_access(settings) or engine
    probe = StoreProbe(engine)
    budgets = [_budget(quota, account_of(path), settings) for path in settings.service_accounts]
    settling = Settling(budgets, HINT_GAP_SECONDS)
    here = Office(
        settings=settings,
        store=store,
        queue=Queue(engine, delays=delays(settings, settling), priorities=PRIORITIES),
        declared=read_campaign(settings.campaign),
        quota=quota,
        budgets=budgets,
        settling=settling,
        probe=probe,
        access=access,
        access_probe=StoreProbe(access) if settings.access_url else probe,
        hint_secrets=secrets_store.hint_secrets(settings),
        cookie_keys=secrets_store.cookie_keys(settings),
    )
    try:
        _begin(here)
    except BaseException:
        here.close()
        raise
    return here


def _open_access(settings: Settings) -> sa.Engine | None:
    try:
        return open_shared_access(settings.access_url) if settings.access_url else None
    except NotBroughtUpError:
        raise click.ClickException(text("store-access-first", settings.language)) from None


def _begin(here: Office) -> None:
    now = here.moment()
    with here.engine.connect() as connection:
        held = held_for(connection)
    if held is not None and held.campaign == here.declared.name:
        return
    with here.engine.begin() as connection:
        # Two services that start at once with different campaigns must not both begin.
        let_others_wait(connection, periods)
        _refuse_another(here, held_for(connection))
        begin_first(connection, here.declared, now.clock.timestamp(), now.present.date())


def _refuse_another(here: Office, held: Opened | None) -> None:
    """A store belongs to one campaign; the next may follow when the one before is closed."""
    if held is None or held.campaign == here.declared.name or held.closed_at is not None:
        return
    store = here.engine.url.render_as_string(hide_password=True)
    said = {"store": store, "theirs": held.campaign, "ours": here.declared.name}
    raise click.ClickException(text("store-other-campaign", here.settings.language, **said))


def open_offices(settings: Settings) -> tuple[Office, ...]:
    """One for each campaign, opened as `open_office` does; all or none."""
    with ExitStack() as opened:
        offices = []
        for one in rooms(settings):
            offices.append(open_office(one))
            opened.callback(offices[-1].close)
        opened.pop_all()
    return tuple(offices)


def account_of(key_file: Path) -> str:
    """The e-mail address of a service account, which people share their files with.

    Two key files of one account share its quota. The file's name where it is no key: the
    preflight says so in words.
    """
    try:
        return str(json.loads(key_file.read_text(encoding="utf-8"))["client_email"])
    except (ValueError, KeyError, TypeError):
        return key_file.stem


def quiet_times(settings: Settings) -> dict[str, float]:
    """Seconds between a request and its run, for the jobs that gather requests."""
    return {
        duty.name: float(
            getattr(settings, duty.quiet) if isinstance(duty.quiet, str) else duty.quiet
        )
        for duty in DUTIES.values()
    }


def delays(settings: Settings, settling: Settling) -> Mapping[str, float | Callable[[], float]]:
    """The same as they are now, where the budget decides."""
    usual = quiet_times(settings)
    return {**usual, CHECK_UNIT: lambda: settling.seconds(usual[CHECK_UNIT])}


def quiet_after_hint(settings: Settings, settling: Settling) -> float:
    """Seconds between a hint that tells of each edit and its check. While there is budget it
    begins when the script's silence is over; else so late that the row is quiet when it is read,
    and one read is enough."""
    quiet = settings.row_quiet_seconds
    longest = max(settings.settle_seconds, quiet + HINT_GAP_SECONDS if quiet else 0.0)
    return settling.seconds(longest)


def _budget(engine: sa.Engine, account: str, settings: Settings) -> SharedBudget:
    limits = {
        "read": Limit(settings.reads_per_minute, settings.burst),
        "write": Limit(settings.writes_per_minute, settings.burst),
    }
    if settings.room:
        return FairBudget(engine, account, limits, settings.room)
    return SharedBudget(engine, account, limits)


def open_beside(here: Office) -> tuple[Office, ...]:
    """The offices of all campaigns of the service, this one among them; empty where it is alone."""
    if here.settings.whole is None:
        return ()
    each = rooms(here.settings.whole)
    return tuple(here if one.room == here.settings.room else open_office(one) for one in each)


def offices() -> tuple[Office, ...]:
    """Those of all campaigns of the service, the one first whose addresses need no name."""
    return cast(tuple[Office, ...], current_app.extensions["wardsheets-offices"])


def office() -> Office:
    """The office of the current request."""
    return cast(Office, current_app.extensions["wardsheets"])
