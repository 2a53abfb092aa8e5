"""`wardsheets token`: a bearer token for a program, e.g. Prometheus or a script."""

import click


@click.command()
@click.argument("email")
@click.option("--role", type=click.Choice(["viewer", "officer", "admin"]), default="viewer")
def command(email: str, role: str) -> None:
    """Print a bearer token in the name of EMAIL, valid for 90 days."""
    from service.identity import api_token
    from service.office import open_office
    from service.process.starting import campaigns_or_stop

    here = open_office(campaigns_or_stop()[0])
    click.echo(api_token(here, email, role))
    here.close()
