"""`wardsheets run`: one job by hand, with a progress bar."""

import click


@click.command()
@click.argument("job")
@click.option("--timeout", default=3600.0, help="Give up watching after so many seconds.")
def command(job: str, timeout: float) -> None:
    """Run JOB now and wait for it and for the checks that it asks for."""
    from service.process.by_hand import run_by_hand
    from service.process.starting import settings_or_stop

    run_by_hand(settings_or_stop(), job, timeout)
