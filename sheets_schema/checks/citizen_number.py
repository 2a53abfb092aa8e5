"""A citizen number against its row: swapped with the phone, or not fitting sex and year."""

from datetime import date

from sheets_schema.campaign import CheckUse
from sheets_schema.checks.form import TableCheck, text_param
from sheets_schema.forms import columns
from sheets_schema.list_reading import COMPARISON, ListReading, WorkbookReading
from sheets_schema.vietnam.cccd import fits_row, read_cccd
from sheets_schema.vietnam.cccd_facts import OLDEST, YOUNGEST, digits_of_birth
from sheets_schema.vietnam.swap import read_swap
from sheets_schema.workbook import Value


def _swapped(use: CheckUse, reading: ListReading, _: WorkbookReading) -> None:
    left, right = text_param(use, "left"), text_param(use, "right")
    if not (reading.has(left) and reading.has(right)):
        return
    for index in [i for i, value in enumerate(reading.clean[left]) if value is None]:
        in_left, in_right = reading.typed(index, left), reading.typed(index, right)
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
    told = read_cccd(reading.typed(index, column), None, reading.as_of, phone).code
    if known in ("cccd-cmnd9", "cccd-wrong-length") and told == "cccd-phone-in-cccd":
        reading.forget(index, column)
        reading.find(index, column, told)


def _agrees(use: CheckUse, reading: ListReading, _: WorkbookReading) -> None:
    column, sex, year = (text_param(use, key) for key in ("column", "sex", "year"))
    codes = {"cccd-year-mismatch": text_param(use, "year_mismatch")}
    numbers, sexes, years = (reading.clean[name] for name in (column, sex, year))
    fitting = {one: _fitting_digits(one, reading.as_of).get for one in set(sexes)}
    rows = zip(range(len(numbers)), numbers, sexes, years, strict=True)
    doubtful = [
        index
        for index, number, one, born in rows
        if type(number) is str and number[3:6] != fitting[one](born)
    ]
    for index in doubtful:
        of_year = years[index]
        fits = fits_row(
            str(numbers[index]),
            None if sexes[index] is None else str(sexes[index]),
            of_year if isinstance(of_year, int) else None,
            reading.as_of,
        )
        if fits.code and _is_typed_there(reading, index, column):
            code = codes.get(fits.code, use.code if "sex" in fits.code else fits.code)
            reading.find(index, column, code, COMPARISON, params=fits.params)


def _is_typed_there(reading: ListReading, index: int, column: str) -> bool:
    """Whether the number stands in its own cell; one in the phone's cell is first swapped back."""
    typed = reading.typed(index, column)
    return typed == reading.clean[column][index] or bool(
        read_cccd(typed, None, reading.as_of).clean
    )


def _fitting_digits(sex: Value, as_of: date) -> dict[Value, str]:
    """Digits 4 to 6 of the number that fits a sex, by year of birth, for every grown-up."""
    years = range(as_of.year - OLDEST, as_of.year - YOUNGEST + 1)
    return {year: digits_of_birth(sex, year) for year in years} if sex in ("Nam", "Nữ") else {}


SWAPPED = TableCheck(
    _swapped,
    columns=columns("left", "right"),
    needs=frozenset({"left", "right"}),
)
AGREES = TableCheck(
    _agrees,
    columns=columns("column", "sex", "year"),
    codes=frozenset({"year_mismatch"}),
    needs=frozenset({"column", "sex", "year", "year_mismatch"}),
)
