"""The ledger of work: for each job and subject at most one waiting or running workflow.

A row is one piece of work that can be asked for again and again: `check-unit` of one unit,
`publish` of the district. Every function takes an open connection and is one statement, so that
the caller decides what else belongs to the transaction.

States of a row: idle (`active` empty), waiting (`active`, not `started`), running (`started`),
running and asked for again (`dirty`).
"""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from jobs.store.moments import near
from jobs.store.upsert import Merge, upsert
from jobs.store.work.work_tables import alive, work


@dataclass(frozen=True, slots=True)
class Work:
    """One row of the ledger; times are epoch seconds."""

    job: str
    subject: str
    active: str | None
    started: int
    dirty: int
    due_at: float
    priority: int
    tries: int
    asked: int
    source: str
    waiting_since: float | None
    serving_since: float | None
    asked_at: float
    finished_at: float | None
    failed_at: float | None
    reason: str | None
    claim: int
    claimed_at: float | None

    @property
    def state(self) -> str:
        """`idle`, `waiting`, `running` or `failed` (failed and nothing asked since)."""
        if self.active:
            return "running" if self.started else "waiting"
        return "failed" if self.failed_at else "idle"


# A waiting run gives its place to one that may start earlier or is more important; each such
# change improves the place, so that no stream of requests can hold a run back for ever.
_SOONER = """(work.active IS NULL OR (work.started = 0
              AND (work.due_at > :due OR work.priority > :priority)))"""

_MARK = Merge(
    work,
    {
        "job": ":job",
        "subject": ":subject",
        "active": ":new",
        "started": "0",
        "dirty": "0",
        "due_at": ":due",
        "priority": ":priority",
        "tries": "0",
        "asked": "1",
        "source": ":source",
        "waiting_since": ":now",
        "asked_at": ":now",
    },
    {
        "active": f"CASE WHEN {_SOONER} THEN :new ELSE work.active END",
        "due_at": f"CASE WHEN {_SOONER} THEN :due ELSE work.due_at END",
        "priority": f"""CASE WHEN {_SOONER} OR work.started = 1 THEN :priority
                             ELSE work.priority END""",
        "dirty": "CASE WHEN work.started = 1 THEN 1 ELSE work.dirty END",
        "tries": "CASE WHEN work.active IS NULL THEN 0 ELSE work.tries END",
        "asked": "work.asked + 1",
        "source": ":source",
        "waiting_since": """CASE WHEN work.waiting_since < :now THEN work.waiting_since
                                 ELSE :now END""",
        "asked_at": ":now",
    },
    returning="active",
)

_BEGIN = sa.text("""
    UPDATE work SET started = 1, dirty = 0, claim = claim + 1, claimed_at = :now,
        tries = CASE WHEN started = 1 THEN tries + 1 ELSE tries END,
        serving_since = COALESCE(serving_since, waiting_since), waiting_since = NULL
    WHERE job = :job AND subject = :subject AND active = :run
    RETURNING source, tries, serving_since, asked_at, claim
""")

# A run that stood still while another began it again must not end what that one is doing.
_OURS = """job = :job AND subject = :subject AND active = :run
      AND (claim = :claim OR :claim IS NULL)"""

_FINISH = sa.text(
    f"""
    UPDATE work SET
        active = CASE WHEN dirty = 1 OR :again = 1 THEN :next ELSE NULL END,
        waiting_since = CASE WHEN :again = 1 AND waiting_since IS NULL THEN :now
                             ELSE waiting_since END,
        due_at = :due, started = 0, dirty = 0, tries = 0, serving_since = NULL,
        finished_at = :now, failed_at = NULL, reason = NULL, claimed_at = NULL
    WHERE {_OURS}
    RETURNING active
"""
).bindparams(sa.bindparam("claim", type_=sa.Integer))

