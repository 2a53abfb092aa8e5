"""`wardsheets init`: from nothing to a settings file, each answer looked at as it is given."""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click

USUAL = Path("wardsheets.toml")


@click.command()
@click.option(
    "--file",
    "target",
    type=click.Path(path_type=Path, dir_okay=False),
    default=USUAL,
    show_default=True,
    help="The settings file to write; what stands there is offered as the usual answer.",
)
@click.option("--no-preflight", is_flag=True, help="Only write the file.")
def command(target: Path, no_preflight: bool) -> None:
    """Ask for what a service with Google needs, write it down, and run the preflight.

    Each answer is checked at once and asked for again where it is wrong. The file is for our own
    user alone. An empty answer leaves a setting out; run it again to change one.
    """
    from service.commands.preflight import run_preflight
    from service.settings.asking import Asker, NotOursError, file_text, read_answers
    from service.settings.private_files import write_private
    from service.settings.source import SETTINGS_FILE
    from sheets_schema.messages import text

    try:
        before = read_answers(target)
    except NotOursError:
        raise click.ClickException(text("init-not-ours", file=target)) from None
    asker = Asker(before, click.echo, _asked, _look)
    write_private(target, file_text(asker.ask_all()))
    click.echo(asker.say("init-written", file=target))
    if target != USUAL:
        click.echo(asker.say("init-named", file=target.resolve()))
    if not no_preflight:
        os.environ[SETTINGS_FILE] = str(target)
        sys.exit(run_preflight())


def _asked(question: str, usual: str, *, hidden: bool) -> str:
    shown = bool(usual) and not hidden
    answer = click.prompt(question, default=usual, show_default=shown, hide_input=hidden)
    return str(answer).strip()


def _look(name: str, value: Any, say: Callable[..., str]) -> Iterator[str]:
    from service.office import account_of
    from sheets_client.credentials import service_account_credentials
    from sheets_client.errors import CredentialsRefused

    if name != "service_accounts":
        return
    for path in value:
        try:
            service_account_credentials(path)
        except CredentialsRefused:
            yield f"✗ {say('preflight-key-wrong', file=path.name)}"
        else:
            yield f"✓ {say('init-share', account=account_of(path))}"
