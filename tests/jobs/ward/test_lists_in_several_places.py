"""A list in several tabs, blocks or panels: read whole, flagged where its rows stand."""

from collections.abc import Iterable
from typing import Any

import pytest

from jobs.store.events import events_of
from jobs.store.rows import load_rows
from jobs.ward.own_columns import find_own_columns
from tests.actions.ward_actions import GoogleActions, Ward
from tests.jobs.ward.test_deeds_in_the_sheet import DONE, seen
from tests.jobs.ward.test_guide import complete, tick

LIST, MORE, RESULTS = "3b. Thành viên", "3b. Thành viên (tiếp)", "Kết quả kiểm tra"
HEAD = "STT | Tên Tổ CNSCĐ | Họ và tên | Giới tính | Năm sinh | Chức danh trong Tổ | Chức vụ, đơn vị | Số điện thoại | Ghi chú"  # noqa: E501
LAN = "1 | Tổ CNSCĐ TDP 1 | Nguyễn Thị Lan | Nữ | 1988 | Tổ trưởng | Bí thư chi bộ | '0912345678 |"
HUNG = "2 | Tổ CNSCĐ TDP 1 | Trần Văn Hùng | Nam | 1990 | Tổ phó | Công an viên | 912345679 |"
HOA = "3 | Tổ CNSCĐ TDP 1 | Lê Thị Hoa | Nữ | 1975 | Thành viên | Chi hội trưởng | |"
DUC = "4 | Tổ CNSCĐ TDP 1 | Phạm Văn Đức | Nam | 1982 | Thành viên | Bí thư | '0987654321 |"
OFFICERS = """
    STT | Họ và tên | Giới tính | Năm sinh | Chức vụ | Số CCCD | Số điện thoại | Ghi chú
    1 | Vũ Văn An | Nam | 1980 | Phó Chủ tịch | '031080001234 | '09123 |
"""


def drawn(*lines: str) -> str:
    return "\n".join(lines)


def wide(line: str) -> str:
    """A line with all its nine cells."""
    cells = [cell.strip() for cell in line.split("|")]
    return " | ".join([*cells, *[""] * (9 - len(cells))][:9])


def beside(*halves: tuple[str, ...]) -> str:
    """Halves of a list side by side, without a column between them."""
    return "\n".join(" | ".join(map(wide, pair)) for pair in zip(*halves, strict=True))


PANELS = beside((HEAD, LAN, HUNG), (HEAD, HOA, DUC))


def named(ward: Ward, google: GoogleActions) -> dict[str, str]:
    """What is consolidated: each name with the state of its row."""
    with google.context.store.begin() as connection:
        rows = load_rows(connection, google.context.store.vault, ward.code)
    return {str(row.values[2]): row.state for row in rows if row.table == "members"}


def flagged(ward: Ward, tab: str) -> dict[int, str]:
    return {row: text.split(":")[0] for row, text in ward.flags(tab).items()}


def line_with(ward: Ward, *words: str) -> int:
    rows = enumerate(ward.results(), start=1)
    return next(n for n, row in rows if all(word in " ".join(row) for word in words))


def explain(ward: Ward, reason: str, *words: str) -> None:
    cell = f"C{line_with(ward, *words)}"
    ward.person({"do": "type", "tab": RESULTS, "cell": cell, "text": reason})


def accepted(ward: Ward, google: GoogleActions) -> bool:
    with google.context.store.begin() as connection:
        events = events_of(connection, ward.code, google.context.campaign.term)
    return any(one.kind == "accepted" for one in events)


def kinds(ward: Ward) -> Iterable[str]:
    return [row[1] for row in ward.results() if row[1]]


def test_a_list_on_two_tabs_is_read_whole_and_flagged_on_both(google: GoogleActions) -> None:
    ward = google.workbook("Phường 3", drawn(HEAD, LAN, HUNG), tabs={MORE: drawn(HEAD, HOA, DUC)})
    ward.check()
    assert named(ward, google) == {
        "Nguyễn Thị Lan": "ok", "Trần Văn Hùng": "repair", "Lê Thị Hoa": "must-fix",
        "Phạm Văn Đức": "ok",
    }  # fmt: skip
    assert flagged(ward, LIST) == {3: "✎ Số điện thoại"}
    assert flagged(ward, MORE) == {2: "✖ Số điện thoại"}
    ids = {**ward.row_ids(LIST), **{row + 100: one for row, one in ward.row_ids(MORE).items()}}
    assert len(set(ids.values())) == len(ids) == 4
    google.forget_calls()
    ward.check()
    assert google.calls() == ["read"]


