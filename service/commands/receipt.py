"""`wardsheets receipt`: whether a receipt is one that we gave, and still holds."""

import click


@click.group()
def command() -> None:
    """Look into the receipts of reports."""


@command.command()
@click.argument("code")
def verify(code: str) -> None:
    """Tell what the receipt CODE stands for, and whether the data are as they were handed in.

    Exit status 1 for a code that was never given.
    """
    from service.errors import NotFound
    from service.office import open_office
    from service.pages.receipts import verified
    from service.process.starting import settings_or_stop

    here = open_office(settings_or_stop())
    try:
        for line in verified(here, code):
            click.echo(line)
    except NotFound as error:
        raise click.ClickException(error.message) from error
    finally:
        here.close()
