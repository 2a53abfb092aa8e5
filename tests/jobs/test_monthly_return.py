"""Another campaign than the letter, without code: communes report numbers each month."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from docx import Document

from jobs.district.content import gather
from jobs.offline.template import write_template
from jobs.offline.xlsx.workbook import read_xlsx
from jobs.periods.keep import close_period
from jobs.report.draft import draft_report
from jobs.report.figures import Figures
from jobs.unit.periods import begin_first, close_term, in_force, open_next
from sheets_schema.declaration import read_campaign
from sheets_schema.org_unit import OrgUnit
from sheets_schema.validate import validate
from tests.actions.ward_actions import GoogleActions, Ward
from tests.jobs.ward.test_deeds_in_the_sheet import DONE, says, seen
from tests.jobs.ward.test_guide import receipt, tick

RETURN = read_campaign("binh-dan-hoc-vu-so")
RESULTS, DIFFICULTIES = "1. Kết quả", "2. Khó khăn, kiến nghị"
HEAD = " | ".join(column.title for column in RETURN.workbooks["commune"][0].columns)
NO_DIFFICULTIES = " | ".join(column.title for column in RETURN.workbooks["commune"][1].columns)
RIGHT = f"""{HEAD}
1 | Thôn Đoài | 1 | 7 | 4 | 120 | 64 | 30 | 41 | 25 | 18 | 35 | 1500000 |
2 | Thôn Đông | 2 | 9 | 6 | 80 | 50 | 10 | 30 | 20 | 5 | 12 | '500.000 đ |
"""


@pytest.fixture
def google(google: GoogleActions) -> GoogleActions:
    """A province in January 2026, in the first period of the return."""
    google.clock.now = datetime(2026, 1, 12, 1, 0, tzinfo=UTC)
    with google.context.store.begin() as connection:
        begin_first(connection, RETURN, google.context.now(), google.context.today())
        google.context = replace(google.context, campaign=in_force(connection, RETURN))
    return google


def commune(google: GoogleActions, results: str, name: str = "Xã Đông Phú") -> Ward:
    """A commune's workbook, checked once."""
    ward = google.workbook(name, results, RESULTS, tabs={DIFFICULTIES: NO_DIFFICULTIES})
    google.register(ward, kind="commune")
    google.drain()
    return ward


def test_its_template_is_recognised_with_all_its_columns(tmp_path: Path) -> None:
    write_template(tmp_path / "commune.xlsx", RETURN, "commune", "vi")
    workbook = read_xlsx(tmp_path / "commune.xlsx").workbook
    unit = OrgUnit("X1", "Xã Đông Phú", kind="commune")
    checked = validate(workbook, unit, RETURN, date(2026, 1, 12), strict=True)
    assert all(len(one.columns) == len(one.table.columns) for one in checked.tables)
    assert {one.code for one in checked.findings} <= {"ward-not-started"}


def test_numbers_that_do_not_agree_are_told_in_the_words_of_the_return(
    google: GoogleActions,
) -> None:
    wrong = RIGHT.replace("| 120 | 64 |", "| 60 | 64 |").replace("| 1 | 7 |", "| 9 | 7 |")
    flags = commune(google, wrong).flags(RESULTS)
    assert "Đã ghi 64 người học kỹ năng này" in flags[2]
    assert "Ghi 9 Tổ hoạt động nhưng chỉ có 7 thành viên" in flags[2]
    assert 3 not in flags


def test_a_commune_hands_in_and_the_province_reads_its_sums(google: GoogleActions) -> None:
    ward = commune(google, RIGHT)
    assert ward.flags(RESULTS) == {}
    assert says(ward, "tháng 01/2026. Hạn gửi: 23:59 19/01/2026.")
    tick(ward, DONE)
    google.drain()
    assert receipt(ward).startswith("Đã ghi nhận báo cáo lúc 08:00 12/01/2026")
    content = gather(google.context)
    assert RETURN.report is not None
    figures = Figures(content, RETURN.report, google.context.moment().clock)
    told = [figures.value(name) for name in ("people", "people_right", "services", "cost")]
    assert told == [200, 200, 47, 2000000]
    assert draft_report(figures)[:2] == b"PK"
    summary = [[cell.value for cell in row] for row in google.district("Tổng hợp").cells]
    heads = next(row for row in summary if f"{RESULTS}: Kinh phí (đồng)" in row)
    total = summary[summary.index(heads) + 2]
    assert total[heads.index(f"{RESULTS}: Kinh phí (đồng)")] == 2000000


