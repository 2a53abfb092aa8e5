"""`wardsheets doctor`: one file for whoever maintains the program, with nothing personal in it."""

from pathlib import Path

import click

from service.process.starting import campaign_or_stop, of_a_campaign


@click.command()
@of_a_campaign
@click.argument("file", type=click.Path(path_type=Path), default=Path("wardsheets-doctor.zip"))
def command(file: Path) -> None:
    """Write versions, settings without what is secret, preflight, work and sizes into FILE.

    No name, number, address or cell of anybody is in it. FILE is wardsheets-doctor.zip where none
    is named.
    """
    from service.office import open_office
    from service.process.diagnosis.bundle import write_bundle
    from service.process.logs import start_logging
    from sheets_schema.messages import text

    settings = campaign_or_stop()
    start_logging("error")
    lost = write_bundle(file, settings, lambda: open_office(settings))
    click.echo(text("doctor-written", settings.language, file=file))
    if lost:
        click.echo(text("doctor-lost", settings.language, parts=", ".join(lost)))
