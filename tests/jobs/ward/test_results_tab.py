"""The tab of results: what is wrong, where, what to do; ticks and reasons belong to the ward."""

import pytest

from jobs.store.journal import load_repairs
from jobs.store.lives import load_lives
from jobs.store.units import load_state
from jobs.tab.formats import LOOKS
from jobs.ward.lifecycle import LONGEST_REASON
from sheets_schema.finding import Severity
from tests.actions.ward_actions import GoogleActions, Ward
from tests.jobs.ward.test_flags import MEMBERS

RESULTS = "Kết quả kiểm tra"
ALL_RIGHT = "\n".join(line for line in MEMBERS.splitlines() if "!" not in line)
NO_MARKS = MEMBERS.replace("Phạm Văn Đức", "Pham Van Duc")


def line_of(ward: Ward, words: str) -> int:
    """Sheet row (from 1) of the line that says these words."""
    return next(n for n, row in enumerate(ward.results(), 1) if words in " ".join(row))


def test_findings_stand_by_severity_and_kind_with_counts(google: GoogleActions) -> None:
    ward = google.workbook("Phường 3", MEMBERS)
    ward.check()
    groups = [row[1] for row in ward.results() if row[3].startswith(("#must", "#repair"))]
    assert groups[0] == "✎ Đề nghị sửa: Số điện thoại mất số 0 ở đầu (1)"
    assert "✖ Phải sửa: Thiếu số điện thoại (1)" in groups


def test_a_finding_says_the_place_and_the_proposed_value(google: GoogleActions) -> None:
    ward = google.workbook("Phường 3", MEMBERS)
    ward.check()
    line = ward.results()[line_of(ward, "dòng 3, cột Số điện thoại") - 1]
    assert line[1].endswith("☑ Tích để sửa thành: 0912345679")


def test_the_headline_counts_what_was_fixed_since_the_last_check(google: GoogleActions) -> None:
    ward = google.workbook("Phường 3", MEMBERS)
    ward.check()
    ward.edit("H4", "'0912345670")
    google.clock.forward(60)
    run = ward.check()
    assert ward.results()[3][1] == (
        f"Kiểm tra lúc 09:06 21/10/2024: 1 đã sửa, 0 mới, {run.open} còn lại"
    )


def test_the_headline_stays_while_nothing_else_changes_and_is_renewed_once_a_day(
    google: GoogleActions,
) -> None:
    ward = google.workbook("Phường 3", MEMBERS)
    ward.check()
    before = ward.results()[3][1]
    google.clock.forward(3600)
    ward.check()
    assert ward.results()[3][1] == before
    google.clock.forward(86400)
    ward.check()
    assert "10:05 22/10/2024" in ward.results()[3][1]


def test_a_ticked_proposal_is_applied_and_the_zero_stays(google: GoogleActions) -> None:
    ward = google.workbook("Phường 3", MEMBERS)
    ward.check()
    row = line_of(ward, "dòng 3, cột Số điện thoại")
    ward.person({"do": "tick", "tab": RESULTS, "cell": f"A{row}"})
    ward.check()
    assert ward.sheet().cell(2, 7).value == "0912345679"
    assert 3 not in ward.flags()


def test_a_tick_does_not_touch_a_value_that_changed_meanwhile(google: GoogleActions) -> None:
    ward = google.workbook("Phường 3", MEMBERS)
    ward.check()
    row = line_of(ward, "dòng 3, cột Số điện thoại")
    ward.person({"do": "tick", "tab": RESULTS, "cell": f"A{row}"})
    typed = {"do": "type", "tab": "3b. Thành viên", "cell": "H3", "text": "'84 912345679"}
    ward.person(typed, when="before-write")
    ward.check()
    assert ward.sheet().cell(2, 7).value == "84 912345679"


def test_an_explained_warning_is_no_longer_asked_and_keeps_its_reason(
    google: GoogleActions,
) -> None:
    ward = google.workbook("Phường 3", NO_MARKS)
    ward.check()
    row = line_of(ward, "dòng 5, cột Họ và tên")
    assert 5 in ward.flags()
    ward.person({"do": "type", "tab": RESULTS, "cell": f"C{row}", "text": "tên thật không dấu"})
    ward.check()
    assert 5 not in ward.flags()
    line = ward.results()[line_of(ward, "tên thật không dấu") - 1]
    assert "✔ Đã giải trình: " in line[1]


def test_of_an_endless_reason_the_beginning_is_kept_and_the_cell_left_alone(
    google: GoogleActions,
) -> None:
    ward = google.workbook("Phường 3", NO_MARKS)
    ward.check()
    row = line_of(ward, "dòng 5, cột Họ và tên")
    endless = ("tên thật " * 5_000).strip()
    ward.person({"do": "type", "tab": RESULTS, "cell": f"C{row}", "text": endless})
    ward.check()
    store = google.context.store
    with store.begin() as connection:
        reasons = [life.reason for life in load_lives(connection, store.vault, ward.code)]
    assert max(map(len, reasons)) == LONGEST_REASON + 1
    assert ward.results()[row - 1][2] == endless


def test_ticks_and_reasons_made_while_we_write_stay_beside_their_finding(
    google: GoogleActions,
) -> None:
    ward = google.workbook("Phường 3", NO_MARKS)
    ward.check()
    row = line_of(ward, "dòng 5, cột Họ và tên")
    ward.edit("H4", "'0912345670")
    reason = {"do": "type", "tab": RESULTS, "cell": f"C{row}", "text": "tên thật không dấu"}
    ward.person(reason, when="before-write")
    ward.check()
    line = ward.results()[line_of(ward, "tên thật không dấu") - 1]
    assert "dòng 5, cột Họ và tên" in line[1]


