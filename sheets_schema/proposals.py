"""The law of proposals: what one drops from a cell must stand elsewhere in the row."""

from sheets_schema.vietnam.pattern import lazy

_FEWEST_DIGITS = 8
_FEWEST_WORDS = 2
_PARTS = lazy(r"[-–—/,;(+]\s*")


def bare(text: str) -> str:
    """A text's letters and digits alone, to be found in another cell however it is written."""
    return "".join(char for char in text.lower() if char.isalnum())


def dropped_number(typed: str, proposed: str) -> str:
    """The digits of a number of eight digits or more that a proposal drops, "" of none."""
    digits = "".join(filter(str.isdigit, typed))
    kept = "".join(filter(str.isdigit, proposed))
    return digits if len(digits) >= _FEWEST_DIGITS and digits not in kept else ""


def dropped_part(typed: str, proposed: str) -> str:
    """What a proposal drops behind a dash, comma or bracket, bare; "" where it keeps every part."""
    parts = [part.strip(" )") for part in _PARTS.split(typed)]
    if len(parts) < 2 or bare(parts[0]) != bare(proposed):
        return ""
    return bare(parts[1]) if len(parts[1].split()) >= _FEWEST_WORDS else ""
