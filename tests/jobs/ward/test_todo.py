"""The head of `Hướng dẫn`: what the unit has to do now, in steps, at no cost of its own."""

import json

from jobs.ward.guide.todo import TODO
from tests.actions.ward_actions import GoogleActions, Ward
from tests.jobs.ward.test_flags import MEMBERS
from tests.jobs.ward.test_guide import GUIDE, RESULTS, complete, row_of, tick

DAY = 86_400


def steps(ward: Ward) -> list[str]:
    """The lines of the steps, from top to bottom."""
    rows = ward.sheet(GUIDE).cells
    return [str(row[1].value) for row in rows if row[2:] and str(row[2].value).startswith(TODO)]


def test_each_step_says_what_is_left_and_the_last_stands_above_the_tick(
    google: GoogleActions,
) -> None:
    ward = google.workbook("Phường 3", MEMBERS)
    ward.check()
    said = steps(ward)
    assert said[0].startswith("1. Còn 4 danh sách chưa nhập")
    assert said[1:3] == [
        "2. Còn 5 mục phải sửa trước khi gửi →",
        "3. 1 mục sửa bằng một lần tích →",
    ]
    assert said[-1].startswith("5. Gửi báo cáo: làm xong các bước trên")
    assert row_of(ward, said[-1]) + 1 == row_of(ward, "Đã hoàn thành báo cáo")


def test_a_step_leads_to_the_tab_in_which_it_is_done(google: GoogleActions) -> None:
    ward = google.workbook("Phường 3", MEMBERS)
    ward.check()
    cell = f"'{GUIDE}'!B{row_of(ward, 'phải sửa trước khi gửi')}"
    fields = "sheets.data.rowData.values(hyperlink,userEnteredFormat.textFormat)"
    seen = google.emulator.get(ward.spreadsheet, ranges=[cell], fields=fields)
    assert f"gid={ward.sheet(RESULTS).sheet_id}" in json.dumps(seen)


def test_a_step_that_is_done_says_so_where_it_stands(google: GoogleActions) -> None:
    ward = complete(google)
    ward.check()
    assert all(one.startswith(f"✔ {n}. ") for n, one in enumerate(steps(ward)[:-1], 1))
    assert steps(ward)[-1] == "5. Gửi báo cáo: tích ô ngay dưới đây"
    tick(ward, "Đã hoàn thành báo cáo")
    ward.check()
    assert steps(ward)[-1] == "✔ 5. Báo cáo đã được ghi nhận"


def of_the_guide(google: GoogleActions, ward: Ward) -> int:
    """How many of our requests wrote into the tab."""
    sheet = f'"sheetId": {ward.sheet(GUIDE).sheet_id}'
    return sum(sheet in json.dumps(one) for batch in google.writes() for one in batch)


def test_an_edit_that_changes_no_count_writes_nothing_there(google: GoogleActions) -> None:
    ward = google.workbook("Phường 3", MEMBERS)
    ward.check()
    google.forget_calls()
    ward.edit("H4", "12")
    ward.check()
    assert of_the_guide(google, ward) == 0
    ward.edit("H4", "'0912345670")
    google.forget_calls()
    ward.check()
    assert of_the_guide(google, ward) == 1 and google.calls() == ["read", "write"]


def test_the_days_that_are_left_change_once_a_day_with_what_is_written_anyway(
    google: GoogleActions,
) -> None:
    ward = google.workbook("Phường 3", MEMBERS)
    ward.check()
    assert row_of(ward, "Hạn gửi: 23:59 28/10/2024. Còn 7 ngày.")
    for said in ("Còn 6 ngày.", "Còn 5 ngày."):
        google.clock.forward(DAY)
        google.forget_calls()
        ward.check()
        assert google.calls() == ["read", "write"] and row_of(ward, said)
        google.clock.forward(60)
        ward.check()
        assert google.calls() == ["read", "read", "write"]


def test_a_tab_of_a_version_that_began_with_the_tick_is_given_the_steps(
    google: GoogleActions,
) -> None:
    ward = google.workbook("Phường 3", MEMBERS)
    ward.check()
    wanted, first = steps(ward), row_of(ward, "1. VIỆC CẦN LÀM")
    ward.person(
        {"do": "delete-rows", "tab": GUIDE, "row": first + 1, "count": len(wanted)},
        {"do": "type", "tab": GUIDE, "cell": f"A{first}", "text": "1. GỬI BÁO CÁO"},
    )
    assert not steps(ward)
    ward.check()
    assert steps(ward) == wanted and row_of(ward, "1. VIỆC CẦN LÀM") == first
    google.forget_calls()
    ward.check()
    assert google.calls() == ["read"]
