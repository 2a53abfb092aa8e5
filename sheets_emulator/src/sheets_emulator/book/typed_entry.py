"""What a typed string becomes in a cell: number, date, formula, truth value, link or text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sheets_emulator.formulas.parser import parses
from sheets_emulator.text.locales import Locale, locale_facts
from sheets_emulator.text.typed_numbers import parse_date_time, parse_number, whole

_URL = re.compile(r"(?:https?://|www\.)[^\s]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TypedEntry:
    """A cell's new content: an ExtendedValue (None clears), and what typing adds to its format.

    `number_format` is for a cell that has none yet; `hyperlink` is the address of a typed URL.
    """

    value: dict[str, Any] | None
    number_format: dict[str, str] | None = None
    hyperlink: str | None = None


def parse_typed(
    text: str,
    locale: str = "en_US",
    number_format: Mapping[str, str] | None = None,
    today: date | None = None,
) -> TypedEntry:
    """The entry for `text` typed by a person into a cell with `number_format`.

    A cell in plain text (`@`) keeps every string as text. Formulas are kept as typed; spelling
    references as Sheets does is `formulas.rewrite.normalise`, which needs the tabs' titles.
    """
    if text == "":
        return TypedEntry(None)
    if text.startswith("'"):
        return _text(text[1:])
    if number_format and number_format.get("type") == "TEXT":
        return _text(text)
    if text.startswith("="):
        return TypedEntry({"formulaValue": text}) if len(text) > 1 else _text(text)
    return _literal(text, locale_facts(locale), today or date.today())


def _literal(text: str, locale: Locale, today: date) -> TypedEntry:
    bare = text.strip()
    if bare.upper() in ("TRUE", "FALSE"):
        return TypedEntry({"boolValue": bare.upper() == "TRUE"})
    for reading in (_number, _date_time):
        if (entry := reading(bare, locale, today)) is not None:
            return entry
    if _URL.fullmatch(bare):
        return TypedEntry({"stringValue": text}, hyperlink=_address(bare))
    if _is_formula(bare, locale):
        return TypedEntry({"formulaValue": "=" + bare})
    return _text(text)


def _is_formula(text: str, locale: Locale) -> bool:
    """Whether a sign in front makes it a formula: after `+` whatever follows, an error too."""
    if len(text) < 2 or text[0] not in "+-":
        return False
    return text[0] == "+" or parses("=" + text, locale.name)


def _text(text: str) -> TypedEntry:
    return TypedEntry({"stringValue": text} if text else None)


def _address(url: str) -> str:
    return url if "://" in url else "http://" + url


def _number(text: str, locale: Locale, _today: date) -> TypedEntry | None:
    if (found := parse_number(text, locale)) is None:
        return None
    number, number_format = found
    return TypedEntry({"numberValue": whole(number)}, number_format)


def _date_time(text: str, locale: Locale, today: date) -> TypedEntry | None:
    found = parse_date_time(text, locale, today)
    if found is None:
        return None
    number, kind, pattern = found
    return TypedEntry({"numberValue": whole(number)}, {"type": kind, "pattern": pattern})
