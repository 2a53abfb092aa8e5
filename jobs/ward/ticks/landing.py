"""Where ticked repairs landed: found by row and column in the state after the write.

`findReplace` compares the cell, not the row. When rows moved between our read and our write and the
row that stands there now holds the very same text, that row was changed and nobody ticked it: it
gets its own text back. The row that was ticked is tried again. Of two cells that change places
neither is left alone: what it held would be lost.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jobs.store.vault import Vault
from jobs.ward.judgement import Judgement
from jobs.ward.results.lines import finding_key
from jobs.ward.ticks.repairs import Repair, cell_of, cell_range, holds, views_with
from sheets_client.requests import Request, find_replace_cell, repeat_format
from sheets_client.snapshot import Cell


@dataclass(frozen=True, slots=True)
class Landing:
    """What became of each repair. `pending` are those whose value stands where it stood, in a row
    that moved; `give_back` are requests that undo what was done to rows that nobody ticked."""

    applied: tuple[Repair, ...]
    pending: tuple[Repair, ...]
    changed: tuple[Repair, ...]
    give_back: tuple[Request, ...]


def where_landed(
    repairs: Sequence[Repair],
    replies: Sequence[Mapping[str, Any]],
    before: Judgement,
    after: Judgement,
    vault: Vault,
) -> Landing:
    """`replies` are those to all requests of the repairs, in order; none where Google's answer was
    lost, and then the two states tell."""
    changed_there = _changed_there(repairs, replies)
    standing = {finding_key(vault, one) for one in after.placed}
    applied, pending, changed = list[Repair](), list[Repair](), list[Repair]()
    back: list[Request] = []
    for repair, swapped in zip(repairs, changed_there, strict=True):
        at_home = _is_at_home(before, after, repair)
        if (at_home and swapped) or holds(_own_cell(after, repair), repair.new):
            applied.append(repair)
        else:
            (pending if repair.key in standing else changed).append(repair)
        ours = swapped or (swapped is None and _held(before, repair, after))
        if not at_home and ours and _is_strange(repair, repairs, before, after):
            back += _give_back(repair, _cell_before(before, repair, after))
    done = {one.key for one in applied}
    alone = [one for one in applied if one.other_half and one.other_half not in done]
    for half in alone:
        back += _give_back(half, _own_cell(before, half))
    applied = [one for one in applied if one not in alone]
    return Landing(tuple(applied), tuple(pending), (*changed, *alone), tuple(back))


def _changed_there(
    repairs: Sequence[Repair], replies: Sequence[Mapping[str, Any]]
) -> list[bool | None]:
    """For each repair whether the cell at its place was changed; None: no answer."""
    if not replies:
        return [None] * len(repairs)
    found: list[bool | None] = []
    at = 0
    for repair in repairs:
        at += len(repair.requests())
        answer = replies[at - 1].get("findReplace", {}) if at <= len(replies) else {}
        found.append(bool(answer.get("valuesChanged")))
    return found


def _row_at(judged: Judgement, repair: Repair) -> tuple[str, int | None]:
    """The row that stands at the repair's place now, and where its column stands."""
    name = repair.one.finding.column or ""
    here = [v for v in views_with(judged, repair.one) if v.sheet.sheet_id == repair.sheet_id]
    # Of lists side by side the one whose column it is.
    here.sort(key=lambda view: view.found.columns.get(name) != repair.column)
    view = next((view for view in here if repair.row in view.row_ids), here[0] if here else None)
    if view is None:
        return "", None
    return view.row_ids.get(repair.row, ""), view.found.columns.get(name)


def _is_at_home(before: Judgement, after: Judgement, repair: Repair) -> bool:
    """Whether the row that was ticked still stands at the repair's place.

    Beside a shared row stands no id: the record is another one by its content now that it was
    repaired, one that nobody knew before, and the old one is gone.
    """
    row_id, column = _row_at(after, repair)
    if (row_id, column) == (repair.row_id, repair.column):
        return True
    here = views_with(after, repair.one)
    if column != repair.column or not any(view.shared for view in here):
        return False
    gone = all(repair.row_id not in view.row_ids.values() for view in here)
    return gone and bool(row_id) and row_id not in before.rows


def _own_cell(judged: Judgement, repair: Repair) -> Cell | None:
    return cell_of(judged, repair.one, repair.row_id)


def _is_strange(
    repair: Repair, repairs: Sequence[Repair], before: Judgement, after: Judgement
) -> bool:
    """Whether the row at the place holds our value now and was not ticked for just that itself."""
    row_id, column = _row_at(after, repair)
    sheet = after.snapshot.by_id(repair.sheet_id)
    if sheet is None or not holds(sheet.cell(repair.row, repair.column), repair.new):
        return False
    wanted = (row_id, column, repair.old, repair.new)
    return all((one.row_id, one.column, one.old, one.new) != wanted for one in repairs)


def _held(before: Judgement, repair: Repair, after: Judgement) -> bool:
    """Whether the row at the place held the same text as the ticked one when we looked."""
    row_id, _ = _row_at(after, repair)
    return holds(cell_of(before, repair.one, row_id), repair.old)


def _cell_before(before: Judgement, repair: Repair, after: Judgement) -> Cell | None:
    """What the row at the place held when we looked: the ticked row's own text in a new row."""
    row_id, _ = _row_at(after, repair)
    return cell_of(before, repair.one, row_id) or _own_cell(before, repair)


def _give_back(repair: Repair, stood: Cell | None) -> list[Request]:
    """Swap it back; what was a number is typed as one again."""
    swap = find_replace_cell(repair.sheet_id, repair.row, repair.column, repair.new, repair.old)
    if repair.plain_text and stood is not None and not isinstance(stood.value, str):
        return [repeat_format(cell_range(repair), {}, "numberFormat"), swap]
    return [swap]
