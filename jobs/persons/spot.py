"""A place where somebody stands: what it is called, how many cells, and what they say."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

SHEET, DISTRICT, STORE, REMARK, FINDING, SETTLED, WORDS, ARCHIVE = PLACES = (
    "sheet",
    "district",
    "store",
    "remark",
    "finding",
    "settled",
    "words",
    "archive",
)


@dataclass(frozen=True, slots=True)
class Spot:
    """`place` is one of PLACES, `unit` the key of a unit (empty for none), `where` the tab and row
    or the file. `cells` would change; none of a spot that only a person can judge. `texts` are
    what stands there, for a copy that the person is given."""

    place: str
    unit: str
    where: str
    cells: int
    texts: Sequence[str] = ()

    @property
    def sure(self) -> bool:
        """Whether it is known to be theirs."""
        return self.cells > 0


def by_place(spots: Iterable[Spot]) -> dict[str, int]:
    """Cells by place, of the sure ones."""
    found: dict[str, int] = {}
    for spot in spots:
        if spot.sure:
            found[spot.place] = found.get(spot.place, 0) + spot.cells
    return found


def changed(before: Sequence[str], after: Sequence[str]) -> int:
    """How many texts differ."""
    return sum(a != b for a, b in zip(before, after, strict=True))
