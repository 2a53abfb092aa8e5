"""Cuts the text of a formula into tokens, by the separators of a locale."""

import re
from dataclasses import dataclass
from functools import lru_cache

from sheets_emulator.formulas.references import REFERENCE
from sheets_emulator.text.locales import locale_facts


class FormulaSyntaxError(ValueError):
    """The text is no formula: Sheets shows #ERROR!."""


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of a formula: its kind (a group name of the pattern) and its text."""

    kind: str
    text: str


@lru_cache(maxsize=8)
def _pattern(decimal: str) -> re.Pattern[str]:
    # With a decimal comma the comma is no separator: arguments take `;`, array columns `\`.
    separators = r"[;\\]" if decimal == "," else r"[;,\\]"
    point = re.escape(decimal)
    return re.compile(
        rf"(?P<space>\s+)"
        rf'|(?P<text>"(?:[^"]|"")*")'
        rf"|(?P<reference>{REFERENCE})"
        rf"|(?P<error>#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|ERROR!))"
        rf"|(?P<function>[^\W\d][\w.]*\()"
        rf"|(?P<number>(?:\d+(?:{point}\d*)?|{point}\d+)(?:[eE][+-]?\d+)?)"
        rf"|(?P<name>[^\W\d][\w.]*)"
        rf"|(?P<operator><=|>=|<>|[-+*/^&=<>%])"
        rf"|(?P<separator>{separators})"
        rf"|(?P<open>[({{])|(?P<close>[)}}])"
    )


@lru_cache(maxsize=4096)
def tokens(text: str, locale: str) -> tuple[Token, ...]:
    """All tokens of a formula's text without its `=`, spaces too, or FormulaSyntaxError."""
    pattern = _pattern(locale_facts(locale).decimal)
    found, at = [], 0
    while at < len(text):
        match = pattern.match(text, at)
        if match is None or match.lastgroup is None:
            raise FormulaSyntaxError(f"{text[at]!r} at {at}")
        found.append(Token(match.lastgroup, match[0]))
        at = match.end()
    return tuple(found)
