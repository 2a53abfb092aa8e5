"""Hands waiting notices to their channels: claimed first, sent once by each, and marked last."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from jobs.notices.channel import Channel, NotTakenError, OutcomeUnknownError
from jobs.store.moments import is_near
from jobs.store.notices import (
    FAILED,
    SENDING,
    SENT,
    WAITING,
    Kept,
    add_delivery,
    delivered_by,
    load_notices,
    move,
)
from sheets_schema.messages import text

MAX_TRIES = 5
# A claim that old belongs to a process that died: whether its notice left, nobody knows.
CLAIM_SECONDS = 600.0
# The gravest of what its channels made of a notice is the state that people see.
_GRAVEST = (WAITING, FAILED, SENT)


@dataclass(frozen=True, slots=True)
class Post:
    """Delivers the notices of one database; what no channel reaches is left to people."""

    engine: sa.Engine
    channels: Sequence[Channel]
    language: str = "vi"

    def deliver(self, now: float) -> int:
        """Sends what waits; returns how many notices another try may still help."""
        self._give_up_lost(now)
        with self.engine.connect() as connection:
            waiting = load_notices(connection, WAITING)
        return sum(self._deliver(one, now) for one in waiting)

    def _give_up_lost(self, now: float) -> None:
        with self.engine.begin() as connection:
            for one in load_notices(connection, SENDING):
                if not is_near(one.changed_at, now, CLAIM_SECONDS):
                    why = text("notice-unknown", self.language)
                    move(connection, one.id, FAILED, now, SENDING, reason=why)

    def _deliver(self, one: Kept, now: float) -> bool:
        ways = [channel for channel in self.channels if channel.reaches(one)]
        if not ways or not self._move(one, SENDING, now, WAITING):
            return False
        with self.engine.connect() as connection:
            done = delivered_by(connection, one.id)
        outcomes = [self._send(way, one, now) for way in ways if way.name not in done]
        status = min((status for status, _ in outcomes), key=_GRAVEST.index, default=SENT)
        self._move(one, status, now, SENDING, " ".join(reason for _, reason in outcomes if reason))
        return status == WAITING

    def _send(self, channel: Channel, one: Kept, now: float) -> tuple[str, str]:
        try:
            refused = channel.send(one)
        except NotTakenError as error:
            again = error.passing and one.tries + 1 < MAX_TRIES
            reason = text(f"notice-not-taken-{channel.name}", self.language, what=error)
            return (WAITING if again else FAILED), reason
        except OutcomeUnknownError:
            return FAILED, text("notice-unknown", self.language)
        with self.engine.begin() as connection:
            add_delivery(connection, one.id, channel.name, now)
        return SENT, text("notice-some-refused", self.language, n=refused) if refused else ""

    def _move(self, one: Kept, to: str, now: float, came: str, reason: str = "") -> bool:
        with self.engine.begin() as connection:
            return move(connection, one.id, to, now, came, reason=reason)
