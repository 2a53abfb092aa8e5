"""`wardsheets login-link`: a new one-time link for the local operator."""

import click

from service.process.starting import campaigns_or_stop, of_a_campaign


@click.command()
@of_a_campaign
def command() -> None:
    """Print a link that signs you in once, within 15 minutes."""
    from service.office import open_office
    from service.process.running import one_time_link

    settings = campaigns_or_stop()[0]
    here = open_office(settings)
    click.echo(one_time_link(here, settings.address))
    here.close()
