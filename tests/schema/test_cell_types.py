"""What a type of column means stands in one place, which every other place reads."""

import ast
from datetime import date
from pathlib import Path

import pytest

from sheets_schema.campaign import Column
from sheets_schema.cells import CELL_TYPES
from sheets_schema.cells.compiled import Surroundings
from sheets_schema.declaration import read_campaign
from sheets_schema.org_unit import OrgUnit
from sheets_schema.validate import validate
from sheets_schema.workbook import Tab, Value, Workbook
from tests.schema.test_declarations import BOOK, folder

ROOT = Path(__file__).parents[2]
UNIT = OrgUnit("T1", "Thôn Đoài", kind="village")
DAY = date(2025, 3, 1)
# Columns that a list has once, and that checks look for by what they are.
LOOKED_FOR = {"note", "ordinal", "person_name", "platform_name", "residential_group"}
LOOKED_FOR |= {"choice", "web_address"}  # in the check of rows in the wrong tab


@pytest.mark.parametrize(
    ("typed", "code", "proposed"),
    [
        ("0300588569", None, None),
        ("0300588569-001", None, None),
        ("'0300 588 569", None, None),
        ("031085001234", None, None),
        (300588569, "tax-number-lost-zero", "0300588569"),
        ("300588569-001", "tax-number-lost-zero", "0300588569-001"),
        ("0300588568", "tax-number-invalid", None),
        ("12345", "tax-number-invalid", None),
        ("chưa có", "cell-missing", None),
        ("1" * 5000, "cell-too-long", None),
    ],
)
def test_a_tax_number_is_read(typed: Value, code: str | None, proposed: str | None) -> None:
    kind = CELL_TYPES["tax_number"]
    column = Column("tax", "Mã số thuế", "tax_number", required=True, codes=kind.codes)
    reading = kind.compile(column, Surroundings(UNIT, DAY)).read(typed, None)
    assert (reading.code, reading.proposed) == (code, proposed)


def test_a_column_of_a_new_type_is_checked_and_compared_with_no_other_code(
    tmp_path: Path,
) -> None:
    book = BOOK.replace('type = "count"\nparams = { most = 500 }', 'type = "tax_number"')
    campaign = read_campaign(folder(tmp_path, book))
    grid: list[list[Value]] = [["Địa điểm", "Số người"], ["Chợ Đông Phú", 300588569]]
    checked = validate(Workbook("", [Tab("Điểm vệ sinh", grid)]), UNIT, campaign, DAY, True)
    assert [(one.code, one.proposed) for one in checked.findings] == [
        ("tax-number-lost-zero", "0300588569")
    ]
    assert checked.tables[0].rows[0].values[1] == "0300588569"


def named_types(file: Path) -> set[str]:
    """Names of types that a module compares a column's type with."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Compare) and ast.unparse(node.left).endswith(".type"):
            words = [one for part in node.comparators for one in ast.walk(part)]
            found |= {str(one.value) for one in words if isinstance(one, ast.Constant)}
    return found & CELL_TYPES.keys()


def test_no_other_place_knows_a_type_by_its_name() -> None:
    files = [
        file
        for room in ("jobs", "service", "sheets_schema")
        for file in (ROOT / room).rglob("*.py")
    ]
    knowing = {file.relative_to(ROOT).as_posix(): named_types(file) for file in files}
    assert len(files) > 100
    assert not {name: found - LOOKED_FOR for name, found in knowing.items() if found - LOOKED_FOR}
