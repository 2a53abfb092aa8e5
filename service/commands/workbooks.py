"""`wardsheets workbooks`: the units' workbooks, made from the register."""

import sys
from pathlib import Path

import click

from service.process.starting import campaign_or_stop, of_a_campaign, settings_or_stop


@click.group()
def command() -> None:
    """Make the workbooks that units type into."""


@command.command()
@of_a_campaign
@click.option("--kind", metavar="KIND", help="Only units of this kind.")
@click.option("--dry-run", "dry", is_flag=True, help="Say what would be made, and make nothing.")
@click.option("--mail", is_flag=True, help="Google mails each address that a file is shared.")
@click.option(
    "--repair-sharing",
    "repair",
    is_flag=True,
    help="Make nothing; bring the sharing of the workbooks back to the register.",
)
def provision(kind: str | None, dry: bool, mail: bool, repair: bool) -> None:
    """Make a workbook for each unit of the register that has none, share it, note its link.

    Files are made in WARDSHEETS_WORKBOOKS_FOLDER. Cut off or refused, it goes on where it stopped
    when it is run again, and makes nothing twice.
    """
    from jobs.workbooks.provision import Wish
    from service.access.audit import note
    from service.office import open_office
    from service.process.logs import start_logging
    from service.process.workbooks.provisioning import Provisioning

    settings = campaign_or_stop()
    start_logging("warning")
    here = open_office(settings)
    try:
        if not dry:
            note(here, "sharing-repaired" if repair else "workbooks-made", about=kind or "")
        wish = Wish(folder=settings.workbooks_folder, mail=mail)
        one = Provisioning(here, wish)
        status = one.repair(kind, dry=dry) if repair else one.run(kind, dry=dry)
    finally:
        here.close()
    sys.exit(status)


@command.command()
@of_a_campaign
@click.option(
    "--from",
    "old",
    required=True,
    metavar="CAMPAIGN",
    help="The version that the workbooks have: a name or a folder.",
)
@click.option("--kind", metavar="KIND", help="Only units of this kind.")
@click.option("--dry-run", "dry", is_flag=True, help="Say what would change, and change nothing.")
def migrate(old: str, kind: str | None, dry: bool) -> None:
    """Bring filled workbooks to the campaign's lists as they are now.

    Nothing is typed again and no report is withdrawn. Cut off or refused, it goes on where it
    stopped when it is run again.
    """
    from service.access.audit import note
    from service.office import open_office
    from service.process.logs import start_logging
    from service.process.workbooks.migrating import Migrating

    settings = campaign_or_stop()
    start_logging("warning")
    here = open_office(settings)
    try:
        if not dry:
            note(here, "workbooks-migrated", about=kind or "")
        status = Migrating(here, old).run(kind, dry=dry)
    finally:
        here.close()
    sys.exit(status)


@command.command()
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE.gs")
@click.option("--campaign", default="to-cnscd-2024", show_default=True, help="Name or folder.")
@click.option("--lang", type=click.Choice(["vi", "en"]), default="vi", show_default=True)
def script(out: Path, campaign: str, lang: str) -> None:
    """Write the campaign's lists for the Apps Script that makes workbooks without this program."""
    from jobs.workbooks.script_lists import campaign_script
    from sheets_schema.declaration import DeclarationError, read_campaign
    from sheets_schema.messages import text

    try:
        out.write_text(campaign_script(read_campaign(campaign), lang), encoding="utf-8")
    except DeclarationError as error:
        raise click.ClickException(error.in_words(lang)) from error
    except OSError as error:
        said = text("template-not-written", lang, file=out, why=error.strerror)
        raise click.ClickException(said) from error
    click.echo(text("script-written", lang, file=out))


@command.command("hints-need")
@click.option("--units", type=click.IntRange(1), required=True, help="Workbooks that send hints.")
@click.option(
    "--edits", type=click.IntRange(1), default=100, show_default=True, help="Edits each, a day."
)
def hints_need(units: int, edits: int) -> None:
    """Say how many Apps Script projects and accounts the hints of many units need."""
    from jobs.workbooks.script_need import FILES_A_SCRIPT, script_need
    from sheets_schema.messages import text

    language = settings_or_stop().language
    need = script_need(units, edits)
    said = {"units": units, "edits": edits, "each": FILES_A_SCRIPT, **need._asdict()}
    click.echo(text("hints-need", language, **said))
    click.echo(text("hints-need-none", language))
