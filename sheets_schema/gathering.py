"""Lists that stand in several places of a workbook, laid under each other to be read as one.

The rows are read in a workbook made for it; what is found there is told where the row stands.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple

from sheets_schema.account import Block, block_of
from sheets_schema.campaign import Table
from sheets_schema.checked import CheckedRow, CheckedRows, CheckedTable
from sheets_schema.finding import Finding
from sheets_schema.headings import heading_key
from sheets_schema.list_places import Place, group_named, of_each_list, only_above, places_of
from sheets_schema.row_texts import has_mark
from sheets_schema.rows import RowKind, is_blank
from sheets_schema.workbook import Tab, Value, Workbook

# A heading among rows, with its number before it.
_ALONE = 2


class Origin(NamedTuple):
    """Where a row that was laid under others stands: its place, the row from 0, and the sheet
    column of each column here."""

    place: Place
    row: int
    cols: Mapping[int, int]

    @property
    def tab(self) -> str:
        """The title of the tab."""
        return self.place.source.title


@dataclass(frozen=True, slots=True)
class Gathered:
    """A workbook in which each list stands in one place, and where its rows came from.

    `origins` holds, by the list's declared name, the origin of each row of its tab here.
    """

    workbook: Workbook
    origins: Mapping[str, Sequence[Origin | None]]
    places: Mapping[str, Sequence[Place]]

    def placed(self, finding: Finding) -> Finding:
        """A finding told where the row really stands."""
        origins = self.origins.get(finding.table)
        if origins is None:
            return finding
        if finding.row is None:
            return finding._replace(tab=self.places[finding.table][0].source.title)
        origin = origins[finding.row - 1]
        if origin is None:
            return finding
        col = None if finding.col is None else origin.cols.get(finding.col)
        # What several cells say together is written into none of them.
        parted = any(col in one.cols for one in origin.place.header.together)
        proposed = None if parted else finding.proposed
        return finding._replace(tab=origin.tab, row=origin.row + 1, col=col, proposed=proposed)

    def stands(self, table: CheckedTable) -> Iterator[CheckedTable]:
        """A list as it stands in each of its places, in the workbook as it is."""
        data = {number: index for index, number in enumerate(table.row_numbers)}
        for place in self.places[table.table.name]:
            mine = list(self._rows_of(place))
            joined = {one.cols[0]: one.cols[1:] for one in place.header.together}
            rows = [(data[number], origin.row) for number, origin in mine if number in data]
            yield CheckedTable(
                table=table.table,
                tab=place.tab,
                recognised=True,
                header_row=place.header.row,
                columns=place.columns,
                width=max(place.header.headings) + 1,
                rows=CheckedRows(len(rows), partial(_rows_at, table, rows)),
                nothing_to_report=table.nothing_to_report,
                others=_others(place, mine, table),
                own=place.own,
                source=place.source,
                header_top=place.header.top,
                beside={n: joined[c] for n, c in place.columns.items() if c in joined},
                row_numbers=[row for _, row in rows],
                right=place.right,
                top=place.top if place.top and place.header.top else 0,
                bottom=place.bottom if place.bottom < len(place.source.values) else None,
                left=place.left,
            )

    def _rows_of(self, place: Place) -> Iterator[tuple[int, Origin]]:
        """The rows here that stand in a place, with their origin."""
        for number, origin in enumerate(self.origins[place.table.name]):
            if origin is not None and origin.place is place:
                yield number, origin


def _rows_at(table: CheckedTable, rows: Sequence[tuple[int, int]]) -> list[CheckedRow]:
    """The list's rows of these indices, where they stand."""
    return [replace(table.rows[index], row=row) for index, row in rows]


def _others(
    place: Place, mine: Iterable[tuple[int, Origin]], table: CheckedTable
) -> dict[int, RowKind]:
    """What the rows of a place are that are no data."""
    data = frozenset(table.row_numbers)
    found = {o.row: table.others.get(n, RowKind.HEADING) for n, o in mine if n not in data}
    return {**found, **dict.fromkeys(place.again, RowKind.HEADING)}


