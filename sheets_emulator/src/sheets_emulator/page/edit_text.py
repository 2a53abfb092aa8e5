"""What stands in the editor when a person opens a cell: typing it again changes nothing."""

from collections.abc import Mapping
from typing import Any

from sheets_emulator.book.typed_entry import parse_typed
from sheets_emulator.text.locales import locale_facts
from sheets_emulator.text.number_format import format_number, general

_PERCENT_DIGITS = 10


def edit_text(
    value: Any, is_formula: bool, number_format: Mapping[str, str] | None, locale: str
) -> str:
    """The text to edit for a cell's entered content (None when it is empty)."""
    if value is None:
        return ""
    if is_formula:
        return str(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return _text(value, number_format, locale)
    return _number(value, number_format or {}, locale)


def _text(value: str, number_format: Mapping[str, str] | None, locale: str) -> str:
    """Text that typing would turn into something else gets an apostrophe in front."""
    again = parse_typed(value, locale, number_format).value
    return value if again == {"stringValue": value} else "'" + value


def _number(value: float, number_format: Mapping[str, str], locale: str) -> str:
    kind = number_format.get("type", "")
    if kind in ("DATE", "TIME", "DATE_TIME"):
        shown = format_number(value, number_format, locale)
        if parse_typed(shown, locale).value == {"numberValue": value}:
            return shown
        return format_number(value, {"type": kind}, locale)
    if kind == "PERCENT":
        return general(round(value * 100, _PERCENT_DIGITS), locale_facts(locale)) + "%"
    if float(value).is_integer() and abs(value) < 1e15:
        return str(int(value))
    return repr(value).replace(".", locale_facts(locale).decimal)
