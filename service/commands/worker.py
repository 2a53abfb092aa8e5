"""`wardsheets worker`: does the work of the queue; run as many as there are machines."""

import click


@click.command()
def command() -> None:
    """Do the work that web processes write down."""
    from service.process.running import work
    from service.process.starting import settings_or_stop

    work(settings_or_stop())
