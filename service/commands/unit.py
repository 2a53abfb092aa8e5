"""`wardsheets unit`: one unit's report: its history, more time, back with words, approved."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from service.process.starting import campaign_or_stop, of_a_campaign

if TYPE_CHECKING:
    from service.office import Office
    from sheets_schema.org_unit import OrgUnit

BY = click.option("--by", "person", required=True, metavar="EMAIL", help="Who decided it.")
SEEN = click.option(
    "--seen", metavar="BASIS", help="What `history` printed last: refused where more happened."
)


@click.group()
def command() -> None:
    """Look at a unit's report, and decide about it."""


@command.command(name="list")
@of_a_campaign
def listed() -> None:
    """Every unit: code, name, how far it is, in time or not, and how its workbook was found."""
    from jobs.unit.standing import standing_word
    from jobs.unit.states import describe
    from service.pages.board import read_board
    from sheets_schema.messages import text

    with _office() as here:
        language = here.settings.language
        for line in read_board(here).lines:
            timely = text(f"timeliness-{line.timeliness}", language)
            said = standing_word(line.state, language), timely, describe(line.workbook, language)
            click.echo("  ".join((line.code, line.name, *said)))


@command.command()
@of_a_campaign
@click.argument("code")
def history(code: str) -> None:
    """What happened to the report, oldest first; below it what a deed can be held to."""
    from jobs.unit.submission import read_submissions
    from service.pages.history.of_unit import history as told

    with _unit(code) as (here, unit):
        for line in told(here, unit):
            click.echo(line)
        with here.engine.connect() as connection:
            found = read_submissions(connection, here.campaign, here.moment())
        one = next(one for one in found if one.unit.key == unit.key)
        click.echo(f"--seen {one.basis}")


@command.command()
@of_a_campaign
@click.argument("code")
@click.argument("day", metavar="DD/MM/YYYY")
@click.option("--why", required=True, help="The reason, as the unit reads it.")
@BY
@SEEN
def extend(code: str, day: str, why: str, person: str, seen: str | None) -> None:
    """Give the unit time to the end of a day."""
    _do(code, "extended", why, person, seen, day)


@command.command(name="return")
@of_a_campaign
@click.argument("code")
@click.option("--words", required=True, help="What is to be corrected, as the unit reads it.")
@BY
@SEEN
def give_back(code: str, words: str, person: str, seen: str | None) -> None:
    """Return an accepted report to the unit."""
    _do(code, "returned", words, person, seen)


@command.command()
@of_a_campaign
@click.argument("code")
@click.option("--level", required=True, help="The level that approves it.")
@BY
@SEEN
def approve(code: str, level: str, person: str, seen: str | None) -> None:
    """Approve an accepted report."""
    _do(code, "approved", level, person, seen)


@contextmanager
def _unit(code: str) -> "Iterator[tuple[Office, OrgUnit]]":
    from service.pages.unit_view import read_unit

    with _office() as here:
        yield here, read_unit(here, code)


@contextmanager
def _office() -> "Iterator[Office]":
    from service.errors import DoorError
    from service.office import open_office

    here = open_office(campaign_or_stop())
    try:
        yield here
    except DoorError as error:
        raise click.ClickException(error.message) from error
    finally:
        here.close()


def _do(code: str, kind: str, words: str, person: str, seen: str | None, day: str = "") -> None:
    from jobs.unit.deeds import Deed
    from service.pages.deeds.of_unit import done
    from sheets_schema.messages import text
    from sheets_schema.vietnam.dates import parse_date

    with _unit(code) as (here, unit):
        done(here, unit, Deed(kind, person, words, parse_date(day) if day else None, seen))
        click.echo(text("deed-done", here.settings.language, name=unit.name))
