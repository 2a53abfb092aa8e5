"""Reading one cell that counts people or households (codes `model-count-*`)."""

import re

from sheets_schema.vietnam.pattern import lazy
from sheets_schema.vietnam.reading import CellReading, Value
from sheets_schema.vietnam.text import plain

# A residential group has some hundreds of households, a whole ward some ten thousand people.
LARGEST = 20_000
_DIGITS = lazy(r"['’‘`]?\d+(?:[.,]0)?")
_THOUSANDS = lazy(r"[1-9]\d{0,2}(?:[.,\s]\d{3})+")
_BELOW_ZERO = lazy(r"['’‘`\s]*[\-−–]\s*\d[\d.,\s]*")
_NUMBER = lazy(r"\d{1,3}(?:[.,]\d{3})+(?!\d)|\d+(?:[.,]\d+)?")
TEXT, DECIMAL, IMPLAUSIBLE = "model-count-text", "model-count-decimal", "model-count-implausible"
FRACTION, NEGATIVE = "count-fraction", "count-negative"


def whole_number(value: Value) -> int | None:
    """The whole number that a cell holds, as number or as digits, else None."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, str):
        text = plain(value).strip().strip("'’‘`")
        return int(re.split("[.,]", text)[0]) if _DIGITS.fullmatch(text) else None
    finite = value == value and abs(value) != float("inf")
    return int(value) if finite and value == int(value) else None


def read_count(value: Value, largest: int = LARGEST) -> CellReading:
    """The verdict on one cell; clean is the digits. An empty cell is right here.

    1.25 is 1.250 typed with a point for thousands, which the sheet took for a decimal; 2.5 and
    55.5 are fractions, which nobody counts by. A text with one number in it (khoảng 50 hộ)
    proposes that number.
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return CellReading(None)
    number = whole_number(value)
    if number is None and isinstance(value, str) and _THOUSANDS.fullmatch(plain(value).strip()):
        # As text, 1.250 keeps its last zero: nobody counts people by thousandths.
        number = int(re.sub(r"\D", "", value))
    if number is not None:
        wrong = NEGATIVE if number < 0 else IMPLAUSIBLE
        return CellReading(None if 0 <= number <= largest else wrong, str(number))
    if isinstance(value, float):
        return _read_fraction(value, largest)
    return _read_text(str(value), largest)


def _read_fraction(value: float, largest: int) -> CellReading:
    # A point between thousands leaves three digits, of which the sheet drops zeros at the end; one
    # digit alone is a tenth.
    thousands = round(value * 1000, 6)
    tenths = round(value * 10, 6)
    if 1000 < thousands <= largest and thousands == int(thousands) and tenths != int(tenths):
        meant = str(int(thousands))
        return CellReading(DECIMAL, meant, meant)
    return CellReading(FRACTION)


def _read_text(value: str, largest: int) -> CellReading:
    if _BELOW_ZERO.fullmatch(plain(value)):
        return CellReading(NEGATIVE)
    found = _NUMBER.findall(plain(value))
    if len(found) != 1:
        return CellReading(TEXT)
    digits = re.sub(r"\D", "", found[0])
    if not _THOUSANDS.fullmatch(found[0]) and digits != found[0]:
        return CellReading(TEXT)
    meant = str(int(digits))
    return CellReading(TEXT, meant, meant) if int(meant) <= largest else CellReading(TEXT)
