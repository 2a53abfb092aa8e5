"""`wardsheets check`: check workbooks in files, with no Google and no database."""

import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from jobs.offline.check_files import CheckedFile

MUST_FIX, UNUSABLE = 1, 2


@click.command("check")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--units",
    "units_file",
    required=True,
    type=click.Path(path_type=Path),
    help="The register of units: a CSV (code,name,…) or a config.json.",
)
@click.option("--campaign", default="to-cnscd-2024", show_default=True, help="Name or folder.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="The day of the check.")
@click.option("--format", "form", type=click.Choice(["table", "json", "xlsx"]), default="table")
@click.option("--lang", type=click.Choice(["vi", "en"]), default="vi", show_default=True)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    default=Path("checked"),
    show_default=True,
    help="Folder for the copies of --format xlsx.",
)
@click.option("--unmasked", is_flag=True, help="Show id and phone numbers in full.")
@click.option(
    "--truth",
    type=click.Path(path_type=Path),
    help="A table of planted defects: print how many were found, by kind.",
)
def command(
    paths: tuple[Path, ...],
    units_file: Path,
    campaign: str,
    as_of: datetime | None,
    form: str,
    lang: str,
    output: Path,
    unmasked: bool,
    truth: Path | None,
) -> None:
    """Check the workbooks in PATHS (folders, .xlsx, or JSON form) against a campaign.

    Exit status 1 when something must be fixed, 2 when some input could not be used; the other
    workbooks are checked all the same.
    """
    from jobs.offline.errors import InputError
    from sheets_schema.campaign import DeclarationError

    day = as_of.date() if as_of else None
    try:
        unusable: list[str] = []
        files = checked_files(paths, units_file, campaign, day, lang, unusable)
        if truth is not None:
            _print_score(files, truth)
        else:
            _print_findings(files, form, lang, output, unmasked)
    except (InputError, DeclarationError, OSError) as error:
        click.echo(str(error), err=True)
        sys.exit(UNUSABLE)
    if unusable:
        click.echo("\n".join(unusable), err=True)
        sys.exit(UNUSABLE)
    if any(one.severity == "must-fix" for file in files for one in file.checked.findings):
        sys.exit(MUST_FIX)


def checked_files(
    paths: Sequence[Path],
    units_file: Path,
    campaign: str,
    as_of: date | None,
    lang: str,
    unusable: list[str] | None = None,
) -> "list[CheckedFile]":
    """The files checked together, as of the day, else the one that the register names, or today.

    What cannot be read is told of in `unusable`, else raises InputError.
    """
    from jobs.offline.check_files import check_files
    from jobs.offline.units_file import read_units
    from sheets_schema.declaration import read_campaign

    register = read_units(units_file)
    day = as_of or register.today or date.today()
    return check_files(paths, register.units, read_campaign(campaign), day, lang, unusable)


def _print_findings(
    files: "Sequence[CheckedFile]", form: str, lang: str, output: Path, unmasked: bool
) -> None:
    if form == "json":
        from jobs.offline.findings_out import json_lines

        for line in json_lines(files, lang, unmasked):
            click.echo(line)
    elif form == "xlsx":
        from jobs.offline.xlsx_copies import write_copies

        for path in write_copies(files, output, lang, unmasked):
            click.echo(str(path))
    else:
        _print_table(files, lang, unmasked)


def _print_table(files: "Sequence[CheckedFile]", lang: str, unmasked: bool) -> None:
    from rich.console import Console

    from jobs.offline.findings_out import findings_table, summary_table, total_line

    console = Console()
    if any(file.checked.findings for file in files):
        console.print(findings_table(files, lang, unmasked))
    console.print(summary_table(files, lang))
    console.print(total_line(files, lang))


def _print_score(files: "Sequence[CheckedFile]", truth: Path) -> None:
    from jobs.offline.truth import read_decoys, read_truth, score, score_lines

    decoys = read_decoys(truth.with_name("decoys.csv"))
    for line in score_lines(score(files, read_truth(truth), decoys)):
        click.echo(line)
