"""`wardsheets workbooks`: the units' workbooks, made from the register."""

import sys

import click

from service.process.starting import campaign_or_stop, of_a_campaign


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
