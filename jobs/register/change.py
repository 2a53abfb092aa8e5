"""A change of one unit's line judged: before it is asked for, and again where it is written."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from jobs.register.asked import Asked
from jobs.register.last_good import in_force
from jobs.register.said import register_row
from sheets_schema.campaign import Campaign
from sheets_schema.org_unit import OrgUnit
from sheets_schema.register.judge import judge
from sheets_schema.register.line import FIELDS, Line, Typed, title

# Code and validity are what a unit is; more time is given on the board, with a reason.
EDITABLE = (
    "name",
    "kind",
    "parent",
    "emails",
    "overdue_emails",
    "residential_groups",
    "spreadsheet",
)
# Where the first unit stands in a tab or a file that begins with its headings.
_FIRST_LINE = 2


class Decided(NamedTuple):
    """What stands there already, what cannot be written, and what is to be: (line number, field)
    with its text, for each change."""

    done: list[Asked]
    refused: list[Asked]
    writes: dict[tuple[int, str], Asked]


def said_of(unit: OrgUnit, campaign: Campaign, language: str) -> dict[str, str]:
    """The unit's line as the register says it, by our names of the columns."""
    row = register_row(unit, campaign, language)
    return {field: str(value) for field, value in zip(FIELDS, row, strict=True)}


def complaints(
    register: Iterable[OrgUnit],
    key: str,
    wanted: Mapping[str, str],
    campaign: Campaign,
    language: str,
) -> dict[str, str]:
    """What is wrong with the line of the unit `key` once it says `wanted`, a sentence by field."""
    lines, number = [], 0
    for at, unit in enumerate(register, start=_FIRST_LINE):
        said = said_of(unit, campaign, language)
        if unit.key == key:
            number, said = at, {**said, **wanted}
        lines.append(Line(at, said))
    fields = {title(field, language): field for field in wanted}
    return {
        fields[one.column]: one.sentence(language)
        for line in judge(Typed(lines, {}), campaign, language)
        if line.number == number
        for one in line.complaints
        if one.column in fields
    }


def decide(
    typed: Typed,
    asked: Sequence[Asked],
    register: Sequence[OrgUnit],
    campaign: Campaign,
    language: str,
) -> Decided:
    """What is to be written of `asked` into the register as it stands now: only where a cell says
    what the officer saw, as typed or as understood."""
    lines = judge(typed, campaign, language)
    texts = {line.number: line.said for line in typed.lines}
    meant = {line.number: said_of(line.unit, campaign, language) for line in lines}
    keys = {unit.validity: unit.key for unit in register}
    numbers = {keys.get(unit.validity): at for at, unit in in_force(lines, register).items()}
    found = Decided([], [], {})
    for one in asked:
        number = numbers.get(one.unit)
        if number is None or one.field not in typed.heads:
            why = "no-line" if number is None else "no-column"
            found.refused.append(one._replace(outcome=why))
            continue
        stands = texts[number].get(one.field, "")
        if one.wanted in (stands, meant[number][one.field]):
            found.done.append(one)
        elif one.seen in (stands, meant[number][one.field]):
            found.writes[number, one.field] = one
        else:
            found.refused.append(one._replace(outcome="changed", found=stands))
    return found
