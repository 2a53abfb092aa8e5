"""The quota of several campaigns together: one bucket for each account, fair between campaigns.

Whoever calls gets places one after the other, as many as are there. Who wants more than its part
takes only what is free at that moment and reserves nothing, so that a campaign of a thousand units
keeps one of ten waiting for some seconds, and not for its turn behind all of them.
"""

import contextlib
import logging
import time
from collections.abc import Callable

import sqlalchemy as sa

from jobs.store.opening.database import open_engine
from jobs.store.upsert import Merge
from jobs.store.work.quota import LONG_WAIT, WINDOW, Limit, SharedBudget
from jobs.store.work.work_tables import budget

log = logging.getLogger(__name__)

# A database of its own: no store has this table, and no store's revisions know it.
metadata = sa.MetaData()
shares = sa.Table(
    "shares",
    metadata,
    sa.Column("account", sa.String(200), primary_key=True),
    sa.Column("kind", sa.String(10), primary_key=True),
    sa.Column("campaign", sa.String(40), primary_key=True),
    # When its part of the bucket is full again, and when it last wanted a call (epoch seconds).
    sa.Column("due", sa.Float, nullable=False),
    sa.Column("seen", sa.Float, nullable=False),
)
# So many of its places a campaign may have reserved before it only takes what is free.
AHEAD = 2

_MINE = {"account": ":account", "kind": ":kind", "campaign": ":campaign"}
_SEEN = Merge(shares, {**_MINE, "due": ":now", "seen": ":now"}, {"seen": ":now"}, returning="due")
_SPENT = sa.text(
    "UPDATE shares SET due = :due WHERE account = :account AND kind = :kind "
    "AND campaign = :campaign"
)


def open_shared_quota(url: str) -> sa.Engine:
    """Opens it, made where it is missing; several processes may do so at once."""
    engine = open_engine(url)
    try:
        # Who was quicker has made it.
        quicker = (sa.exc.OperationalError, sa.exc.ProgrammingError, sa.exc.IntegrityError)
        for table in (budget, shares):
            with contextlib.suppress(*quicker):
                table.create(engine, checkfirst=True)
        with engine.connect() as connection:
            for table in (budget, shares):
                connection.execute(sa.select(table).limit(1))
    except BaseException:
        engine.dispose()
        raise
    return engine


class FairBudget(SharedBudget):
    """The budget of one account as one of several campaigns has it."""

    def __init__(
        self,
        engine: sa.Engine,
        account: str,
        limits: dict[str, Limit],
        campaign: str,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        super().__init__(engine, account, limits, clock, sleep)
        self._campaign = campaign

    def acquire(self, kind: str) -> None:
        """Takes one call of `kind`, after a wait if need be; a kind without limit passes."""
        limit = self._limits.get(kind)
        if limit is None:
            return
        waited = 0.0
        while (wait := self._take(kind, limit)) is None:
            self._sleep(limit.interval)
            waited += limit.interval
        if waited + wait > LONG_WAIT:
            log.warning("a call of kind %s waits %.0f s: the quota is used up", kind, waited + wait)
        if wait > 0:
            self._sleep(wait)

    def _take(self, kind: str, limit: Limit) -> float | None:
        """Seconds until the call that was taken, None where it is not this campaign's turn."""
        now = self._clock()
        mine = {"account": self.account, "kind": kind, "campaign": self._campaign}
        with self._engine.begin() as connection:
            # A row of one's own is locked first: calls of one campaign do not pass each other.
            due = _SEEN(connection, **mine, now=now)
            part = self._callers(connection, kind, now) * limit.interval
            due = min(max(due, now), now + 2 * AHEAD * part)
            if due - now > AHEAD * part and not self._is_free(connection, kind, limit, now):
                return None
            wait = self._place(connection, kind, limit, now)
            if wait is not None:
                connection.execute(_SPENT, mine | {"due": due + part})
            return wait

    def _callers(self, connection: sa.Connection, kind: str, now: float) -> int:
        """How many campaigns wanted a call of this kind lately, this one included."""
        lately = shares.c.seen.between(now - WINDOW, now + WINDOW)
        same = (shares.c.account == self.account) & (shares.c.kind == kind)
        found = connection.scalar(sa.select(sa.func.count()).where(same & lately))
        return max(1, int(found or 0))

    def _is_free(self, connection: sa.Connection, kind: str, limit: Limit, now: float) -> bool:
        """Whether a call could be made at once."""
        same = (budget.c.account == self.account) & (budget.c.kind == kind)
        due = connection.scalar(sa.select(budget.c.due).where(same))
        return due is None or due - now <= (limit.burst - 1) * limit.interval
