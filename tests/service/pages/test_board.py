"""The board and a unit's page: what an officer sees, and what nobody sees unmasked by accident."""

import re
import time
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from jobs.store.access.audit import Asked, entries
from jobs.store.journal import add_publication, set_fact
from jobs.store.layout import FurtherTab, Layout, PlacedList
from jobs.store.units import UnitState, load_state, save_state
from jobs.store.work.work_tables import work
from jobs.unit.standing import standing_of
from jobs.workbooks.sharing import DISTRICT, FACT
from service.access.people import LOCAL_OPERATOR
from service.pages.board import read_board
from sheets_schema.finding import Severity
from tests.service.conftest import FILES, Service, make_service

CCCD = "031085001234"


@pytest.mark.parametrize(
    "known, counts, rows, expected",
    [
        (UnitState("a"), {}, 0, "not-seen"),
        (UnitState("a", "checked"), {}, 0, "not-started"),
        (UnitState("a", "access-lost"), {"must-fix": 2}, 9, "unreadable"),
        (UnitState("a", "list-lost"), {}, 9, "unreadable"),
        (UnitState("a", "protected"), {"must-fix": 2}, 9, "must-fix"),
        (UnitState("a", "checked"), {"must-fix": 1, "please-check": 1}, 9, "must-fix"),
        (UnitState("a", "checked"), {"please-check": 1, "repair": 4}, 9, "questions"),
        (UnitState("a", "checked"), {"repair": 4, "info": 1}, 9, "right"),
        (UnitState("a", "checked", nothing_to_report=["models"]), {}, 0, "right"),
        # A tick is not yet a report that was taken.
        (UnitState("a", "checked", done=True), {}, 9, "right"),
    ],
)
def test_the_state_of_a_unit_says_what_is_to_be_done(
    known: UnitState, counts: dict[str, int], rows: int, expected: str
) -> None:
    assert standing_of(known, counts, rows) == expected


@pytest.mark.parametrize(
    "counts, expected", [({"please-check": 2}, "done"), ({"must-fix": 1}, "must-fix")]
)
def test_a_report_that_was_taken_is_not_blamed_for_questions(
    counts: dict[str, int], expected: str
) -> None:
    assert standing_of(UnitState("a", "checked"), counts, 9, accepted=True) == expected


def test_the_sentence_on_top_counts_units(service: Service) -> None:
    service.sign_in()
    assert "0/2 đơn vị đã đạt yêu cầu." in service.browser.get("/").text


def test_workbooks_open_to_all_are_named_until_they_are_closed(service: Service) -> None:
    service.sign_in()
    assert "Bất kỳ ai có đường liên kết" not in service.browser.get("/").text
    with service.here.engine.begin() as connection:
        set_fact(connection, FACT, {code: [["anyone", ""]] for code in (DISTRICT, "P02", "gone")})
    said = service.browser.get("/").text
    assert "Bất kỳ ai có đường liên kết cũng mở được: bảng tổng hợp, Phường P02." in said


def test_a_locked_unit_is_named_on_every_page_and_for_programs(service: Service) -> None:
    with service.here.engine.begin() as connection:
        save_state(connection, UnitState("P02", "checked", locked_at=time.time()))
    service.sign_in()
    pages = [service.browser.get(path).text for path in ("/", "/units/P02", "/units/P01")]
    assert ["Đã khóa số liệu" in page for page in pages] == [True, True, False]
    told = service.browser.get("/api/units", headers=service.program("viewer")).get_json()
    assert [one["locked"] for one in told["units"] if one["code"] == "P02"] == [True]


def test_units_to_be_corrected_come_first(service: Service) -> None:
    service.found("P02", "phone-short", "0912", Severity.MUST_FIX)
    assert [line.code for line in read_board(service.here).lines] == ["P02", "P01"]


@pytest.mark.parametrize("days, said", [(2.9, False), (3.1, True)])
def test_a_unit_that_began_and_stopped_is_shown_as_stuck(
    service: Service, days: float, said: bool
) -> None:
    service.found("P02", "phone-short", "0912", Severity.MUST_FIX)
    with service.here.engine.begin() as connection:
        edited_at = time.time() - days * 86_400
        save_state(connection, UnitState("P02", "checked", edited_at=edited_at))
    service.sign_in()
    assert ("3 ngày chưa cập nhật" in service.browser.get("/").text) is said


