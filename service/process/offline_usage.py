"""How the offline commands are written: their common options, and wrong usage in our own words."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import click

from sheets_schema.messages import LANGUAGES, text

UNUSABLE = 2


class OfflineCommand(click.Command):
    """A command for officers: what was wrongly typed is told in their language."""

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        lang = _language(args)
        names = (parent.command_path if parent else None, info_name)
        command = " ".join(filter(None, names))
        try:
            return super().make_context(info_name, args, parent, **extra)
        except click.UsageError as error:
            click.echo(_sentence(error, command, lang), err=True)
            raise click.exceptions.Exit(UNUSABLE) from error


def paths_argument(command: Any) -> Any:
    """PATHS: folders and files."""
    kind = click.Path(path_type=Path)
    return click.argument("paths", nargs=-1, required=True, type=kind)(command)


def common_options(command: Any) -> Any:
    """--units, --as-of, --lang and --processes."""
    for option in (
        click.option(
            "--processes",
            type=click.IntRange(1),
            help="How many processes work; chosen by the amount of work when not given.",
        ),
        click.option("--lang", type=click.Choice(LANGUAGES), default="vi", show_default=True),
        click.option("--as-of", help="The day of the check: 2024-10-28 or 28/10/2024."),
        click.option(
            "--units",
            "units_file",
            required=True,
            type=click.Path(path_type=Path),
            help="The register of units: a CSV (code,name,…) or a config.json.",
        ),
    ):
        command = option(command)
    return command


def _language(args: list[str]) -> str:
    """The language asked for; it must be known before the rest is understood."""
    said = [*args, ""]
    for word, following in pairwise(said):
        for lang in LANGUAGES:
            if word == f"--lang={lang}" or (word == "--lang" and following == lang):
                return lang
    return LANGUAGES[0]


def _sentence(error: click.UsageError, command: str, lang: str) -> str:
    said = {"command": command}
    if isinstance(error, click.NoSuchOption):
        return text("usage-unknown-option", lang, option=error.option_name, **said)
    if isinstance(error, click.BadOptionUsage):
        return text("usage-needs-value", lang, option=error.option_name, **said)
    if isinstance(error, click.BadParameter) and error.param is not None:
        option = _name(error.param)
        if isinstance(error, click.MissingParameter):
            return text("usage-missing-option", lang, option=option, **said)
        if isinstance(error.param.type, click.Choice):
            choices = ", ".join(map(str, error.param.type.choices))
            return text("usage-wrong-choice", lang, option=option, choices=choices)
        if isinstance(error.param.type, click.IntRange):
            return text("usage-wrong-number", lang, option=option)
    return text("usage-wrong", lang, **said)


def _name(param: click.Parameter) -> str:
    """`--units`, or `PATHS` of an argument."""
    return param.opts[0] if param.param_type_name == "option" else param.human_readable_name
