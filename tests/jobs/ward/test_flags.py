"""A ward's list after a check: every wrong row says so beside itself, and nothing else changed."""

import pytest

from tests.actions.ward_actions import GoogleActions, Ward, expected_findings

MEMBERS = """
    STT | Tên Tổ CNSCĐ | Họ và tên | Giới tính | Năm sinh | Chức danh trong Tổ | Chức vụ, đơn vị | Số điện thoại | Ghi chú
    1 | Tổ CNSCĐ TDP 1 | Nguyễn Thị Lan | Nữ | 1988 | Tổ trưởng | Bí thư chi bộ | '0912345678 |
    2 | Tổ CNSCĐ TDP 1 | Trần Văn Hùng | Nam | 1990 | Tổ phó | Công an viên | 912345679 !phone-lost-zero |
    3 | Tổ CNSCĐ TDP 1 | Lê Thị Hoa | Nữ | 1975 | Thành viên | Chi hội trưởng Phụ nữ | !phone-missing |
    4 | Tổ CNSCĐ TDP 1 | Phạm Văn Đức | Nam | 1982 | Thành viên | Bí thư Chi đoàn | '0987654321 |
"""  # noqa: E501
LIST = "3b. Thành viên"


def test_wrong_rows_are_flagged_beside_themselves_and_right_rows_are_not(
    google: GoogleActions,
) -> None:
    ward = google.workbook("Phường 3", MEMBERS)
    ward.check()
    flags = ward.flags()
    expected = {row for row, _ in expected_findings(MEMBERS)}
    assert set(flags) == expected
    assert flags[3].startswith("✎ Số điện thoại: ")
    assert flags[4].startswith("✖ Số điện thoại: ")


def test_a_flag_says_what_to_type_instead(google: GoogleActions) -> None:
    ward = google.workbook("Phường 3", MEMBERS)
    ward.check()
    flags = ward.flags()
    assert flags[3].endswith("Đề nghị sửa thành 0912345679.")
    assert "Đề nghị bổ sung số di động 10 số" in flags[4]


def test_two_findings_of_a_row_stand_on_lines_of_their_own(google: GoogleActions) -> None:
    ward = google.workbook("Phường 3", MEMBERS.replace("Lê Thị Hoa", "Le Thi Hoa"))
    ward.check()
    lines = ward.flags()[4].split("\n")
    assert [line.split(":")[0] for line in lines] == ["✖ Số điện thoại", "⚠ Họ và tên"]


def test_every_data_row_has_an_id_of_its_own(google: GoogleActions) -> None:
    ward = google.workbook("Phường 3", MEMBERS)
    ward.check()
    ids = ward.row_ids()
    assert sorted(ids) == [2, 3, 4, 5]
    assert len(set(ids.values())) == 4


def test_our_columns_stand_right_of_everything_the_ward_has(google: GoogleActions) -> None:
    ward = google.workbook("Phường 3", MEMBERS)
    ward.edit("K4", "ghi thêm ngoài bảng")
    ward.check()
    header = [cell.value for cell in ward.sheet().cells[0]]
    assert header.index("Kiểm tra") == 11
    assert ward.sheet().cell(3, 10).value == "ghi thêm ngoài bảng"


def test_no_cell_of_the_ward_is_in_any_write(google: GoogleActions) -> None:
    ward = google.workbook("Phường 3", MEMBERS)
    google.forget_calls()
    ward.check()
    sheet_id = ward.sheet().sheet_id
    touched = [
        request
        for batch in google.writes()
        for request in batch
        if _reaches_columns_of_the_ward(request, sheet_id)
    ]
    assert not touched


def _reaches_columns_of_the_ward(request: dict[str, dict[str, object]], sheet_id: int) -> bool:
    """A request that writes cells of the list left of our columns (J and K), other than a note."""
    (kind, body), *_ = request.items()
    if body.get("fields") == "note":
        return False
    if kind in ("addConditionalFormatRule", "addProtectedRange", "addSheet", "insertDimension"):
        return False
    area = body.get("range") or body.get("start") or body
    assert isinstance(area, dict)
    if area.get("sheetId", 0) != sheet_id or area.get("dimension") == "COLUMNS":
        return False
    left = area.get("startColumnIndex", area.get("columnIndex", 0))
    assert isinstance(left, int)
    return left < 9


def test_the_wrong_cell_is_coloured_by_a_rule_that_reads_our_column(google: GoogleActions) -> None:
    ward = google.workbook("Phường 3", MEMBERS)
    ward.check()
    rules = [r for r in ward.sheet().formula_rules if '"✖ Số điện thoại:"' in r.formula]
    assert [rule.formula for rule in rules] == ['=ISNUMBER(FIND("✖ Số điện thoại:";$J1))']
    assert rules[0].ranges[0].start_column == 7


def test_a_corrected_cell_loses_its_flag(google: GoogleActions) -> None:
    ward = google.workbook("Phường 3", MEMBERS)
    ward.check()
    ward.edit("H4", "'0912345670")
    run = ward.check()
    assert set(ward.flags()) == {3}
    assert (run.fixed, run.new) == (1, 0)


