"""Makes the units' workbooks from a terminal: plan first, then a bar, then what is left to do."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from jobs.queue.names import CHECK_UNIT, PUBLISH
from jobs.register.said import write_csv
from jobs.register.take import sync_register
from jobs.store.units import load_units
from jobs.store.work.claim import taken
from jobs.unit.context import Context
from jobs.workbooks.provision import (
    NoFolder,
    Overtaken,
    Planned,
    Provided,
    Todo,
    Wish,
    made_files,
    plan,
    provide,
    provide_district,
)
from jobs.workbooks.register_links import put_links
from jobs.workbooks.sharing_out import Mending, Repair
from service.office import Office, account_of
from service.process.terminal import PlainConsole
from service.process.work import make_context
from service.process.workbooks.google_sign_in import owner_client, owner_of
from sheets_client.credentials import MAKING_SCOPES
from sheets_client.errors import (
    AccessLost,
    CredentialsRefused,
    GoogleError,
    NotFound,
    PassingError,
    QuotaUsedUp,
)
from sheets_schema.messages import text
from sheets_schema.org_unit import OrgUnit

# Writes of Sheets for one workbook; the links go into the register by so many.
WRITES_EACH = 1
LINKS_AT_ONCE = 20
CSV = "register-with-links.csv"
WORDS = {
    Todo.NOTHING: "provision-there",
    Todo.MAKE: "provision-make",
    Todo.GO_ON: "provision-go-on",
    Todo.REGISTER: "provision-register",
    Todo.NO_LISTS: "provision-no-lists",
}
# Seconds that one workbook takes besides the quota: four calls of Drive, one after the other.
SECONDS_EACH = 3


def units_of(context: Context, kind: str | None) -> list[OrgUnit]:
    """The units of the register as it is now, of one kind where one is named. A ClickException says
    that there are none; raises the errors of `sheets_client.errors`."""
    kinds, language = context.campaign.workbooks, context.options.language
    if kind is not None and kind not in kinds:
        said = {"kind": kind, "kinds": ", ".join(kinds)}
        raise click.ClickException(text("provision-unknown-kind", language, **said))
    sync_register(context)
    with context.store.begin() as connection:
        units = [one for one in load_units(connection) if kind in (None, one.kind)]
    if not units:
        raise click.ClickException(text("provision-no-units", language))
    return units


class Provisioning:
    """One run of the command in one office."""

    def __init__(self, here: Office, wish: Wish) -> None:
        self._here, self._wish = here, wish
        self._language = here.settings.language
        self._left_in_file: list[OrgUnit] = []
        self._owner = ""

    def run(self, kind: str | None, *, dry: bool) -> int:
        """The exit status: 1 where something is left to do. A ClickException says what is missing
        for a beginning."""
        context = self._begin()
        planned = self._planned(context, self._units(context, kind))
        self._tell(planned)
        district = kind is None and not self._here.settings.district_spreadsheet
        if district:
            click.echo(self._text("provision-district-too"))
        if dry:
            click.echo(self._text("provision-dry"))
            return 0
        open_ones = [one for one in planned if one.todo not in (Todo.NOTHING, Todo.NO_LISTS)]
        left = self._make(context, open_ones) if open_ones else 0
        return self._make_district(context) if district and not left else left

    def repair(self, kind: str | None, *, dry: bool) -> int:
        """The same for the sharing of the workbooks that are there: 1 where some are not mended."""
        context = self._begin()
        units = self._units(context, kind)
        try:
            made = made_files(context, self._wish)
        except GoogleError as error:
            raise click.ClickException(self._why(error)) from None
        pause, counts = self._wish.pause, Counter[bool]()
        for one in Repair(context, made, self._wish.owner, pause, dry=dry).of_all(units):
            if one.needed:
                counts[one.error is None and not one.refused] += 1
                self._tell_mended(one)
        key = "provision-dry" if dry else "repair-done"
        click.echo(self._text(key, n=counts[True]) if counts else self._text("repair-nothing"))
        return 1 if counts[False] else 0

    def _tell_mended(self, one: Mending) -> None:
        name = one.unit.name if one.unit else self._text("board-the-district")
        said = [self._text("repair-closed")] if one.closed else []
        said += [self._text("repair-out", address=address) for address in one.out]
        said += [self._text("repair-in", address=a) for a in one.into if a not in one.refused]
        said += [self._text("provision-address", address=address) for address in one.refused]
        if one.error is not None:
            said.append(self._why(one.error))
        click.echo(f"  {name}: {'; '.join(said)}", err=one.error is not None)

    def _begin(self) -> Context:
        """What the jobs need, in the name of the person who signed in."""
        context = self._context()
        owner = owner_of(self._here)
        if owner:
            self._owner = owner.address
            self._wish = replace(self._wish, owner=owner_client(self._here, owner))
        return context

    def _context(self) -> Context:
        if not self._here.settings.service_accounts:
            raise click.ClickException(self._text("provision-no-accounts"))
        return make_context(self._here, MAKING_SCOPES)

    def _units(self, context: Context, kind: str | None) -> list[OrgUnit]:
        try:
            return units_of(context, kind)
        except GoogleError as error:
            raise click.ClickException(self._why(error)) from None

    def _planned(self, context: Context, units: Sequence[OrgUnit]) -> list[Planned]:
        try:
            return plan(context, units, self._wish)
        except GoogleError as error:
            raise click.ClickException(self._why(error)) from None

    def _tell(self, planned: Sequence[Planned]) -> None:
        for one in planned:
            click.echo(f"  {one.unit.code:<12} {one.unit.name}: {self._text(WORDS[one.todo])}")
        counts = Counter(one.todo for one in planned)
        said = {
            "make": counts[Todo.MAKE],
            "goon": counts[Todo.GO_ON],
            "register": counts[Todo.REGISTER],
            "there": counts[Todo.NOTHING],
        }
        click.echo(self._text("provision-plan", **said))
        if self._owner:
            click.echo(self._text("provision-owner", address=self._owner))
        to_make = counts[Todo.MAKE] + counts[Todo.GO_ON]
        if to_make:
            a_minute = self._here.settings.writes_per_minute * len(self._here.budgets)
            minutes = to_make * max(WRITES_EACH / a_minute, SECONDS_EACH / 60)
            click.echo(self._text("provision-time", minutes=max(1, round(minutes))))

    def _make(self, context: Context, planned: Sequence[Planned]) -> int:
        done: list[Provided] = []
        waiting: dict[str, str] = {}
        failed: list[Provided] = []
        try:
            with self._bar() as bar:
                task = bar.add_task(self._text("provision-progress"), total=len(planned))
                for one in provide(context, planned, self._wish):
                    bar.advance(task)
                    if one.error is not None:
                        failed.append(one)
                        continue
                    done.append(one)
                    waiting[one.unit.key] = one.file
                    if len(waiting) == LINKS_AT_ONCE:
                        self._register(context, waiting)
                        waiting = {}
        except Overtaken:
            click.echo(self._text("provision-overtaken"), err=True)
        self._register(context, waiting)
        return self._ended(context, planned, done, failed)

    def _make_district(self, context: Context) -> int:
        try:
            file = provide_district(context, self._wish)
        except Overtaken:
            click.echo(self._text("provision-overtaken"), err=True)
            return 1
        except GoogleError as error:
            said = {"unit": self._text("board-the-district"), "why": self._why(error)}
            click.echo(self._text("provision-failed", **said), err=True)
            return 1
        click.echo(self._text("provision-district", file=file))
        return 0

    def _bar(self) -> Progress:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        return Progress(*columns, TimeElapsedColumn(), console=PlainConsole(stderr=True))

    def _register(self, context: Context, links: dict[str, str]) -> None:
        if not links:
            return
        try:
            with taken(context.store.engine, PUBLISH, clock=context.now) as claim:
                without = put_links(replace(context, claim=claim), links)
        except GoogleError as error:
            # The files stand there: the next run puts them into the register.
            click.echo(self._why(error), err=True)
            return
        self._left_in_file += [replace(one, spreadsheet=links[one.key]) for one in without]
        left = {one.key for one in without}
        for key in links.keys() - left:
            self._here.queue.request(CHECK_UNIT, key, source="person")

    def _ended(
        self,
        context: Context,
        planned: Sequence[Planned],
        done: Sequence[Provided],
        failed: Sequence[Provided],
    ) -> int:
        for one in failed:
            assert one.error is not None
            said = {"unit": one.unit.name, "why": self._why(one.error)}
            click.echo(self._text("provision-failed", **said), err=True)
        for one in done:
            for address in one.refused:
                why = self._text("provision-address", address=address)
                click.echo(self._text("provision-failed", unit=one.unit.name, why=why), err=True)
        if self._left_in_file:
            self._write_csv(context)
        click.echo(self._text("provision-done", n=len(done)))
        left = len(planned) - len(done)
        if left:
            click.echo(self._text("provision-left", n=left), err=True)
        return 1 if left else 0

    def _write_csv(self, context: Context) -> None:
        links = {one.key: one for one in self._left_in_file}
        with context.store.begin() as connection:
            units = [links.get(one.key, one) for one in load_units(connection)]
        file = self._here.settings.data_dir / CSV
        write_csv(file, units, self._here.declared, self._language)
        click.echo(self._text("provision-links-csv", file=file))

    def _why(self, error: GoogleError) -> str:
        """What stands in the way, and what to do about it."""
        robot = account_of(self._here.settings.service_accounts[0])
        accounts = {"account": self._owner or robot}
        if isinstance(error, QuotaUsedUp):
            no_storage = "storageQuotaExceeded" in str(error)
            key = "provision-no-storage" if no_storage else "provision-quota"
            return self._text(key, why=error, **accounts)
        if isinstance(error, PassingError):
            return self._text("provision-passing")
        if isinstance(error, NoFolder):
            return self._text("provision-folder", **accounts)
        if isinstance(error, CredentialsRefused):
            key = "provision-owner-ended" if self._owner else "provision-credentials"
            return self._text(key, **accounts)
        if isinstance(error, AccessLost | NotFound):
            return self._text("provision-no-right", **accounts)
        return self._text("provision-refused", why=error)

    def _text(self, key: str, **params: object) -> str:
        return text(key, self._language, **params)
