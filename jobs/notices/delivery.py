"""Hands waiting notices to their channels: claimed first, sent once by each, and marked last."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

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
_RULE = "-" * 60


@dataclass(frozen=True, slots=True)
class Post:
    """Delivers the notices of one database; what no channel reaches is left to people.

    `gathered` are kinds that go with those of other campaigns, by `deliver_together` alone.
    """

    engine: sa.Engine
    channels: Sequence[Channel]
    language: str = "vi"
    gathered: Collection[str] = ()

    def deliver(self, now: float) -> int:
        """Sends what waits; returns how many notices another try may still help."""
        waiting = [one for one in self.waiting(now) if one.kind not in self.gathered]
        return sum(_deliver([Claimed(self, one)], now) for one in waiting)

    def waiting(self, now: float) -> list[Kept]:
        """What waits, oldest first; what was claimed by a process that died does so no more."""
        self._give_up_lost(now)
        with self.engine.connect() as connection:
            return load_notices(connection, WAITING)

    def _give_up_lost(self, now: float) -> None:
        with self.engine.begin() as connection:
            for one in load_notices(connection, SENDING):
                if not is_near(one.changed_at, now, CLAIM_SECONDS):
                    why = text("notice-unknown", self.language)
                    move(connection, one.id, FAILED, now, SENDING, reason=why)


class Claimed:
    """A notice in the hands of who delivers it, and what its channels made of it."""

    def __init__(self, post: Post, notice: Kept) -> None:
        self.post, self.notice = post, notice
        self.done: set[str] = set()
        self._outcomes: list[tuple[str, str]] = []

    def claim(self, now: float) -> bool:
        """Whether nobody else has it."""
        if not self._move(SENDING, now, WAITING):
            return False
        with self.post.engine.connect() as connection:
            self.done = delivered_by(connection, self.notice.id)
        return True

    def note(self, way: Channel, status: str, reason: str, now: float) -> None:
        """Keeps what a channel made of it."""
        if status == SENT:
            with self.post.engine.begin() as connection:
                add_delivery(connection, self.notice.id, way.name, now)
        self._outcomes.append((status, reason))

    def let_go(self, now: float) -> bool:
        """Marks it by the gravest outcome; whether another try may help."""
        statuses = (status for status, _ in self._outcomes)
        status = min(statuses, key=_GRAVEST.index, default=SENT)
        reasons = " ".join(reason for _, reason in self._outcomes if reason)
        self._move(status, now, SENDING, reasons)
        return status == WAITING

    def _move(self, to: str, now: float, came: str, reason: str = "") -> bool:
        with self.post.engine.begin() as connection:
            return move(connection, self.notice.id, to, now, came, reason=reason)


def deliver_together(posts: Sequence[Post], now: float) -> int:
    """Sends what waits of the gathered kinds in several databases, to each unit in one mail; the
    channels are those of the first. Returns how many notices another try may still help."""
    units: dict[str, list[Claimed]] = {}
    for post in posts:
        for one in post.waiting(now):
            if one.kind in post.gathered:
                units.setdefault(one.unit, []).append(Claimed(post, one))
    return sum(_deliver(some, now) for some in units.values())


def _deliver(some: Sequence[Claimed], now: float) -> int:
    """Notices to one unit, by the channels of the first."""
    ways = [way for way in some[0].post.channels if way.reaches(some[0].notice)]
    claimed = [one for one in some if ways and one.claim(now)]
    for way in ways:
        left = [one for one in claimed if way.name not in one.done]
        for part in [left] if way.gathers and left else [[one] for one in left]:
            _send(way, part, now)
    return sum(one.let_go(now) for one in claimed)


def _send(way: Channel, part: Sequence[Claimed], now: float) -> None:
    language = part[0].post.language
    said = as_one([one.notice for one in part], language)
    status, reason = _outcome(way, said, language)
    for one in part:
        one.note(way, status, reason, now)


def _outcome(way: Channel, said: Kept, language: str) -> tuple[str, str]:
    try:
        refused = way.send(said)
    except NotTakenError as error:
        again = error.passing and said.tries + 1 < MAX_TRIES
        reason = text(f"notice-not-taken-{way.name}", language, what=error)
        return (WAITING if again else FAILED), reason
    except OutcomeUnknownError:
        return FAILED, text("notice-unknown", language)
    return SENT, text("notice-some-refused", language, n=refused) if refused else ""


def as_one(notices: Iterable[Kept], language: str) -> Kept:
    """Several notices to one unit as one, what is due first first; one alone as it is."""
    several = sorted(notices, key=lambda one: (one.day, one.subject))
    if len(several) == 1:
        return several[0]
    list_ = [f"{number}. {one.subject}" for number, one in enumerate(several, start=1)]
    head = text("notice-several", language, n=len(several))
    bodies = [f"{_RULE}\n{one.body}" for one in several]
    return replace(
        several[0],
        subject=text("notice-several-subject", language, n=len(several)),
        body="\n".join([head, *list_, *bodies]),
        tries=max(one.tries for one in several),
    )
