"""Workbooks that are not as they should be: a state or a finding in plain words, others go on."""

import pytest

from jobs.store.rows import load_rows
from jobs.unit import states
from service.process.main_job import run_main_job
from tests.actions.ward_actions import GoogleActions, Ward
from tests.jobs.district.test_publication import column
from tests.jobs.ward.test_flags import MEMBERS

LIST = "3b. Thành viên"
NONSENSE = "\n".join(f"a{n} | b{n * 7} | ??? | {n}" for n in range(400))


def told(ward: Ward) -> str:
    """All the texts of the tab of results."""
    return "\n".join(" ".join(row) for row in ward.results())


def test_a_lost_permission_is_a_state_and_the_other_units_go_on(google: GoogleActions) -> None:
    lost = google.workbook("Phường 1", MEMBERS)
    google.workbook("Phường 2", MEMBERS)
    google.emulator.share(lost.spreadsheet, google.robot, None)
    runs = run_main_job(google.context).runs
    assert [run.state for run in runs] == [states.ACCESS_LOST, states.CHECKED]
    assert set(column(google.district(LIST), "Đơn vị")) == {"Phường 2"}


def test_a_workbook_that_is_shared_again_is_checked_again(google: GoogleActions) -> None:
    ward = google.workbook("Phường 1", MEMBERS)
    ward.check()
    ward.check()
    google.emulator.share(ward.spreadsheet, google.robot, None)
    ward.check()
    google.emulator.share(ward.spreadsheet, google.robot)
    assert ward.check().state == states.CHECKED


def test_an_excel_file_in_place_of_a_sheet_is_told_in_plain_words(google: GoogleActions) -> None:
    ward = google.workbook("Phường 1", MEMBERS)
    google.emulator.become_xlsx(ward.spreadsheet)
    assert ward.check().state == states.NOT_A_SHEET
    google.publish()
    note = column(google.district("Đơn vị"), "Ghi chú của hệ thống", header=0)[0]
    assert "Lưu dưới dạng Google Trang tính" in str(note)


def test_an_empty_workbook_is_a_state_and_nothing_is_written_there(google: GoogleActions) -> None:
    ward = google.workbook("Phường 1", "")
    google.forget_calls()
    assert ward.check().state == states.EMPTY
    assert google.calls() == ["read"]


def test_a_unit_without_a_spreadsheet_is_a_state(google: GoogleActions) -> None:
    ward = google.workbook("Phường 1", MEMBERS)
    google.register(ward, spreadsheet="")
    assert ward.check().state == states.NO_SPREADSHEET


@pytest.mark.parametrize(
    "deed",
    [
        {"do": "clear", "tab": LIST, "range": "A1:I5"},
        {"do": "delete-tab", "tab": LIST},
        {"do": "delete-rows", "tab": LIST, "row": 2, "count": 4},
    ],
    ids=["cleared", "tab deleted", "rows deleted"],
)
def test_a_list_that_is_suddenly_gone_keeps_its_last_good_rows(
    google: GoogleActions, deed: dict[str, object]
) -> None:
    ward = google.workbook("Phường 1", MEMBERS)
    ward.person({"do": "add-tab", "title": "Khác"}, {"do": "type", "cell": "A9", "text": "x"})
    google.drain()
    ward.person(deed)
    assert ward.check().state == states.LIST_LOST
    google.publish()
    assert column(google.district(LIST), "Tình trạng")[0] == "theo bảng ngày 21/10/2024"
    assert "Phường 1: đang giữ số liệu" in str(google.district("Tổng hợp").cell(3, 0).value)


@pytest.mark.parametrize("lost", ["the list", "the permission"])
def test_the_band_tells_the_last_look_that_saw_what_is_kept(
    google: GoogleActions, lost: str
) -> None:
    ward = google.workbook("Phường 1", MEMBERS)
    google.drain()
    google.clock.forward(3600)
    ward.check()
    google.clock.forward(3600)
    if lost == "the list":
        ward.person({"do": "clear", "tab": LIST, "range": "A1:I5"})
    else:
        google.emulator.share(ward.spreadsheet, google.robot, None)
    ward.check()
    google.publish()
    band = str(google.district("Tổng hợp").cell(3, 0).value)
    assert "đang giữ số liệu đọc được lần cuối 10:05 21/10/2024" in band


def test_a_workbook_that_google_does_not_give_is_named_until_it_does(
    google: GoogleActions,
) -> None:
    wards = [google.workbook(f"Phường {n}", MEMBERS) for n in (1, 2)]
    run_main_job(google.context)
    google.emulator.plan(fault="503", path=wards[0].spreadsheet, kind="read", count=None)
    assert run_main_job(google.context).runs[0].state == states.BUSY
    said = google.district("Tổng hợp")
    assert str(said.cell(3, 0).value).startswith("Phường 1: đang giữ số liệu đọc được lần cuối")
    assert said.cell(6, 5).value == 4
    google.emulator.clear_weather()
    run_main_job(google.context)
    assert "Đã đọc được bảng của tất cả 2" in str(google.district("Tổng hợp").cell(3, 0).value)


def test_a_workbook_that_cannot_be_read_is_asked_for_once(google: GoogleActions) -> None:
    lost = google.workbook("Phường 1", MEMBERS)
    run_main_job(google.context)
    google.emulator.share(lost.spreadsheet, google.robot, None)
    google.forget_calls()
    assert run_main_job(google.context).runs[0].state == states.ACCESS_LOST
    assert len(google.emulator.requests(path=lost.spreadsheet)) == 1


