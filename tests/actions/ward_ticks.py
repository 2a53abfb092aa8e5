"""Ticks in `Kết quả kiểm tra` as people make them, and what a run may change because of them.

The rule is one of compare-and-swap: a cell is changed only where a ticked line (or one under a
ticked heading) proposes just that, and only while it still holds the value that the line was for.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sheets_client.snapshot import Sheet

TICK, SAID, KEY = 0, 1, 3
AT = re.compile(r", dòng (\d+), cột (.+?)(?: – .+)?$")
FIX = "☑ Tích để sửa thành: "


@dataclass(frozen=True, slots=True)
class Box:
    """A line with a box: its row in the tab (from 1), its hidden key, whether it is ticked.

    A finding has a sheet `row` (from 1), a `column` by title and the `proposal`; a heading has
    none of them. `granted`: the line is ticked, or its heading is.
    """

    line: int
    key: str
    ticked: bool
    granted: bool
    row: int = 0
    column: str = ""
    proposal: str = ""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a line stood for when somebody looked at it: the row by its STT, and the value."""

    row: str
    column: str
    value: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A cell that holds another value than people put there (row and column from 0)."""

    row: int
    column: int
    title: str
    stt: str
    before: str
    after: str


def boxes(results: Sheet | None) -> list[Box]:
    """Every line with a box, top down."""
    found, granted = [], False
    for number, cells in enumerate(results.cells if results else (), start=1):
        said = [str("" if cell.value is None else cell.value) for cell in cells]
        said += [""] * (KEY + 1 - len(said))
        key, ticked = said[KEY].partition("/")[0], said[TICK] == "True"
        if key.startswith("#"):
            granted = ticked
            if ":" in key and "\n☑" in said[SAID]:
                found.append(Box(number, key, ticked, ticked))
        elif FIX in said[SAID] and (at := AT.search(said[SAID].partition("\n")[0])):
            place = (int(at[1]), at[2], said[SAID].rpartition(FIX)[2])
            found.append(Box(number, key, ticked, ticked or granted, *place))
    return found


def granted(results: Sheet | None) -> list[Box]:
    """The findings whose proposal a run may put in."""
    return [box for box in boxes(results) if box.granted and box.proposal]


def below(found: Sequence[Box], heading: Box) -> list[Box]:
    """The findings under a heading."""
    at = found.index(heading) + 1
    ends = (i for i in range(at, len(found)) if not found[i].proposal)
    return list(found[at : next(ends, len(found))])


def changed_cells(
    ours: Sequence[Sequence[Any]], theirs: Sequence[Sequence[Any]]
) -> list[Changed] | None:
    """The cells of a list (as shown, headings first) that differ; None for different shapes."""
    if len(ours) != len(theirs):
        return None
    heads = theirs[0] if theirs else []
    found = []
    for number, (mine, was) in enumerate(zip(ours, theirs, strict=True)):
        if len(mine) != len(was):
            return None
        found += [
            Changed(number, column, str(heads[column]), str(was[0]), str(old), str(new))
            for column, (new, old) in enumerate(zip(mine, was, strict=True))
            if new != old
        ]
    return found


def account(
    changes: Sequence[Changed],
    allowed: Sequence[Box],
    meant: Mapping[str, Meaning],
    proposals: Mapping[tuple[int, int], str],
) -> tuple[list[Changed], list[Box]]:
    """The changes that no ticked line accounts for, and the lines that account for none; each
    line accounts for one at most.

    `meant` is what lines stood for where somebody looked; `proposals` are those that the values
    deserve which stood there (row and column from 0).
    """
    left = sorted(allowed, key=lambda box: box.key not in meant)
    wrong = []
    for change in changes:
        due = proposals.get((change.row, change.column)) == change.after
        box = next((one for one in left if due and _is_for(one, change, meant)), None)
        if box is None:
            wrong.append(change)
        else:
            left.remove(box)
    return wrong, left


def _is_for(box: Box, change: Changed, meant: Mapping[str, Meaning]) -> bool:
    if (box.column, box.proposal) != (change.title, change.after):
        return False
    known = meant.get(box.key)
    return known in (None, Meaning(change.stt, change.title, change.before))
