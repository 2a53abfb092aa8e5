"""How well a workbook in some shape was read: held to the same lists in the form's own layout."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from sheets_schema.campaign import Campaign
from sheets_schema.checked import Checked, CheckedRow
from sheets_schema.gathering import gather
from sheets_schema.sorted_header import headers_below_rows, with_header_told
from sheets_schema.validate import validate
from sheets_schema.vietnam.text import one_line
from sheets_schema.workbook import Tab, Value, Workbook
from tests.shapes.contents import AS_OF, Content

# Row numbers are given anew in each part of a list.
_NOT_HELD = frozenset({"number"})


@dataclass(slots=True)
class Score:
    """What was read of workbooks in other shapes; `stories` tells what was not, by shape."""

    rows: int = 0
    rows_read: int = 0
    cells: int = 0
    cells_right: int = 0
    phantoms: int = 0
    untold: int = 0
    needless: int = 0
    must_fix: Counter[str] = field(default_factory=Counter)
    stories: list[str] = field(default_factory=list)

    def problems(self) -> dict[str, object]:
        """What falls short of the promise, by name; empty when all of it is kept."""
        measures: dict[str, tuple[object, bool]] = {
            "rows read": (self.rows_read / max(1, self.rows), self.rows_read >= 0.995 * self.rows),
            "cells in their column": (
                self.cells_right / max(1, self.cells), self.cells_right >= 0.995 * self.cells
            ),
            "rows of nobody": (self.phantoms, self.phantoms == 0),
            "unread and untold": (self.untold, self.untold == 0),
            "told though read": (self.needless, self.needless <= 0.001 * self.rows),
            "must-fix on right cells": (dict(self.must_fix), not self.must_fix),
        }  # fmt: skip
        return {name: value for name, (value, kept) in measures.items() if not kept}


def plain(content: Content, campaign: Campaign) -> Checked:
    """The unit's lists as the form has them."""
    tabs = []
    for table in campaign.tables_for(content.unit):
        names = [column.name for column in table.columns]
        rows = [
            [index if name == "number" else row.get(name) for name in names]
            for index, row in enumerate(content.lists[table.name], 1)
        ]
        tabs.append(Tab(table.title, [[column.title for column in table.columns], *rows]))
    return validate(Workbook("", tabs), content.unit, campaign, AS_OF, True)


def read(book: Workbook, content: Content, campaign: Campaign) -> Checked:
    """A workbook as the command line reads it."""
    gathered = gather(book, campaign.tables_for(content.unit))
    checked = validate(book, content.unit, campaign, AS_OF, True, gathered)
    return with_header_told(checked, headers_below_rows(checked, AS_OF))


def score(book: Workbook, content: Content, campaign: Campaign, shape: str, into: Score) -> None:
    """Hold what is read of a workbook to what the form's own layout gives."""
    want, found = plain(content, campaign), read(book, content, campaign)
    told = any(one.code == "left-over" for one in found.findings)
    lost = 0
    for mine, theirs in zip(want.tables, found.tables, strict=True):
        names = [column.name for column in mine.table.columns]
        lost += _score_list(names, mine.rows, theirs.rows, f"{shape} {mine.table.name}", into)
    if lost and not told:
        into.untold += lost
    if told and not lost:
        into.needless += 1
        into.stories.append(f"{shape}: needless left-over {_left(found)}")
    wrong = {one.value for one in want.findings if one.value}
    extra = _must_fix(found, wrong) - _must_fix(want, wrong)
    if extra and not (lost and told):
        into.must_fix += extra
        into.stories.append(f"{shape}: must-fix {dict(extra)}")


def _left(found: Checked) -> list[Mapping[str, str]]:
    return [one.params for one in found.findings if one.code == "left-over"]


def _must_fix(checked: Checked, wrong: Collection[str]) -> Counter[str]:
    """The must-fix findings by code, without those on cells that are wrong in any shape."""
    hard = [one for one in checked.findings if one.severity == "must-fix"]
    return Counter(one.code for one in hard if one.value not in wrong)


def _score_list(
    names: Sequence[str], want: Sequence[CheckedRow], found: Sequence[CheckedRow], shape: str,
    into: Score,
) -> int:  # fmt: skip
    """How many rows of a list were not read."""
    held = [n for n, name in enumerate(names) if name not in _NOT_HELD]
    rest = list(found)
    lost = 0
    for row in want:
        cells = [_text(row.values[n]) for n in held]
        into.rows += 1
        into.cells += len(held)
        best = max(rest, key=lambda one: _alike(one, cells, held), default=None)
        same = _alike(best, cells, held) if best is not None else 0
        if best is None or same * 3 < sum(map(bool, cells)):
            lost += 1
            into.stories.append(f"{shape}: lost {[row.values[n] for n in held][:3]}")
            continue
        rest.remove(best)
        into.rows_read += 1
        wrong = [n for n, cell in zip(held, cells, strict=True) if _text(best.values[n]) != cell]
        into.cells_right += len(held) - len(wrong)
        into.stories += [
            f"{shape}: {names[n]} {best.values[n]!r} for {row.values[n]!r}" for n in wrong[:3]
        ]
    into.phantoms += len(rest)
    into.stories += [f"{shape}: row of nobody {row.row} {row.raw}" for row in rest]
    return lost


def _alike(row: CheckedRow | None, cells: Sequence[str], held: Sequence[int]) -> int:
    if row is None:
        return 0
    return sum(bool(c) and _text(row.values[n]) == c for n, c in zip(held, cells, strict=True))


def _text(value: Value) -> str:
    text = "" if value is None else one_line(str(value)).strip()
    return text.removesuffix(".0").casefold()
