"""`wardsheets restore`: the store, its keys, or both from a backup."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from service.process.starting import campaign_or_stop, of_a_campaign

if TYPE_CHECKING:
    from service.settings.declared import Settings


@click.command()
@of_a_campaign
@click.argument("source", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--force", is_flag=True, help="Replace a store or keys that are there already.")
@click.option(
    "--key",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The key file of a backup that was sealed for a recipient.",
)
def command(source: Path, force: bool, key: Path | None) -> None:
    """Put back what is in SOURCE. Stop the service first.

    A passphrase comes from WARDSHEETS_BACKUP_PASSPHRASE or is asked for. Whoever was erased since
    the backup was made is erased in it again.
    """
    from jobs.store.opening.making_room import BackupError
    from service.access.audit import note_beside
    from service.process.backups.erasures import gather_list
    from service.process.backups.key_files import opener_of
    from service.process.backups.restoring import restore

    settings = campaign_or_stop()
    gather_list(settings, source.resolve().parent, click.echo)
    try:
        restore(
            settings,
            source,
            lambda: opener_of(settings, key, _asked),
            force=force,
            warn=lambda said: click.echo(said, err=True),
        )
    except BackupError as error:
        raise click.ClickException(str(error)) from None
    note_beside(settings, "restored", source.name)
    _erase_again(settings)
    click.echo("Restored. Start the service: it reads all units again and finds what changed.")


def _erase_again(settings: "Settings") -> None:
    from service.office import open_office
    from service.process.backups.erasures import (
        NAME,
        NoListError,
        carry_out_again,
        read_list,
        say_again,
    )
    from service.settings.secrets_store import known_encryption_keys
    from sheets_schema.messages import text

    try:
        kept = read_list(settings.data_dir / NAME)
    except NoListError:
        # The store is in place by now: what to do without a list is said.
        kept = []
    if not kept:
        click.echo(text("person-again-unknown", settings.language, name=NAME))
        return
    if known_encryption_keys(settings) is None:
        click.echo(text("person-again-later", settings.language))
        return
    here = open_office(settings)
    try:
        say_again(carry_out_again(here, kept), settings.language, click.echo)
    finally:
        here.close()


def _asked() -> str:
    if not sys.stdin.isatty():
        return ""
    return str(click.prompt("Passphrase", hide_input=True))
