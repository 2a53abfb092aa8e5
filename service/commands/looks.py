"""`wardsheets looks`: who looked at numbers of persons in full, when and at what."""

import click

from service.process.starting import campaign_or_stop, of_a_campaign

LOOKS = ("look-findings", "look-report", "look-data", "look-rows")


@click.command()
@of_a_campaign
@click.option("--days", default=30, show_default=True, help="Only the last so many days.")
def command(days: int) -> None:
    """List each look at numbers in full, newest first; `wardsheets audit` has all that was done."""
    from jobs.store.access.audit import Asked, entries
    from service.office import open_office

    here = open_office(campaign_or_stop())
    since = here.clock().timestamp() - days * 86_400
    with here.engine.connect() as connection:
        found = entries(connection, Asked(since=since, whats=LOOKS))
    for look in found:
        place = f"{look.what.removeprefix('look-')} {look.unit}".strip()
        click.echo(f"{here.local(look.at):%d/%m/%Y %H:%M:%S}  {look.person}  {place}")
    click.echo(f"{len(found)} in {days} days")
    here.close()
