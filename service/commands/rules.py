"""`wardsheets rules`: what another declaration would change, before anybody sees a flag."""

from pathlib import Path

import click

from service.process.offline_run import OfflineRun, ending_in_words
from service.process.offline_usage import OfflineCommand, common_options, paths_argument


@click.group("rules")
def command() -> None:
    """Work on the rules of a campaign."""


@command.command("try", cls=OfflineCommand)
@paths_argument
@common_options
@click.option("--campaign", "tried", required=True, help="The declaration to try: a folder.")
@click.option("--against", default="to-cnscd-2024", show_default=True, help="Name or folder.")
def try_rules(
    paths: tuple[Path, ...],
    units_file: Path,
    as_of: str | None,
    lang: str,
    processes: int | None,
    tried: str,
    against: str,
) -> None:
    """Compare the findings of two declarations on the same workbooks.

    Exit status 2 when some input could not be used; the other workbooks are compared all the same.
    """
    from jobs.offline.trial.rules import compare, trial_lines

    run = OfflineRun(paths, units_file, as_of, lang, processes)
    with ending_in_words(run):
        trial = compare(run.check(against), run.check(tried))
        for line in trial_lines(trial, lang):
            click.echo(line)


@command.command("page")
def rules_page() -> None:
    """Print docs/findings.md: every finding code with its severity, text and example."""
    from sheets_schema.messages.findings_page import findings_page

    click.echo(findings_page(), nl=False)
