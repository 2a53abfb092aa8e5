"""A campaign is a declaration: a new form needs no code, and a wrong one says what to write."""

# ruff: noqa: E501  (a wrong line and what is said of it stand on one line)

from datetime import date
from pathlib import Path

import pytest

from sheets_schema.declaration import DeclarationError, read_campaign
from sheets_schema.org_unit import OrgUnit
from sheets_schema.validate import validate
from sheets_schema.workbook import Tab, Value, Workbook

MAIN = """
name = "cleanup"
timezone = "Asia/Ho_Chi_Minh"
due = 2025-03-20T17:00:00
title = { vi = "Ngày Chủ nhật xanh", en = "Green Sunday" }
"""
BOOK = """
kind = "village"
[[tables]]
name = "places"
title = "Điểm vệ sinh"
none_code = "list-empty"
[[tables.columns]]
name = "place"
title = "Địa điểm"
required = true
codes = { missing = "cell-missing", short = "text-short" }
params = { shortest = 5 }
[[tables.columns]]
name = "people"
title = "Số người"
type = "count"
params = { most = 500 }
[[tables.columns]]
name = "done"
title = "Kết quả"
type = "choice"
choices = ["Xong", "Chưa xong"]
codes = { invalid = "choice-invalid" }
[[tables.checks]]
check = "duplicates"
code = "value-duplicate"
key = ["place"]
mark = "place"
"""


def folder(tmp_path: Path, book: str = BOOK, main: str = MAIN) -> Path:
    (tmp_path / "campaign.toml").write_text(main, encoding="utf-8")
    (tmp_path / "village.toml").write_text(book, encoding="utf-8")
    return tmp_path


def test_a_new_form_needs_no_code(tmp_path: Path) -> None:
    campaign = read_campaign(folder(tmp_path))
    grid: list[list[Value]] = [
        ["Địa điểm", "Số người", "Kết quả"],
        ["Chợ Đông Phú", 20, "Xong"],
        ["Hồ", "vài chục", "tạm"],
        ["CHỢ ĐÔNG PHÚ", 900, None],
    ]
    unit = OrgUnit("T1", "Thôn Đoài", kind="village")
    checked = validate(Workbook("", [Tab("Điểm vệ sinh", grid)]), unit, campaign, date(2025, 3, 1))
    assert [(one.row, one.code) for one in checked.findings] == [
        (2, "value-duplicate"), (3, "text-short"), (3, "count-text"), (3, "choice-invalid"),
        (4, "value-duplicate"), (4, "count-implausible"),
    ]  # fmt: skip


def test_a_cell_may_have_to_name_a_row_of_another_list(tmp_path: Path) -> None:
    second = """
[[tables]]
name = "people"
title = "Người làm"
[[tables.columns]]
name = "person"
title = "Họ và tên"
type = "person_name"
[[tables.columns]]
name = "where"
title = "Làm ở đâu"
[[tables.checks]]
check = "reference"
code = "choice-invalid"
column = "where"
to = "places.place"
"""
    campaign = read_campaign(folder(tmp_path, BOOK + second))
    places: list[list[Value]] = [["Địa điểm", "Số người"], ["Chợ Đông Phú", 20]]
    people: list[list[Value]] = [["Họ và tên", "Làm ở đâu"]]
    people += [["Trần Thị Lan", "chợ Đông Phú"], ["Vũ Văn Long", "Chợ Xa"]]
    book = Workbook("", [Tab("Điểm vệ sinh", places), Tab("Người làm", people)])
    unit = OrgUnit("T1", "Thôn Đoài", kind="village")
    found = validate(book, unit, campaign, date(2025, 3, 1), strict=True).findings
    assert [(one.row, one.column) for one in found] == [(3, "where")]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (("type = \"count\"", 'type = "numbers"'), "village.toml, places.people, type: write one of"),
        (("shortest = 5", "shortes = 5"), "params.shortes: is not known here; write shortest"),
        (("required = true", "requird = true"), "requird: is not known here; write required"),
        (("cell-missing", "cell-mising"), "cell-mising has no message in the catalogue"),
        (('key = ["place"]', 'key = ["plac"]'), "checks.duplicates.key: write a column"),
        (('mark = "place"\n', ""), "checks.duplicates.mark: is needed"),
        (('check = "duplicates"', 'check = "twice"'), "twice: write one of"),
        (('title = "Địa điểm"\n', ""), 'places.place, title: is needed; write title = "…"'),
        (('choices = ["Xong", "Chưa xong"]\n', ""), "places.done, choices: write the allowed"),
        (('kind = "village"\n', ""), 'village.toml, kind: is needed'),
    ],
)  # fmt: skip
def test_a_wrong_table_is_told_by_file_table_key_and_what_to_write(
    tmp_path: Path, wrong: tuple[str, str], said: str
) -> None:
    with pytest.raises(DeclarationError) as error:
        read_campaign(folder(tmp_path, BOOK.replace(*wrong)))
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (("due = 2025-03-20T17:00:00", 'due = "20/3"'), "campaign.toml, due: write the last"),
        (
            ("due = ", "locked = 2025-03-20T17:00:00\ndue = "),
            "campaign.toml, locked: write a moment",
        ),
        (
            ("due = ", 'locked = "20/3"\ndue = '),
            "campaign.toml, locked: write a moment later than due",
        ),
        (("Asia/Ho_Chi_Minh", "Asia/Hanoi"), "campaign.toml, timezone: write a zone name"),
        (('name = "cleanup"', "name = "), "campaign.toml: not TOML"),
    ],
)
def test_a_wrong_campaign_is_told_the_same_way(
    tmp_path: Path, wrong: tuple[str, str], said: str
) -> None:
    with pytest.raises(DeclarationError) as error:
        read_campaign(folder(tmp_path, BOOK, MAIN.replace(*wrong)))
    assert said in str(error.value)


def test_a_lock_is_on_the_wall_clock_of_the_campaign(tmp_path: Path) -> None:
    later = MAIN.replace("due = ", "locked = 2025-03-25T17:00:00\ndue = ")
    locked = read_campaign(folder(tmp_path, BOOK, later)).locked
    assert locked and locked.isoformat() == "2025-03-25T17:00:00+07:00"


def test_an_unknown_campaign_names_those_that_are_shipped() -> None:
    with pytest.raises(DeclarationError, match="to-cnscd-2024"):
        read_campaign("no-such-campaign")


def test_the_first_campaign_is_due_before_29_october() -> None:
    campaign = read_campaign("to-cnscd-2024")
    assert campaign.due.isoformat() == "2024-10-28T23:59:00+07:00"
    assert [len(campaign.workbooks[kind]) for kind in ("ward", "agency", "company")] == [5, 2, 2]


def test_the_wards_columns_are_those_of_the_template() -> None:
    members = read_campaign("to-cnscd-2024").workbooks["ward"][3]
    titles = [column.title for column in members.columns]
    assert titles == [
        "STT", "Tên Tổ CNSCĐ", "Họ và tên", "Giới tính", "Năm sinh", "Chức danh trong Tổ",
        "Chức vụ, đơn vị", "Số điện thoại", "Ghi chú",
    ]  # fmt: skip
