"""Citizen number and telephone typed into each other's column."""

from datetime import date

from sheets_schema.vietnam.cccd import read_cccd
from sheets_schema.vietnam.phone import read_phone
from sheets_schema.vietnam.reading import CellReading, Value

CODE = "cccd-swapped-with-phone"


def read_swap(
    in_cccd: Value, in_phone: Value, as_of: date | None = None
) -> tuple[CellReading, CellReading] | None:
    """The readings of both cells (number column, phone column) when they are swapped, else None.

    Only when each cell, read as the other column, gives a right or provenly repaired value: then
    each proposal is the other cell's value.
    """
    if in_cccd is None or in_phone is None:
        return None
    number = read_cccd(in_phone, None, as_of).clean
    phone = read_phone(in_cccd).clean
    if number is None or phone is None:
        return None
    if read_cccd(in_cccd, None, as_of).clean or read_phone(in_phone).clean:
        return None
    return CellReading(CODE, number, number), CellReading(CODE, phone, phone)
