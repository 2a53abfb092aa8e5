"""What should not be signed yet, what changed since the last draft, and the files to take."""

import io
import time
from urllib.parse import unquote

import docx
import pytest

from jobs.offline.running.office import office
from jobs.store.rows import DataRow, save_rows
from sheets_schema.vietnam.text import fold
from tests.service.conftest import Service
from tests.service.pages.test_report import SECOND, document, fill, model, page, text_of


def with_rows(service: Service, *rows: DataRow) -> Service:
    """The two wards of the report's tests, the second with these rows more."""
    every = [*SECOND, *rows]
    tables = {one.table for one in every}
    with fill(service).here.engine.begin() as connection:
        save_rows(connection, service.here.store.vault, "P02", tables, every, time.time())
    return service


def test_parts_that_leave_a_row_over_are_told_and_the_text_counts_it(service: Service) -> None:
    with_rows(service, model(7, "TDP 2", "1", "Ứng dụng", 5))
    shown = page(service, "/report/before")
    assert "theo “Trạng thái” cộng lại (03 + 01 + 0) chỉ được 04; còn 01 dòng" in shown
    assert "Mô hình 7" in shown and "file-P02/edit#gid=42&amp;range=8:8" in shown
    assert "0 đã hoàn thành, 01 chưa phân loại)" in text_of(service)


def test_parts_that_add_up_say_nothing_of_a_rest(service: Service) -> None:
    assert "chưa phân loại" not in text_of(fill(service))
    assert "chưa phân loại" not in page(service, "/report/before")


def test_a_sum_says_how_much_of_it_stands_in_rows_to_correct(service: Service) -> None:
    with_rows(service, model(7, "TDP 2", "1", "Đang triển khai", 98000, "must-fix"))
    shown = page(service, "/report/before")
    assert "trong tổng 99.250 có 98.000 lấy từ 01 dòng" in shown
    assert "1. Mô hình: 01/05 dòng còn mục phải sửa" in shown


def test_one_figure_far_from_those_beside_it_is_told(service: Service) -> None:
    usual = [model(n, "TDP 2", "1", "Đang triển khai", 100 + n) for n in range(10, 22)]
    with_rows(service, *usual, model(30, "TDP 1", "1", "Đang triển khai", 2_400))
    assert "01 dòng có con số từ 20 lần mức thường gặp" in page(service, "/report/before")


def test_units_not_taken_and_not_read_are_named(service: Service) -> None:
    shown = page(fill(service), "/report/before")
    assert "02/02 đơn vị chưa được ghi nhận báo cáo" in shown and "Phường P02</a>" in shown
    assert "CCCD" not in shown and "031085001234" not in shown


def test_the_next_draft_says_which_numbers_changed(service: Service) -> None:
    officer = fill(service).program("officer")
    assert "Chưa có bản dự thảo nào" in page(service, "/report/before")
    assert service.browser.get("/report.docx", headers=officer).status_code == 200
    assert "Các con số không đổi" in page(service, "/report/before")
    more = [*SECOND, model(9, "TDP 3", "1", "Đang triển khai", 10)]
    with service.here.engine.begin() as connection:
        save_rows(connection, service.here.store.vault, "P02", ["models"], more, 0.0)
    shown = page(service, "/report/before")
    row = shown[shown.index('/report/figures/models"') :]
    assert ">04<" in row[:300] and "<strong>05</strong>" in row[:300]


def test_points_are_headings_that_stay_with_their_text(service: Service) -> None:
    answer = fill(service).browser.get("/report.docx", headers=service.program("officer"))
    file = docx.Document(io.BytesIO(answer.data))
    [point] = [one for one in file.paragraphs if one.text.startswith("1. Mô hình chuyển đổi số")]
    assert point.paragraph_format.keep_with_next and point.runs[0].bold
    [sentence] = [one for one in file.paragraphs if one.text.startswith("1. Văn bản")]
    assert not sentence.runs[0].bold


def test_the_issuing_body_is_bold_as_a_whole_and_amounts_stand_at_the_right(
    service: Service,
) -> None:
    fill(service)
    answer = service.browser.get("/report.docx", headers=service.program("officer"))
    file = docx.Document(io.BytesIO(answer.data))
    head = file.tables[0].rows[0].cells[0].paragraphs
    assert [one.runs[0].bold for one in head[:2]] == [True, True]
    models = next(one for one in file.tables if one.rows[0].cells[1].text == "Tên mô hình")
    assert models.rows[1].cells[0].text == "Phường P01 (3)"
    cells = models.rows[-1].cells
    assert (cells[5].text, str(cells[5].paragraphs[0].alignment)) == ("1.200", "RIGHT (2)")


def test_files_have_vietnamese_names_and_plain_ones_for_old_programs(service: Service) -> None:
    answer = fill(service).browser.get("/report.docx", headers=service.program("officer"))
    plain, _, full = answer.headers["Content-Disposition"].partition("; filename*=UTF-8''")
    title = service.here.campaign.title["vi"]
    assert unquote(full).startswith(f"Dự thảo - {title} (") and full.endswith(".docx")
    assert plain.isascii() and fold(title).replace(" ", "-") in plain


def test_the_letter_urges_the_units_that_are_missing_and_no_other(service: Service) -> None:
    fill(service, sent_on=service.here.campaign.due)
    path = "/report/late-units.docx"
    answer = service.browser.get(path, headers=service.program("officer"))
    said, marked = document(answer.data)
    assert "V/v đôn đốc gửi" in said and "còn 01 đơn vị chưa hoàn thành" in said
    assert "Phường P02" in said and "Phường P01" not in said and "[…]" in marked


def test_the_draft_is_a_pdf_where_libreoffice_is_installed(service: Service) -> None:
    if office() is None:
        pytest.skip("LibreOffice Writer is not installed: apt-get install libreoffice-writer-nogui")
    answer = fill(service).browser.get("/report.pdf", headers=service.program("officer"))
    if answer.status_code == 404:
        pytest.skip("LibreOffice Writer is not installed: apt-get install libreoffice-writer-nogui")
    assert answer.data.startswith(b"%PDF")


def test_without_libreoffice_no_pdf_is_offered(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    office.cache_clear()
    officer = fill(service).program("officer")
    shown = service.browser.get("/report/before", headers=officer).text
    assert "report.docx" in shown and "report.pdf" not in shown
    assert service.browser.get("/report.pdf", headers=officer).status_code == 404
    office.cache_clear()
