"""`wardsheets backup`: the store and its keys in one file."""

from pathlib import Path

import click


@click.command()
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False))
def command(target: Path) -> None:
    """Write the store and its keys to TARGET (.zip), while the service runs."""
    from jobs.store.opening.making_room import BackupError
    from service.process.backup import back_up
    from service.process.starting import settings_or_stop

    try:
        back_up(settings_or_stop(), target)
    except BackupError as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"Written: {target}. It holds the key of personal data; keep it locked away.")
