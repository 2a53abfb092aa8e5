"""One law for proposals: each passes its own rule, and drops no number that stands nowhere else."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import pytest

from sheets_schema.campaign import Column
from sheets_schema.cells import CELL_TYPES
from sheets_schema.cells.compiled import Surroundings
from sheets_schema.checked import CheckedTable
from sheets_schema.declaration import read_campaign
from sheets_schema.finding import Finding, Severity, shown_text
from sheets_schema.messages import entries
from sheets_schema.validate import validate
from sheets_schema.workbook import Value
from tests.districts.district import make_district
from tests.districts.marking import unit_of, workbook_of

CAMPAIGN = read_campaign("to-cnscd-2024")
_LONG = re.compile(r"\d{6,}")
# Repairs that no made district plants, each held by a test of its own.
ELSEWHERE = {"model-skill-dated", "name-odd-chars", "tax-number-lost-zero"}


class Proposal(NamedTuple):
    """A proposal with its column, the unit and day it was read for, and the row's other cells."""

    finding: Finding
    column: Column
    around: Surroundings
    others: tuple[Value, ...]


@lru_cache(maxsize=1)
def proposals() -> list[Proposal]:
    return [one for seed in range(8) for one in _of_district(seed)]


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
    assert code in ELSEWHERE or code in {one.finding.code for one in proposals()}
