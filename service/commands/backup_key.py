"""`wardsheets backup-key`: a key pair for backups, of which the service needs one half only."""

from pathlib import Path

import click


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def command(file: Path) -> None:
    """Write a new private key to FILE, and print the line that seals backups for it.

    Make it on another machine and keep FILE there: who has the service cannot open its backups.
    """
    from jobs.store.opening.making_room import BackupError
    from service.process.backups.key_files import make_key_file

    try:
        line = make_key_file(file)
    except BackupError as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"WARDSHEETS_BACKUP_RECIPIENT={line}")
    click.echo(
        f"{file} opens those backups; keep it away from this machine and from them.", err=True
    )
