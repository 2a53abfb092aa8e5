"""What every command does first, and how each one ends that cannot go on: in words."""

import errno
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from service.settings.declared import Settings

FC = TypeVar("FC", bound=Callable[..., Any] | click.Command)
# Where the context of a command keeps the campaign that was named.
NAMED = "wardsheets.campaign"


def settings_or_stop() -> "Settings":
    """The settings in force; wrong ones end the program with exit status 2 and a sentence each."""
    from service.settings.source import SettingsError, read_settings

    try:
        return read_settings()
    except SettingsError as error:
        click.echo("wardsheets cannot start:", err=True)
        for problem in error.problems:
            click.echo(f"  {problem}", err=True)
        sys.exit(2)


def of_a_campaign(command: FC) -> FC:
    """Gives a command the option by which one of several campaigns is named."""
    return click.option(
        "--campaign",
        metavar="NAME",
        expose_value=False,
        callback=_keep,
        help="Which campaign, where the service has several.",
    )(command)


def _keep(ctx: click.Context, _option: click.Parameter, name: str | None) -> None:
    if name is not None:
        ctx.meta[NAMED] = name


def campaign_named() -> str:
    """The campaign that the command line names, empty where it names none."""
    return str(click.get_current_context().meta.get(NAMED, ""))


def campaign_or_stop() -> "Settings":
    """The settings of the campaign that the command is about; where there are several and none
    is named the program ends in words."""
    from service.rooms import room_named

    return room_named(settings_or_stop(), campaign_named())


def campaigns_or_stop() -> "tuple[Settings, ...]":
    """The same, of each campaign where none is named."""
    from service.rooms import room_named, rooms

    settings, name = settings_or_stop(), campaign_named()
    return (room_named(settings, name),) if name else rooms(settings)


def in_words(error: Exception) -> click.ClickException:
    """What a program says that an error ends: which file or store and why, else where in it."""
    import sqlite3

    import sqlalchemy as sa

    from service.opening import words_of
    from service.process.logs import places
    from sheets_schema.messages import text

    language = _language()
    if isinstance(error, sa.exc.DBAPIError | sa.exc.TimeoutError | sqlite3.Error):
        return click.ClickException(text("stopped-store", language, why=words_of(error)))
    if isinstance(error, OSError):
        why = error.strerror or type(error).__name__
        place = error.filename or "–"
        return click.ClickException(text("stopped-file", language, place=place, why=why))
    # Never the error's own text: it may quote a cell.
    where = {"what": type(error).__name__, "at": " < ".join(reversed(places(error)[-3:]))}
    return click.ClickException(text("stopped-ours", language, **where))


def is_for_click(error: Exception) -> bool:
    """Whether click itself has words for it, or none are needed: nobody reads any more."""
    is_pipe = isinstance(error, OSError) and error.errno == errno.EPIPE
    return is_pipe or isinstance(error, click.ClickException | click.exceptions.Exit | click.Abort)


def _language() -> str:
    from service.settings.source import SettingsError, read_settings

    try:
        return read_settings().language
    except SettingsError:
        return "vi"
