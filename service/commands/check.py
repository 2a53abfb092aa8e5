"""`wardsheets check`: check workbooks in files, with no Google and no database."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from service.process.offline_run import OfflineRun, ending_in_words
from service.process.offline_usage import OfflineCommand, common_options, paths_argument

if TYPE_CHECKING:
    from jobs.offline.check_files import CheckedFile

MUST_FIX = 1


@click.command("check", cls=OfflineCommand)
@paths_argument
@common_options
@click.option("--campaign", default="to-cnscd-2024", show_default=True, help="Name or folder.")
@click.option("--format", "form", type=click.Choice(["table", "json", "xlsx"]), default="table")
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
    as_of: str | None,
    lang: str,
    processes: int | None,
    campaign: str,
    form: str,
    output: Path,
    unmasked: bool,
    truth: Path | None,
) -> None:
    """Check the workbooks in PATHS (folders, .xlsx, or JSON form) against a campaign.

    Exit status 1 when something must be fixed, 2 when some input could not be used; the other
    workbooks are checked all the same.
    """
    run = OfflineRun(paths, units_file, as_of, lang, processes)
    with ending_in_words(run):
        files = run.check(campaign, besides=[truth] if truth else [])
        if truth is not None:
            _print_score(files, truth, lang)
        elif form == "json":
            _print_json(files, lang, unmasked)
        elif form == "xlsx":
            _write_copies(run, files, output, unmasked)
        else:
            _print_table(files, lang, unmasked)
    if any(one.severity == "must-fix" for file in files for one in file.findings):
        sys.exit(MUST_FIX)


def _print_json(files: "Sequence[CheckedFile]", lang: str, unmasked: bool) -> None:
    from jobs.offline.findings_out import json_lines

    for line in json_lines(files, lang, unmasked):
        click.echo(line)


def _write_copies(
    run: OfflineRun, files: "Sequence[CheckedFile]", output: Path, unmasked: bool
) -> None:
    from jobs.offline.xlsx.copies import write_copies

    with run.bar("check-progress-copies") as on_done:
        written = write_copies(files, output, run.lang, unmasked, run.told, run.processes, on_done)
    for path in written:
        click.echo(str(path))


def _print_table(files: "Sequence[CheckedFile]", lang: str, unmasked: bool) -> None:
    from rich.console import Console

    from jobs.offline.findings_out import findings_table, summary_table, total_line

    console = Console()
    if any(file.findings for file in files):
        console.print(findings_table(files, lang, unmasked))
    console.print(summary_table(files, lang))
    console.print(total_line(files, lang))


def _print_score(files: "Sequence[CheckedFile]", truth: Path, lang: str) -> None:
    from jobs.offline.trial.truth import read_decoys, read_truth, score, score_lines

    decoys = read_decoys(truth.with_name("decoys.csv"))
    for line in score_lines(score(files, read_truth(truth, lang), decoys)):
        click.echo(line)
