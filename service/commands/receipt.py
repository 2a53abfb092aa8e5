"""`wardsheets receipt`: whether a receipt is one that we gave, and still holds."""

import click

from service.process.starting import campaign_or_stop, of_a_campaign


@click.group()
def command() -> None:
    """Look into the receipts of reports."""


@command.command()
@of_a_campaign
@click.argument("code")
def verify(code: str) -> None:
    """Tell what the receipt CODE stands for, and whether the data are as they were handed in.

    Exit status 1 for a code that was never given.
    """
    from service.errors import NotFound
    from service.office import open_office
    from service.pages.receipts import verified

    here = open_office(campaign_or_stop())
    try:
        for line in verified(here, code):
            click.echo(line)
    except NotFound as error:
        raise click.ClickException(error.message) from error
    finally:
        here.close()
