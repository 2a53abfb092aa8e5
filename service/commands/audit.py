"""`wardsheets audit`: what was done by whom, as CSV."""

from datetime import datetime
from pathlib import Path

import click

from service.process.starting import campaign_or_stop, of_a_campaign


@click.command()
@of_a_campaign
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE.csv")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="From this day on.")
def command(out: Path, since: datetime | None) -> None:
    """Write the audit into FILE.csv, newest first; taking it is a line of its own."""
    from zoneinfo import ZoneInfo

    from jobs.store.access.audit import Asked
    from service.access.audit import note
    from service.office import open_office
    from service.pages.access.audit import audit_csv
    from sheets_schema.messages import text

    here = open_office(campaign_or_stop())
    try:
        zone = ZoneInfo(here.declared.timezone)
        note(here, "export-audit", about=out.name)
        content = audit_csv(
            here, Asked(since=since.replace(tzinfo=zone).timestamp() if since else 0)
        )
        out.write_bytes(content)
        said = {"file": out, "n": content.count(b"\r\n") - 1}
        click.echo(text("audit-written", here.settings.language, **said))
    except OSError as error:
        raise click.ClickException(f"{out}: {error.strerror}") from error
    finally:
        here.close()
