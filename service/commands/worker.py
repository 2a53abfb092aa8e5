"""`wardsheets worker`: does the work of the queue; run as many as there are machines."""

import click

from service.process.starting import campaigns_or_stop, of_a_campaign


@click.command()
@of_a_campaign
@click.option("--crew", is_flag=True, hidden=True, help="End with the process that began this.")
def command(crew: bool) -> None:
    """Do the work that web processes write down; of several campaigns each in a process."""
    from service.process.crew.crew import end_with_parent
    from service.process.running import work, work_for_all

    each = campaigns_or_stop()
    if crew:
        end_with_parent()
    if len(each) == 1:
        work(each[0])
    else:
        work_for_all(each)