def test_a_ward_reads_that_its_list_is_lost_and_how_to_restore_it(google: GoogleActions) -> None:
    ward = google.workbook("Phường 1", MEMBERS)
    ward.check()
    ward.person({"do": "delete-rows", "tab": LIST, "row": 2, "count": 4})
    ward.check()
    said = " ".join(row[1] for row in ward.results())
    assert f"Trang {LIST} trước đây có dữ liệu, nay không đọc được" in said
    assert "Lịch sử phiên bản" in said


def test_a_missing_column_is_a_finding_and_the_rest_is_flagged(google: GoogleActions) -> None:
    rows = [line.split("|") for line in MEMBERS.replace("1990", "199").strip().splitlines()]
    without_phone = "\n".join("|".join(row[:7] + row[8:]) for row in rows)
    ward = google.workbook("Phường 1", without_phone)
    ward.check()
    assert f"Trang {LIST}, cột Số điện thoại" in told(ward)
    assert set(ward.flags()) == {3}


def test_a_layout_of_its_own_is_left_alone(google: GoogleActions) -> None:
    own = "Mã số | Nội dung công việc | Kết quả\nA1 | họp tổ | tốt\nA2 | tập huấn | khá"
    ward = google.workbook("Phường 1", own)
    before = ward.sheet().cells
    ward.check()
    assert ward.sheet().cells == before
    assert LIST in told(ward)


def test_four_hundred_rows_of_nonsense_are_survived(google: GoogleActions) -> None:
    ward = google.workbook("Phường 1", NONSENSE)
    good = google.workbook("Phường 2", MEMBERS)
    runs = run_main_job(google.context).runs
    assert [run.state for run in runs] == [states.CHECKED, states.CHECKED]
    assert good.flags() and told(ward)


def test_nonsense_pasted_over_a_list_is_flagged_row_by_row(google: GoogleActions) -> None:
    ward = google.workbook("Phường 1", MEMBERS)
    ward.check()
    rows = [[f"a{n}", "?", n, "x", "y", "z", "t", "12"] for n in range(120)]
    ward.person(
        {"do": "insert-rows", "tab": LIST, "row": 6, "count": 120},
        {"do": "paste", "tab": LIST, "cell": "A6", "rows": rows},
    )
    google.forget_calls()
    ward.check()
    assert set(range(6, 126)) <= set(ward.flags())
    assert google.calls() == ["read", "write"]


def test_formulas_and_errors_in_cells_are_told_and_not_read_as_data(google: GoogleActions) -> None:
    ward = google.workbook("Phường 1", MEMBERS)
    ward.edit("H4", "=NA()")
    ward.check()
    assert ward.flags()[4].startswith("✖ Số điện thoại: ")


def test_a_protected_list_is_told_and_its_rows_are_consolidated(google: GoogleActions) -> None:
    ward = google.workbook("Phường 1", MEMBERS)
    whole = {"range": {"sheetId": 0}, "editors": {"users": [google.emulator.emulator.owner]}}
    lock = {"addProtectedRange": {"protectedRange": whole}}
    ward.person({"do": "batch-update", "requests": [lock]})
    assert ward.check().state == states.PROTECTED
    google.publish()
    assert len(column(google.district(LIST), "Tình trạng")) == 4


@pytest.mark.parametrize(
    ("by", "down", "row"), [("C", True, 5), ("H", False, 4)], ids=["below all", "among them"]
)
def test_a_header_sorted_under_its_rows_is_one_finding_and_no_row_is_lost(
    google: GoogleActions, by: str, down: bool, row: int
) -> None:
    ward = google.workbook("Phường 1", MEMBERS)
    google.drain()
    deed = {"do": "sort", "tab": LIST, "range": "A1:K5", "by": by, "descending": down}
    ward.person(deed)
    run = ward.check()
    assert (run.state, run.codes) == (
        states.LIST_LOST, {"header-below-rows": 1, "tab-missing": 4},
    )  # fmt: skip
    assert f"đang ở dòng {row}, dưới các dòng dữ liệu" in told(ward)
    assert "trước đây có dữ liệu" not in told(ward)
    google.publish()
    assert "đã gỡ ở phường" not in column(google.district(LIST), "Tình trạng")


def test_a_header_that_stands_below_rows_at_the_first_look_is_told_and_no_row_is_half_read(
    google: GoogleActions,
) -> None:
    head, *rows = MEMBERS.strip().splitlines()
    ward = google.workbook("Phường 1", "\n".join([*rows[:2], head, *rows[2:]]))
    run = ward.check()
    assert run.codes["header-below-rows"] == 1
    assert "đang ở dòng 3, dưới các dòng dữ liệu" in told(ward)
    with google.context.store.begin() as connection:
        assert load_rows(connection, google.context.store.vault, ward.code) == []


def test_a_header_put_back_is_read_again_with_its_flags_and_ids(google: GoogleActions) -> None:
    ward = google.workbook("Phường 1", MEMBERS)
    ward.check()
    flags, ids = ward.flags(), ward.row_ids()
    sort = {"do": "sort", "tab": LIST, "range": "A1:K5", "by": "A"}
    ward.person({**sort, "by": "C", "descending": True})
    ward.check()
    cells = [[cell.shown for cell in row] for row in ward.sheet().cells]
    ward.person({"do": "delete-rows", "tab": LIST, "row": 5})
    ward.person({"do": "insert-rows", "tab": LIST, "row": 1})
    ward.person({"do": "paste", "tab": LIST, "cell": "A1", "rows": [cells[4]]})
    ward.person({**sort, "range": "A2:K5"})
    run = ward.check()
    assert (run.state, ward.flags(), ward.row_ids()) == (states.CHECKED, flags, ids)
