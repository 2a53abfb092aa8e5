"""`wardsheets login-link`: a new one-time link for the operator."""

import click

from service.process.starting import campaigns_or_stop, of_a_campaign


@click.command()
@of_a_campaign
@click.argument("email", required=False, default="")
def command(email: str) -> None:
    """Print a link that signs in once, within 15 minutes: EMAIL, or the first listed admin."""
    from service.errors import Refused
    from service.office import open_office
    from service.process.running import one_time_link

    settings = campaigns_or_stop()[0]
    here = open_office(settings)
    try:
        click.echo(one_time_link(here, settings.address, email))
    except Refused as refused:
        raise click.ClickException(refused.message) from refused
    finally:
        here.close()
