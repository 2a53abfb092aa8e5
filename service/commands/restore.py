"""`wardsheets restore`: the store and its keys from a backup."""

from pathlib import Path

import click


@click.command()
@click.argument("source", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--force", is_flag=True, help="Replace a store that is there already.")
def command(source: Path, force: bool) -> None:
    """Put back the store and the keys of SOURCE. Stop the service first."""
    from jobs.store.opening.making_room import BackupError
    from service.process.backup import restore
    from service.process.starting import settings_or_stop

    try:
        restore(settings_or_stop(), source, force=force)
    except BackupError as error:
        raise click.ClickException(str(error)) from None
    click.echo("Restored. Start the service: it reads all units again and finds what changed.")
