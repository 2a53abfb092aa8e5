"""What is wrong with a text whatever its column: errors, formulas that run, ditto marks."""

import re

from sheets_schema.vietnam.pattern import lazy
from sheets_schema.vietnam.placeholder import is_ditto

_ERROR = lazy(
    r"#(?:REF!|N/A|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|ERROR!|SPILL!|CALC!)|Loading\.\.\.|#+", re.I
)
_RUNS = lazy(r"[+@-][\s\d+*/-]*(?:[A-Za-z_.]+\s*[(|]|(?:cmd|dde)\b)", re.I)
_LONGEST_DITTO = 20


def structure_of(value: str, ditto: bool) -> str | None:
    """The finding code of a text that is no value at all, None of any other; where `ditto`, "as
    above" is none either."""
    first = value[0]
    if first in "#L" and _ERROR.fullmatch(value.strip()):
        return "formula-error"
    if first == "=" or (first in "+-@" and _RUNS.match(value)):
        return "formula-injection"
    if ditto and len(value) <= _LONGEST_DITTO and is_ditto(value):
        return "ditto-mark"
    return None
