"""One run of one piece of work as its handler gets it, and what the handler says at its end."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jobs.store.work.claim import Claim


@dataclass(frozen=True, slots=True)
class Run:
    """`since` is the oldest request that it serves, `asked_at` the newest (epoch seconds). `claim`
    is its right to write."""

    id: str
    job: str
    subject: str
    source: str
    since: float | None
    asked_at: float
    claim: "Claim | None" = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """`again_after` seconds asks for one more run; `then` holds the (job, subject) that are asked
    for because of this one; `said` is for the log, without personal data. `failure` is what kept
    it from the rest: the run counts as failed, and what it asks for is asked for all the same."""

    again_after: float | None = None
    then: tuple[tuple[str, str], ...] = ()
    said: Mapping[str, object] = field(default_factory=dict)
    failure: Exception | None = None
