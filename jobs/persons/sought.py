"""Who is looked for: by an ID number, a telephone, or a name in one unit; exact, never alike."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sheets_schema.masking import mask_number, plain_digits

FIELDS = ("id", "phone", "name", "unit")
_LONGEST_NAME = 100


class SoughtError(Exception):
    """What was given names nobody; `code` is a sentence of the catalogue."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Sought:
    """A citizen number of 12 digits, a telephone with its zero, a name with the code of a unit."""

    id: str = ""
    phone: str = ""
    name: str = ""
    unit: str = ""

    @property
    def masked(self) -> str:
        """As it may stand in a receipt: three digits of a number, no name."""
        numbers = [mask_number(one) for one in (self.id, self.phone) if one]
        return ", ".join([*numbers, *([self.unit] if self.unit and not numbers else [])])


def read_sought(lines: Iterable[str]) -> Sought:
    """Out of lines `id: …`, `phone: …`, `name: …`, `unit: …`; a bare number is known by its
    length. Raises SoughtError."""
    said: dict[str, str] = {}
    for line in filter(None, map(str.strip, lines)):
        field, colon, rest = line.partition(":")
        field = field.strip().lower()
        if not (colon and field in FIELDS):
            field, rest = _kind_of(line), line
        if field in said:
            raise SoughtError("person-twice")
        said[field] = rest.strip()
    return sought(**said)


def sought(id: str = "", phone: str = "", name: str = "", unit: str = "") -> Sought:
    """The same out of its parts, empty for what is not known."""
    number = _digits(id)
    if id and len(number) != 12:
        raise SoughtError("person-id-wrong")
    called = phone_of(phone)
    if phone and not called:
        raise SoughtError("person-phone-wrong")
    name, unit = " ".join(name.split())[:_LONGEST_NAME], unit.strip()
    if not number and not called and not (name and unit):
        raise SoughtError("person-nobody")
    return Sought(number, called, name, unit)


def _kind_of(line: str) -> str:
    digits = _digits(line)
    if len(digits) == 12 and not line.lstrip("(").startswith(("+84", "0084")):
        return "id"
    if len(digits) >= 8 and not re.search(r"[^\W\d_]", line):
        return "phone"
    raise SoughtError("person-nobody")


def _digits(text: str) -> str:
    return re.sub(r"[^0-9]", "", plain_digits(text))


def phone_of(text: str) -> str:
    """With its zero; empty for what is no telephone of this country."""
    rest = re.sub(r"^(?:(?:00)?84)?0?(?=[1-9])", "", _digits(text))
    return f"0{rest}" if 8 <= len(rest) <= 10 else ""
