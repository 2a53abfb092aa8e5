"""Our two columns of a list, `Kiểm tra` and `Mã dòng`: how they are headed and how they look.

In a list that a unit made they stand right of everything of its own, and say all that is wrong. In
one that we made they stand at the left and stay in view: as narrow as a sign and a count, for a
phone has no more room; the words are at the cell.
"""

from typing import Any

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
from sheets_schema.messages import LANGUAGES, text

WIDE, NARROW = 420, 110
# How many columns of ours stand before a list that we made.
BEFORE = 2
_LOOK: dict[str, Any] = {
    "numberFormat": {"type": "TEXT", "pattern": "@"},
    "verticalAlignment": "TOP",
    "backgroundColor": {"red": 0.95, "green": 0.95, "blue": 0.95},
    "textFormat": {"bold": False, "foregroundColor": {"red": 0.2, "green": 0.2, "blue": 0.2}},
}
_FIELDS = "numberFormat,wrapStrategy,verticalAlignment,backgroundColor,textFormat"


def check_title(language: str) -> str:
    """The heading of the column that says what is wrong in a row."""
    return text("column-check", language)


def row_id_title(language: str) -> str:
    """The heading of the hidden column of row ids."""
    return text("column-row-id", language)


def titles(language: str) -> tuple[str, str]:
    """Both headings, in the order of the columns."""
    return check_title(language), row_id_title(language)


def insert_ours(sheet_id: int, at: int, *, ids: bool) -> Request:
    """Both columns before column `at`, or `Kiểm tra` alone where the `ids` stand there already;
    they are inserted, not taken: what somebody types there at this moment moves right."""
    place = dimension_range(sheet_id, "COLUMNS", at, at + (BEFORE if ids else 1))
    return {"insertDimension": {"range": place, "inheritFromBefore": at > 0}}


def dress_ours(
    sheet_id: int, header_row: int, at: int, language: str, *, ids: bool = True, narrow: bool
) -> list[Request]:
    """Look, width, warning and headings of our columns from column `at` on, hidden ids included
    where `ids` are among them."""
    end = at + (BEFORE if ids else 1)
    whole = GridRange(sheet_id, header_row, None, at, end)
    header = GridRange(sheet_id, header_row, header_row + 1, at, end)
    # What is clipped stands in full in the line above the sheet when the cell is chosen.
    look = {**_LOOK, "wrapStrategy": "CLIP" if narrow else "WRAP"}
    width = NARROW if narrow else WIDE
    heads = zip(range(at, end), titles(language), strict=False)
    return [
        repeat_format(whole, look, _FIELDS),
        set_dimension(sheet_id, "COLUMNS", at, at + 1, pixels=width),
        *([set_dimension(sheet_id, "COLUMNS", end - 1, end, hidden=True)] if ids else ()),
        warn_before_edit(whole, text("protection-own-columns", language)),
        *update_cells(sheet_id, [CellWrite(header_row, column, said) for column, said in heads]),
        repeat_format(header, {"textFormat": {"bold": True}}, "textFormat.bold"),
    ]


def ours_come_first(sheet: Sheet) -> bool:
    """Whether our columns were put at the left of the tab, by the range that warns before them."""
    said = {text("protection-own-columns", language) for language in LANGUAGES}
    return any(words in said and area.start_column == 0 for words, area in sheet.protected)
