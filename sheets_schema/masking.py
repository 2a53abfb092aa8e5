"""Masks of personal numbers, for everything that leaves the unit's own cells."""

import re

_DOTS = "•••"
# Eight digits or more, also with the separators and letters that people type among them; cut
# numbers written as 3.1085E+10 are not anybody's.
_NUMBER = re.compile(r"(?<!\w)\+?[0-9OolIO０-９](?:[\s.\-–()]{0,2}[0-9OolI０-９]){7,}(?!\w)")
_PASSPORT = re.compile(r"\b([A-Z])[0-9]{4,5}([0-9]{3})\b")
_DIGIT = re.compile(r"[0-9０-９OolI]")


def mask_id(number: str) -> str:
    """A citizen number with its middle hidden.

    >>> mask_id("031085001234")
    '031•••••1234'
    """
    if len(number) < 8:
        return "•" * len(number)
    return f"{number[:3]}•••••{number[-4:]}"


def mask_phone(number: str) -> str:
    """A telephone number with its middle hidden.

    >>> mask_phone("0912345678")
    '0912 ••• 678'
    """
    if len(number) < 8:
        return "•" * len(number)
    return f"{number[:4]} {_DOTS} {number[-3:]}"


def mask_text(text: str) -> str:
    """Any text with every run of eight digits or more masked as a phone or as an id."""
    if len(text) < 8:
        return text
    return _PASSPORT.sub(rf"\1{_DOTS}\2", _NUMBER.sub(_mask_run, text))


def _mask_run(match: re.Match[str]) -> str:
    digits = "".join(_DIGIT.findall(match[0]))
    if len(digits) <= 11:
        return mask_phone(digits)
    return mask_id(digits)
