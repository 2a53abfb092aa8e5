"""What the numbers of the report came to when it was last taken, against what they are now."""

from collections.abc import Mapping
from typing import NamedTuple

from jobs.report.figures import Figures, written
from sheets_schema.report import GIVEN_FIGURES


class Change(NamedTuple):
    """A figure that is another than in the last draft, as written; `was` is "" for a new one."""

    name: str
    title: str
    was: str
    now: str


def numbers_of(figures: Figures) -> dict[str, int | float]:
    """Every number of the report by its name; texts, which may be names, are left out."""
    named = {name: figures.value(name) for name in (*GIVEN_FIGURES, *figures.report.figures)}
    return {name: said for name, said in named.items() if isinstance(said, int | float)}


def changes(figures: Figures, before: Mapping[str, int | float]) -> list[Change]:
    """Those that are not what they were, in the order of the declaration."""
    return [
        Change(name, figures.title(name), written(before.get(name)), written(value))
        for name, value in numbers_of(figures).items()
        if before.get(name) != value
    ]
