"""Runs one job by hand: through the queue, so that it never runs beside the worker's own."""

import sys
import time
from contextlib import ExitStack

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from jobs import ledger
from jobs.upkeep import DEAD_AFTER_SECONDS
from service.executor import executor_name
from service.logs import start_logging
from service.office import Office, open_office
from service.settings import Settings


def run_by_hand(settings: Settings, job: str, timeout: float) -> None:
    """Asks for the job and shows how far it and the checks it asked for have come.

    A worker that lives does it; where none does, this process works until all is done.
    Exit status 1 when something failed, 2 for a job that does not exist.
    """
    if job not in settings.schedule:
        click.echo(f"There is no job {job}; the jobs are {', '.join(settings.schedule)}.", err=True)
        sys.exit(2)
    start_logging("warning")
    here = open_office(settings)
    with ExitStack() as stack:
        stack.callback(here.close)
        if not _somebody_works(here):
            _work_here(here, stack)
        asked_at = time.time()
        here.queue.request(job, source="person", urgent=True)
        failed = _watch(here, asked_at, timeout)
    for row in failed:
        click.echo(f"{row.job} {row.subject}: {row.reason}", err=True)
    sys.exit(1 if failed else 0)


def _somebody_works(here: Office) -> bool:
    with here.engine.connect() as connection:
        return bool(ledger.living(connection, time.time() - DEAD_AFTER_SECONDS))


def _work_here(here: Office, stack: ExitStack) -> None:
    from service.work import Working

    name = stack.enter_context(executor_name(here.settings, "run"))
    working = Working(here, name)
    working.start(schedule=False)
    stack.callback(working.stop)


def _watch(here: Office, asked_at: float, timeout: float) -> list[ledger.Work]:
    """Shows the progress until nothing waits; returns what failed since it was asked for."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn()) as progress:
        bar = progress.add_task("work", total=1)
        seen: set[tuple[str, str]] = set()
        while time.time() - asked_at < timeout:
            active = {(row.job, row.subject) for row in here.queue.active()}
            seen |= active
            doing = next((" ".join(pair) for pair in sorted(active)), "done")
            progress.update(
                bar, total=max(1, len(seen)), completed=len(seen) - len(active), description=doing
            )
            if not active:
                progress.update(bar, completed=max(1, len(seen)))
                break
            time.sleep(0.2)
    return [row for row in here.queue.failures() if (row.failed_at or 0) >= asked_at]
