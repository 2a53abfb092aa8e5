"""Typing text into a cell, as a person or USER_ENTERED does."""

from typing import Any

from sheets_emulator.book.computed import local_time, number_format_of
from sheets_emulator.book.document import Document
from sheets_emulator.book.grid import Cell
from sheets_emulator.book.typed_entry import parse_typed
from sheets_emulator.google.discovery import EXACT
from sheets_emulator.sheets.editing.writing import LONGEST_TEXT, TOO_LONG, set_value, stored_value
from sheets_emulator.wire.http import InvalidArgument


def type_text(document: Document, cell: Cell, text: str, seconds: float) -> None:
    """Give the cell what typing the text means in its format and the document's locale.

    `seconds` (since 1970) tells today's date, which dates without a year need. The format gets
    only a number format that typing brings and that the cell has not.
    """
    if len(text) > LONGEST_TEXT:
        raise InvalidArgument(TOO_LONG)
    today = local_time(document, seconds).date()
    entry = parse_typed(text, document.locale, number_format_of(cell), today)
    set_value(cell, stored_value(document, entry.value))
    if entry.hyperlink is not None:
        cell.extra = {"hyperlink": entry.hyperlink}
    if entry.number_format is not None and number_format_of(cell) is None:
        cell.format = (cell.format or {}) | {"numberFormat": entry.number_format}


def enter(document: Document, cell: Cell, value: Any, seconds: float, typed: bool) -> None:
    """Store a value of a ValueRange; `typed` reads strings as if a person had typed them."""
    if isinstance(value, str) and typed:
        type_text(document, cell, value, seconds)
    elif isinstance(value, str):
        set_value(cell, stored_value(document, {"stringValue": value}))
    elif isinstance(value, float) and value.is_integer() and abs(value) <= EXACT:
        set_value(cell, int(value))
    else:
        # A larger whole number is a double, and rounded as one.
        set_value(cell, value if type(value) is not int or abs(value) <= EXACT else float(value))
