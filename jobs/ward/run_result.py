"""What a run over a unit comes to, also where there was nothing to read or nothing new."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from jobs.store.journal import add_run
from jobs.store.lives import OPEN, Life
from jobs.store.units import save_state
from jobs.unit.context import Context
from jobs.ward.judgement import Memory


@dataclass(frozen=True, slots=True)
class RunResult:
    """What one run over a unit found.

    `state` is a word of `jobs.unit.states`; `changed` says that the district's sheet may need a
    publication; `again_after` (seconds) asks for one more run, for rows still being typed;
    `accepted` that the report was taken for the first time;
    `also_check` names units whose matches with this one changed; `codes` counts
    the findings that stand, by code.
    """

    unit: str
    state: str
    changed: bool = False
    fixed: int = 0
    new: int = 0
    open: int = 0
    again_after: float | None = None
    also_check: frozenset[str] = frozenset()
    accepted: bool = False
    codes: Mapping[str, int] = field(default_factory=dict)


def unreadable(
    context: Context, memory: Memory, state: str, now: float, fingerprint: str | None = None
) -> RunResult:
    """The workbook cannot be read, or not be checked as it is: its last good rows and findings
    stay as they are."""
    before = memory.state
    since = before.state_since if before.state == state else now
    with context.writing() as connection:
        # Without a fingerprint the next readable state is judged in full, changed or not.
        after = replace(
            before, state=state, state_since=since, read_at=now, fingerprint=fingerprint
        )
        save_state(connection, after)
        add_run(connection, run_row(memory.unit.key, now, context.now(), state))
    return RunResult(memory.unit.key, state, changed=before.state != state)


def as_before(memory: Memory) -> RunResult:
    """Nothing is other than at the last run."""
    standing = [life for life in memory.lives if life.standing]
    still = sum(life.status == OPEN for life in standing)
    return RunResult(memory.unit.key, memory.state.state, open=still, codes=codes_of(standing))


def codes_of(standing: Iterable[Life]) -> dict[str, int]:
    """How many findings stand, by code."""
    return dict(Counter(life.finding.code for life in standing))


def run_row(
    unit: str,
    started: float,
    finished: float,
    outcome: str,
    fixed: int = 0,
    new: int = 0,
    n: int = 0,
) -> dict[str, Any]:
    """The line of the journal of runs; moments in epoch seconds, `n` the open findings."""
    return {
        "unit": unit,
        "started_at": started,
        "finished_at": finished,
        "outcome": outcome,
        "fixed": fixed,
        "new": new,
        "open": n,
    }
