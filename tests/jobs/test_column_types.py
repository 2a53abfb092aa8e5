"""Whatever is told of a type in its one place holds in template, lists, repairs and colours."""

from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from jobs.district.content import Content
from jobs.district.list_tab import list_tab
from jobs.offline.template import write_template
from jobs.store.rows import DataRow
from jobs.store.units import UnitState
from jobs.unit.submission import Submission
from sheets_schema.campaign import Campaign, Column, Table
from sheets_schema.cells import CELL_TYPES
from sheets_schema.org_unit import OrgUnit
from sheets_schema.workbook import Value

NAMES = sorted(CELL_TYPES)
UNIT = OrgUnit("C1", "Công ty Một", kind="company")
LIST = Table("all", "Mọi loại", tuple(Column(n, n, n, choices=("Có",)) for n in NAMES))
CAMPAIGN = Campaign(
    "all", {"vi": "A", "en": "A"}, datetime(2025, 3, 1), "UTC", {"company": (LIST,)}
)


def consolidated(*values: Value) -> dict[str, Value]:
    """By type, what officers see of a row with these values."""
    row = DataRow("all", "R1", 1, "", 0.0, "ok", values, (), 0, "Mọi loại")
    known = UnitState(UNIT.key)
    report = Submission(UNIT, known, "right", (), {}, CAMPAIGN.due, None, late=False, stuck=False)
    content = Content(CAMPAIGN, "vi", [report], {UNIT.key: [row]}, [], [])
    [shown] = list_tab(content, LIST).rows.values()
    return dict(zip(NAMES, shown.cells[2:], strict=False))


@pytest.mark.parametrize("digits", [9, 10, 11, 12, 13])
def test_officers_see_a_number_in_full_only_in_a_column_that_asks_for_it(digits: int) -> None:
    number = "0300588569001"[:digits]
    shown = consolidated(*([number] * len(NAMES)))
    full = {name for name in NAMES if shown[name] == number}
    assert full == {name for name in NAMES if CELL_TYPES[name].longest_in_full >= digits}


def test_a_template_keeps_what_is_typed_in_plain_text_columns(tmp_path: Path) -> None:
    write_template(tmp_path / "t.xlsx", CAMPAIGN, "company", "vi")
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx")["Mọi loại"]
    formats = {}
    for one in sheet.column_dimensions.values():
        for at in range(one.min or 0, (one.max or 0) + 1):
            formats[NAMES[at - 1]] = one.number_format
    kept = {name for name in NAMES if formats[name] == "@"}
    assert kept == {"cccd", "phone", "tax_number", "skills"}


def test_a_type_that_is_typed_as_digits_is_kept_as_plain_text() -> None:
    for kind in CELL_TYPES.values():
        assert bool(kind.longest_in_full) == bool(kind.wrong_digits)
        assert kind.plain_text or not (kind.longest_in_full or kind.cut_digits)
