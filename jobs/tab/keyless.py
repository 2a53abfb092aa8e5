"""Rows of ours whose key somebody deleted, known again by what they hold."""

from collections.abc import Mapping, Sequence

from jobs.tab.intent import said
from jobs.tab.keyed import KeyedTab
from jobs.tab.layout import (
    Layout,
)
from sheets_client.snapshot import Sheet

# A row without a key is a row of ours where so much of it stands there.
CLOSE = 0.75
COMPARED = 100_000


def keyless_rows(
    sheet: Sheet, wanted: KeyedTab, layout: Layout, rows: Mapping[str, Sequence[int]]
) -> dict[str, int]:
    """Rows whose key somebody deleted, by that key: they hold what the row of that key should."""
    missing = [key for key in wanted.rows if key not in rows]
    if not missing:
        return {}
    bare = [row for row in range(layout.header + 1, len(sheet.cells)) if _bare(sheet, row, layout)]
    ours = {row: tuple(said(sheet.cell(row, at).value) for at in layout.places[1:]) for row in bare}
    exact: dict[tuple[str, ...], list[int]] = {}
    for row in reversed(bare):
        exact.setdefault(ours[row], []).append(row)
    found: dict[str, int] = {}
    for key in missing:
        same_cells = exact.get(tuple(map(said, wanted.rows[key].cells)))
        if same_cells:
            found[key] = same_cells.pop()
    left = set(bare) - set(found.values())
    for key in missing if len(missing) * len(left) <= COMPARED else ():
        if key not in found and left:
            cells = tuple(map(said, wanted.rows[key].cells))
            best = max(sorted(left), key=lambda row: _closeness(ours[row], cells))
            if _closeness(ours[best], cells) >= CLOSE:
                found[key] = best
                left.remove(best)
    return found


def _bare(sheet: Sheet, row: int, layout: Layout) -> bool:
    ours = [sheet.cell(row, at) for at in layout.places[1:]]
    return sheet.cell(row, layout.key).empty and sum(not cell.empty for cell in ours) > 2


def _closeness(stands: Sequence[str], should: Sequence[str]) -> float:
    """The part of a row's filled cells that stand in a sheet row of the same unit. The last says
    where a row comes from: where that stands too, half of the rest may have changed."""
    filled = [(one, other) for one, other in zip(stands, should, strict=True) if other]
    alike = sum(one == other for one, other in filled) / max(1, len(filled))
    if stands[0] != should[0]:
        return 0.0
    return (1 + alike) / 2 if stands[-1] and stands[-1] == should[-1] else alike
