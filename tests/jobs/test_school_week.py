"""A campaign outside of the letter's subject, weekly and without code: schools and vaccinations."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from jobs.district.content import gather
from jobs.offline.template import write_template
from jobs.offline.xlsx.workbook import read_xlsx
from jobs.report.draft import draft_report
from jobs.report.figures import Figures
from jobs.report.wording import pieces_of
from jobs.unit.periods import begin_first, close_term, in_force, open_next
from sheets_schema.campaign import Campaign
from sheets_schema.declaration import read_campaign
from sheets_schema.org_unit import OrgUnit
from sheets_schema.validate import validate
from tests.actions.ward_actions import GoogleActions, Ward
from tests.jobs.ward.test_deeds_in_the_sheet import DONE, says, seen
from tests.jobs.ward.test_guide import receipt, tick
from tests.schema.school_campaign import HEADER, MAIN, SCHOOL_BOOK, school_folder

RHYTHM = """
[rhythm]
every = "week"
start = 2025-03-10
due = 1
opens = -4

[authority]
name = "Sở Y tế"
department = "Trung tâm Kiểm soát bệnh tật"
"""
REPORT = """
kind = "BÁO CÁO"
about = "Tiêm chủng trong trường học"
units = "school"
letterhead = ["SỞ Y TẾ", "TRUNG TÂM KIỂM SOÁT BỆNH TẬT"]
place = "Hà Nội"
symbol = "BC-TTKSBT"
addressee = "Sở Y tế"
opening = "Trung tâm báo cáo như sau:"
closing = "Trân trọng./."
recipients = ["Như trên"]
signature = ["GIÁM ĐỐC"]

[[figures]]
name = "vaccinated"
title = "Học sinh đã tiêm"
table = "classes"
total = "vaccinated"

[[figures]]
name = "dose"
title = "Liều (ml)"
table = "classes"
total = "dose"

[[sections]]
title = "I. KẾT QUẢ"
paragraphs = ["{units_sent}/{units} trường; {vaccinated} học sinh, {dose} ml."]
"""
RIGHT = f"""{" | ".join(map(str, HEADER))}
3A | 40 | 38 | 95 | 0.5 | 1250000 | '10/03/2025 | '14/03/2025 |
3B | 41 | '1 | 2.5 | 1.25 | '1.250.000 đ | '11/03/2025 | '14/03/2025 |
"""


@pytest.fixture
def weekly(tmp_path: Path) -> Campaign:
    """The schools' campaign, a week a period."""
    main = MAIN.replace("due = 2025-03-14T17:00:00\n", "") + RHYTHM
    folder = school_folder(tmp_path, main=main)
    (folder / "report.toml").write_text(REPORT, encoding="utf-8")
    return read_campaign(folder)


@pytest.fixture
def google(google: GoogleActions, weekly: Campaign) -> Iterator[GoogleActions]:
    """A city's schools in the first week."""
    google.clock.now = datetime(2025, 3, 14, 1, 0, tzinfo=UTC)
    with google.context.store.begin() as connection:
        begin_first(connection, weekly, google.context.now(), google.context.today())
        google.context = replace(google.context, campaign=in_force(connection, weekly))
    yield google


def school(google: GoogleActions, classes: str) -> Ward:
    """A school's workbook, checked once."""
    ward = google.workbook("Trường Tiểu học Đông Phú", classes, "Lớp")
    google.register(ward, kind="school")
    google.drain()
    return ward


def test_its_template_is_recognised_with_all_its_columns(tmp_path: Path, weekly: Campaign) -> None:
    write_template(tmp_path / "school.xlsx", weekly, "school", "vi")
    unit = OrgUnit("TH01", "Trường Tiểu học Đông Phú", kind="school")
    workbook = read_xlsx(tmp_path / "school.xlsx").workbook
    checked = validate(workbook, unit, weekly, date(2025, 3, 14), strict=True)
    assert all(len(one.columns) == len(one.table.columns) for one in checked.tables)