def test_the_board_can_be_narrowed_to_one_state(service: Service) -> None:
    service.found("P02", "phone-short", "0912", Severity.MUST_FIX)
    service.sign_in()
    page = service.browser.get("/?state=must-fix").text
    assert "Phường P02" in page and "Phường P01" not in page


def test_a_search_that_finds_nothing_says_so_and_leads_back(service: Service) -> None:
    service.sign_in()
    page = service.browser.get("/?q=zzz").text
    assert "Không có đơn vị nào khớp" in page and '<a href="/">Xem tất cả đơn vị</a>' in page


def test_each_button_of_the_board_names_its_unit_to_who_cannot_see_the_row(
    service: Service,
) -> None:
    service.sign_in()
    page = service.browser.get("/").text
    for unit in ("Phường P01", "Phường P02"):
        assert f'aria-label="Kiểm tra ngay: {unit}"' in page
        assert f'aria-label="Mở bảng: {unit}"' in page


def test_every_list_that_the_board_offers_as_csv_is_there(service: Service) -> None:
    officer = service.program("officer")
    paths = re.findall(r'href="(/data/\w+\.csv)"', service.browser.get("/", headers=officer).text)
    assert len(paths) == 5
    for path in paths:
        assert service.browser.get(path, headers=officer).status_code == 200


def test_a_units_page_says_where_it_is_given_more_time(tmp_path: Path) -> None:
    service = make_service(tmp_path, DISTRICT_SPREADSHEET="file-of-the-district")
    page = service.browser.get("/units/P01", headers=service.program("officer")).text
    service.here.close()
    assert "ghi ngày ở cột Gia hạn đến, trang Đơn vị." in page
    assert "/spreadsheets/d/file-of-the-district/edit" in page


def test_the_board_leads_to_the_consolidated_spreadsheet(tmp_path: Path) -> None:
    service = make_service(tmp_path, DISTRICT_SPREADSHEET="file-of-the-district")
    page = service.browser.get("/", headers=service.program("viewer")).text
    service.here.close()
    assert "/spreadsheets/d/file-of-the-district/edit" in page


def test_a_finding_links_to_its_cell(service: Service) -> None:
    service.found("P02", "phone-short", "0912", Severity.MUST_FIX)
    service.sign_in()
    page = service.browser.get("/units/P02").text
    assert f"/spreadsheets/d/{FILES['P02']}/edit#gid=42&amp;range=H5" in page


def test_a_units_page_says_what_was_read_of_each_list_and_which_was_not(service: Service) -> None:
    service.found("P02", "phone-short", "0912", Severity.MUST_FIX)
    service.sign_in()
    page = re.sub(r"<[^>]+>", "", service.browser.get("/units/P02").text)
    assert "Đã đọc: 1. Mô hình chưa đọc được danh sách" in page
    assert "3b. Thành viên 1 dòng" in page


def test_a_units_page_says_what_was_left_out_and_links_to_the_tab_that_a_list_goes_on_in(
    service: Service,
) -> None:
    service.found("P02", "phone-short", "0912", Severity.MUST_FIX)
    vault = service.here.store.vault
    said = "3b. Thành viên: đã đọc 1 dòng; bỏ qua dòng 10: bằng tổng các dòng trên."
    more = (FurtherTab(vault.digest("3b. Thành viên")[:16], 77),)
    placed = PlacedList(42, further=more, read=vault.seal(said).decode())
    with service.here.engine.begin() as connection:
        state = replace(load_state(connection, "P02"), layout=Layout({"members": placed}))
        save_state(connection, state)
    service.sign_in()
    page = service.browser.get("/units/P02").text
    assert said in page
    assert "edit#gid=77&amp;range=H5" in page


def test_a_units_page_tells_the_publication_that_the_board_tells(service: Service) -> None:
    with service.here.engine.begin() as connection:
        done = {"number": 7, "outcome": "published", "rows": 1, "cells": 1}
        add_publication(connection, {**done, "as_of": time.time()})
    service.sign_in()
    for path in ("/", "/units/P02"):
        assert "Bảng tổng hợp: lần 7, số liệu đến" in service.browser.get(path).text