_FAIL = sa.text(
    f"""
    UPDATE work SET
        active = CASE WHEN dirty = 1 OR :again = 1 THEN :next ELSE NULL END,
        tries = CASE WHEN dirty = 1 THEN 0 ELSE tries + 1 END,
        waiting_since = CASE WHEN dirty = 1 OR :again = 1
                             THEN COALESCE(serving_since, waiting_since) END,
        due_at = :due, started = 0, dirty = 0, serving_since = NULL,
        failed_at = :now, reason = :reason, claimed_at = NULL
    WHERE {_OURS}
    RETURNING active
"""
).bindparams(sa.bindparam("claim", type_=sa.Integer))

_CONFIRM = sa.text(f"UPDATE work SET claimed_at = :now WHERE {_OURS} AND started = 1").bindparams(
    sa.bindparam("claim", type_=sa.Integer)
)


def mark(
    connection: sa.Connection,
    job: str,
    subject: str,
    new: str,
    *,
    source: str,
    now: float,
    due: float | None = None,
    priority: int = 10,
) -> bool:
    """Writes down that work is wanted. True: the caller must enqueue the workflow `new`.

    While a workflow waits, more requests are served by it, unless `new` is due earlier or is more
    important (a lower number) and takes its place. While it runs, one more run is remembered.
    """
    values = {"job": job, "subject": subject, "new": new, "source": source, "now": now}
    soon = {"due": now if due is None else due, "priority": priority}
    return bool(_MARK(connection, **values, **soon) == new)


@dataclass(frozen=True, slots=True)
class Begun:
    """What a run is told about itself; `since` is the oldest request it serves, `asked_at` the
    newest (epoch seconds); `claim` is what it holds the row by."""

    source: str
    tries: int
    since: float | None
    asked_at: float
    claim: int


def begin(
    connection: sa.Connection, job: str, subject: str, run: str, now: float | None = None
) -> Begun | None:
    """Marks a run as started; requests from now on need one more. None: another took its place.

    A run that is begun again, since its worker seemed dead, gets a higher claim than before, and
    that counts as a try: what ends its process each time is not handed on for ever.
    """
    values = {"job": job, "subject": subject, "run": run, "now": now}
    row = connection.execute(_BEGIN, values).one_or_none()
    return Begun(*row) if row else None


def take(connection: sa.Connection, job: str, subject: str, run: str, now: float) -> Begun:
    """Begins at once a run that no worker does; whoever is at this piece of work loses it."""
    mark(connection, job, subject, run, source="person", now=now)
    mine = (work.c.job == job, work.c.subject == subject)
    connection.execute(sa.update(work).where(*mine).values(active=run))
    begun = begin(connection, job, subject, run, now)
    assert begun is not None
    return begun


def confirm(
    connection: sa.Connection, job: str, subject: str, run: str, claim: int, now: float
) -> bool:
    """Whether this run still holds its row; it does until the transaction ends."""
    values = {"job": job, "subject": subject, "run": run, "claim": claim, "now": now}
    return connection.execute(_CONFIRM, values).rowcount == 1


def is_asked_again(connection: sa.Connection, job: str, subject: str, run: str) -> bool:
    """Whether somebody asked for the same work while this run was at it."""
    row = (work.c.job == job) & (work.c.subject == subject) & (work.c.active == run)
    return bool(connection.scalar(sa.select(work.c.dirty).where(row)))


def finish(
    connection: sa.Connection,
    job: str,
    subject: str,
    run: str,
    following: str,
    *,
    now: float,
    delay: float = 0.0,
    again: bool = False,
    claim: int | None = None,
) -> bool:
    """Ends a run that succeeded. True: the caller must enqueue the workflow `following`."""
    values = {"job": job, "subject": subject, "run": run, "next": following, "now": now}
    more = {"again": int(again), "due": now + delay, "claim": claim}
    ended = connection.execute(_FINISH, {**values, **more}).scalar_one_or_none()
    return bool(ended == following)


