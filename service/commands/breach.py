"""`wardsheets breach`: the list of breaches in the terminal, as on its page."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from service.process.starting import campaign_or_stop, of_a_campaign

if TYPE_CHECKING:
    from service.office import Office


@click.group(invoke_without_command=True)
@of_a_campaign
@click.pass_context
def command(ctx: click.Context) -> None:
    """List breaches of personal data with the hours that are left; write one down."""
    if ctx.invoked_subcommand is None:
        _list()


def _list() -> None:
    from jobs.store.law.breaches import load_breaches
    from service.breaches_said import said_breach
    from sheets_schema.messages import text

    with _office() as here:
        language = here.settings.language
        with here.engine.connect() as connection:
            found = load_breaches(connection)
        if not found:
            click.echo(text("breach-none", language))
        for one in found:
            click.echo(f"{text('breach-number', language, n=one.number)}: {one.what}")
            for sentence in said_breach(here, one):
                click.echo(f"  {sentence}")


@command.command()
@click.option("--what", required=True, help="What happened; no numbers and no names of persons.")
@click.option("--known", required=True, metavar="'DD/MM/YYYY HH:MM'", help="When it was known.")
@click.option("--persons", default="", help="How many persons, as far as it is known.")
@click.option("--by", "person", required=True, metavar="EMAIL", help="Who writes it down.")
def add(what: str, known: str, persons: str, person: str) -> None:
    """Put one on record; the 72 hours run from when it was known."""
    from service.breaches_said import write_down
    from sheets_schema.messages import text

    with _office() as here:
        number = write_down(here, what, known, persons, person)
        if number is None:
            raise click.ClickException(text("breach-wrong", here.settings.language))
        click.echo(text("breach-saved", here.settings.language, n=number))
        click.echo(text("breach-about", here.settings.language))


@command.command()
@click.argument("number", type=int)
@click.argument("step", type=click.Choice(["authority", "persons", "closed"]))
def told(number: int, step: str) -> None:
    """Note that the authority or the persons were told, or that it is closed."""
    from service.breaches_said import note
    from sheets_schema.messages import text

    with _office() as here:
        if not note(here, number, step):
            raise click.ClickException(text("breach-unknown", here.settings.language))
        click.echo(text("breach-noted", here.settings.language, n=number))


@contextmanager
def _office() -> "Iterator[Office]":
    from service.office import open_office

    here = open_office(campaign_or_stop())
    try:
        yield here
    finally:
        here.close()
