"""The drafted report: figures are computed and open to their rows, and the DOCX is a draft."""

import io
import re
import time
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner

from jobs.report.figures import written
from jobs.store.access.audit import Asked, entries
from jobs.store.events import ACCEPTED, Event, add_event
from jobs.store.rows import DataRow, save_rows
from jobs.store.units import UnitState, load_units, save_state, save_units
from service.access.people import LOCAL_OPERATOR
from service.cli import main
from sheets_schema.org_unit import OrgUnit
from sheets_schema.workbook import Value
from tests.service.conftest import Service, make_service

CCCD = "031085001234"
GROUPS = ("TDP 1", "TDP 2", "TDP 3")


def row(table: str, number: int, *values: Value, state: str = "ok") -> DataRow:
    return DataRow(table, f"{table}{number}", number, "f", 0.0, state, values, (), 42, table)


def model(
    number: int, group: str, skills: str, status: str, people: Value, state: str = "ok"
) -> DataRow:
    values = (number, f"Mô hình {number}", group, skills, "Cách làm", people, None, status, None)
    return row("models", number, *values, state=state)


def platform(number: int, name: str) -> DataRow:
    return row("platforms", number, number, name, "Ứng dụng", None, None, "1", "Dễ dùng", None)


def group(number: int, level: str, place: str | None) -> DataRow:
    return row("groups", number, number, f"Tổ {number}", level, place, "1/QĐ", None, 5, "A", "", "")


def official(number: int) -> DataRow:
    person = ("Lê Văn An", "Nam", 1985, "Công chức", CCCD, "0912345678", None)
    return row("officers", number, number, *person, state="must-fix")


FIRST = [
    model(1, "TDP 1", "1,3", "Đang triển khai", 20),
    model(2, "TDP 1, TDP 2", "1", "Đề xuất mới", 30),
    model(3, "Toàn phường", "5", "Đang triển khai", "vài chục"),
    platform(1, "Zalo"),
    platform(2, "VNeID"),
    group(1, "Cấp phường", None),
    group(2, "Cấp tổ dân phố", "Tổ dân phố số 2"),
    official(1),
]
SECOND = [model(1, "TDP 1", "2", "Đang triển khai", 1200), platform(1, "ứng dụng VNEID")]


def fill(service: Service, *, sent_on: datetime | None = None) -> Service:
    """Two wards of three residential groups; the first has sent its report on that day."""
    store, now = service.here.store, time.time()
    with service.here.engine.begin() as connection:
        wards = [
            OrgUnit(
                code,
                f"Phường {code}",
                "ward",
                residential_groups=GROUPS,
                spreadsheet=f"file-{code}",
            )
            for code in ("P01", "P02")
        ]
        save_units(connection, wards)
        for code, rows in (("P01", FIRST), ("P02", SECOND)):
            tables = {one.table for one in rows}
            save_rows(connection, store.vault, code, tables, rows, now)
            save_state(connection, UnitState(code, "checked", read_at=now, good_at=now))
        if sent_on:
            at = sent_on.timestamp()
            add_event(connection, "P01", service.here.campaign.term, Event(ACCEPTED, at, at))
            # A typing mistake that was mended long after makes nobody late.
            known = UnitState("P01", "checked", good_at=now, edited_at=at + 9 * 86_400)
            save_state(connection, replace(known, done=True))
    return service


def page(service: Service, path: str, role: str = "viewer") -> str:
    answer = service.browser.get(path, headers=service.program(role))
    assert answer.status_code == 200
    return answer.text


