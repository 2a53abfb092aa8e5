"""At the end of `wardsheets check` stand the units of the register that sent no usable file."""

from pathlib import Path

from jobs.offline.check_files import CheckedFile
from jobs.offline.findings_out import absent_line
from sheets_schema.org_unit import OrgUnit

UNITS = [OrgUnit("P01", "Phường An Thịnh", "ward"), OrgUnit("P02", "Phường Kim Sơn", "ward")]


def test_a_unit_without_a_usable_file_is_named() -> None:
    files = [CheckedFile(Path("P01.xlsx"), UNITS[0], 3, ())]
    assert absent_line(files, UNITS, "vi").endswith("1 đơn vị trong danh sách: Phường Kim Sơn")


def test_nobody_is_named_when_all_sent_theirs() -> None:
    files = [CheckedFile(Path(f"{unit.code}.xlsx"), unit, 3, ()) for unit in UNITS]
    assert absent_line(files, UNITS, "vi") == ""
