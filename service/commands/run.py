"""`wardsheets run`: one job by hand, with a progress bar."""

import click

from service.process.starting import campaign_or_stop, of_a_campaign


@click.command()
@of_a_campaign
@click.argument("job")
@click.option("--timeout", default=3600.0, help="Give up watching after so many seconds.")
def command(job: str, timeout: float) -> None:
    """Run JOB now and wait for it and for the checks that it asks for."""
    from service.process.by_hand import run_by_hand

    run_by_hand(campaign_or_stop(), job, timeout)
