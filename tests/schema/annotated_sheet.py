"""The annotated sheet: a table of text in which `!code` after a cell expects a finding there.

Cells stand between bars; the first line is the header. Digits without a leading zero are a number
cell, as in a sheet; an apostrophe in front makes them text. `!code -> value` expects a proposal
too; `!code` behind a double bar speaks of the whole row, a line of its own of the whole list.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from sheets_schema.campaign import Campaign
from sheets_schema.checked import Checked
from sheets_schema.declaration import read_campaign
from sheets_schema.finding import Finding
from sheets_schema.org_unit import OrgUnit
from sheets_schema.validate import validate
from sheets_schema.workbook import Tab, Value, Workbook

AS_OF = date(2024, 10, 28)
UNIT = OrgUnit("P01", "Phường An Thịnh", "ward", residential_groups=("TDP 1", "TDP 2"))
_MARK = re.compile(r"\s*!([a-z0-9-]+)(?:\s*->\s*(.*))?$")
_NUMBER = re.compile(r"[1-9]\d*")

# (table, row from 1 or None, heading or None, code)
Expected = tuple[str, int | None, str | None, str]

CLEAN = {
    "models": """
        STT | Tên mô hình | Tổ dân phố triển khai | Nội dung kỹ năng số (1-5) | Mô tả cách làm
        1 | Chợ 4.0 | TDP 1 | '2,3 | Vận động tiểu thương dán mã QR, hướng dẫn nhận chuyển khoản.
    """,
    "platforms": """
        STT | Tên nền tảng/ứng dụng | Loại | Đường dẫn | Nội dung kỹ năng số (1-5) | Lý do đề xuất
        1 | VNeID | Ứng dụng | https://vneid.gov.vn | 1 | Giúp người dân nộp hồ sơ tại nhà
    """,
    "groups": """
        Tên Tổ CNSCĐ | Cấp | Tổ dân phố | Số quyết định | Số thành viên | Tổ trưởng | SĐT
        Tổ CNSCĐ TDP 1 | Cấp tổ dân phố | TDP 1 | 45/QĐ-UBND | 2 | Lê Văn Tám | 0912345671
        Tổ CNSCĐ TDP 2 | Cấp tổ dân phố | TDP 2 | 46/QĐ-UBND | 2 | Đỗ Thị Hà | 0912345673
    """,
    "members": """
        Tên Tổ CNSCĐ | Họ và tên | Giới tính | Năm sinh | Chức danh trong Tổ | Số điện thoại
        Tổ CNSCĐ TDP 1 | Lê Văn Tám | Nam | 1970 | Tổ trưởng | 0912345671
        Tổ CNSCĐ TDP 1 | Vũ Thị Nụ | Nữ | 1988 | Thành viên | 0987654322
        Tổ CNSCĐ TDP 2 | Đỗ Thị Hà | Nữ | 1975 | Tổ trưởng | 0912345673
        Tổ CNSCĐ TDP 2 | Ngô Minh Đức | Nam | 1999 | Thành viên | 0355512399
    """,
    "officers": """
        Họ và tên | Giới tính | Năm sinh | Chức vụ | Số CCCD | Số điện thoại
        Trần Thị Lan | Nữ | 1985 | Công chức Văn hóa - Xã hội | 031185001234 | 0398765432
    """,
}
CLEAN_OF_KIND = {
    "ward": CLEAN,
    "agency": {
        "activities": """
            Tên hoạt động | Ngày tổ chức | Số người tham gia | Đường dẫn
            Tọa đàm kỹ năng số | 10/10/2024 | 120 | https://dichvucong.gov.vn
        """,
        "publicity": """
            Kênh | Nội dung tuyên truyền | Số lần | Ngày
            Loa truyền thanh | Ngày Chuyển đổi số quốc gia | 12 | 09/10/2024
        """,
    },
    "company": {
        "contacts": """
            Họ và tên | Số điện thoại | Email | Phường phụ trách
            Trần Thị Lan | 0398765432 | lan@vidu.vn | Phường An Thịnh
        """,
        "offers": """
            Tên ưu đãi | Đối tượng | Giá gốc | Giá ưu đãi | Đến ngày
            Gói cước tháng | Thành viên Tổ CNSCĐ | 120000 | 60000 | 31/12/2025
        """,
    },
}


@lru_cache(maxsize=1)
def campaign() -> Campaign:
    """The first campaign, read once."""
    return read_campaign("to-cnscd-2024")


@dataclass(slots=True)
class Sheet:
    """A table of text taken apart: the grid, and the findings that it expects."""

    grid: list[list[Value]] = field(default_factory=list)
    expected: dict[Expected, str | None] = field(default_factory=dict)


def read_sheet(table: str, text: str) -> Sheet:
    """Take an annotated table apart."""
    sheet = Sheet()
    heads: list[str] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        cells, _, whole = line.partition("||")
        if line.startswith("!") and "|" not in line:
            sheet.expected[table, None, None, line[1:].strip()] = None
            continue
        row = len(sheet.grid) + 1
        if whole.strip():
            sheet.expected[table, row, None, whole.strip().removeprefix("!")] = None
        values = [cell.strip() for cell in cells.split("|")]
        heads = heads or values
        sheet.grid.append(list(_cells(sheet, table, row, heads, values)))
    return sheet


def _cells(
    sheet: Sheet, table: str, row: int, heads: list[str], values: list[str]
) -> Iterator[Value]:
    for col, cell in enumerate(values):
        mark = _MARK.search(cell)
        if mark:
            sheet.expected[table, row, heads[col], mark[1]] = mark[2]
            cell = cell[: mark.start()].strip()
        yield _typed(cell)


def _typed(cell: str) -> Value:
    if _NUMBER.fullmatch(cell):
        return int(cell)
    return cell.removeprefix("'") or None


def workbook_of(unit: OrgUnit, sheets: dict[str, Sheet]) -> Workbook:
    """A workbook of the unit's lists under their declared titles."""
    titles = {table.name: table.title for table in campaign().tables_for(unit)}
    tabs = [Tab(titles[name], sheet.grid) for name, sheet in sheets.items()]
    return Workbook("Báo cáo", tabs)


def check(as_of: date = AS_OF, unit: OrgUnit = UNIT, **lists: str) -> Checked:
    """A unit whose other lists are clean, checked."""
    clean = CLEAN_OF_KIND[unit.kind]
    sheets = {name: read_sheet(name, lists.get(name, text)) for name, text in clean.items()}
    return validate(workbook_of(unit, sheets), unit, campaign(), as_of, strict=True)


def found(checked: Checked) -> dict[Expected, str | None]:
    """The findings of a check in the form of the expected ones."""
    return {_place(finding): finding.proposed for finding in checked.findings}


def _place(finding: Finding) -> Expected:
    heading = finding.header if finding.col is not None else None
    return finding.table, finding.row, heading, finding.code


def assert_annotated(as_of: date = AS_OF, unit: OrgUnit = UNIT, **lists: str) -> None:
    """Every marked cell has its finding, every unmarked one is clean, in all five lists."""
    wanted: dict[Expected, str | None] = {}
    for name, text in lists.items():
        wanted.update(read_sheet(name, text).expected)
    got = found(check(as_of, unit, **lists))
    assert sorted(map(str, got)) == sorted(map(str, wanted))
    proposals = {place: got[place] for place, value in wanted.items() if value is not None}
    assert proposals == {place: value for place, value in wanted.items() if value is not None}
