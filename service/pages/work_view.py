"""The schedule and the budget as people look at them, and failures that they ask for again."""

from jobs.queue.schedule import Planned, plan
from jobs.store.work import ledger
from jobs.store.work.quota import Use
from service.office import Office


def planned_jobs(here: Office) -> list[Planned]:
    """Every repeated job with its last and next run."""
    with here.engine.connect() as connection:
        done = {row.job: row for row in ledger.of_subject(connection, "")}
    return plan(here.settings.schedule, here.campaign.timezone, here.clock(), done)


def budget_use(here: Office) -> list[Use]:
    """What each service account used of Google's quota."""
    return [use for budget in here.budgets for use in budget.use()]


def retry_failures(here: Office, job: str = "", subject: str = "") -> int:
    """Asks again for everything that failed, or for one piece of work; returns how much."""
    failed = [
        row for row in here.queue.failures() if not job or (row.job, row.subject) == (job, subject)
    ]
    for row in failed:
        here.queue.request(row.job, row.subject, source="person", urgent=True)
    return len(failed)