def test_a_row_that_moves_to_the_second_tab_is_the_same_row(google: GoogleActions) -> None:
    ward = google.workbook("Phường 3", drawn(HEAD, LAN, HUNG), tabs={MORE: drawn(HEAD, DUC)})
    ward.check()
    known = ward.row_ids(LIST)[3]
    ward.person({"do": "delete-rows", "tab": LIST, "row": 3, "count": 1})
    values = ["2", "Tổ CNSCĐ TDP 1", "Trần Văn Hùng", "Nam", "1990", "Tổ phó", "Công an viên"]
    ward.person({"do": "paste", "tab": MORE, "cell": "A3", "rows": [[*values, "912345679"]]})
    ward.check()
    assert ward.row_ids(MORE)[3] == known


def test_blocks_below_each_other_share_our_columns_right_of_the_widest(
    google: GoogleActions,
) -> None:
    officers = [line.strip() for line in OFFICERS.strip().splitlines()]
    both = drawn(HEAD, LAN, HUNG, "|", "DANH SÁCH CÁN BỘ PHỤ TRÁCH", *officers)
    ward = google.workbook("Phường 3", both, tab="Sheet1")
    ward.check()
    own = find_own_columns(ward.sheet("Sheet1"), "vi", adopted=True)
    assert own is not None and own.both == (9, 10)
    assert flagged(ward, "Sheet1") == {3: "✎ Số điện thoại", 7: "✖ Số điện thoại"}
    rules = [r for r in ward.sheet("Sheet1").formula_rules if '"✖ Số điện thoại:"' in r.formula]
    areas = [(one.start_column, one.start_row, one.end_row) for r in rules for one in r.ranges]
    assert sorted(areas) == [(6, 5, None), (7, 0, 4)]
    google.forget_calls()
    ward.check()
    assert google.calls() == ["read"]


def test_a_row_put_into_the_upper_block_leaves_every_flag_beside_its_row(
    google: GoogleActions,
) -> None:
    officers = [line.strip() for line in OFFICERS.strip().splitlines()]
    ward = google.workbook("Phường 3", drawn(HEAD, LAN, HUNG, *officers), tab="Sheet1")
    ward.check()
    ward.person({"do": "insert-rows", "tab": "Sheet1", "row": 3, "count": 1})
    values = ["9", "Tổ CNSCĐ TDP 1", "Đỗ Thị Mai", "Nữ", "1991", "Thành viên", "Giáo viên", "09"]
    ward.person({"do": "paste", "tab": "Sheet1", "cell": "A3", "rows": [values]})
    ward.check()
    phone = "✖ Số điện thoại"
    assert flagged(ward, "Sheet1") == {3: phone, 4: "✎ Số điện thoại", 6: phone}


def test_where_a_row_holds_two_records_nothing_of_ours_is_written_into_the_tab(
    google: GoogleActions,
) -> None:
    ward = google.workbook("Phường 3", PANELS)
    before = ward.sheet()
    google.forget_calls()
    ward.check()
    assert (ward.sheet().cells, ward.sheet().formula_rules) == (before.cells, ())
    named_in = [sheets_in(one) for batch in google.writes() for one in batch]
    assert all(named_in)
    assert before.sheet_id not in set[int]().union(*named_in)
    assert named(ward, google)["Lê Thị Hoa"] == "must-fix"
    row = line_with(ward, "Lê Thị Hoa", "dòng 2")
    fields = "sheets.data.rowData.values.textFormatRuns"
    seen = google.emulator.get(ward.spreadsheet, fields=fields, ranges=[f"{RESULTS}!B{row}"])
    assert f"#gid={before.sheet_id}&range=Q2" in str(seen)


def sheets_in(request: Any) -> set[int]:
    """The ids of the tabs that a request names, wherever in it."""
    if isinstance(request, dict):
        mine = {value for key, value in request.items() if key == "sheetId"}
        return mine.union(*map(sheets_in, request.values()))
    return set().union(*map(sheets_in, request)) if isinstance(request, list) else set()


