"""`wardsheets looks`: who looked at numbers of persons in full, when and at what."""

import click

from service.process.starting import campaign_or_stop, of_a_campaign


@click.command()
@of_a_campaign
@click.option("--days", default=30, show_default=True, help="Only the last so many days.")
def command(days: int) -> None:
    """List each look at numbers in full, newest first."""
    from jobs.store.work.looks import looks_since
    from service.office import open_office

    here = open_office(campaign_or_stop())
    since = here.clock().timestamp() - days * 86_400
    with here.engine.connect() as connection:
        found = looks_since(connection, since)
    for look in found:
        place = f"{look.what} {look.unit}".strip()
        click.echo(f"{here.local(look.at):%d/%m/%Y %H:%M:%S}  {look.person}  {place}")
    click.echo(f"{len(found)} in {days} days")
    here.close()
