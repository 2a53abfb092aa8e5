"""`wardsheets backup`: the store in one sealed file."""

import sys
from pathlib import Path

import click

from service.process.starting import campaign_or_stop, of_a_campaign


@click.command()
@of_a_campaign
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--with-keys", is_flag=True, help="The keys of personal data too, in the same file.")
@click.option("--keys-only", is_flag=True, help="Only the keys, to be kept in another place.")
def command(target: Path, with_keys: bool, keys_only: bool) -> None:
    """Write the store to TARGET, sealed, while the service runs.

    Sealed with WARDSHEETS_BACKUP_PASSPHRASE, for WARDSHEETS_BACKUP_RECIPIENT, or with a passphrase
    that is asked for. The store's keys are not in it unless asked for.
    """
    from jobs.store.opening.making_room import BackupError
    from service.access.audit import note_beside
    from service.process.backups.erasures import keep_list
    from service.process.backups.key_files import lock_of
    from service.process.backups.writing import back_up, note_made

    if with_keys and keys_only:
        raise click.UsageError("--with-keys and --keys-only: give one of them.")
    settings = campaign_or_stop()
    try:
        lock = lock_of(settings, _asked)
        note_beside(settings, "backup", target.name)
        back_up(settings, target, lock, store=not keys_only, keys=with_keys or keys_only)
        if not keys_only:
            note_made(settings, target)
            # Whoever restores an older one of this place learns who was erased since.
            keep_list(settings, target.resolve().parent, click.echo)
    except BackupError as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"Written: {target}. It opens only with the passphrase or the key file.")
    if not (with_keys or keys_only):
        click.echo("The keys are not in it; without them it is of no use. Put them aside once, in")
        click.echo("another place: wardsheets backup --keys-only FILE")


def _asked() -> str:
    if not sys.stdin.isatty():
        return ""
    return str(click.prompt("Passphrase", hide_input=True, confirmation_prompt=True))
