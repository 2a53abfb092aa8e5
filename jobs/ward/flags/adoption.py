"""The first run over a list: our two columns are put in right of it."""

from dataclasses import dataclass

from jobs.ward.own_columns import OwnColumns, check_title, row_id_title
from sheets_client.requests import (
    CellWrite,
    Request,
    dimension_range,
    repeat_format,
    set_dimension,
    update_cells,
    warn_before_edit,
)
from sheets_client.snapshot import GridRange, Sheet
from sheets_schema.checked import CheckedTable
from sheets_schema.messages import text

CHECK_WIDTH = 420
COLUMN_FORMAT = {
    "numberFormat": {"type": "TEXT", "pattern": "@"},
    "wrapStrategy": "WRAP",
    "verticalAlignment": "TOP",
    "backgroundColor": {"red": 0.95, "green": 0.95, "blue": 0.95},
    "textFormat": {"bold": False, "foregroundColor": {"red": 0.2, "green": 0.2, "blue": 0.2}},
}
FORMAT_FIELDS = "numberFormat,wrapStrategy,verticalAlignment,backgroundColor,textFormat"


@dataclass(frozen=True, slots=True)
class Adoption:
    """Requests that make our columns, and where they stand after them."""

    requests: tuple[Request, ...]
    own: OwnColumns


def adopt(sheet: Sheet, found: CheckedTable, left: OwnColumns | None, language: str) -> Adoption:
    """Put `Kiểm tra` and `Mã dòng` right of everything the ward has in this tab; where `Mã dòng`
    was `left` there, `Kiểm tra` alone is put before it.

    The columns are inserted, not taken: what somebody types there at this moment moves right.
    Right of the used width, so that the overflow of a row pasted one cell too far stays theirs.
    """
    assert found.header_row is not None
    if left is not None and left.row_id is not None:
        own = OwnColumns(left.header_row, left.row_id, None)
        return Adoption((*_columns(sheet, own, language), *_headings(sheet, own, language)), own)
    place = min(max(sheet.used_columns, found.width), sheet.column_count)
    own = OwnColumns(found.header_row, place, place + 1)
    return Adoption((*_columns(sheet, own, language), *_headings(sheet, own, language)), own)


def _columns(sheet: Sheet, own: OwnColumns, language: str) -> list[Request]:
    start, end = min(own.both), max(own.both) + 1
    whole = GridRange(sheet.sheet_id, own.header_row, None, start, end)
    hide = own.row_id is not None
    return [
        {
            "insertDimension": {
                "range": dimension_range(sheet.sheet_id, "COLUMNS", start, end),
                "inheritFromBefore": start > 0,
            }
        },
        repeat_format(whole, COLUMN_FORMAT, FORMAT_FIELDS),
        set_dimension(sheet.sheet_id, "COLUMNS", start, start + 1, pixels=CHECK_WIDTH),
        *([set_dimension(sheet.sheet_id, "COLUMNS", end - 1, end, hidden=True)] if hide else ()),
        warn_before_edit(whole, text("protection-own-columns", language)),
    ]


def _headings(sheet: Sheet, own: OwnColumns, language: str) -> list[Request]:
    row = own.header_row
    titles = (check_title(language), row_id_title(language))
    pairs = zip(own.both, titles, strict=False)
    headings = [CellWrite(row, column, title) for column, title in pairs]
    header = GridRange(sheet.sheet_id, row, row + 1, min(own.both), max(own.both) + 1)
    bold = repeat_format(header, {"textFormat": {"bold": True}}, "textFormat.bold")
    return [*update_cells(sheet.sheet_id, headings), bold]
