"""What is left for the unit to do, counted once for the tab of results and for the instructions."""

from collections.abc import Sequence
from dataclasses import dataclass

from jobs.store.lives import EXPLAINED, Life
from sheets_schema.finding import Severity
from sheets_schema.messages import text


@dataclass(frozen=True, slots=True)
class Left:
    """`must` findings block the report; `offered` go with `ticks` ticks; `ask` want a correction or
    a sentence. What was explained asks nothing."""

    must: int
    offered: int
    ticks: int
    ask: int

    def ticked_away(self, language: str) -> str:
        """`31 mục sửa bằng một lần tích`; empty where nothing is offered."""
        word = "once" if self.ticks == 1 else "several"
        said = text(f"results-count-{word}", language, n=self.offered, ticks=self.ticks)
        return said if self.offered else ""


def left_of(standing: Sequence[Life]) -> Left:
    """Counted from the findings that are in the sheet now."""
    left = [life.finding for life in standing if life.status != EXPLAINED]
    # One tick stands beside each kind; those of a kind that was explained once keep theirs.
    offered = [life.finding for life in standing if life.finding.proposed is not None]
    return Left(
        must=sum(one.severity is Severity.MUST_FIX for one in left),
        offered=sum(one.proposed is not None for one in left),
        ticks=len({(one.severity, one.code) for one in offered}),
        ask=sum(one.severity is Severity.PLEASE_CHECK and one.proposed is None for one in left),
    )
