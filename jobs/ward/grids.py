"""A Google snapshot as the plain workbook that sheets_schema checks."""

from collections.abc import Mapping, Sequence

from jobs.ward.own_columns import OwnColumns
from sheets_client.snapshot import Cell, Sheet, SpreadsheetSnapshot
from sheets_schema.headings import heading_key
from sheets_schema.layout import own_headings
from sheets_schema.workbook import Tab, Value, Workbook


def workbook_of(
    snapshot: SpreadsheetSnapshot,
    own: Mapping[int, OwnColumns],
    nothing_to_report: frozenset[str] = frozenset(),
) -> Workbook:
    """The workbook, our own cells left out (`own`: by sheet id), so that they are never data."""
    tabs = tuple(_tab(sheet, own.get(sheet.sheet_id)) for sheet in snapshot.sheets)
    return Workbook(snapshot.title, tabs, snapshot.locale or "vi_VN", nothing_to_report)


def _tab(sheet: Sheet, own: OwnColumns | None) -> Tab:
    rows = [_without_ours(row, number, own) for number, row in enumerate(sheet.cells)]
    return Tab(
        title=sheet.title,
        values=[[_value(cell) for cell in row] for row in rows],
        shown=[[cell.shown for cell in row] for row in rows],
        formulas={
            (r, c): cell.formula
            for r, row in enumerate(rows)
            for c, cell in enumerate(row)
            if cell.formula is not None
        },
        sheet_id=sheet.sheet_id,
        hidden=sheet.hidden,
    )


def _value(cell: Cell) -> Value:
    return cell.value


def _without_ours(row: Sequence[Cell], number: int, own: OwnColumns | None) -> Sequence[Cell]:
    """The row with our cells emptied; our headings stay, for the layout to know them."""
    if own is None:
        return row
    head = number == own.header_row
    return [
        Cell() if column in own.both and not (head and _is_ours(cell.value)) else cell
        for column, cell in enumerate(row)
    ]


def _is_ours(value: Value) -> bool:
    return isinstance(value, str) and heading_key(value) in own_headings()
