"""A name and a phone in one cell: both are read where the list has no column of phones."""

from sheets_schema.list_reading import ListReading
from sheets_schema.rows import is_blank
from sheets_schema.vietnam.text import fold
from sheets_schema.workbook import Value

_SAYS_PHONE = ("dien thoai", "sdt", "so dt", " dt", "di dong")
_BETWEEN = " \t\n\r,;:.-–—(/|"
_BEFORE_NUMBER = ("đt", "sđt", "sdt", "điện thoại", "số điện thoại", "tel")
_FEWEST_DIGITS = 8


def name_and_phone(reading: ListReading) -> tuple[str, str] | None:
    """The declared names of the column of names and that of phones, where one heading stands for
    both and no other for phones."""
    of_type = {column.type: column.name for column in reversed(reading.table.columns)}
    name, phone = of_type.get("person_name"), of_type.get("phone")
    if name is None or phone is None or not reading.has(name) or reading.has(phone):
        return None
    heading = f" {fold(reading.heading(name))}"
    return (name, phone) if any(word in heading for word in _SAYS_PHONE) else None


def parted(value: Value) -> tuple[Value, Value]:
    """The name and the phone that a cell holds; a cell without a number is a name."""
    if not isinstance(value, str):
        return value, None
    start = next((at for at, char in enumerate(value) if char in "+0123456789"), len(value))
    phone = value[start:].strip().rstrip(")")
    if sum(map(str.isdigit, phone)) < _FEWEST_DIGITS:
        return value, None
    name = value[:start].rstrip(_BETWEEN)
    for word in _BEFORE_NUMBER:
        if name.lower().endswith(word):
            name = name[: -len(word)].rstrip(_BETWEEN)
    return (None if is_blank(name) else name), phone