def test_a_record_in_a_shared_row_is_known_by_its_own_content(google: GoogleActions) -> None:
    ward = google.workbook("Phường 3", PANELS.replace("Lê Thị Hoa", "Le Thi Hoa"))
    ward.check()
    explain(ward, "tên thật không dấu", "Le Thi Hoa", "Họ và tên")
    ward.check()
    ward.edit("C2", "Nguyễn Thị Lành")
    ward.person({"do": "insert-rows", "tab": LIST, "row": 2, "count": 1})
    ward.check()
    explained = ward.results()[line_with(ward, "tên thật không dấu") - 1]
    assert "✔ Đã giải trình: " in explained[1]
    assert "dòng 3" in explained[1]


def test_a_proposal_in_a_shared_row_is_put_in_by_a_tick(google: GoogleActions) -> None:
    ward = google.workbook("Phường 3", beside((HEAD, LAN, HOA), (HEAD, DUC, HUNG)))
    ward.check()
    row = line_with(ward, "Trần Văn Hùng", "Số điện thoại")
    ward.person({"do": "tick", "tab": RESULTS, "cell": f"A{row}"})
    ward.check()
    assert ward.sheet().cell(2, 16).value == "0912345679"


def test_a_second_panel_put_beside_a_flagged_list_takes_our_words_away(
    google: GoogleActions,
) -> None:
    ward = google.workbook("Phường 3", drawn(HEAD, LAN, HUNG))
    ward.check()
    assert flagged(ward, LIST) == {3: "✎ Số điện thoại"}
    rows = cells_of(drawn(HEAD, HOA, DUC))
    ward.person({"do": "paste", "tab": LIST, "cell": "M1", "rows": rows})
    ward.check()
    assert flagged(ward, LIST) == {}
    assert sorted(named(ward, google)) == [
        "Lê Thị Hoa", "Nguyễn Thị Lan", "Phạm Văn Đức", "Trần Văn Hùng",
    ]  # fmt: skip


def test_a_name_in_two_columns_is_never_written_into_one_of_them(google: GoogleActions) -> None:
    head = HEAD.replace("Họ và tên", "Họ và đệm | Tên")
    hung = HUNG.replace("Trần Văn Hùng", "TRẦN VĂN | HÙNG")
    lan = LAN.replace("Nguyễn Thị Lan", "Nguyễn Thị | Lan")
    duc = DUC.replace("Phạm Văn Đức", "Phạm Văn | Đức")
    ward = google.workbook("Phường 3", drawn(head, lan, hung), tabs={MORE: drawn(head, duc)})
    ward.check()
    line = ward.results()[line_with(ward, "Trần Văn Hùng", "viết hoa") - 1]
    assert "☑" not in line[1]
    assert "Trần Văn Hùng" in named(ward, google)


def test_a_hidden_old_tab_gives_way_and_nothing_is_written_into_it(google: GoogleActions) -> None:
    new = f"{LIST} (2)"
    ward = google.workbook("Phường 3", drawn(HEAD, LAN), tabs={new: drawn(HEAD, LAN, HUNG)})
    hide = {"updateSheetProperties": {
        "properties": {"sheetId": ward.sheet().sheet_id, "hidden": True}, "fields": "hidden",
    }}  # fmt: skip
    ward.person({"do": "batch-update", "tab": LIST, "requests": [hide]})
    ward.check()
    assert sorted(named(ward, google)) == ["Nguyễn Thị Lan", "Trần Văn Hùng"]
    assert flagged(ward, new) == {3: "✎ Số điện thoại"}
    assert find_own_columns(ward.sheet(), "vi", adopted=True) is None
    assert not [kind for kind in kinds(ward) if "chưa được đọc" in kind]


def test_two_visible_copies_are_asked_about_and_read_once(google: GoogleActions) -> None:
    lines = (HEAD, LAN, HUNG, DUC)
    ward = google.workbook("Phường 3", drawn(*lines), tabs={"Bản sao": drawn(*lines)})
    ward.check()
    assert len(named(ward, google)) == 3
    assert line_with(ward, "Trang “Bản sao” có 3 dòng chưa được đọc (2–4).")


