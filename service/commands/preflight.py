"""`wardsheets preflight`: is everything ready for Google, and what to do where it is not."""

import sys

import click

MARKS = {"good": "✓", "hint": "•", "wrong": "✗"}


@click.command()
def command() -> None:
    """Look at keys, access, register and doors, and name the fix of each fault."""
    from service.office import open_office
    from service.process.logs import start_logging
    from service.process.preflight import Preflight
    from service.process.starting import settings_or_stop

    settings = settings_or_stop()
    start_logging("error")
    here = open_office(settings)
    wrong = 0
    for check in Preflight(here).checks():
        click.echo(f"{MARKS[check.grade]} {check.sentence}")
        wrong += check.grade == "wrong"
    here.close()
    sys.exit(1 if wrong else 0)
