"""`wardsheets looks`: who looked at numbers of persons in full, when and at what."""

from datetime import datetime
from zoneinfo import ZoneInfo

import click


@click.command()
@click.option("--days", default=30, show_default=True, help="Only the last so many days.")
def command(days: int) -> None:
    """List each look at numbers in full, newest first."""
    import sqlalchemy as sa

    from jobs.store.work_tables import views
    from service.office import open_office
    from service.settings.starting import settings_or_stop

    here = open_office(settings_or_stop())
    since = here.clock().timestamp() - days * 86_400
    newest_first = sa.select(views).where(views.c.at >= since).order_by(views.c.at.desc())
    with here.engine.connect() as connection:
        found = connection.execute(newest_first).all()
    zone = ZoneInfo(here.campaign.timezone)
    for look in found:
        at = datetime.fromtimestamp(look.at, zone)
        place = f"{look.what} {look.unit}".strip()
        click.echo(f"{at:%d/%m/%Y %H:%M:%S}  {look.person}  {place}")
    click.echo(f"{len(found)} in {days} days")
    here.close()
