"""A line of the register of units as it was typed, and the complaints about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from sheets_schema.messages import text
from sheets_schema.org_unit import OrgUnit

# The columns of a register, by our name for them; `code` and `name` are needed.
FIELDS = (
    "code",
    "name",
    "kind",
    "valid_from",
    "parent",
    "emails",
    "residential_groups",
    "spreadsheet",
    "extension",
    "overdue_emails",
)


class Weight(StrEnum):
    """What a complaint takes away where the unit has no earlier good line: the line, the value
    of its column, or nothing. Where there is an earlier good line, that one stays whole, unless
    nothing is taken away."""

    LINE = "line"
    VALUE = "value"
    NOTHING = "nothing"


class Line(NamedTuple):
    """A line as it was typed: its number as people count, and what stands in each column.

    `unsure` has the two days of a cell in which a sheet may have taken one for the other: the
    one that stands there, and the one with day and month the other way round.
    """

    number: int
    said: Mapping[str, str]
    unsure: Mapping[str, tuple[date, date]] = {}


class Typed(NamedTuple):
    """A register as it was typed: its lines, the headings of its columns by field, and the kind
    that its form itself says (`wards`)."""

    lines: Sequence[Line]
    heads: Mapping[str, str]
    kind: str = ""


class Complaint(NamedTuple):
    """What is wrong with a line. `code` names the sentence, `column` is the heading as typed."""

    code: str
    column: str
    weight: Weight
    params: Mapping[str, str] = {}

    def sentence(self, language: str) -> str:
        """What is wrong and what to write, without the place."""
        return text(f"register-{self.code}", language, **self.params)


@dataclass(frozen=True, slots=True)
class JudgedLine:
    """A line, the unit as far as the line says one, and every complaint about it."""

    number: int
    unit: OrgUnit
    complaints: tuple[Complaint, ...] = ()

    @property
    def weight(self) -> Weight:
        """The gravest of the complaints."""
        found = {one.weight for one in self.complaints}
        return next((one for one in Weight if one in found), Weight.NOTHING)

    def and_told(self, *more: Complaint) -> "JudgedLine":
        """The same line with more complaints."""
        return replace(self, complaints=(*self.complaints, *more))


def title(field: str, language: str) -> str:
    """The heading of a column in the tab of units."""
    name = f"unit-{field}" if field in ("code", "name", "kind") else field.replace("_", "-")
    return text(f"column-{name}", language)
