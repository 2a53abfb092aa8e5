"""What every command does first: read the settings, or stop with what is wrong with them."""

import sys

import click

from service.settings.declared import Settings
from service.settings.source import SettingsError, read_settings


def settings_or_stop() -> Settings:
    """The settings in force; wrong ones end the program with exit status 2 and a sentence each."""
    try:
        return read_settings()
    except SettingsError as error:
        click.echo("wardsheets cannot start:", err=True)
        for problem in error.problems:
            click.echo(f"  {problem}", err=True)
        sys.exit(2)
