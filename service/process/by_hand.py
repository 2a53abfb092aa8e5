"""Runs one job by hand: through the queue, so that it never runs beside the worker's own."""

import sys
import time
from contextlib import ExitStack

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from jobs.queue.names import CHECK_UNIT
from jobs.queue.upkeep import DEAD_AFTER_SECONDS
from jobs.register.kept import load_told
from jobs.store.work import ledger
from service.access.audit import note
from service.office import Office, open_office
from service.process.executor import executor_name
from service.process.logs import start_logging
from service.process.terminal import PlainConsole
from service.settings.declared import Settings


def run_by_hand(settings: Settings, job: str, timeout: float) -> None:
    """Asks for the job and shows how far it and the checks it asked for have come.

    A worker that lives does it, and what that worker does besides is not waited for; where none
    lives, this process works until all is done. Exit status 1 when something failed or is not
    done after `timeout` seconds, 2 for a job that does not exist.
    """
    if job not in settings.schedule:
        click.echo(f"There is no job {job}; the jobs are {', '.join(settings.schedule)}.", err=True)
        sys.exit(2)
    start_logging("warning")
    here = open_office(settings)
    with ExitStack() as stack:
        stack.callback(here.close)
        alone = not _somebody_works(here)
        if alone:
            _work_here(here, stack)
        asked_at = time.time()
        note(here, "job-asked", about=job)
        here.queue.request(job, source="person", urgent=True)
        asked = Asked(here, job, asked_at, everything=alone)
        done = _watch(asked, timeout)
        failed = asked.failures()
        told = _told_of(here, job)
    for sentence in told:
        click.echo(sentence, err=True)
    for row in failed:
        click.echo(f"{row.job} {row.subject}: {row.reason}", err=True)
    if not done:
        click.echo(f"Not done after {timeout:g} seconds; `wardsheets jobs` shows it.", err=True)
    sys.exit(1 if failed or not done else 0)


class Asked:
    """What was asked for: the job, and the checks that it asked for while it ran.

    With `everything`, whatever waits or runs, since nobody else would do it.
    """

    def __init__(self, here: Office, job: str, since: float, *, everything: bool) -> None:
        self._here = here
        self._job = job
        self._since = since
        self._everything = everything
        self._job_ended = False
        self.known: set[tuple[str, str]] = {(job, "")}

    def unfinished(self) -> list[tuple[str, str]]:
        """What of it waits or runs now."""
        rows = {(row.job, row.subject): row for row in self._rows()}
        if not self._job_ended:
            self._job_ended = self._is_done(rows[(self._job, "")])
            self.known |= {pair for pair, row in rows.items() if self._is_its_check(row)}
        if self._everything:
            self.known |= {pair for pair, row in rows.items() if row.active}
            return sorted(pair for pair in self.known if rows[pair].active)
        return sorted(pair for pair in self.known if not self._is_done(rows[pair]))

    def failures(self) -> list[ledger.Work]:
        """What of it failed since."""
        return [
            row
            for row in self._here.queue.failures()
            if (row.job, row.subject) in self.known and (row.failed_at or 0) >= self._since
        ]

    def _rows(self) -> list[ledger.Work]:
        with self._here.engine.connect() as connection:
            return ledger.rows(connection)

    def _is_its_check(self, row: ledger.Work) -> bool:
        return row.job == CHECK_UNIT and row.asked_at >= self._since

    def _is_done(self, row: ledger.Work) -> bool:
        # Asked for again by the clock, a row may be active for ever: its end counts, not its rest.
        ended = (row.finished_at or 0) >= self._since
        return ended or (row.state == "failed" and (row.failed_at or 0) >= self._since)


def _told_of(here: Office, job: str) -> list[str]:
    """What there is to tell of the register where it was just read."""
    if job != "register":
        return []
    with here.engine.connect() as connection:
        return [one.sentence for one in load_told(connection) if one.code != "file"]


def _somebody_works(here: Office) -> bool:
    with here.engine.connect() as connection:
        return bool(ledger.living(connection, time.time(), DEAD_AFTER_SECONDS))


def _work_here(here: Office, stack: ExitStack) -> None:
    from service.process.work import Working

    name = stack.enter_context(executor_name(here.settings, "run"))
    working = Working(here, name)
    working.start(schedule=False)
    stack.callback(working.stop)


def _watch(asked: Asked, timeout: float) -> bool:
    """Shows the progress until all is done, or for so many seconds; whether all is done."""
    until = time.monotonic() + timeout
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), console=PlainConsole()) as progress:
        bar = progress.add_task("work", total=1)
        while True:
            left = asked.unfinished()
            progress.update(
                bar,
                total=len(asked.known),
                completed=len(asked.known) - len(left),
                description=" ".join(left[0]) if left else "done",
            )
            if not left or time.monotonic() >= until:
                return not left
            time.sleep(0.2)
