"""The form of a cell type: how a column of it is compiled into a reader for one workbook."""

import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from sheets_schema.campaign import Column
from sheets_schema.forms import Form
from sheets_schema.org_unit import OrgUnit
from sheets_schema.vietnam.reading import CellReading
from sheets_schema.workbook import Value

RIGHT = CellReading(None)


class _WholeNumbers:
    def __contains__(self, number: object) -> bool:
        return True


# The `numbers` of a column in which every whole number is right.
WHOLE_NUMBERS = _WholeNumbers()


class Surroundings(NamedTuple):
    """What a reader may know besides its cell. `province` is that of the receiving authority."""

    unit: OrgUnit
    as_of: date
    province: str | None = None


Read = Callable[[Value, str | None], CellReading]


class CellReader(NamedTuple):
    """A compiled column.

    `read` takes the value and what a person sees, and is never asked about an empty cell.
    There are fast tests: a text that `expression` matches wholly is right as it stands, and so is
    one for which `passes` is truthy, and so are the whole numbers in `numbers`; anything else is
    read slowly. `few` says that values of such a
    column repeat, so that readings are worth keeping; then what is shown must not matter. `ditto`
    columns may not say "as above". `number` columns are consolidated as numbers. `refine` may give
    a better reader once the whole column is known, and which of its values fail the fast tests.
    """

    read: Read
    expression: re.Pattern[str] | None = None
    passes: Callable[[str], object] | None = None
    numbers: Container[int] = ()
    few: bool = False
    ditto: bool = True
    number: bool = False
    refine: "Callable[[Sequence[Value], Iterable[Value]], CellReader | None] | None" = None


class CellType(NamedTuple):
    """A type that a declaration can name.

    `roles` are the things its reader can say that a declaration may give a code of its own;
    `codes` are the codes used when it does not; `params` the settings it takes, each
    with its form.
    """

    compile: Callable[[Column, Surroundings], CellReader]
    roles: frozenset[str] = frozenset()
    codes: Mapping[str, str] = MappingProxyType({})
    params: Mapping[str, Form] = MappingProxyType({})
    needs_choices: bool = False
    summed: bool = False


def coded(column: Column, reading: CellReading, role: str) -> CellReading:
    """The reading under the column's code for that role; silent when the column has none."""
    return CellReading(column.codes.get(role), reading.clean, reading.proposed, reading.params)
