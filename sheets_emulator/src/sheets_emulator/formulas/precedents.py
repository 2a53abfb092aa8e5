"""What a formula's tree names: its references, and whether its result may be an array."""

import re
from collections.abc import Iterator
from functools import lru_cache

from sheets_emulator.formulas.parser import Array, Binary, Call, Node, Unary, parse
from sheets_emulator.formulas.references import Reference
from sheets_emulator.formulas.tokens import FormulaSyntaxError

_SPILLING = re.compile(
    r"\b(?:UNIQUE|FILTER|SORT|ARRAYFORMULA|TRANSPOSE|FLATTEN|SEQUENCE|SPLIT|INDEX)\(|\{",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def references_of(text: str, locale: str) -> tuple[Reference, ...]:
    """All references of a formula, in reading order; none when it cannot be read."""
    try:
        return tuple(_walk(parse(text, locale)))
    except FormulaSyntaxError:
        return ()


def _walk(node: Node) -> Iterator[Reference]:
    match node:
        case Reference():
            yield node
        case Call():
            for argument in node.arguments:
                yield from _walk(argument)
        case Binary():
            yield from _walk(node.left)
            yield from _walk(node.right)
        case Unary():
            yield from _walk(node.operand)
        case Array():
            for row in node.rows:
                for item in row:
                    yield from _walk(item)


@lru_cache(maxsize=4096)
def ignores_column(text: str, locale: str) -> bool:
    """Whether the formula gives the same in every column of a row, as `=$N2<>""` does."""
    references = references_of(text, locale)
    fixed = all(
        (one.fixed_left and (one.right is None or one.fixed_right)) or one.whole_rows
        for one in references
    )
    # A range of one row, where one value is asked, is read in the formula's own column.
    level = any(one.bottom == one.top and not one.single for one in references)
    return fixed and not level and "COLUMN(" not in text.upper()


def may_spill(text: str) -> bool:
    """Whether the formula has a function that gives an array."""
    return _SPILLING.search(text) is not None
