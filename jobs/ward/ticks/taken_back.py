"""Ticks that were taken back: remembered for a day, and said in the tab where they were made."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import sqlalchemy as sa

from jobs.store.journal import outcomes_since
from jobs.store.lives import Life
from jobs.ward.lifecycle import Place, Placed, row_of
from sheets_schema.checked import CheckedTable
from sheets_schema.messages import text

# How long the tab says so: the unit looks at it the next morning at the latest.
SECONDS = 86_400.0
APPLIED = "applied"
ROWS_NAMED = 12


class Why(StrEnum):
    """Why a ticked proposal was not put in; kept in the store beside the repairs."""

    CHANGED = "changed-meanwhile"
    JUDGED = "judged-anew"
    COPIED = "row-copied"
    BY_HAND = "by-hand"
    UNCLEAR = "line-moved"


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A tick for the cell of that row and column (declared names; empty where its line is known
    no more) that was taken back. `value` and `proposed` are never kept in plain text."""

    table: str
    row_id: str
    column: str
    code: str
    why: Why
    value: str = ""
    proposed: str = ""

    @staticmethod
    def of(one: Life | Placed | None, why: Why) -> "TakenBack":
        """The tick beside that finding; None is a line that is known no more."""
        if one is None:
            return TakenBack("", "", "", "", why)
        said = one.finding
        place = (said.table, row_of(one.row_id), said.column or "", said.code)
        return TakenBack(*place, why, said.value, said.proposed or "")


def load_taken_back(connection: sa.Connection, unit: str, since: float) -> list[TakenBack]:
    """The unit's ticks taken back after `since` (epoch seconds), without their values; not those
    for cells whose proposal was put in later."""
    newest = {
        (row.table_name, row.row_id, row.column_name): (row.code, row.outcome)
        for row in outcomes_since(connection, unit, since)
    }
    return [
        TakenBack(*place, code, Why(outcome))
        for place, (code, outcome) in newest.items()
        if outcome != APPLIED
    ]


def say_taken_back(
    taken_back: Sequence[TakenBack],
    tables: Sequence[CheckedTable],
    places: Mapping[tuple[str, str], Place],
    language: str,
) -> list[str]:
    """What the unit reads of them: a sentence for each list, column and reason, with the rows
    where they stand now."""
    rows: dict[tuple[str, str, str, Why], list[int | None]] = defaultdict(list)
    for one in taken_back:
        place = places.get((one.table, one.row_id))
        tab = place.tab if place else ""
        rows[one.table, tab, one.column, one.why].append(place.row if place else None)
    by_name = {found.table.name: found for found in tables}
    return [
        _sentence(by_name.get(table), tab, column, why, found, language)
        for (table, tab, column, why), found in sorted(rows.items())
    ]


def _sentence(
    found: CheckedTable | None,
    tab: str,
    column: str,
    why: Why,
    rows: Sequence[int | None],
    language: str,
) -> str:
    if found is None:
        return text("tick-back-unknown", language)
    titles = {one.name: one.title for one in found.table.columns}
    there = found.tab.title if found.tab else found.table.title
    where = {"tab": tab or there, "column": titles.get(column, column)}
    here = sorted({row for row in rows if row is not None})
    if not here:
        return text("tick-back-row-gone", language, **where)
    named = ", ".join(str(row) for row in here[:ROWS_NAMED])
    more = ", …" if len(here) > ROWS_NAMED else ""
    return text(f"tick-back-{why}", language, rows=named + more, **where)
