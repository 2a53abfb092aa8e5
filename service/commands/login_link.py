"""`wardsheets login-link`: a new one-time link for the local operator."""

import click


@click.command()
def command() -> None:
    """Print a link that signs you in once, within 15 minutes."""
    from service.office import open_office
    from service.process.running import one_time_link
    from service.process.starting import settings_or_stop

    settings = settings_or_stop()
    here = open_office(settings)
    click.echo(one_time_link(here, settings.address))
    here.close()
