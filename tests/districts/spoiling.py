"""The form of every way to spoil one cell."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from tests.districts.paper import Row, Value, Ward
from tests.districts.people import People


@dataclass(frozen=True, slots=True)
class Cell:
    """The cell to be spoilt: `text` is its right value as text."""

    rng: Random
    people: People
    ward: Ward
    row: Row
    text: str

    def pick(self, *values: Value) -> Value:
        """One of several values."""
        return self.rng.choice(values)


@dataclass(frozen=True, slots=True)
class Spoilt:
    """What stands in the cell then, what it should become, and what a person sees."""

    value: Value
    fix: str = ""
    seen: str | None = None


# None: this cell cannot be spoilt that way.
Spoil = Callable[[Cell], Spoilt | None]


@dataclass(frozen=True, slots=True)
class Kind:
    """Where a kind of defect occurs and the ways in which it is made."""

    places: Sequence[tuple[str, str]]
    ways: Sequence[Spoil]


Kinds = Mapping[str, Kind]


def one_of(*values: Value) -> Spoil:
    """Any of some values, whatever the cell held."""
    return lambda cell: Spoilt(cell.rng.choice(values))