def fail(
    connection: sa.Connection,
    job: str,
    subject: str,
    run: str,
    following: str,
    *,
    now: float,
    reason: str,
    delay: float,
    again: bool,
    claim: int | None = None,
) -> bool:
    """Ends a run that failed. True: the caller must enqueue the next try, `following`."""
    values = {"job": job, "subject": subject, "run": run, "next": following, "now": now}
    more = {"again": int(again), "due": now + delay, "reason": reason[:300], "claim": claim}
    ended = connection.execute(_FAIL, {**values, **more}).scalar_one_or_none()
    return bool(ended == following)


def rows(connection: sa.Connection, *conditions: sa.ColumnElement[bool]) -> list[Work]:
    """Rows of the ledger in the order of job and subject."""
    found = connection.execute(sa.select(work).where(*conditions).order_by("job", "subject"))
    return [Work(**row._mapping) for row in found]


def failures(connection: sa.Connection) -> list[Work]:
    """Work whose last run failed, tried again or not."""
    return rows(connection, work.c.failed_at.is_not(None))


def active(connection: sa.Connection) -> list[Work]:
    """Work that waits or runs."""
    return rows(connection, work.c.active.is_not(None))


def of_job(connection: sa.Connection, job: str) -> list[Work]:
    """Every row of a job."""
    return rows(connection, work.c.job == job)


def of_subject(connection: sa.Connection, subject: str) -> list[Work]:
    """Every job's row for one subject; the repeated jobs have the empty one."""
    return rows(connection, work.c.subject == subject)


def oldest_wait(connection: sa.Connection, job: str, now: float) -> float:
    """Seconds that the oldest request of a job has waited for the end of its run; 0 when idle."""
    since = sa.func.min(sa.func.coalesce(work.c.serving_since, work.c.waiting_since))
    oldest: Any = connection.scalar(
        sa.select(since).where(work.c.job == job, work.c.active.is_not(None))
    )
    return max(0.0, now - oldest) if oldest else 0.0


def free(connection: sa.Connection, lost: Work) -> bool:
    """Frees a row whose workflow the engine no longer knows; False when it has moved on."""
    freed = connection.execute(
        sa.update(work)
        .where(work.c.job == lost.job, work.c.subject == lost.subject)
        .where(work.c.active == lost.active)
        .where(work.c.claim == lost.claim)
        .values(active=None, started=0, dirty=0, claimed_at=None)
    )
    return freed.rowcount == 1


def note_alive(connection: sa.Connection, name: str, now: float) -> None:
    """Writes that a worker lives."""
    upsert(connection, alive, [{"name": name, "seen": now}])


def note_healed(connection: sa.Connection, name: str, now: float) -> None:
    """Writes that a worker has looked for lost work."""
    connection.execute(sa.update(alive).where(alive.c.name == name).values(healed_at=now))


def last_healed(connection: sa.Connection, now: float, seconds: float) -> float | None:
    """When the worker that has waited longest of those heard of within so many seconds looked for
    lost work; None where none of them says so."""
    query = sa.select(sa.func.min(alive.c.healed_at)).where(near(alive.c.seen, now, seconds))
    oldest: float | None = connection.scalar(query)
    return oldest


def silent(connection: sa.Connection, now: float, seconds: float) -> list[str]:
    """Workers not heard of for so many seconds."""
    found = sa.select(alive.c.name).where(~near(alive.c.seen, now, seconds))
    return list(connection.scalars(found))


def living(connection: sa.Connection, now: float, seconds: float) -> list[str]:
    """Workers heard of within so many seconds."""
    return list(connection.scalars(sa.select(alive.c.name).where(near(alive.c.seen, now, seconds))))


def forget(connection: sa.Connection, names: list[str]) -> None:
    """Removes workers whose runs were taken over."""
    connection.execute(sa.delete(alive).where(alive.c.name.in_(names)))