def gather(workbook: Workbook, tables: Sequence[Table]) -> Gathered | None:
    """The workbook with each list in one place; None where each stands in a tab of its own and says
    all that it says below its header."""
    places = places_of(workbook.tabs, tables)
    lists = of_each_list(places)
    alone = {id(one.source) for one in places}
    named = {name for name, [place, *_] in lists.items() if only_above(place)}
    if len(alone) == len(places) == len(lists) and not named:
        return None
    origins: dict[str, list[Origin | None]] = {}
    tabs: list[Tab] = []
    split = {
        name: mine
        for name, mine in lists.items()
        if len(mine) > 1 or name in named or sum(one.source is mine[0].source for one in places) > 1
    }
    for name, mine in split.items():
        tab, origins[name] = _laid(mine)
        tabs.append(tab)
    read = {id(place.source) for mine in lists.values() for place in mine}
    laid = {id(place.source) for mine in split.values() for place in mine}
    # An old list beside a newer one is looked for among what was not read.
    unread = {id(place.source) for place in places if id(place.source) not in read}
    kept = [tab for tab in workbook.tabs if id(tab) not in laid | unread]
    return Gathered(replace(workbook, tabs=[*kept, *tabs]), origins, split)


def _laid(places: Sequence[Place]) -> tuple[Tab, list[Origin | None]]:
    """The places of a list under the first header that has the most columns."""
    first = max(places, key=lambda place: len(place.columns))
    own = {col: number for number, col in enumerate(sorted(first.header.headings))}
    header: list[Value] = [first.header.headings[col] for col in own]
    col_of = {name: own[col] for name, col in first.columns.items()}
    for place in places:
        for name, col in place.columns.items():
            text = place.header.headings[col]
            if name not in col_of:
                col_of[name] = len(header)
                header.append(text)
            elif "ngày" in text.lower():
                # Days of birth are right under a heading that asks for them.
                header[col_of[name]] = text
    same = {first.header.headings[col]: number for col, number in own.items()}
    rows: list[list[Value]] = [header]
    origins: list[Origin | None] = [None]
    for place in places:
        to_here = _columns_here(place, same, col_of)
        if section := group_named(place):
            rows.append([section])
            origins.append(None)
        from_there = {here: there for there, here in to_here.items()}
        for row in range(place.header.row + 1, place.bottom):
            if row in place.again:
                continue
            rows.append(_moved(place.tab.values[row], to_here, len(header), place))
            origins.append(Origin(place, row, from_there))
    return Tab(first.table.title, rows), origins


def _columns_here(
    place: Place, headings: Mapping[str, int], col_of: Mapping[str, int]
) -> dict[int, int]:
    """The column here of each column there that is read or has a heading of the same words."""
    found = {col: col_of[name] for name, col in place.columns.items()}
    same = {heading_key(text): col for text, col in headings.items()}
    for col, text in place.header.headings.items():
        if col not in found and (there := same.get(heading_key(text))) is not None:
            found[col] = there
    found.setdefault(place.left, 0)
    return found


def _moved(
    cells: Sequence[Value], to_here: Mapping[int, int], width: int, place: Place
) -> list[Value]:
    """A row with its cells where they stand here; a text alone is kept wherever it stood."""
    moved: list[Value] = [None] * width
    for there, here in to_here.items():
        if there < len(cells) and moved[here] is None:
            moved[here] = cells[there]
    inside = [value for value in cells[place.left : place.right] if not is_blank(value)]
    lost = sum(not is_blank(value) for value in moved) < len(inside)
    if len(inside) <= _ALONE and (lost or any(map(has_mark, inside[:1]))):
        return [*inside, *[None] * (width - len(inside))]
    return moved


def stands_of(tables: Iterable[CheckedTable], gathered: Gathered | None) -> Iterator[CheckedTable]:
    """All lists that were recognised as they stand in the workbook, one for each place."""
    for table in tables:
        if gathered is not None and table.table.name in gathered.origins:
            yield from gathered.stands(table)
        elif table.recognised:
            yield table


def blocks_of(tables: Iterable[CheckedTable], gathered: Gathered | None) -> list[Block]:
    """The places of all lists that were recognised."""
    return [block_of(table) for table in stands_of(tables, gathered)]
