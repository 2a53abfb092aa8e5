"""`wardsheets preflight`: is everything ready for Google, and what to do where it is not."""

import sys

import click

from service.process.starting import campaign_or_stop, of_a_campaign

MARKS = {"good": "✓", "hint": "•", "wrong": "✗"}


@click.command()
@of_a_campaign
def command() -> None:
    """Look at keys, access, register and doors, and name the fix of each fault."""
    sys.exit(run_preflight())


def run_preflight() -> int:
    """Prints the checks; 1 where one is wrong."""
    from service.office import open_office
    from service.process.logs import start_logging
    from service.process.preflight import Preflight

    settings = campaign_or_stop()
    start_logging("error")
    here = open_office(settings)
    wrong = 0
    for check in Preflight(here).checks():
        click.echo(f"{MARKS[check.grade]} {check.sentence}")
        wrong += check.grade == "wrong"
    here.close()
    return 1 if wrong else 0