def test_a_tick_on_a_group_applies_all_its_proposals(google: GoogleActions) -> None:
    ward = google.workbook("Phường 3", MEMBERS.replace("'0987654321", "983456712"))
    ward.check()
    row = line_of(ward, "Số điện thoại mất số 0 ở đầu (2)")
    ward.person({"do": "tick", "tab": RESULTS, "cell": f"A{row}"})
    ward.check()
    assert [ward.sheet().cell(r, 7).value for r in (2, 4)] == ["0912345679", "0983456712"]


def test_a_repair_is_written_down_with_its_old_and_new_value(google: GoogleActions) -> None:
    ward = google.workbook("Phường 3", MEMBERS)
    ward.check()
    row = line_of(ward, "dòng 3, cột Số điện thoại")
    ward.person({"do": "tick", "tab": RESULTS, "cell": f"A{row}"})
    ward.check()
    store = google.context.store
    with store.begin() as connection:
        (entry,) = load_repairs(connection, store.vault, ward.code)
    assert (entry["old"], entry["new"], entry["outcome"]) == ("912345679", "0912345679", "applied")


def test_a_tab_of_results_that_somebody_sorted_is_put_in_order_with_its_reasons(
    google: GoogleActions,
) -> None:
    ward = google.workbook("Phường 3", NO_MARKS)
    ward.check()
    row = line_of(ward, "dòng 5, cột Họ và tên")
    ward.person({"do": "type", "tab": RESULTS, "cell": f"C{row}", "text": "tên thật không dấu"})
    ward.person({"do": "sort", "tab": RESULTS, "range": "A1:D20", "by": "B"})
    ward.check()
    line = ward.results()[line_of(ward, "tên thật không dấu") - 1]
    assert "dòng 5, cột Họ và tên" in line[1]
    assert ward.results()[0][1].startswith("KẾT QUẢ KIỂM TRA")


def test_a_tab_without_an_empty_row_is_put_in_order_too(google: GoogleActions) -> None:
    ward = google.workbook("Phường 3", NO_MARKS)
    ward.check()
    in_order, sheet = ward.results(), ward.sheet(RESULTS)
    empty = {"sheetId": sheet.sheet_id, "dimension": "ROWS", "startIndex": sheet.used_rows}
    requests = [{"deleteDimension": {"range": {**empty, "endIndex": sheet.row_count}}}]
    ward.person({"do": "batch-update", "tab": RESULTS, "requests": requests})
    ward.person({"do": "sort", "tab": RESULTS, "range": f"A1:C{sheet.used_rows}", "by": "B"})
    ward.check()
    said, before = ([row[1] for row in rows] for rows in (ward.results(), in_order))
    # The line of the moment says another one.
    assert (said[:3], said[4:]) == (before[:3], before[4:])


def test_the_tick_that_the_report_is_complete_is_read(google: GoogleActions) -> None:
    guide = "Đã hoàn thành báo cáo | "
    ward = google.workbook("Phường 3", MEMBERS, tabs={"Hướng dẫn": guide})
    ward.person({"do": "tick", "tab": "Hướng dẫn", "cell": "B1"})
    ward.check()
    with google.context.store.begin() as connection:
        assert load_state(connection, ward.code).done


def test_a_deleted_tab_of_results_comes_back_with_its_reasons(google: GoogleActions) -> None:
    ward = google.workbook("Phường 3", NO_MARKS)
    ward.check()
    row = line_of(ward, "dòng 5, cột Họ và tên")
    ward.person({"do": "type", "tab": RESULTS, "cell": f"C{row}", "text": "tên thật không dấu"})
    ward.check()
    ward.person({"do": "delete-tab", "tab": RESULTS})
    ward.check()
    line = ward.results()[line_of(ward, "tên thật không dấu") - 1]
    assert line[2] == "tên thật không dấu" and "✔ Đã giải trình: " in line[1]


def test_a_renamed_tab_of_results_is_known_again(google: GoogleActions) -> None:
    ward = google.workbook("Phường 3", MEMBERS)
    ward.check()
    ward.person({"do": "rename-tab", "tab": RESULTS, "title": "Lỗi của phường"})
    ward.edit("H4", "'0912345670")
    ward.check()
    assert [sheet.title for sheet in ward.look().sheets][-1] == "Lỗi của phường"
    assert "1 đã sửa" in str(ward.sheet("Lỗi của phường").cell(3, 1).value)


def test_the_headline_counts_apart_what_was_explained(google: GoogleActions) -> None:
    ward = google.workbook("Phường 3", NO_MARKS)
    before = ward.check()
    row = line_of(ward, "dòng 5, cột Họ và tên")
    ward.person({"do": "type", "tab": RESULTS, "cell": f"C{row}", "text": "tên thật không dấu"})
    ward.check()
    assert ward.results()[3][1].endswith(f"{before.open - 1} còn lại, 1 đã giải trình")


def test_the_band_of_a_kind_runs_through_to_the_last_column(google: GoogleActions) -> None:
    ward = google.workbook("Phường 3", MEMBERS)
    ward.check()
    at = next(n for n, row in enumerate(ward.results()) if row[1].startswith("✖ Phải sửa: "))
    seen = google.emulator.get(
        ward.spreadsheet,
        ranges=[f"'{RESULTS}'!A{at + 1}:C{at + 1}"],
        fields="sheets(data(rowData(values(userEnteredFormat(backgroundColor)))))",
    )
    (row,) = seen["sheets"][0]["data"][0]["rowData"]
    looks = [cell["userEnteredFormat"]["backgroundColor"] for cell in row["values"]]
    red = LOOKS[Severity.MUST_FIX]
    assert looks == [pytest.approx(red, abs=0.01)] * 3