def test_a_changed_ward_costs_one_read_and_one_write(google: GoogleActions) -> None:
    ward = google.workbook("Phường 3", MEMBERS)
    google.forget_calls()
    ward.check()
    assert google.calls() == ["read", "write"]
    ward.edit("H4", "'0912345670")
    google.forget_calls()
    ward.check()
    assert google.calls() == ["read", "write"]


def test_an_unchanged_ward_costs_one_read(google: GoogleActions) -> None:
    ward = google.workbook("Phường 3", MEMBERS)
    ward.check()
    for _ in range(2):
        google.forget_calls()
        ward.check()
        assert google.calls() == ["read"]


def test_a_sorted_list_keeps_its_flags_on_their_rows(google: GoogleActions) -> None:
    ward = google.workbook("Phường 3", MEMBERS)
    ward.check()
    ids = ward.row_ids()
    ward.person({"do": "sort", "tab": LIST, "range": "A2:I5", "by": "C", "descending": True})
    ward.check()
    names = {row + 1: c[2].value for row, c in enumerate(ward.sheet().cells)}
    assert {names[row] for row in ward.flags()} == {"Trần Văn Hùng", "Lê Thị Hoa"}
    moved = {names[row]: row_id for row, row_id in ward.row_ids().items()}
    assert moved["Nguyễn Thị Lan"] == ids[2]


def test_a_ward_with_a_column_kiem_tra_of_its_own_keeps_it(google: GoogleActions) -> None:
    ward = google.workbook("Phường 3", MEMBERS)
    ward.edit("J1", "Kiểm tra")
    ward.edit("J2", "đã gọi điện")
    ward.check()
    ward.check()
    assert ward.sheet().cell(1, 9).value == "đã gọi điện"


def removed(ward: Ward) -> list[int]:
    """Rows (from 1) of the tab of results that tell of a column that the ward removed."""
    rows = enumerate(ward.results(), 1)
    return [n for n, row in rows if "không còn cột Kiểm tra" in row[1]]


def test_a_removed_column_is_not_made_again_and_the_tab_of_results_says_so(
    google: GoogleActions,
) -> None:
    ward = google.workbook("Phường 3", MEMBERS)
    ward.check()
    ward.person({"do": "delete-columns", "tab": LIST, "column": "J", "count": 2})
    ward.check()
    assert ward.sheet().used_columns == 9
    assert removed(ward)


@pytest.mark.parametrize(("column", "count"), [("J", 2), ("J", 1)], ids=["both", "one of them"])
def test_a_removed_column_comes_back_with_its_flags_when_the_ward_ticks_for_it(
    google: GoogleActions, column: str, count: int
) -> None:
    ward = google.workbook("Phường 3", MEMBERS)
    ward.check()
    flags, ids = ward.flags(), ward.row_ids()
    ward.person({"do": "delete-columns", "tab": LIST, "column": column, "count": count})
    ward.check()
    (line,) = removed(ward)
    ward.person({"do": "tick", "tab": "Kết quả kiểm tra", "cell": f"A{line}"})
    ward.check()
    assert (ward.flags(), ward.row_ids(), removed(ward)) == (flags, ids, [])
    google.forget_calls()
    ward.check()
    assert google.calls() == ["read"]


@pytest.mark.parametrize(
    ("cell", "pasted"),
    [("J1", [""]), ("J1", ["Ghi chú 2"]), ("K1", ["x"]), ("I1", ["Ghi chú", "Họ và tên", "a"])],
    ids=["wiped", "typed over", "the row ids'", "both pasted over"],
)
def test_a_heading_of_ours_that_was_pasted_over_is_put_back_and_the_flags_go_on(
    google: GoogleActions, cell: str, pasted: list[str]
) -> None:
    ward = google.workbook("Phường 3", MEMBERS)
    ward.check()
    flags, ids = ward.flags(), ward.row_ids()
    ward.person({"do": "paste", "tab": LIST, "cell": cell, "rows": [pasted]})
    ward.person({"do": "sort", "tab": LIST, "range": "A2:I5", "by": "C"})
    ward.check()
    assert (len(ward.flags()), set(ward.row_ids().values())) == (len(flags), set(ids.values()))
    assert [cell.value for cell in ward.sheet().cells[0]][9:] == ["Kiểm tra", "Mã dòng"]
    assert not removed(ward)


def test_a_heading_wiped_where_nothing_warns_is_a_removed_column(google: GoogleActions) -> None:
    ward = google.workbook("Phường 3", MEMBERS)
    ward.check()
    fields = "sheets(properties(title),protectedRanges(protectedRangeId))"
    seen = google.emulator.get(ward.spreadsheet, fields=fields)["sheets"]
    (warning,) = next(s["protectedRanges"] for s in seen if s["properties"]["title"] == LIST)
    ward.person({"do": "batch-update", "requests": [{"deleteProtectedRange": warning}]})
    ward.edit("J1", "")
    ward.check()
    assert removed(ward)
    google.forget_calls()
    ward.check()
    assert google.calls() == ["read"]
