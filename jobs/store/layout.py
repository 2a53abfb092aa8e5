"""What of a unit's workbook is remembered by place: its lists' tabs, and what we made there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

# Keys beside the lists' names, which never begin with a number sign.
_RESULTS, _GUIDE, _PAST = "#results", "#guide", "#past"


class FurtherTab(NamedTuple):
    """One more tab in which a list stands: the keyed hash of its title when it was last read, and
    its id."""

    title: str
    sheet_id: int
    adopted: bool = False


@dataclass(frozen=True, slots=True)
class PlacedList:
    """The tab of a list by its id; `adopted` says that our two columns stand there. A list may go
    on in `further` tabs. `read` is the sealed sentence that says what was read of it; `lost` says
    that the last look did not see the list: what is kept of it is of an earlier one."""

    sheet_id: int
    adopted: bool = False
    further: tuple[FurtherTab, ...] = ()
    read: str = ""
    lost: bool = False

    @property
    def tabs(self) -> tuple[int, ...]:
        """The ids of all its tabs."""
        return (self.sheet_id, *(tab.sheet_id for tab in self.further))

    def adopted_in(self, sheet_id: int) -> bool:
        """Whether our two columns stand, or stood, in that tab of the list."""
        here = self.adopted and self.sheet_id == sheet_id
        return here or any(one.adopted and one.sheet_id == sheet_id for one in self.further)

    def sheet_of(self, title: str) -> int:
        """The id of the list's tab of that hash of a title, the first where none has it."""
        return next((one.sheet_id for one in self.further if one.title == title), self.sheet_id)


class PastList(NamedTuple):
    """The tab, by its id, on which a list stood in a period that ended, as people call it."""

    table: str
    sheet_id: int
    period: str


@dataclass(frozen=True, slots=True)
class Layout:
    """The lists by their declared names, the tabs of results and of instructions by their ids,
    None where we made none; `receipt` is one that an earlier version gave and kept only here; tabs
    of the `past` are not read any more."""

    lists: Mapping[str, PlacedList] = field(default_factory=dict)
    results: int | None = None
    guide: int | None = None
    receipt: str | None = None
    past: tuple[PastList, ...] = ()

    @property
    def adopted(self) -> set[int]:
        """The ids of the tabs in which our columns stand."""
        first = {one.sheet_id for one in self.lists.values() if one.adopted}
        more = (tab for one in self.lists.values() for tab in one.further)
        return first | {tab.sheet_id for tab in more if tab.adopted}


def layout_of(said: Mapping[str, Any]) -> Layout:
    """The layout in a stored row."""
    lists = {
        name: PlacedList(
            place["sheet_id"],
            place.get("adopted", False),
            tuple(FurtherTab(*tab) for tab in place.get("further", ())),
            place.get("read", ""),
            place.get("lost", False),
        )
        for name, place in said.items()
        if name not in (_RESULTS, _GUIDE, _PAST)
    }
    results, guide = said.get(_RESULTS, {}), said.get(_GUIDE, {})
    past = tuple(PastList(*one) for one in said.get(_PAST, {}).get("lists", ()))
    return Layout(lists, results.get("sheet_id"), guide.get("sheet_id"), guide.get("receipt"), past)


def as_stored(layout: Layout) -> dict[str, Any]:
    """The same as JSON for the store."""
    said: dict[str, Any] = {name: _placed(one) for name, one in layout.lists.items()}
    if layout.results is not None:
        said[_RESULTS] = {"sheet_id": layout.results}
    if layout.guide is not None:
        receipt = {"receipt": layout.receipt} if layout.receipt else {}
        said[_GUIDE] = {"sheet_id": layout.guide, **receipt}
    if layout.past:
        # In the form of a list, which programs of before take it for: one in no tab.
        said[_PAST] = {"sheet_id": -1, "lists": [list(one) for one in layout.past]}
    return said


def _placed(one: PlacedList) -> dict[str, Any]:
    said: dict[str, Any] = {"sheet_id": one.sheet_id, "adopted": one.adopted}
    if one.further:
        said["further"] = [list(tab) for tab in one.further]
    if one.read:
        said["read"] = one.read
    if one.lost:
        said["lost"] = True
    return said
