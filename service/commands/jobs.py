"""`wardsheets jobs`: the schedule with last and next run, what waits, what failed."""

from datetime import datetime

import click

from service.process.starting import campaign_or_stop, of_a_campaign


@click.command()
@of_a_campaign
@click.option("--markdown", is_flag=True, help="Print docs/jobs.md instead.")
def command(markdown: bool) -> None:
    """List the repeated jobs and the failures."""
    if markdown:
        from service.process.jobs_page import jobs_page

        click.echo(jobs_page(), nl=False)
        return
    from rich.table import Table

    from service.office import open_office
    from service.pages.work_view import planned_jobs
    from service.process.terminal import PlainConsole

    here = open_office(campaign_or_stop())
    table = Table("job", "schedule", "last run", "next run", "state")
    for job in planned_jobs(here):
        table.add_row(job.job, job.cron, _time(job.last), _time(job.next), job.state)
    console = PlainConsole()
    console.print(table)
    failures = here.queue.failures()
    console.print(f"{len(here.queue.active())} waiting or running, {len(failures)} failed")
    for row in failures:
        console.print(f"  {row.job} {row.subject}: {row.reason} (tried {row.tries} times)")
    here.close()


def _time(moment: datetime | None) -> str:
    return f"{moment:%d/%m/%Y %H:%M:%S}" if moment else "–"