def test_an_identity_number_is_masked_on_every_page(service: Service) -> None:
    service.found("P02", "phone-cccd-in-phone", CCCD, Severity.MUST_FIX)
    service.sign_in()
    pages = [service.browser.get(path).text for path in ("/", "/units/P02", "/api/units/P02")]
    assert all(CCCD not in page for page in pages)
    assert "•••••••••234" in pages[1]


def test_a_look_at_full_numbers_is_written_down(service: Service) -> None:
    service.found("P02", "phone-cccd-in-phone", CCCD, Severity.MUST_FIX)
    headers = service.program("officer")
    assert CCCD in service.browser.post("/units/P02/unmasked", headers=headers).text
    with service.here.engine.connect() as connection:
        looks = entries(connection, Asked(whats=["look-findings"]))
    assert [(one.person, one.unit) for one in looks] == [(LOCAL_OPERATOR, "P02")]


def test_full_numbers_are_not_for_viewers(service: Service) -> None:
    answer = service.browser.post("/units/P02/unmasked", headers=service.program("viewer"))
    assert answer.status_code == 403


def test_check_now_on_the_page_asks_for_the_check(service: Service) -> None:
    service.sign_in()
    token = service.browser.get("/").text.split('name="csrf_token" value="')[1].split('"')[0]
    answer = service.browser.post("/units/P01/check", data={"csrf_token": token})
    assert (answer.status_code, service.waiting()) == (302, [("check-unit", "P01")])


def test_a_failure_is_shown_with_its_reason_and_can_be_tried_again(service: Service) -> None:
    service.failed("P01", "Google chưa trả lời (Unavailable); hệ thống tự thử lại.")
    headers = service.program("officer")
    assert "Google chưa trả lời (Unavailable)" in service.browser.get("/jobs", headers=headers).text
    asked = {"job": "check-unit", "subject": "P01"}
    assert service.browser.post("/jobs/retry", data=asked, headers=headers).status_code == 302
    assert service.waiting() == [("check-unit", "P01")]


def test_who_asks_for_a_job_is_told_that_it_was_taken(service: Service) -> None:
    officer = service.program("officer")
    page = service.browser.post("/jobs/run/sweep", headers=officer, follow_redirects=True).text
    assert "Đã ghi nhận yêu cầu: Đọc luân phiên các đơn vị." in page


def test_a_retry_is_told_where_something_failed_and_asks_for_that_alone(service: Service) -> None:
    officer = service.program("officer")

    def retry(subject: str) -> str:
        asked = {"job": "check-unit", "subject": subject}
        return service.browser.post(
            "/jobs/retry", headers=officer, data=asked, follow_redirects=True
        ).text

    for unit in ("P01", "P02"):
        service.failed(unit, "Google chưa trả lời.")
    assert "Đã ghi nhận yêu cầu: Thử lại." in retry("P02")
    assert service.waiting() == [("check-unit", "P02")]
    assert "Đã ghi nhận yêu cầu" not in retry("P03")


def test_a_failure_is_told_in_the_campaigns_time(service: Service) -> None:
    service.failed("P01", "Google chưa trả lời.")
    with service.here.engine.begin() as connection:
        connection.execute(sa.update(work).values(failed_at=1729648800.0))
    page = service.browser.get("/jobs", headers=service.program("viewer")).text
    assert "lần cuối lúc 09:00 23/10/2024" in page


def test_a_viewer_sees_no_buttons(service: Service) -> None:
    page = service.browser.get("/", headers=service.program("viewer")).text
    assert "Phường P01" in page and "Kiểm tra ngay" not in page


def test_what_was_never_read_is_told_as_unknown_and_not_as_nothing(service: Service) -> None:
    with service.here.engine.begin() as connection:
        save_state(connection, UnitState("P02", "checked", read_at=1.0, good_at=1.0))
    page = service.browser.get("/", headers=service.program("viewer")).text
    assert page.count("Chưa đọc") >= 1 and '<span class="text-secondary">–</span>' in page
    told = service.browser.get("/api/units", headers=service.program("viewer")).get_json()
    known = {one["code"]: (one["state"], one["rows"], one["findings"]) for one in told["units"]}
    assert known["P01"] == ("not-seen", None, None)
    assert known["P02"][:2] == ("not-started", 0) and known["P02"][2]["must-fix"] == 0
