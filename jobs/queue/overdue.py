"""Work that is older than it may be: what a healer takes up again, and what the outside is told."""

from jobs.queue.names import CHECK_UNIT, PUBLISH
from jobs.store.work.ledger import Work

# Runs that ask for their claim before each write, and so may be overtaken where they hang: seconds
# since they last did. The longest call to Google takes three tries of three minutes each.
LONGEST_SILENCE = {CHECK_UNIT: 900.0, PUBLISH: 900.0}
# Of other jobs: a reminder of thousands of units by a slow mail server takes an hour.
LONGEST_RUN = 6 * 3600.0
# Behind the moment at which it was due, for what does not queue behind a quota.
LONGEST_DELAY = 600.0
# No delay and no pause before a try is longer; what is due later was written by a clock ahead.
LONGEST_PLAN = 900.0
# So much the clocks of machines that share a store may differ.
CLOCKS_DIFFER = 30.0


def hangs(row: Work, now: float) -> bool:
    """A run that has not asked for its claim for so long that another may take its place."""
    longest = LONGEST_SILENCE.get(row.job)
    return longest is not None and _held(row, now) > longest


def is_too_far(row: Work, now: float) -> bool:
    """A run that waits for a moment which no request could have meant, or that was planned by a
    clock that was ahead."""
    planned = max(row.asked_at, row.failed_at or 0.0, row.finished_at or 0.0)
    longest = 0.0 if planned > now + CLOCKS_DIFFER else LONGEST_PLAN
    return row.state == "waiting" and row.due_at > now + longest


def is_overdue(row: Work, now: float) -> bool:
    """Work that something is wrong with. Checks are not meant: a night's full check queues for an
    hour behind the quota, and how long an edit waits is told by itself."""
    if row.state == "running":
        return _held(row, now) > LONGEST_SILENCE.get(row.job, LONGEST_RUN)
    late = row.job != CHECK_UNIT and row.due_at < now - LONGEST_DELAY
    return row.state == "waiting" and (late or is_too_far(row, now))


def _held(row: Work, now: float) -> float:
    """Seconds since a running one showed itself; a moment ahead of us counts as well."""
    running = row.state == "running" and row.claimed_at is not None
    return abs(now - (row.claimed_at or 0.0)) if running else 0.0