def test_a_sum_with_numbers_to_correct_names_them_in_the_document(google: GoogleActions) -> None:
    commune(google, RIGHT.replace("| 2 | 9 |", "| 9999 | 9 |"))
    report = google.context.campaign.report
    assert report is not None
    figures = Figures(gather(google.context), report, google.context.moment().clock)
    assert figures.value("groups") == 10000
    document = Document(io.BytesIO(draft_report(figures)))
    [named] = [one for one in document.paragraphs if "xem lại các tổng" in one.text]
    assert "hoạt động: trong tổng 10.000 có 9.999 lấy từ 01 dòng" in named.text
    assert all(run.font.highlight_color for run in named.runs)


def table_of(google: GoogleActions, title: str) -> list[list[str]]:
    """The rows of the table whose first heading behind the number is that one; [] for none."""
    report = google.context.campaign.report
    assert report is not None
    figures = Figures(gather(google.context), report, google.context.moment().clock)
    document = Document(io.BytesIO(draft_report(figures)))
    found = (one for one in document.tables if title in [c.text for c in one.rows[0].cells[1:2]])
    table = next(found, None)
    return [[cell.text for cell in row.cells] for row in table.rows] if table else []


def test_the_document_has_totals_by_level_where_there_are_levels(google: GoogleActions) -> None:
    commune(google, RIGHT)
    assert table_of(google, "Đơn vị") == []
    levels = {"region": {"vi": "khu vực", "en": "region"}}
    google.context = replace(
        google.context, campaign=replace(google.context.campaign, levels=levels)
    )
    google.units.append(OrgUnit("K1", "Khu vực 1", "region", reviews=True))
    google.units.append(OrgUnit("K2", "Khu vực 1a", "region", parent="K1", reviews=True))
    for name in ("Xã Hòa Lạc", "Xã Kim Sơn"):
        ward = google.workbook(name, RIGHT, RESULTS, tabs={DIFFICULTIES: NO_DIFFICULTIES})
        google.register(ward, kind="commune", parent="K2" if "Kim" in name else "K1")
        ward.check()
        tick(ward, DONE)
        ward.check()
    [_, whole, inner] = table_of(google, "Đơn vị")
    assert whole[1:5] == ["Khu vực 1", "2", "2", "0"] and whole[8:] == ["400", "4.000.000"]
    assert inner[1:5] == ["\u2003Khu vực 1a", "1", "1", "0"] and inner[8] == "200"


def test_the_next_month_is_handed_in_anew(google: GoogleActions) -> None:
    ward = commune(google, RIGHT)
    tick(ward, DONE)
    ward.check()
    assert seen(ward).accepted
    at, now = google.context.now(), google.context.campaign
    google.clock.now = datetime(2026, 2, 11, 1, 0, tzinfo=UTC)
    with google.context.store.begin() as connection:
        close_term(connection, now, now.period, at, "an@tinh.vn", "vi")
        term = open_next(connection, RETURN, "2026-02", at + 1, "an@tinh.vn", "vi")
    google.context = replace(google.context, campaign=term)
    ward.check()
    assert receipt(ward).startswith("Chưa gửi") and not seen(ward).accepted
    assert ward.user_grid(ward.sheet(RESULTS))[1][1] == "Thôn Đoài"
    tick(ward, "các dòng như kỳ trước vẫn đúng")
    tick(ward, DONE)
    ward.check()
    assert seen(ward).accepted


def test_the_next_month_is_held_against_the_last(google: GoogleActions) -> None:
    ward = commune(google, RIGHT)
    close_period(google.context, "2026-01", "an@tinh.vn")
    google.clock.now = datetime(2026, 2, 11, 1, 0, tzinfo=UTC)
    with google.context.store.begin() as connection:
        at = google.context.now()
        term = open_next(connection, RETURN, "2026-02", at, "an@tinh.vn", "vi")
    google.context = replace(google.context, campaign=term)
    ward.check()
    assert "kỳ trước là" not in str(ward.flags(RESULTS))
    ward.edit("E2", "40", tab=RESULTS)
    ward.person({"do": "delete-rows", "tab": RESULTS, "row": 3, "count": 1})
    run = ward.check()
    assert "kỳ trước là 4 (thay đổi quá 300%)" in ward.flags(RESULTS)[2]
    assert run.codes["rows-left-since-last"] == 1
    assert any("Thôn Đông" in row[1] for row in ward.results())
