"""`wardsheets tokens`: what programs sign in with, listed, made and revoked."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from service.process.starting import campaigns_or_stop, of_a_campaign

if TYPE_CHECKING:
    from service.office import Office


@click.group()
@of_a_campaign
def command() -> None:
    """What programs sign in with: each may what its person may now, and no more than its scope."""


@command.command(name="list")
def listed() -> None:
    """List every token: number, name, person, scope, made, last used, end or why it ended."""
    from rich.table import Table

    from jobs.store.access.credentials import TOKEN, load
    from service.pages.access.lines import token_lines
    from service.process.terminal import PlainConsole

    with _office() as here:
        with here.access.connect() as connection:
            found = load(connection, TOKEN)
        heads = ("number", "name", "person", "scope", "made", "last used", "state")
        table = Table(*heads)
        for line in token_lines(here, found):
            known = (line.name, line.person, line.scope, line.made, line.used, line.state)
            table.add_row(str(line.number), *known)
        PlainConsole().print(table)


@command.command()
@click.argument("name")
@click.option("--for", "email", required=True, metavar="EMAIL", help="Whose role it has.")
@click.option("--scope", default="viewer", show_default=True,
              help="The most it may: metrics (only /metrics), viewer, officer, admin.")  # fmt: skip
@click.option("--days", default=90, show_default=True, help="How long it is valid.")
def new(name: str, email: str, scope: str, days: int) -> None:
    """Print a new token called NAME. It is shown this once and kept as a hash."""
    print_new(name, email, scope, days)


@command.command()
@click.argument("number", type=int, required=False)
@click.option("--signed", is_flag=True, help="All that were signed before tokens were listed, and "
              "have not been used since.")  # fmt: skip
def revoke(number: int | None, signed: bool) -> None:
    """End the token NUMBER (of `tokens list`) at once."""
    from service.access.audit import TERMINAL
    from service.access.tokens import revoke_signed, revoke_token
    from sheets_schema.messages import text

    with _office() as here:
        if signed:
            revoke_signed(here)
            click.echo(text("tokens-signed-revoked", here.settings.language))
        if number is not None:
            gone = revoke_token(here, number, TERMINAL)
            said = {"number": number, "name": gone.name}
            click.echo(text("token-revoked", here.settings.language, **said))
        if number is None and not signed:
            raise click.ClickException(text("token-which", here.settings.language))


def print_new(name: str, email: str, scope: str, days: int) -> None:
    """Makes a token and prints it, or says in words why not."""
    from service.access.audit import TERMINAL
    from service.access.tokens import make_token

    with _office() as here:
        click.echo(make_token(here, name, email, scope, days, TERMINAL))


@contextmanager
def _office() -> "Iterator[Office]":
    from service.errors import DoorError
    from service.office import open_office

    here = open_office(campaigns_or_stop()[0])
    try:
        yield here
    except DoorError as error:
        raise click.ClickException(error.message) from error
    finally:
        here.close()