def test_its_own_finding_is_flagged_in_its_own_words(google: GoogleActions) -> None:
    ward = school(google, RIGHT.replace("| 40 | 38 |", "| 40 | 55 |"))
    assert "Lớp có 40 học sinh mà đã tiêm 55" in ward.flags("Lớp")[2]
    assert 3 not in ward.flags("Lớp")


def test_a_school_hands_in_and_the_office_reads_sums_and_report(google: GoogleActions) -> None:
    ward = school(google, RIGHT)
    assert ward.flags("Lớp") == {}
    assert says(ward, "tuần 11/2025. Hạn gửi: 23:59 17/03/2025.")
    tick(ward, DONE)
    google.drain()
    assert receipt(ward).startswith("Đã ghi nhận báo cáo lúc 08:00 14/03/2025")
    summary = [[cell.value for cell in row] for row in google.district("Tổng hợp").cells]
    heads = next(row for row in summary if "Lớp: Liều (ml)" in row)
    total = summary[summary.index(heads) + 2]
    assert [total[heads.index(f"Lớp: {one}")] for one in ("Đã tiêm", "Liều (ml)")] == [39, 1.75]
    report = google.context.campaign.report
    assert report is not None
    figures = Figures(gather(google.context), report, google.context.moment().clock)
    said = "".join(piece.said for piece in pieces_of(report.sections[0].paragraphs[0], figures))
    assert said == "01/01 trường; 39 học sinh, 1,75 ml."
    assert draft_report(figures)[:2] == b"PK"


def test_a_school_is_held_against_all_schools_once_they_are_published(
    google: GoogleActions, tmp_path: Path
) -> None:
    use = 'check = "usual-range"\ncode = "number-unusual"\ncolumn = "enrolled"\nfewest = 6'
    main = MAIN.replace("due = 2025-03-14T17:00:00\n", "") + RHYTHM
    (tmp_path / "own").mkdir()
    book = f"{SCHOOL_BOOK}\n[[tables.checks]]\n{use}\n"
    campaign = read_campaign(school_folder(tmp_path / "own", book, main))
    with google.context.store.begin() as connection:
        google.context = replace(google.context, campaign=in_force(connection, campaign))
    sizes = {"3A": 38, "3B": 40, "3C": 41, "3D": 39, "3E": 42, "3G": 95}
    rows = "\n".join(f"{one} | {size} | 1 | 95 | | | | |" for one, size in sizes.items())
    ward = school(google, f"{RIGHT.splitlines()[0]}\n{rows}\n")
    assert ward.flags("Lớp") == {}
    ward.check()
    assert list(ward.flags("Lớp")) == [7]
    assert "Cột “Sĩ số” ghi 95, các đơn vị thường ghi 31 – 50" in ward.flags("Lớp")[7]
    assert not ward.check().changed
    google.drain()
    ward.check()
    assert list(ward.flags("Lớp")) == [7]


def test_the_next_week_is_handed_in_anew(google: GoogleActions, weekly: Campaign) -> None:
    ward = school(google, RIGHT)
    tick(ward, DONE)
    ward.check()
    assert seen(ward).accepted
    at, now = google.context.now(), google.context.campaign
    google.clock.now = datetime(2025, 3, 20, 1, 0, tzinfo=UTC)
    with google.context.store.begin() as connection:
        close_term(connection, now, now.period, at, "an@yte.vn", "vi")
        term = open_next(connection, weekly, "2025-W12", at + 1, "an@yte.vn", "vi")
    google.context = replace(google.context, campaign=term)
    ward.check()
    assert receipt(ward).startswith("Chưa gửi") and not seen(ward).accepted
    tick(ward, "các dòng như kỳ trước vẫn đúng")
    tick(ward, DONE)
    ward.check()
    assert seen(ward).accepted
