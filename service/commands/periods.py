"""`wardsheets periods`: the campaign's periods listed, opened and closed, and what was kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from service.process.starting import campaign_or_stop, of_a_campaign

if TYPE_CHECKING:
    from service.office import Office

BY = click.option("--by", "person", required=True, metavar="EMAIL", help="Who decided it.")


@click.group(invoke_without_command=True)
@of_a_campaign
@click.pass_context
def command(ctx: click.Context) -> None:
    """List the periods; open the next; close the one in force; take out what was kept."""
    if ctx.invoked_subcommand is None:
        _list()


def _list() -> None:
    from service.pages.periods import lines

    with _office() as here:
        for line in lines(here):
            said = (line.name or "-", line.title, line.days, line.due, line.state)
            click.echo("  ".join(filter(None, said)))


@command.command(name="open")
@of_a_campaign
@click.argument("name")
@BY
def begin(name: str, person: str) -> None:
    """Open a period: ticks, extensions and receipts begin anew, rows go on."""
    from service.pages.periods import open_period

    with _office() as here:
        click.echo(open_period(here, name, person))


@command.command()
@of_a_campaign
@click.argument("name")
@BY
def close(name: str, person: str) -> None:
    """Close a period and put it aside; nothing changes it any more."""
    from service.pages.periods import close_period

    with _office() as here:
        click.echo(close_period(here, _named(name), person))


@command.command()
@of_a_campaign
@click.argument("name")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def take(name: str, folder: Path) -> None:
    """Write what was kept of a closed period into FOLDER, numbers of persons in full too."""
    from service.pages.periods import all_kept
    from sheets_schema.messages import text

    with _office() as here:
        files = dict(all_kept(here, _named(name)))
        folder.mkdir(parents=True, exist_ok=True)
        for file, content in files.items():
            (folder / file).write_bytes(content)
        said = {"n": len(files), "folder": folder}
        click.echo(text("period-written", here.settings.language, **said))


def _named(name: str) -> str:
    """The period of a campaign that has one has no name; in a terminal it is `-`."""
    return "" if name == "-" else name


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
