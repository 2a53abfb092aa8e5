"""`wardsheets rotate-key`: a new key, while the old one still opens and verifies; later its end."""

import click

from service.process.starting import campaign_or_stop, of_a_campaign


@click.command()
@of_a_campaign
@click.argument("which", type=click.Choice(["encryption", "cookies", "hints"]))
@click.option("--end", is_flag=True, help="End the old key: it opens and verifies no more.")
def command(which: str, end: bool) -> None:
    """Make a new key of one kind, and for `encryption` write everything anew with it.

    The service may run meanwhile. Cut off at any moment it loses nothing: run it again, and it goes
    on. The old key stays beside the new one until `--end`; for `encryption` stop the service first.
    """
    from service.access.rotation import end_old, rotate

    settings = campaign_or_stop()
    click.echo((end_old if end else rotate)(settings, which))