def text_of(service: Service) -> str:
    """The words of the report's page, without marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", page(service, "/report")))


def test_the_figures_of_the_text_are_counted_from_the_rows(service: Service) -> None:
    said = text_of(fill(service))
    assert "có 04 mô hình (03 đang triển khai, 01 đề xuất mới, 0 đã hoàn thành)" in said
    assert "tại 03 tổ dân phố của 02 phường, với 1.250 lượt người tham gia" in said
    assert "dịch vụ công trực tuyến 02; mua sắm trực tuyến 01" in said
    assert "10 dòng, trong đó 09 dòng đạt" in said


def test_beside_a_sum_of_all_rows_stands_that_of_the_rows_that_passed(service: Service) -> None:
    rows = [model(2, "TDP 3", "1", "Đang triển khai", 98000, "please-check"), *SECOND]
    with fill(service).here.engine.begin() as connection:
        save_rows(connection, service.here.store.vault, "P02", ["models"], rows, 0.0)
    said = text_of(service)
    assert "99.250 lượt người tham gia (riêng các dòng đạt yêu cầu kiểm tra: 1.250 lượt)" in said


def test_sums_of_numbers_stand_in_all_by_unit_and_apart_for_rows_that_are_not_right(
    service: Service,
) -> None:
    wrong = [*SECOND, model(2, "TDP 2", "2", "Đang triển khai", 30, state="must-fix")]
    with fill(service).here.engine.begin() as connection:
        tables = {one.table for one in wrong}
        save_rows(connection, service.here.store.vault, "P02", tables, wrong, time.time())
    said = text_of(service)
    sums = said[said.index("Tổng các cột số") :]
    assert "Số người tham gia" in sums and "1.280 30 2Phường P01: 50" in sums
    assert "Phường P02: 1.230" in sums


def test_each_answer_has_its_rows_and_its_right_rows_as_a_bar(service: Service) -> None:
    fill(service).sign_in()
    page = service.browser.get("/report").text
    _, block = page.split("1. Mô hình: Trạng thái</caption>")
    block = block.split("</table>")[0]
    said = re.findall(
        r'row">(.+?)\s*<svg.*?number">(\d+)</td>\s*<td class="number">(\d+)', block, re.S
    )
    assert said == [("Đang triển khai", "3", "3"), ("Đề xuất mới", "1", "1")]
    assert re.findall(r'viewBox="0 0 (\d+) 1"', block) == ["3", "3"]
    assert re.findall(r'class="all" width="(\d+)"', block) == ["3", "1"]


def test_one_platform_written_in_two_ways_is_one(service: Service) -> None:
    said = text_of(fill(service))
    assert "02 phường đề xuất 02 nền tảng" in said
    assert "nhiều phường đề xuất nhất: VNeID (02 phường), Zalo (01 phường)." in said


def test_groups_of_one_number_and_of_several_kinds_are_counted_apart(service: Service) -> None:
    places = ("Ấp 3, ấp 4", "Khu phố 3", "KP 3", "TDP 1 (Gia Viên cũ)", "TDP 1, phường Gia Viên cũ")
    rows = [group(n, "Cấp tổ dân phố", place) for n, place in enumerate(places, 1)]
    with fill(service).here.engine.begin() as connection:
        save_units(connection, [OrgUnit("P01", "Xã An Thịnh", "ward", spreadsheet="file-P01")])
        save_rows(connection, service.here.store.vault, "P01", ["groups"], rows, 0.0)
    assert "4/0 tổ dân phố đã có Tổ" in text_of(service)


@pytest.mark.parametrize(
    ("known", "said", "counted"),
    [
        (("TDP 1", "TDP 2"), "TDP 9", "0 tổ dân phố"),
        (("TDP 1", "TDP 2"), "TDP 1-2", "02 tổ dân phố"),
        ((), "TDP 9", "01 tổ dân phố"),
        ((), "Toàn phường", "0 tổ dân phố"),
    ],
)
def test_residential_groups_are_those_of_the_register_where_it_knows_any(
    service: Service, known: tuple[str, ...], said: str, counted: str
) -> None:
    rows = [model(1, said, "1", "Đang triển khai", 1)]
    with service.here.engine.begin() as connection:
        save_units(connection, [OrgUnit("P01", "Phường P01", "ward", residential_groups=known)])
        save_rows(connection, service.here.store.vault, "P01", ["models"], rows, 0.0)
        save_state(connection, UnitState("P01", "checked", good_at=1.0))
    assert f"tại {counted} của 01 phường" in text_of(service)


def test_a_share_is_worked_out_of_the_register(service: Service) -> None:
    said = text_of(fill(service))
    assert "01/06 tổ dân phố đã có Tổ (16,7%)" in said


@pytest.mark.parametrize(
    ("days", "word"), [(-1, "đúng hạn 01, chậm 0"), (1, "đúng hạn 0, chậm 01")]
)
def test_a_report_sent_after_its_due_moment_is_late(service: Service, days: int, word: str) -> None:
    due = service.here.campaign.due
    said = text_of(fill(service, sent_on=due + timedelta(days=days)))
    assert f"01/02 phường ({word}); chưa gửi: 01 phường (Phường P02)" in said


def test_a_tick_with_something_to_correct_is_no_report_yet(service: Service) -> None:
    fill(service)
    with service.here.engine.begin() as connection:
        save_state(connection, UnitState("P01", "checked", good_at=1.0, done=True))
    assert "0/02 phường (đúng hạn 0, chậm 0); chưa gửi: 02 phường" in text_of(service)


def test_what_nobody_reported_is_left_open_and_is_no_nought(service: Service) -> None:
    said = text_of(service)
    assert "Toàn quận có […] mô hình ([…] đang triển khai" in said


def test_a_figure_opens_to_its_rows_and_each_row_to_the_wards_own(service: Service) -> None:
    shown = page(fill(service), "/report/figures/models_running")
    assert "Mô hình đang triển khai: 03" in shown
    assert shown.count("#gid=42&amp;range=") == 3
    assert "file-P02/edit#gid=42&amp;range=2:2" in shown and "Mô hình 2" not in shown


def test_every_linked_figure_of_the_text_opens(service: Service) -> None:
    links = set(re.findall(r'href="(/report/figures/\w+)"', page(fill(service), "/report")))
    assert len(links) > 15
    for link in links:
        page(service, link)


def test_a_figure_of_more_rows_than_a_page_shows_them_all_by_pages(service: Service) -> None:
    fill(service)
    many = [official(number) for number in range(1, 302)]
    with service.here.engine.begin() as connection:
        vault = service.here.store.vault
        save_rows(connection, vault, "P02", ["officers"], many, time.time())
    first = page(service, "/report/figures/officers")
    second = page(service, "/report/figures/officers?from=200")
    assert [shown.count("<tr>") - 1 for shown in (first, second)] == [200, 102]
    assert "from=200" in first and CCCD not in first + second


def test_the_figure_of_no_name_is_not_found(service: Service) -> None:
    answer = service.browser.get("/report/figures/children", headers=service.program("viewer"))
    assert answer.status_code == 404


def document(content: bytes) -> tuple[str, str]:
    """The text of a DOCX with that of its tables, and the marked part of it."""
    file = docx.Document(io.BytesIO(content))
    paragraphs = [*file.paragraphs]
    for table in file.tables:
        paragraphs += [one for cell in table._cells for one in cell.paragraphs]
    marked = [run.text for one in paragraphs for run in one.runs if run.font.highlight_color]
    return "\n".join(one.text for one in paragraphs), " ".join(marked)


def test_the_document_is_a_draft_in_the_form_of_the_decree(service: Service) -> None:
    fill(service)
    answer = service.browser.get("/report.docx", headers=service.program("officer"))
    said, marked = document(answer.data)
    file = docx.Document(io.BytesIO(answer.data))
    assert said.index("BÁO CÁO") < said.index("Kính gửi:") < said.index("Phụ lục III")
    assert "có 04 mô hình" in said and "Nơi nhận:" in said
    assert "[…]" in marked and "04" not in marked
    headers = [file.sections[0].first_page_header, file.sections[0].header]
    assert all('string="DỰ THẢO"' in one._element.xml for one in headers)
    assert "PAGE" not in headers[0]._element.xml and "PAGE" in headers[1]._element.xml
    first = file.sections[0]
    assert first.page_width is not None and first.left_margin is not None
    assert (round(first.page_width.mm), round(first.left_margin.mm)) == (210, 30)


def test_the_lists_of_the_appendices_hold_every_row_masked(service: Service) -> None:
    fill(service)
    answer = service.browser.get("/report.docx", headers=service.program("officer"))
    said, _ = document(answer.data)
    tables = docx.Document(io.BytesIO(answer.data)).tables
    rows = [[cell.text for cell in one.cells] for table in tables for one in table.rows]
    assert ["1 (*)", "Lê Văn An", "Công chức", "•••••••••234", "•••••••678"] in rows
    assert ["1", "Phường P01", "3", "1", "1", "0", "2"] in rows
    assert ["1", "VNeID", "", "1", "Dễ dùng", "2", "Phường P01, Phường P02"] in rows
    assert CCCD not in said
    # Said once: only one appendix has numbers of persons.
    assert said.count("đã che bớt") == 1


def others(service: Service) -> Service:
    """An agency and two companies beside the wards."""
    store, now = service.here.store, time.time()
    units = {"D01": "agency", "C01": "company", "C02": "company"}
    day = ("10/10/2024", "Hội trường", "Trực tiếp")
    rows = {
        "D01": [
            row("activities", 1, 1, "Ra quân", *day, 120, "Tốt", "https://a.vn/1", None),
            row("activities", 2, 2, "Tọa đàm", *day, 30, "Tốt", None, None),
            row("publicity", 1, 1, "Loa truyền thanh", "Kỹ năng số", 12, "09/10/2024", None, None),
            row("publicity", 2, 2, "Mạng xã hội", "Kỹ năng số", 3, None, "https://a.vn/2", None),
        ],
        "C01": [
            row("contacts", 1, 1, "Lê An", "0912345678", "a@b.vn", None, "P02 và Phường P01", None),
            row("offers", 1, 1, "Gói tháng", "Thành viên", 120000, 90000, "01/11/2024"),
        ],
        "C02": [row("contacts", 1, 1, "Vũ Bình", "0987654321", None, None, "P09, P02", None)],
    }
    with service.here.engine.begin() as connection:
        wards = load_units(connection)
        named = [OrgUnit(code, f"Đơn vị {code}", kind) for code, kind in units.items()]
        save_units(connection, [*wards, *named])
        for code, of_unit in rows.items():
            tables = {one.table for one in of_unit}
            save_rows(connection, store.vault, code, tables, of_unit, now)
            save_state(connection, UnitState(code, "checked", read_at=now, good_at=now))
    return service


def test_agencies_and_companies_have_their_part_of_the_report(service: Service) -> None:
    said = text_of(others(fill(service)))
    assert "01 cơ quan, đơn vị tổ chức 02 hoạt động với 150 lượt người tham gia" in said
    assert "tổng cộng 15 lượt; trong đó trên loa truyền thanh: 01 nội dung, 12 lượt phát" in said
    assert "02 doanh nghiệp cử 02 đầu mối" in said
    assert "phụ trách 02/02 phường (0 phường chưa có đầu mối)" in said
    assert "01 doanh nghiệp có 01 ưu đãi" in said


def test_a_contact_stands_once_for_each_ward_it_looks_after(service: Service) -> None:
    others(fill(service))
    answer = service.browser.get("/report.docx", headers=service.program("officer"))
    tables = docx.Document(io.BytesIO(answer.data)).tables
    [contacts] = [table for table in tables if table.cell(0, 1).text == "Doanh nghiệp"][:1]
    rows = [[cell.text for cell in one.cells][:3] for one in contacts.rows][1:]
    wards = ["Phường P01 (1)", "Phường P02 (2)", "P09 (1)"]
    assert [row[0] for row in rows if row[0] == row[1]] == wards
    assert [row[1:] for row in rows if row[0] != row[1]] == [
        ["Đơn vị C01", "Lê An"],
        ["Đơn vị C01", "Lê An"],
        ["Đơn vị C02", "Vũ Bình"],
        ["Đơn vị C02", "Vũ Bình"],
    ]


def test_a_number_typed_where_a_ward_is_named_is_masked_as_any_other(service: Service) -> None:
    others(fill(service))
    said = row("contacts", 1, 1, "Vũ Bình", None, None, None, "Phường P02; gọi 0398765439", None)
    with service.here.engine.begin() as connection:
        save_rows(connection, service.here.store.vault, "C02", {"contacts"}, [said], time.time())
    answer = service.browser.get("/report.docx", headers=service.program("officer"))
    tables = docx.Document(io.BytesIO(answer.data)).tables
    cells = [cell.text for table in tables for line in table.rows for cell in line.cells]
    assert "gọi •••••••439 (1)" in cells and "0398765439" not in " ".join(cells)


def test_who_takes_the_document_in_full_is_written_down(service: Service) -> None:
    headers = fill(service).program("officer")
    answer = service.browser.post("/report/unmasked.docx", headers=headers)
    said, _ = document(answer.data)
    assert CCCD in said and "CÓ DỮ LIỆU CÁ NHÂN" in said
    with service.here.engine.connect() as connection:
        [look] = entries(connection, Asked(whats=["look-report"]))
    assert (look.person, look.persons) == (LOCAL_OPERATOR, 3)


def test_a_viewer_reads_the_text_and_gets_no_document(service: Service) -> None:
    viewer = service.program("viewer")
    assert service.browser.get("/report", headers=viewer).status_code == 200
    assert service.browser.get("/report.docx", headers=viewer).status_code == 403
    assert service.browser.post("/report/unmasked.docx", headers=viewer).status_code == 403


def test_the_command_writes_the_draft(tmp_path: Path) -> None:
    service = fill(make_service(tmp_path / "data"))
    service.here.close()
    environ = {"WARDSHEETS_DATA_DIR": str(tmp_path / "data")}
    out = tmp_path / "draft.docx"
    done = CliRunner(env=environ).invoke(main, ["report", str(out)])
    assert done.exit_code == 0, done.output
    assert CCCD not in document(out.read_bytes())[0]


@pytest.mark.parametrize(
    ("value", "said"),
    [(0, "0"), (5, "05"), (12, "12"), (1234, "1.234"), (98.5, "98,5"), (100.0, "100"), (None, "")],
)
def test_numbers_are_written_as_official_documents_do(value: int | float | None, said: str) -> None:
    assert written(value) == said
