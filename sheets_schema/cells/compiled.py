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
from sheets_schema.vietnam.text import tone_key
from sheets_schema.workbook import Value

RIGHT = CellReading(None)
TOO_LONG = "cell-too-long"
# The number format that keeps digits as they are typed.
PLAIN_TEXT = "@"

Key = Callable[[str], str]


class _WholeNumbers:
    def __contains__(self, number: object) -> bool:
        return True


# The `numbers` of a column in which every whole number is right.
WHOLE_NUMBERS = _WholeNumbers()


class Surroundings(NamedTuple):
    """What a reader may know besides its cell. `province` is that of the receiving authority;
    with `whole_dates` the column asks for days where the list needs years."""

    unit: OrgUnit
    as_of: date
    province: str | None = None
    whole_dates: bool = False


Read = Callable[[Value, str | None], CellReading]


class CellReader(NamedTuple):
    """A compiled column.

    `read` takes the value and what a person sees, and is never asked about an empty cell.
    There are fast tests: a text that `expression` matches wholly is right as it stands, and so is
    one for which `passes` is truthy, and so are the whole numbers in `numbers`; anything else is
    read slowly. `few` says that values of such a
    column repeat, so that readings are worth keeping; then what is shown must not matter. `ditto`
    columns may not say "as above". `number` columns are consolidated as numbers. `refine` may give
    a better reader once the whole column is known, and which of its values fail the fast tests. A
    text longer than `longest` is told as such before anything else looks at it.
    """

    read: Read
    expression: re.Pattern[str] | None = None
    passes: Callable[[str], object] | None = None
    numbers: Container[int] = ()
    few: bool = False
    ditto: bool = True
    number: bool = False
    refine: "Callable[[Sequence[Value], Iterable[Value]], CellReader | None] | None" = None
    longest: int = 0

    def is_too_long(self, value: Value) -> bool:
        """Whether a text is longer than any value of such a column can be."""
        return type(value) is str and len(value) > self.longest

    def bounded(self, longest: int) -> "CellReader":
        """The same, which reads no text of more characters, and nothing shown of more."""

        def read(value: Value, shown: str | None) -> CellReading:
            if type(value) is str and len(value) > longest:
                params = {"n": str(len(value)), "most": str(longest)}
                return CellReading(TOO_LONG, None, None, params)
            seen = None if shown is None or len(shown) > longest else shown
            return self.read(value, seen)

        def refine(values: Sequence[Value], odd: Iterable[Value]) -> "CellReader | None":
            readable = {one for one in odd if type(one) is not str or len(one) <= longest}
            if len(readable) < len(set(odd)):
                values = [one for one in values if type(one) is not str or len(one) <= longest]
            refined = self.refine and self.refine(values, readable)
            return refined.bounded(longest) if refined else None

        better = refine if self.refine else None
        return self._replace(read=read, refine=better, longest=longest)


def _same_words(unit: OrgUnit) -> Key:
    return tone_key


class CellType(NamedTuple):
    """A type that a declaration can name, and all that it means elsewhere, so that a new one is
    one file.

    `roles` are the things its reader can say that a declaration may give a code of its own;
    `codes` are the codes used when it does not; `params` the settings it takes, each with its
    form. No value of the type has more characters than `longest`.

    In workbooks: `width` in characters; `number_format` of the template's cells, `@` where a zero
    typed in front must stay; of digits alone, expressions for those that are wrong whatever else
    is typed (`wrong_digits`) and for those that lost their zero (`cut_digits`): cells turn red
    while somebody types.

    For the office: `longest_in_full` digits of a number stand in full in their own column, longer
    ones and those in all other columns are masked; `counted` columns have few different answers,
    `several` of them in a cell apart by commas; `summed` columns hold amounts,
    `measured` ones what can be compared as more and less.

    For the checks: cells of a `telling` type say by themselves whether a value belongs there;
    `key` gives, for a unit, what is equal for two texts that mean the same, and `of_unit` says
    that what they mean is the unit's own; `identity` gives what may stand on another unit's list
    too, None of a value that is no such thing; a column of `prose` takes whatever is dropped
    from another.
    """

    make: Callable[[Column, Surroundings], CellReader]
    roles: frozenset[str] = frozenset()
    codes: Mapping[str, str] = MappingProxyType({})
    params: Mapping[str, Form] = MappingProxyType({})
    needs_choices: bool = False
    width: int = 20
    number_format: str = ""
    wrong_digits: str = ""
    cut_digits: str = ""
    longest_in_full: int = 0
    counted: bool = False
    several: bool = False
    summed: bool = False
    measured: bool = False
    longest: int = 200
    telling: bool = False
    prose: bool = False
    of_unit: bool = False
    key: Callable[[OrgUnit], Key] = _same_words
    identity: Callable[[str], str | None] | None = None

    def compile(self, column: Column, around: Surroundings) -> CellReader:
        """The reader of one column of a workbook."""
        return self.make(column, around).bounded(self.longest)

    @property
    def plain_text(self) -> bool:
        """Whether its cells are plain text, so that what is typed stays as it was typed."""
        return self.number_format == PLAIN_TEXT

    def answers(self, value: Value) -> list[str]:
        """What a consolidated cell says."""
        said = "" if value is None else str(value)
        return [part.strip() for part in said.split(",")] if self.several else [said]


def coded(column: Column, reading: CellReading, role: str) -> CellReading:
    """The reading under the column's code for that role; silent when the column has none."""
    return CellReading(column.codes.get(role), reading.clean, reading.proposed, reading.params)
