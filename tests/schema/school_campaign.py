"""A campaign outside of the letter: schools report vaccinations each week, in numbers."""

from datetime import date
from pathlib import Path

from sheets_schema.checked import Checked
from sheets_schema.declaration import read_campaign
from sheets_schema.messages import message
from sheets_schema.org_unit import OrgUnit
from sheets_schema.validate import validate
from sheets_schema.workbook import Tab, Value, Workbook

AS_OF = date(2025, 3, 14)
SCHOOL = OrgUnit("TH01", "Trường Tiểu học Đông Phú", kind="school")
MAIN = """
name = "school-week"
timezone = "Asia/Ho_Chi_Minh"
due = 2025-03-14T17:00:00
title = { vi = "Tiêm chủng trong trường học", en = "Vaccinations at school" }

[unit_words.school]
vi = "trường"
en = "school"

[messages.more-than-enrolled]
severity = "must-fix"
vi = ["Tiêm nhiều hơn sĩ số", "Lớp có {right} học sinh mà đã tiêm {left}.",
      "Đề nghị đối chiếu với sổ tiêm."]
en = ["More vaccinated than enrolled", "{left} vaccinated of {right} enrolled.",
      "Please compare with the register."]
example = "38"
"""
SCHOOL_BOOK = """
kind = "school"
title = { vi = "Tiêm chủng - {unit}", en = "Vaccinations - {unit}" }

[[tables]]
name = "classes"
title = "Lớp"
none_code = "list-empty"
subject = "class"

[[tables.columns]]
name = "class"
title = "Lớp"
required = true
example = "3A"

[[tables.columns]]
name = "enrolled"
title = "Sĩ số"
type = "count"
required = true
params = { most = 100 }
example = "40"

[[tables.columns]]
name = "vaccinated"
title = "Đã tiêm"
type = "count"
example = "38"

[[tables.columns]]
name = "share"
title = "Tỷ lệ"
type = "percent"
example = 95.5

[[tables.columns]]
name = "dose"
title = "Liều (ml)"
type = "number"
params = { least = 0 }
example = 0.5

[[tables.columns]]
name = "cost"
title = "Kinh phí"
type = "money"
example = "1250000"

[[tables.columns]]
name = "from"
title = "Từ ngày"
type = "date"
params = { future = true }
example = "10/03/2025"

[[tables.columns]]
name = "to"
title = "Đến ngày"
type = "date"
params = { future = true }
example = "14/03/2025"

[[tables.columns]]
name = "reason"
title = "Lý do chưa đủ"

[[tables.checks]]
check = "columns-agree"
code = "more-than-enrolled"
rule = "vaccinated <= enrolled"

[[tables.checks]]
check = "columns-agree"
code = "columns-disagree"
rule = "from <= to"

[[tables.checks]]
check = "sum-rows"
code = "sum-row-wrong"

[[tables.checks]]
check = "column-total"
code = "total-limits"
column = "dose"
most = 100

[[tables.checks]]
check = "required-when"
code = "cell-missing-when"
column = "cost"
when = "dose"

[[tables.checks]]
check = "duplicates"
code = "value-duplicate"
key = ["class"]
mark = "class"
bare = true
"""
HEADER: list[Value] = [
    "Lớp", "Sĩ số", "Đã tiêm", "Tỷ lệ", "Liều (ml)", "Kinh phí", "Từ ngày", "Đến ngày",
    "Lý do chưa đủ",
]  # fmt: skip


def school_folder(folder: Path, book: str = SCHOOL_BOOK, main: str = MAIN) -> Path:
    """The campaign's files, in that folder."""
    (folder / "campaign.toml").write_text(main, encoding="utf-8")
    (folder / "school.toml").write_text(book, encoding="utf-8")
    return folder


def check_school(folder: Path, *rows: list[Value]) -> Checked:
    """The findings of a school's list with these rows, by columns as in HEADER."""
    campaign = read_campaign(school_folder(folder))
    grid = [HEADER, *([*row, *[None] * (len(HEADER) - len(row))] for row in rows)]
    return validate(Workbook("", [Tab("Lớp", grid)]), SCHOOL, campaign, AS_OF, strict=True)


def told(checked: Checked) -> list[tuple[int | None, str | None, str]]:
    """Row, column and code of each finding."""
    return [(one.row, one.column, one.code) for one in checked.findings]


def said(checked: Checked, language: str = "vi") -> list[str]:
    """What is wrong and what to do, a sentence each."""
    messages = [message(one, language) for one in checked.findings]
    return [f"{one.what} {one.todo}" for one in messages]
