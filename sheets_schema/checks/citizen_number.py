"""A citizen number against its row: swapped with the phone, or not fitting sex and year."""

from sheets_schema.campaign import CheckUse
from sheets_schema.checks.form import TableCheck, text_param
from sheets_schema.list_reading import COMPARISON, ListReading, WorkbookReading
from sheets_schema.vietnam.cccd import fits_row, read_cccd
from sheets_schema.vietnam.swap import read_swap


def _swapped(use: CheckUse, reading: ListReading, _: WorkbookReading) -> None:
    left, right = text_param(use, "left"), text_param(use, "right")
    if not (reading.has(left) and reading.has(right)):
        return
    for index in range(len(reading.rows)):
        if reading.clean[left][index] is not None:
            continue
        in_left, in_right = reading.raw[left][index], reading.raw[right][index]
        swap = read_swap(in_left, in_right, reading.as_of)
        if swap:
            for column, cell in zip((left, right), swap, strict=True):
                reading.clean[column][index] = cell.clean
                reading.forget(index, column)
                reading.find(index, column, use.code, proposed=cell.proposed)
        elif in_left is not None and reading.clean[right][index] is not None:
            _settle_nine_digits(reading, index, left, str(reading.clean[right][index]))


def _settle_nine_digits(reading: ListReading, index: int, column: str, phone: str) -> None:
    """Nine digits may be an old card or a phone: the phone of the same row settles it."""
    known = reading.code_at(index, column)
    told = read_cccd(reading.raw[column][index], None, reading.as_of, phone).code
    if known in ("cccd-cmnd9", "cccd-wrong-length") and told == "cccd-phone-in-cccd":
        reading.forget(index, column)
        reading.find(index, column, told)


def _agrees(use: CheckUse, reading: ListReading, _: WorkbookReading) -> None:
    column, sex, year = (text_param(use, key) for key in ("column", "sex", "year"))
    codes = {"cccd-year-mismatch": text_param(use, "year_mismatch")}
    for index, number in enumerate(reading.clean[column]):
        if number is None:
            continue
        of_year = reading.clean[year][index]
        fits = fits_row(
            str(number),
            None if reading.clean[sex][index] is None else str(reading.clean[sex][index]),
            of_year if isinstance(of_year, int) else None,
            reading.as_of,
        )
        if fits.code:
            code = codes.get(fits.code, use.code if "sex" in fits.code else fits.code)
            reading.find(index, column, code, COMPARISON, params=fits.params)


SWAPPED = TableCheck(
    _swapped,
    columns=frozenset({"left", "right"}),
    needs=frozenset({"left", "right"}),
)
AGREES = TableCheck(
    _agrees,
    columns=frozenset({"column", "sex", "year"}),
    codes=frozenset({"year_mismatch"}),
    needs=frozenset({"column", "sex", "year", "year_mismatch"}),
)
