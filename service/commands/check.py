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
@click.option("--all", "each", is_flag=True, help="Show every finding on a line of its own.")
@click.option("--unmasked", is_flag=True, help="Show id and phone numbers in full.")
@click.option(
    "--truth",
    type=click.Path(path_type=Path),
    help="A table of planted defects: print how many were found, by kind.",
)
@click.option(
    "--account",
    type=click.Path(path_type=Path),
    help="Write what was read of every file, and what was left over, as JSON lines.",
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
    each: bool,
    unmasked: bool,
    truth: Path | None,
    account: Path | None,
) -> None:
    """Check the workbooks in PATHS (folders, .xlsx, or JSON form) against a campaign.

    Exit status 1 when something must be fixed, 2 when some input could not be used; the other
    workbooks are checked all the same.
    """
    run = OfflineRun(paths, units_file, as_of, lang, processes, accounts=account is not None)
    with ending_in_words(run):
        files = run.check(campaign, besides=[path for path in (truth, account) if path])
        if account is not None:
            _write_account(files, account)
        if truth is not None:
            _print_score(files, truth, lang)
        elif form == "json":
            _print_json(files, lang, unmasked)
        elif form == "xlsx":
            _write_copies(run, files, output, unmasked)
        else:
            _print_table(run, files, unmasked, each)
    if any(one.severity == "must-fix" for file in files for one in file.findings):
        sys.exit(MUST_FIX)


def _print_json(files: "Sequence[CheckedFile]", lang: str, unmasked: bool) -> None:
    from jobs.offline.findings_out import json_lines

    for line in json_lines(files, lang, unmasked):
        click.echo(line)


def _write_account(files: "Sequence[CheckedFile]", account: Path) -> None:
    from jobs.offline.account_out import account_lines

    account.write_text(
        "".join(f"{line}\n" for line in account_lines(file.account for file in files)), "utf-8"
    )


def _write_copies(
    run: OfflineRun, files: "Sequence[CheckedFile]", output: Path, unmasked: bool
) -> None:
    from datetime import datetime

    from jobs.offline.xlsx.copies import write_copies

    now = datetime.now().astimezone()
    with run.bar("check-progress-copies") as on_done:
        written = write_copies(
            files, output, run.lang, unmasked, run.told, run.processes, on_done, now
        )
    for path in written:
        click.echo(str(path))


def _print_table(
    run: OfflineRun, files: "Sequence[CheckedFile]", unmasked: bool, each: bool
) -> None:
    from jobs.offline.findings_out import absent_line, findings_table, summary_table, total_line
    from service.process.terminal import PlainConsole
    from sheets_schema.messages import text

    console, lang = PlainConsole(), run.lang
    console.print(summary_table(files, lang))
    found = any(file.findings for file in files)
    if found:
        console.print(findings_table(files, lang, unmasked, each))
    console.print(total_line(files, lang))
    if absent := absent_line(files, run.units, lang):
        console.print(absent)
    if found:
        console.print(text("check-next", lang))


def _print_score(files: "Sequence[CheckedFile]", truth: Path, lang: str) -> None:
    from jobs.offline.trial.truth import read_decoys, read_truth, score, score_lines

    decoys = read_decoys(truth.with_name("decoys.csv"))
    for line in score_lines(score(files, read_truth(truth, lang), decoys)):
        click.echo(line)
