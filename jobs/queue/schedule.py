"""Repeated jobs by the clock: each firing asks the queue once, whatever the number of workers."""

import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from croniter import croniter  # type: ignore[import-untyped]
from dbos import DBOS

from jobs.queue.asking import Queue
from jobs.queue.engine import CLOCK
from jobs.store.work import ledger
from jobs.store.work.ledger import Work

OFF = "off"
# The engine fires a little late by design, and other machines' clocks differ a little.
GRACE_SECONDS = 15.0
# How often it is looked for what the engine missed.
LOOK_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Planned:
    """A repeated job as `wardsheets jobs` shows it; times are aware."""

    job: str
    cron: str
    last: datetime | None
    next: datetime | None
    state: str
    reason: str | None


def apply_schedule(
    queue: Queue, table: Mapping[str, str], timezone: str, made_up_for: Collection[str] = ()
) -> None:
    """Gives the engine the table job -> cron words. Call after the worker's `start`.

    `made_up_for` are worth doing late, after a night without power; the others come round again.

    A firing is a workflow whose id is the job and the planned time: several workers that all
    come to that time make one of it.
    """
    firing = queue.firing
    assert firing, "start the worker first"
    wanted = {job: cron for job, cron in table.items() if cron != OFF}
    for known in DBOS.list_schedules():
        if known["schedule_name"] not in wanted:
            DBOS.delete_schedule(known["schedule_name"])
    DBOS.apply_schedules(
        [
            {
                "schedule_name": job,
                "workflow_fn": firing,
                "schedule": cron,
                "context": job,
                "cron_timezone": timezone,
                "queue_name": CLOCK,
                "automatic_backfill": job in made_up_for,
            }
            for job, cron in wanted.items()
        ]
    )


def next_run(cron: str, now: datetime) -> datetime | None:
    """The next time of a schedule after `now` (aware), in the zone of `now`; None when off."""
    if cron == OFF:
        return None
    found: datetime = croniter(cron, now, second_at_beginning=True).get_next(datetime)
    return found


def interval(cron: str, now: datetime) -> float:
    """Seconds between the next two times of a schedule; a minute for one that is off."""
    first = next_run(cron, now)
    if first is None:
        return 60.0
    second = next_run(cron, first)
    assert second is not None
    return (second - first).total_seconds()


def missed(
    table: Mapping[str, str],
    timezone: str,
    since: float,
    until: float,
    asked_at: Mapping[str, float],
) -> list[str]:
    """Jobs with a planned time behind `since` and not after `until` (epoch seconds) that were not
    asked for since it; a request that is dated after `until` is of a clock that was wrong."""
    # What croniter calls the previous time is always before; times are of whole seconds.
    end = datetime.fromtimestamp(int(until) + 1, ZoneInfo(timezone))
    latest = until + 2 * GRACE_SECONDS
    found = []
    for job, cron in table.items():
        if cron != OFF:
            planned = croniter(cron, end, second_at_beginning=True).get_prev(float)
            known = planned - GRACE_SECONDS <= asked_at.get(job, 0.0) <= latest
            if planned > since and not known:
                found.append(job)
    return found


class ScheduleWatch:
    """Asks for what the engine's clock missed.

    The engine sleeps until the next planned time. When this machine's clock is set back it sleeps
    for as long as the clock was off, and what it fired too early it does not fire again.
    """

    def __init__(
        self,
        queue: Queue,
        table: Mapping[str, str],
        timezone: str,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._queue = queue
        self._table = table
        self._timezone = timezone
        self._clock = clock
        self._until = clock() - GRACE_SECONDS

    def look(self) -> list[str]:
        """Asks for jobs whose time came since the last look and has passed by a little."""
        since, self._until = self._until, self._clock() - GRACE_SECONDS
        with self._queue.engine.connect() as connection:
            asked_at = {row.job: row.asked_at for row in ledger.of_subject(connection, "")}
        found = missed(self._table, self._timezone, since, self._until, asked_at)
        for job in found:
            self._queue.request(job, source="schedule")
        return found


def plan(
    table: Mapping[str, str], timezone: str, now: datetime, done: Mapping[str, Work]
) -> list[Planned]:
    """The schedule with last and next run, from the ledger's rows by job."""
    zone = ZoneInfo(timezone)
    return [_planned(job, cron, now.astimezone(zone), done.get(job)) for job, cron in table.items()]


def _planned(job: str, cron: str, now: datetime, row: Work | None) -> Planned:
    last = datetime.fromtimestamp(row.finished_at, now.tzinfo) if row and row.finished_at else None
    return Planned(
        job=job,
        cron=cron,
        last=last,
        next=next_run(cron, now),
        state=row.state if row else "idle",
        reason=row.reason if row else None,
    )
