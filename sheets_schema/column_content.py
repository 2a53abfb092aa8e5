"""Whether what stands in a column agrees with the heading that it seems to have."""

from collections.abc import Iterable

from sheets_schema.finding import shown_text
from sheets_schema.rows import is_blank
from sheets_schema.vietnam.text import fold
from sheets_schema.workbook import Value

_LOOKED_AT = 40
# Types whose cells are known by their form; any text may stand in the others.
_DIGITS_OF = {"phone": 7, "cccd": 7, "year": 2, "tax_number": 7}


def agrees(kind: str, cells: Iterable[Value]) -> bool:
    """Whether at least a third of the filled cells look like a column type; True of none filled."""
    there = [shown_text(cell) for cell in cells if not is_blank(cell)][:_LOOKED_AT]
    return 3 * sum(_looks_like(kind, text) for text in there) >= len(there)


def _looks_like(kind: str, text: str) -> bool:
    if kind == "sex":
        return fold(text).strip()[:1] in ("n", "m", "f", "x") and len(text) <= 12
    if kind == "year":
        digits = sum(char.isdigit() for char in text)
        return digits >= _DIGITS_OF[kind] and (digits > 2 or int_of(text) >= 30)
    return kind not in _DIGITS_OF or sum(map(str.isdigit, text)) >= _DIGITS_OF[kind]


def int_of(text: str) -> int:
    """The number that a text's ASCII digits make, 0 of none."""
    digits = "".join(char for char in text if char in "0123456789")
    return int(digits) if digits else 0
