"""Cell type of tax numbers (mã số thuế): ten digits, thirteen of a branch, or a citizen number.

The tenth digit follows from the nine before it. Since 01/07/2025 the citizen number serves a
person as tax number (Luật Quản lý thuế 38/2019/QH14, điều 35; Thông tư 86/2024/TT-BTC).
"""

from sheets_schema.campaign import Column
from sheets_schema.cells.compiled import PLAIN_TEXT, CellReader, CellType, Surroundings, coded
from sheets_schema.finding import shown_text
from sheets_schema.vietnam.cccd import clean_cccd
from sheets_schema.vietnam.digit_text import is_digits, joined, strip_apostrophes
from sheets_schema.vietnam.pattern import lazy
from sheets_schema.vietnam.placeholder import is_placeholder
from sheets_schema.vietnam.reading import CellReading
from sheets_schema.workbook import Value

_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
_BRANCH = 3
_CLEAN = lazy(r"\d{10}(?:-\d{3})?|\d{12}")


def _tax_number(column: Column, around: Surroundings) -> CellReader:
    is_citizen = clean_cccd(around.as_of.year)

    def read(value: Value, shown: str | None) -> CellReading:
        text = strip_apostrophes(shown_text(value))
        if is_placeholder(text):
            role = "missing" if column.required else ""
            return coded(column, CellReading(""), role)
        digits = joined(text)
        if is_digits(digits):
            if clean := tax_number(digits) or (is_citizen(digits) and digits):
                return CellReading(None, str(clean))
            if meant := tax_number("0" + digits):
                return coded(column, CellReading("", meant, meant), "lost_zero")
        return coded(column, CellReading(""), "invalid")

    return CellReader(read, ditto=False)


def tax_number(digits: str) -> str | None:
    """Ten digits or thirteen as they are written, None when the tenth is not what it must be.

    >>> tax_number("0300588569001")
    '0300588569-001'
    """
    head, branch = digits[:10], digits[10:]
    if len(head) < 10 or len(branch) not in (0, _BRANCH):
        return None
    summed = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, head, strict=False))
    right = 10 - summed % 11 == int(head[9])
    return "-".join(filter(None, (head, branch))) if right else None


def _identity(value: str) -> str | None:
    return value if _CLEAN.fullmatch(value) else None


TAX_NUMBER = CellType(
    _tax_number,
    frozenset({"missing", "invalid", "lost_zero"}),
    {
        "missing": "cell-missing",
        "invalid": "tax-number-invalid",
        "lost_zero": "tax-number-lost-zero",
    },
    number_format=PLAIN_TEXT,
    wrong_digits="[0-9]{1,8}|[0-9]{11}|[0-9]{14,}",
    longest_in_full=13,
    telling=True,
    identity=_identity,
)
