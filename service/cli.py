"""The command line `wardsheets`: one sub-command a file in `service/commands`, loaded at need."""

import importlib
import io
import pkgutil
import sys

import click

from service import commands
from service.settings.private_files import write_for_us_alone


class CommandFolder(click.Group):
    """A group whose sub-commands are the modules of `service/commands`.

    The module `check.py` is the command `check` and must define `command`, a `click.Command`.
    Only the module that was asked for is imported: `wardsheets check` loads no job engine.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        names = (module.name for module in pkgutil.iter_modules(commands.__path__))
        return sorted(name.replace("_", "-") for name in names)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        module = importlib.import_module(f"service.commands.{cmd_name.replace('-', '_')}")
        command = module.command
        if not isinstance(command, click.Command):
            raise TypeError(f"{module.__name__}.command must be a click command")
        return command

    def invoke(self, ctx: click.Context) -> object:
        from service.process.starting import in_words, is_for_click

        try:
            return super().invoke(ctx)
        except Exception as error:
            if is_for_click(error):
                raise
            raise in_words(error) from error


@click.group(cls=CommandFolder, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="wardsheets")
def main() -> None:
    """Check, flag, consolidate and report what many units type into shared Google Sheets."""
    write_for_us_alone()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            _never_stop_at_a_letter(stream)


def _never_stop_at_a_letter(stream: io.TextIOWrapper) -> None:
    """A terminal that knows no Vietnamese letters shows question marks; a file or a pipe, which
    has the machine's old code page on Windows, gets UTF-8."""
    if stream.isatty():
        stream.reconfigure(errors="replace")
    else:
        stream.reconfigure(encoding="utf-8")
