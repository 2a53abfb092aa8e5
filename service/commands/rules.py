"""`wardsheets rules`: what another declaration would change, before anybody sees a flag."""

import sys
from datetime import datetime
from pathlib import Path

import click

from service.commands.check import UNUSABLE, checked_files


@click.group("rules")
def command() -> None:
    """Work on the rules of a campaign."""


@command.command("try")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--campaign", "tried", required=True, help="The declaration to try: a folder.")
@click.option("--against", default="to-cnscd-2024", show_default=True, help="Name or folder.")
@click.option(
    "--units",
    "units_file",
    required=True,
    type=click.Path(path_type=Path),
    help="The register of units: a CSV (code,name,…) or a config.json.",
)
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="The day of the check.")
@click.option("--lang", type=click.Choice(["vi", "en"]), default="vi", show_default=True)
def try_rules(
    paths: tuple[Path, ...],
    tried: str,
    against: str,
    units_file: Path,
    as_of: datetime | None,
    lang: str,
) -> None:
    """Compare the findings of two declarations on the same workbooks."""
    from jobs.offline.errors import InputError
    from jobs.offline.rules_trial import compare, trial_lines
    from sheets_schema.campaign import DeclarationError

    day = as_of.date() if as_of else None
    try:
        old = checked_files(paths, units_file, against, day, lang)
        new = checked_files(paths, units_file, tried, day, lang)
    except (InputError, DeclarationError, OSError) as error:
        click.echo(str(error), err=True)
        sys.exit(UNUSABLE)
    for line in trial_lines(compare(old, new), lang):
        click.echo(line)


@command.command("page")
def rules_page() -> None:
    """Print docs/findings.md: every finding code with its severity, text and example."""
    from sheets_schema.messages.findings_page import findings_page

    click.echo(findings_page(), nl=False)
