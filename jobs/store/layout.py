"""What of a unit's workbook is remembered by place: its lists' tabs, and what we made there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

# Keys beside the lists' names, which never begin with a number sign.
_RESULTS, _GUIDE = "#results", "#guide"


@dataclass(frozen=True, slots=True)
class PlacedList:
    """The tab of a list by its id; `adopted` says that our two columns stand there."""

    sheet_id: int
    adopted: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """The lists by their declared names, the tabs of results and of instructions by their ids,
    None where we made none; `receipt` is one that an earlier version gave and kept only here."""

    lists: Mapping[str, PlacedList] = field(default_factory=dict)
    results: int | None = None
    guide: int | None = None
    receipt: str | None = None

    @property
    def adopted(self) -> set[int]:
        """The ids of the tabs in which our columns stand."""
        return {one.sheet_id for one in self.lists.values() if one.adopted}


def layout_of(said: Mapping[str, Any]) -> Layout:
    """The layout in a stored row."""
    lists = {
        name: PlacedList(place["sheet_id"], place.get("adopted", False))
        for name, place in said.items()
        if name not in (_RESULTS, _GUIDE)
    }
    results, guide = said.get(_RESULTS, {}), said.get(_GUIDE, {})
    return Layout(lists, results.get("sheet_id"), guide.get("sheet_id"), guide.get("receipt"))


def as_stored(layout: Layout) -> dict[str, Any]:
    """The same as JSON for the store."""
    said: dict[str, Any] = {
        name: {"sheet_id": one.sheet_id, "adopted": one.adopted}
        for name, one in layout.lists.items()
    }
    if layout.results is not None:
        said[_RESULTS] = {"sheet_id": layout.results}
    if layout.guide is not None:
        receipt = {"receipt": layout.receipt} if layout.receipt else {}
        said[_GUIDE] = {"sheet_id": layout.guide, **receipt}
    return said
