"""Brings filled workbooks to a new version of the campaign, from a terminal."""

from collections.abc import Iterable, Mapping, Sequence

import click

from jobs.queue.names import CHECK_UNIT
from jobs.unit.context import Context
from jobs.ward.forms.changes import Changed
from jobs.ward.forms.migrate import Migrated, changes_between, migrate
from jobs.ward.forms.told import FormChanged, note_form
from service.office import Office
from service.process.work import make_context
from service.process.workbooks.provisioning import units_of
from sheets_client.errors import GoogleError, PassingError
from sheets_schema.campaign import Campaign
from sheets_schema.declaration import DeclarationError, read_campaign
from sheets_schema.messages import text


class Migrating:
    """One run of the command in one office, from the version `old` (a name or a folder)."""

    def __init__(self, here: Office, old: str) -> None:
        self._here, self._name = here, old
        self._language = here.settings.language

    def run(self, kind: str | None, *, dry: bool) -> int:
        """The exit status: 1 where something is left to do. A ClickException says what is missing
        for a beginning."""
        old, context = self._old(), self._context()
        changes = changes_between(old, context.campaign)
        if not changes:
            click.echo(self._text("migrate-same", old=self._name))
            return 0
        tabs = _tabs(old, context.campaign)
        self._tell_changes(changes, tabs)
        try:
            units = units_of(context, kind)
        except GoogleError as error:
            raise click.ClickException(self._why(error)) from None
        done = []
        for one in migrate(context, old, units, dry=dry):
            done.append(one)
            self._tell(one, tabs)
            if not dry and one.form.requests:
                self._here.queue.request(CHECK_UNIT, one.unit.key, source="person")
        if not dry:
            self._note(changes, tabs, done)
        return self._ended(done, dry=dry)

    def _note(
        self,
        changes: Mapping[str, Sequence[Changed]],
        tabs: Mapping[str, str],
        done: Sequence[Migrated],
    ) -> None:
        """For the officers, who read it on the board."""
        said = [self._said(one, tabs) for found in changes.values() for one in found]
        left = [one.unit.key for one in done if one.error is not None or one.form.left]
        now = self._here.clock().timestamp()
        with self._here.engine.begin() as connection:
            note_form(connection, FormChanged(now, list(dict.fromkeys(said)), left))

    def _old(self) -> Campaign:
        try:
            return read_campaign(self._name)
        except (DeclarationError, OSError) as error:
            raise click.ClickException(f"--from: {error}") from None

    def _context(self) -> Context:
        if not self._here.settings.service_accounts:
            raise click.ClickException(self._text("provision-no-accounts"))
        return make_context(self._here)

    def _tell_changes(
        self, changes: Mapping[str, Sequence[Changed]], tabs: Mapping[str, str]
    ) -> None:
        for kind, found in changes.items():
            click.echo(self._text("migrate-kind", kind=kind))
            for one in found:
                click.echo(f"  - {self._said(one, tabs)}")

    def _tell(self, one: Migrated, tabs: Mapping[str, str]) -> None:
        unit = one.unit.name
        if one.error is not None:
            said = self._text("migrate-unit", unit=unit, what=self._why(one.error))
            click.echo(said, err=True)
            return
        parts = [self._listed(one.form.done, tabs)] if one.form.done else []
        if one.form.left:
            parts.append(self._text("migrate-left", what=self._listed(one.form.left, tabs)))
        key = "migrate-unit" if parts else "migrate-nothing"
        click.echo(self._text(key, unit=unit, what="; ".join(parts)))

    def _ended(self, done: Sequence[Migrated], *, dry: bool) -> int:
        failed = sum(one.error is not None for one in done)
        left = sum(bool(one.form.left) for one in done)
        if dry:
            click.echo(self._text("migrate-dry"))
        else:
            n = len(done) - failed
            click.echo(self._text("migrate-done", n=n, left=left, failed=failed))
        return 1 if failed or (left and not dry) else 0

    def _listed(self, changes: Iterable[Changed], tabs: Mapping[str, str]) -> str:
        return "; ".join(self._said(one, tabs) for one in changes)

    def _said(self, one: Changed, tabs: Mapping[str, str]) -> str:
        tab = tabs.get(one.table, one.table)
        said = {"tab": tab, "title": one.title, "was": one.was}
        return self._text(f"migrate-{one.change.value}", **said)

    def _why(self, error: GoogleError) -> str:
        if isinstance(error, PassingError):
            return self._text("provision-passing")
        return self._text("provision-refused", why=error)

    def _text(self, key: str, **params: object) -> str:
        return text(key, self._language, **params)


def _tabs(*campaigns: Campaign) -> dict[str, str]:
    """The titles of all lists, by declared name."""
    books = (book for one in campaigns for book in one.workbooks.values())
    return {table.name: table.title for book in books for table in book}