@pytest.mark.parametrize("converted", [False, True])
def test_a_table_of_sheets_own_is_a_list_like_others(
    google: GoogleActions, converted: bool
) -> None:
    ward = google.workbook("Phường 3", drawn(HEAD, LAN, HUNG, HOA))
    if converted:
        area = {"sheetId": ward.sheet().sheet_id, "startRowIndex": 0, "endRowIndex": 4,
                "startColumnIndex": 0, "endColumnIndex": 9}  # fmt: skip
        table = {"addTable": {"table": {"name": "Bảng1", "range": area}}}
        ward.person({"do": "batch-update", "tab": LIST, "requests": [table]})
    ward.check()
    assert flagged(ward, LIST) == {3: "✎ Số điện thoại", 4: "✖ Số điện thoại"}
    assert set(ward.row_ids(LIST)) == {2, 3, 4}


OTHER = drawn("Người | Máy | Việc", "Vũ Thị Nụ | '0987654322 | Thành viên")
PRIVATE = "trang riêng của phường"


def cells_of(lines: str) -> list[list[str]]:
    return [[cell.strip(" '") for cell in line.split("|")] for line in lines.splitlines()]


def test_while_a_part_is_unread_the_report_is_not_taken_and_nothing_is_to_be_deleted(
    google: GoogleActions,
) -> None:
    tabs = {"Sheet9": OTHER, "Hướng dẫn": "Đã hoàn thành báo cáo | "}
    ward = google.workbook("Phường 3", drawn(HEAD, LAN, DUC), tabs=tabs)
    ward.person({"do": "tick", "tab": "Hướng dẫn", "cell": "B1"})
    ward.check()
    said = "\n".join(" ".join(row) for row in ward.results())
    assert "Trang “Sheet9” có 1 dòng chưa được đọc (2)." in said
    assert "xóa" not in said.lower()
    assert not accepted(ward, google)


def test_once_the_unread_part_is_explained_the_report_is_taken_until_the_part_changes(
    google: GoogleActions,
) -> None:
    ward = complete(google)
    ward.person(
        {"do": "add-tab", "title": "Sheet9"},
        {"do": "paste", "tab": "Sheet9", "cell": "A1", "rows": cells_of(OTHER)},
    )
    ward.check()
    tick(ward, DONE)
    ward.check()
    assert not seen(ward).accepted
    explain(ward, PRIVATE, "Sheet9")
    ward.check()
    assert seen(ward).accepted and seen(ward).standing == "done"
    ward.edit("A2", "Vũ Thị Na", tab="Sheet9")
    ward.check()
    assert seen(ward).standing != "done" and seen(ward).timeliness.startswith("on-time")


def test_an_explanation_ends_the_question_until_the_part_changes(google: GoogleActions) -> None:
    ward = google.workbook("Phường 3", drawn(HEAD, LAN, DUC), tabs={"Sheet9": OTHER})
    ward.check()
    explain(ward, PRIVATE, "Sheet9")
    ward.check()
    assert "✔ Đã giải trình: " in ward.results()[line_with(ward, PRIVATE) - 1][1]
    ward.edit("E3", "1989", tab=LIST)
    ward.check()
    assert "✔ Đã giải trình: " in ward.results()[line_with(ward, PRIVATE) - 1][1]
    ward.edit("A2", "Vũ Thị Na", tab="Sheet9")
    ward.check()
    line = ward.results()[line_with(ward, "Sheet9", "chưa được đọc") - 1]
    assert "Đã giải trình" not in line[1]
    assert PRIVATE not in line


def test_the_answer_about_one_tab_is_none_about_another(google: GoogleActions) -> None:
    tabs = {"Sheet8": OTHER, "Sheet9": OTHER.replace("Nụ", "Na")}
    ward = google.workbook("Phường 3", drawn(HEAD, LAN, DUC), tabs=tabs)
    ward.check()
    explain(ward, PRIVATE, "Sheet9")
    ward.person({"do": "delete-tab", "tab": "Sheet8"})
    ward.check()
    line = ward.results()[line_with(ward, "Sheet9") - 1]
    assert "✔ Đã giải trình: " in line[1]


def test_results_say_what_was_read_and_what_was_left_out_and_why(google: GoogleActions) -> None:
    dragged = "5 | Tổ CNSCĐ TDP 1 | | | | Thành viên | | |"
    tabs = {MORE: drawn(HEAD, DUC, dragged)}
    ward = google.workbook("Phường 3", drawn(HEAD, LAN, HUNG), tabs=tabs)
    ward.check()
    said = ward.results()[line_with(ward, "đã đọc") - 1][1]
    assert said.startswith(f"{LIST}: đã đọc 3 dòng (“{LIST}”: 2, “{MORE}”: 1); bỏ qua dòng 3 của")
    assert "không ghi ai" in said
