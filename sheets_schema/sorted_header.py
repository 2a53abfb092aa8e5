"""A header that was sorted among its rows: what then stands above it looks like a title.

Read without them, the rest of the list seems to lack things, and the rows above would be missing
everywhere without a word.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from sheets_schema.cells import CELL_TYPES
from sheets_schema.cells.compiled import CellReader, Surroundings
from sheets_schema.checked import Checked, CheckedTable
from sheets_schema.checks.placement import TELLING
from sheets_schema.column_pass import reading_of
from sheets_schema.finding import Finding
from sheets_schema.rows import is_blank
from sheets_schema.workbook import Value

CODE, NOT_STARTED = "header-below-rows", "ward-not-started"
LEFT_OVER = "left-over"
# Titles fill one cell or two; a row fills its columns, and some of its cells tell what they are.
_FILLED, _TELLING = 4, 2


def headers_below_rows(checked: Checked, as_of: date) -> dict[str, int]:
    """Declared names of the lists whose header stands below rows, by what the rows hold, with the
    tab's row (from 0) of the header."""
    around = Surroundings(checked.unit, as_of)
    return {
        table.table.name: table.header_row
        for table in checked.tables
        if table.header_row and _has_rows_above(table, around)
    }


def with_header_told(checked: Checked, headers: Mapping[str, int]) -> Checked:
    """The check with one finding for each such list, in place of those of what is left of it."""
    if not headers:
        return checked
    tabs = {table.table.name: table for table in checked.tables}
    titles = {tab.title for name in headers if (tab := tabs[name].tab)}
    kept = [
        f
        for f in checked.findings
        if f.table not in headers
        and f.code != NOT_STARTED
        and not (f.code == LEFT_OVER and f.tab in titles)
    ]
    own = [_finding(checked, tabs[name], row) for name, row in headers.items()]
    return replace(checked, findings=(*own, *kept))


def _has_rows_above(table: CheckedTable, around: Surroundings) -> bool:
    above = table.tab.values[: table.header_row or 0] if table.tab else ()
    full = [cells for cells in above if _is_full(cells)]
    return bool(full) and _tells(full, _readers(table, around))


def _is_full(cells: Sequence[Value]) -> bool:
    """Whether a row fills its columns; one that says what its cells are ("Người lập:") is none."""
    there = [cell for cell in cells if not is_blank(cell)]
    return len(there) >= _FILLED and not any(str(cell).strip().endswith(":") for cell in there)


def _readers(table: CheckedTable, around: Surroundings) -> dict[int, CellReader]:
    declared = {column.name: column for column in table.table.columns}
    return {
        at: CELL_TYPES[declared[name].type].compile(declared[name], around)
        for name, at in table.columns.items()
        if name in declared and declared[name].type in TELLING
    }


def _tells(rows: Sequence[Sequence[Value]], readers: dict[int, CellReader]) -> bool:
    """Whether some row holds cells that are right where they stand."""
    for cells in rows:
        there = [at for at in readers if at < len(cells) and not is_blank(cells[at])]
        told = [reading_of(readers[at], cells[at], None) for at in there]
        if sum(one.code is None and one.clean is not None for one in told) >= _TELLING:
            return True
    return False


def _finding(checked: Checked, table: CheckedTable, header: int) -> Finding:
    return Finding(
        unit=checked.unit.key,
        table=table.table.name,
        tab=table.tab.title if table.tab else table.table.title,
        row=header + 1,
        column=None,
        col=None,
        code=CODE,
        severity=checked.campaign.severities[CODE],
    )
