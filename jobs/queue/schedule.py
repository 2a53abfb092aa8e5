"""Repeated jobs by the clock: each firing asks the queue once, whatever the number of workers."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from croniter import croniter  # type: ignore[import-untyped]
from dbos import DBOS

from jobs.queue.engine import CLOCK, Queue
from jobs.store.ledger import Work

OFF = "off"


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
