"""Lists in the shapes of real ones are read whole: workbooks with what ought to be read of each."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from jobs.offline.check_files import check_files
from sheets_schema.declaration import read_campaign
from sheets_schema.org_unit import OrgUnit

LISTS = Path(__file__).parents[2] / "data" / "lists"
EXPECTED: dict[str, Any] = json.loads((LISTS / "expected.json").read_text("utf-8"))
UNITS = [OrgUnit("P01", "Phường An Thịnh", "ward")]


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_list_in_another_shape_is_read_whole_or_told(name: str) -> None:
    campaign, day, want = read_campaign("to-cnscd-2024"), date(2024, 10, 28), EXPECTED[name]
    [file] = check_files([LISTS / name], UNITS, campaign, day, processes=1, accounts=True)
    account: Any = file.account
    told = bool(want.get("told") and account["left_over"])
    rows = {table["table"]: table["rows"] for table in account["tables"]}
    assert told or want["rows"].items() <= rows.items()
    must_fix = [one.code for one in file.findings if one.severity == "must-fix"]
    assert told or want["must_fix"] is None or len(must_fix) == want["must_fix"], must_fix
