"""One law for proposals: each passes its own rule, and drops no number that stands nowhere else."""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from random import Random
from typing import NamedTuple

import pytest

from sheets_schema.campaign import Column
from sheets_schema.cells import CELL_TYPES
from sheets_schema.cells.compiled import Surroundings
from sheets_schema.cells.tax_number import tax_number
from sheets_schema.checked import CheckedTable
from sheets_schema.declaration import read_campaign
from sheets_schema.finding import Finding, Severity, shown_text
from sheets_schema.messages import entries
from sheets_schema.org_unit import OrgUnit
from sheets_schema.validate import validate
from sheets_schema.workbook import Value
from tests.districts.district import make_district
from tests.districts.marking import unit_of, workbook_of
from tests.districts.people import People

CAMPAIGN = read_campaign("to-cnscd-2024")
_LONG = re.compile(r"\d{6,}")
UNIT, DAY = OrgUnit("P01", "Phường Lạc Viên", "ward"), date(2025, 3, 1)


class Proposal(NamedTuple):
    """A proposal with its column, the unit and day it was read for, and the row's other cells."""

    finding: Finding
    column: Column
    around: Surroundings
    others: tuple[Value, ...]


@lru_cache(maxsize=1)
def proposals() -> list[Proposal]:
    districts = (one for seed in range(8) for one in _of_district(seed))
    return [*districts, *(one for seed in range(40) for one in _of_cells(Random(seed)))]


def _of_cells(rng: Random) -> Iterator[Proposal]:
    """Of cells that are spoilt in ways that no made district plants."""
    name = People(rng).name(rng.choice(("Nam", "Nữ")))
    mark = rng.choice((".", ",", " .", "..", ";", " -", ":", "*"))
    day, month = rng.sample(range(1, 6), 2)
    form = rng.choice(("{}/{}/2024", "{:02}-{:02}-24", "{:02}/{:02}/2025"))
    head = f"0{rng.randrange(10**7, 10**8)}"
    tax = next((head + digit for digit in "0123456789" if tax_number(head + digit)), head + "0")
    cells: list[tuple[str, Value]] = [
        ("person_name", name + mark),
        ("skills", form.format(day, month)),
        ("skills", (date(2024, month, day) - date(1899, 12, 30)).days),
        ("tax_number", rng.choice((int(tax), tax[1:], f"{tax[1:]}-001"))),
    ]
    around = Surroundings(UNIT, DAY)
    for type_name, typed in cells:
        kind = CELL_TYPES[type_name]
        column = Column("one", "Cột", type_name, required=True, codes=kind.codes)
        read = kind.compile(column, around).read(typed, None)
        if read.code and read.proposed is not None:
            yield Proposal(_finding(read.code, typed, read.proposed), column, around, ())


def _finding(code: str, typed: Value, proposed: str) -> Finding:
    told = Finding("P01", "list", "Trang", 2, "one", 0, code, Severity.REPAIR)
    return told._replace(value=shown_text(typed), proposed=proposed)


def _of_district(seed: int) -> Iterator[Proposal]:
    made = make_district(seed)
    for ward in made.district.wards:
        unit, book = unit_of(ward), workbook_of(ward, made.sheets[ward.code])
        checked = validate(book, unit, CAMPAIGN, made.district.today, True)
        around = Surroundings(unit, made.district.today, None)
        tables = {table.table.name: table for table in checked.tables}
        for one in checked.findings:
            if one.proposed is not None and one.column:
                yield _proposal(one, tables[one.table], around)


def _proposal(finding: Finding, table: CheckedTable, around: Surroundings) -> Proposal:
    names = [column.name for column in table.table.columns]
    row = next((one for one in table.rows if one.row + 1 == finding.row), None)
    raw = row.raw if row else ()
    others = tuple(v for name, v in zip(names, raw, strict=False) if name != finding.column)
    column = table.table.column(finding.column or "")
    return Proposal(finding, column, around, others)


def test_every_proposal_is_whole_and_passes_its_own_rule() -> None:
    wrong = []
    for finding, column, around, _ in proposals():
        reader = CELL_TYPES[column.type].compile(column, around)
        read = reader.read(finding.proposed, None)
        if read.code is not None and read.code != "phone-landline":
            wrong.append((finding.code, read.code))
    assert wrong == []


def test_no_proposal_drops_a_number_that_stands_nowhere_else_in_its_row() -> None:
    lost = []
    for finding, column, _, others in proposals():
        if column.type not in ("person_name", "choice", "text", "group_name"):
            continue
        there = " ".join(re.sub(r"[ .\-]", "", shown_text(value)) for value in others)
        typed = re.sub(r"[ .\-]", "", finding.value)
        lost += [finding.code for number in _LONG.findall(typed) if number not in there]
    assert lost == []


@pytest.mark.parametrize(
    "code", [code for code, one in entries().items() if one.severity is Severity.REPAIR]
)
def test_every_kind_of_repair_is_held_to_the_law(code: str) -> None:
    assert code in {one.finding.code for one in proposals()}
