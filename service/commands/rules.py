"""`wardsheets rules`: what another declaration would change, before anybody sees a flag."""

from pathlib import Path

import click

from service.process.offline_run import OfflineRun, ending_in_words
from service.process.offline_usage import OfflineCommand, common_options, paths_argument
from service.process.starting import campaign_or_stop, of_a_campaign


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


@command.command("stored")
@click.option("--tried", required=True, metavar="FOLDER", help="The declaration to try.")
@of_a_campaign
def stored(tried: str) -> None:
    """Compare the rules in force with others on the rows that the service holds of its units.

    Nothing is written, and no workbook is read: it can be done beside the running service.
    """
    from jobs.offline.trial.rules import trial_lines
    from jobs.offline.trial.stored import try_on_stored
    from service.office import open_office
    from service.process.logs import start_logging
    from sheets_schema.declaration import DeclarationError, read_campaign

    settings = campaign_or_stop()
    start_logging("warning")
    here = open_office(settings)
    try:
        new = read_campaign(tried)
        for line in trial_lines(
            try_on_stored(here.store, here.campaign, new, here.moment().present.date()),
            settings.language,
        ):
            click.echo(line)
    except DeclarationError as error:
        raise click.ClickException(error.in_words(settings.language)) from error
    finally:
        here.close()


@command.command("page")
def rules_page() -> None:
    """Print docs/findings.md: every finding code with its severity, text and example."""
    from sheets_schema.messages.findings_page import findings_page

    click.echo(findings_page(), nl=False)
