"""Which row is which: by its key, and by what it holds where somebody deleted the key or sorted
the columns that can be seen away from it.

The column of the keys is hidden: who marks what there is to see and sorts it leaves the keys
where they were, and takes the remarks along with what they were written about.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from jobs.tab.intent import said
from jobs.tab.keyed import KeyedTab, rows_of_keys
from jobs.tab.layout import Layout
from sheets_client.snapshot import Sheet

# A row without a key is a row of ours where so much of it stands there.
CLOSE = 0.75
COMPARED = 100_000


def rows_by_key(sheet: Sheet, layout: Layout, wanted: KeyedTab) -> dict[str, list[int]]:
    """Sheet rows of each key; more than one where somebody copied a row. The key that stands in a
    row is another one where the rest was sorted away from it."""
    rows = rows_of_keys(sheet, layout.key, layout.header, wanted)
    alone = {key: at for key, (at, *more) in rows.items() if not more and key in wanted.rows}
    torn = _torn(sheet, layout, wanted, alone)
    if not torn:
        return rows
    found = _by_content(sheet, layout, wanted, torn, sorted(torn.values()))
    left = set(torn.values()) - set(found.values())
    # A row that says nobody's words keeps its key where no other row says those of that key.
    found |= {key: row for key, row in torn.items() if key not in found and row in left}
    rest = sorted(left - set(found.values()))
    found |= dict(zip((key for key in torn if key not in found), rest, strict=True))
    return {key: [found[key]] if key in found else at for key, at in rows.items()}


def keyless_rows(
    sheet: Sheet, wanted: KeyedTab, layout: Layout, rows: Mapping[str, Sequence[int]]
) -> dict[str, int]:
    """Rows whose key somebody deleted, by that key: they hold what the row of that key should."""
    missing = [key for key in wanted.rows if key not in rows]
    if not missing:
        return {}
    bare = [row for row in range(layout.header + 1, len(sheet.cells)) if _bare(sheet, row, layout)]
    return _by_content(sheet, layout, wanted, missing, bare)


def _torn(
    sheet: Sheet, layout: Layout, wanted: KeyedTab, alone: Mapping[str, int]
) -> dict[str, int]:
    """Rows that hold little of what their key should, where one of them holds just what another
    key should; else none: what differs then was changed at the units."""
    other = {}
    for key, row in alone.items():
        words, should = _words(sheet, row, layout), _should(wanted, key)
        if words != should and _closeness(words, should) < CLOSE:
            other[key] = row, words
    once = Counter(_should(wanted, key) for key in other)
    sorted_away = any(once[words] == 1 for _, words in other.values())
    return {key: row for key, (row, _) in other.items()} if sorted_away else {}


def _by_content(
    sheet: Sheet,
    layout: Layout,
    wanted: KeyedTab,
    missing: Iterable[str],
    among: Sequence[int],
) -> dict[str, int]:
    """The rows `among` which hold what those of the missing keys should, or nearly."""
    missing = list(missing)
    ours = {row: _words(sheet, row, layout) for row in among}
    exact: dict[tuple[str, ...], list[int]] = {}
    for row in reversed(among):
        exact.setdefault(ours[row], []).append(row)
    found: dict[str, int] = {}
    for key in missing:
        same_cells = exact.get(_should(wanted, key))
        if same_cells:
            found[key] = same_cells.pop()
    left = set(among) - set(found.values())
    for key in missing if len(missing) * len(left) <= COMPARED else ():
        if key not in found and left:
            cells = _should(wanted, key)
            best = max(sorted(left), key=lambda row: _closeness(ours[row], cells))
            if _closeness(ours[best], cells) >= CLOSE:
                found[key] = best
                left.remove(best)
    return found


def _words(sheet: Sheet, row: int, layout: Layout) -> tuple[str, ...]:
    """What stands in our columns right of the key."""
    return tuple(said(sheet.cell(row, at).value) for at in layout.places[1:])


def _should(wanted: KeyedTab, key: str) -> tuple[str, ...]:
    return tuple(map(said, wanted.rows[key].cells))


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
