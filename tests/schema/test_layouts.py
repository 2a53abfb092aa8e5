"""Lists are found under title rows, other headings, other orders; what is not data is no row."""

# ruff: noqa: E501  (a row of a table stays on one line)

import pytest

from sheets_schema.checked import CheckedTable
from sheets_schema.validate import validate
from sheets_schema.workbook import Tab, Value, Workbook
from tests.schema.annotated_sheet import AS_OF, CLEAN, UNIT, campaign, read_sheet

Grid = list[list[Value]]
HEAD: list[Value] = [
    "STT",
    "Họ và tên",
    "Giới tính",
    "Năm sinh",
    "Chức vụ",
    "Số CCCD",
    "Số điện thoại",
]
LAN: list[Value] = [1, "Trần Thị Lan", "Nữ", 1985, "Công chức", "031185001234", "0398765432"]
LONG: list[Value] = [2, "Vũ Văn Long", "Nam", 1985, "Công chức", "031085001299", "0398765433"]


def officers(grid: Grid, title: str = "3c. Cán bộ phụ trách") -> CheckedTable:
    """The officers' list of a workbook whose other lists are clean."""
    titles = {table.name: table.title for table in campaign().tables_for(UNIT)}
    others = [Tab(titles[n], read_sheet(n, t).grid) for n, t in CLEAN.items() if n != "officers"]
    checked = validate(Workbook("", [*others, Tab(title, grid)]), UNIT, campaign(), AS_OF, True)
    assert [f.code for f in checked.findings if f.table == "officers"] == []
    return next(one for one in checked.tables if one.table.name == "officers")


def names(table: CheckedTable) -> list[Value]:
    return [row.raw[1] for row in table.rows]


def test_a_column_of_zalo_beside_that_of_phones_is_the_wards_own() -> None:
    head: list[Value] = [*HEAD[:-1], "Số điện thoại di động", "Zalo"]
    table = officers([head, [*LAN, None], [*LONG, None]])
    assert table.columns["phone"] == len(HEAD) - 1


@pytest.mark.parametrize("titles", range(6))
def test_a_header_is_found_under_title_rows(titles: int) -> None:
    lines: Grid = [["UBND PHƯỜNG AN THỊNH"], ["DANH SÁCH CÁN BỘ PHỤ TRÁCH"], [], ["Biểu 3c"], []]
    table = officers([*lines[:titles], HEAD, LAN, LONG])
    assert (table.header_row, names(table)) == (min(titles, 5), ["Trần Thị Lan", "Vũ Văn Long"])


@pytest.mark.parametrize(
    "title",
    ["3c. Cán bộ phụ trách", "Cán bộ phụ trách", "3C. CÁN BỘ PHỤ TRÁCH", "Danh sách cán bộ",
     "3c", "3c. Can bo phu trach", "Cán bộ phụ trách (sửa)", "Sheet5"],
)  # fmt: skip
def test_a_tab_is_known_by_its_title_or_by_its_header(title: str) -> None:
    assert len(officers([HEAD, LAN, LONG], title).rows) == 2


@pytest.mark.parametrize(
    "head",
    [
        ["TT", "HỌ VÀ TÊN", "GT", "NS", "Chức danh", "CCCD", "SĐT"],
        ["Stt", "Họ, chữ đệm và tên", "Nam/Nữ", "Năm Sinh", "Chức vụ công tác", "Số CCCD/CMND", "Zalo"],
        ["Số TT", "Họ tên (in hoa)", "Giới tính", "Năm sinh", "Chức vụ\n(ghi rõ)", "Số căn cước công dân", "Số điện thoại liên hệ"],
        ["No", "Full name", "Gender", "Year of birth", "Position", "ID number", "Phone"],
        ["STT", "Ho va ten", "Gioi tinh", "Nam sinh", "Chuc vu", "So CCCD", "So dien thoai"],
    ],
)  # fmt: skip
def test_headings_may_be_said_otherwise(head: list[Value]) -> None:
    assert len(officers([head, LAN]).columns) == 7


def test_a_heading_in_other_words_is_known_by_its_place() -> None:
    head: list[Value] = [*HEAD[:4], "Đang giữ việc gì ở phường", *HEAD[5:]]
    assert officers([head, LAN]).columns["position"] == 4


def test_columns_may_stand_in_any_order() -> None:
    table = officers([HEAD[::-1], LAN[::-1]])
    assert table.rows[0].values[:2] == (1, "Trần Thị Lan")


def test_rows_that_are_not_data_are_left_out() -> None:
    blank: list[Value] = [None] * 7
    grid: Grid = [
        HEAD, [f"({n})" for n in range(1, 8)], ["I. Lãnh đạo"], LAN, blank, HEAD, LONG, [3, None, ""],
        ["Tổng cộng", "02 người"], blank, [None, "Người lập biểu", None, None, "TM. UBND PHƯỜNG"],
        [None, "(Ký, ghi rõ họ tên)"], [None, "Nguyễn Thị Hoa"],
    ]  # fmt: skip
    assert [row.row for row in officers(grid).rows] == [3, 6]


@pytest.mark.parametrize(
    "row",
    [
        [1, 2, 3, 4, 5, 6, 7],
        ["1", "2", "3", "4", "5", "6", "7"],
        ["A", "B", 1, 2, 3, 4, 5],
        ["Người tổng hợp: Lê Thị Bé, ĐT 0912345678"],
        [None, "Người lập biểu: Lê Thị Bé", "ĐT: 0912345678"],
    ],
)
def test_a_row_of_column_numbers_and_a_maker_with_a_telephone_are_no_people(
    row: list[Value],
) -> None:
    assert names(officers([HEAD, row, LAN])) == ["Trần Thị Lan"]
    assert names(officers([HEAD, LAN, row])) == ["Trần Thị Lan"]


@pytest.mark.parametrize("place", ["Buôn Ea Bông", "Bản Nà Lốc", "XÓM ĐÌNH", "KP5", "Khối 7"])
def test_the_name_of_a_hamlet_alone_in_its_row_is_no_person(place: str) -> None:
    assert names(officers([HEAD, [None, place], LAN])) == ["Trần Thị Lan"]


def test_a_name_alone_in_its_row_is_a_person_of_whom_all_else_is_missing() -> None:
    titles = {table.name: table.title for table in campaign().tables_for(UNIT)}
    tab = Tab(titles["officers"], [HEAD, LAN, [None, "Bàn Văn An"]])
    checked = validate(Workbook("", [tab]), UNIT, campaign(), AS_OF, True)
    assert {f.code for f in checked.findings if f.row == 3} >= {"cccd-missing", "phone-missing"}


@pytest.mark.parametrize("row", [[1, 2, 3, 5, 6], ["B", "A", 1, 2]])
def test_numbers_that_do_not_count_the_columns_are_a_row(row: list[Value]) -> None:
    titles = {table.name: table.title for table in campaign().tables_for(UNIT)}
    checked = validate(
        Workbook("", [Tab(titles["officers"], [HEAD, LAN, row])]), UNIT, campaign(), AS_OF, True
    )
    table = next(one for one in checked.tables if one.table.name == "officers")
    assert [one.row for one in table.rows] == [1, 2]


def test_columns_of_the_service_are_not_the_units() -> None:
    head: list[Value] = [*HEAD, "Kiểm tra", "Mã dòng"]
    row: list[Value] = [*LAN, "Thiếu số CCCD", "r-1"]
    only_ours: list[Value] = [None, *[None] * 7, "r-2"]
    table = officers([head, row, only_ours])
    assert (table.width, len(table.rows)) == (7, 1)


def test_columns_of_the_service_before_a_list_end_it_nowhere() -> None:
    head: list[Value] = ["Kiểm tra", "Mã dòng", *HEAD]
    table = officers([head, [None, None, *LAN], ["✓", "r-1", *LONG]])
    assert (table.width, names(table)) == (9, ["Trần Thị Lan", "Vũ Văn Long"])


@pytest.mark.parametrize("left", ["Đã gọi", "STT"], ids=["a new column", "the first one"])
def test_a_column_that_a_unit_puts_left_of_ours_ends_no_list(left: str) -> None:
    rest = HEAD[1:] if left == HEAD[0] else HEAD
    head: list[Value] = [left, "Kiểm tra", "Mã dòng", *rest]
    rows: Grid = [[one[0], "✓", "r-1", *one[len(HEAD) - len(rest) :]] for one in (LAN, LONG)]
    table = officers([head, *rows])
    assert (table.width, len(table.rows)) == (len(head), 2)


def test_a_tab_with_its_own_layout_is_told_and_not_read() -> None:
    grid: Grid = [["Báo cáo tháng 10"], ["Phường đã họp ngày 5/10 và phân công 3 đồng chí"]]
    titles = {table.name: table.title for table in campaign().tables_for(UNIT)}
    tabs = [Tab(titles[n], read_sheet(n, t).grid) for n, t in CLEAN.items() if n != "officers"]
    workbook = Workbook("", [*tabs, Tab("3c. Cán bộ phụ trách", grid)])
    checked = validate(workbook, UNIT, campaign(), AS_OF, True)
    assert [f.code for f in checked.findings] == ["layout-not-recognised"]


def test_a_header_of_two_rows_is_one_with_the_wide_headings_above() -> None:
    upper: Grid = [["STT", "Thông tin cá nhân", None, None, "Chức vụ", "Liên hệ", None]]
    lower: Grid = [[None, "Họ và tên", "Giới tính", "Năm sinh", None, "Số CCCD", "Số điện thoại"]]
    table = officers([["UBND PHƯỜNG AN THỊNH"], *upper, *lower, LAN, LONG])
    assert (table.header_row, names(table)) == (2, ["Trần Thị Lan", "Vũ Văn Long"])
    assert len(table.columns) == len(HEAD)


def test_one_wide_heading_among_those_of_the_form_covers_only_its_own_columns() -> None:
    upper: Grid = [[*HEAD[:5], "Thông tin", None, "Ghi chú"]]
    lower: Grid = [[None, None, "", None, None, *HEAD[5:], None]]
    table = officers([*upper, *lower, [*LAN, "Trực tổng hợp"], LONG])
    assert (table.columns["cccd"], table.columns["phone"], table.columns["note"]) == (5, 6, 7)
    assert names(table) == ["Trần Thị Lan", "Vũ Văn Long"]


def test_a_row_of_data_is_never_taken_for_a_second_row_of_headings() -> None:
    head: list[Value] = [*HEAD, "Thông tin thêm", None]
    table = officers([head, [*LAN, "Họ và tên", "Ghi chú"], LONG])
    assert (table.header_row, names(table)) == (0, ["Trần Thị Lan", "Vũ Văn Long"])


def test_a_finding_under_a_header_of_two_rows_names_the_heading_as_typed() -> None:
    titles = {table.name: table.title for table in campaign().tables_for(UNIT)}
    upper: list[Value] = ["STT", "Thông tin", None, "Năm sinh", "Chức vụ", "Căn cước", "Di động"]
    lower: list[Value] = [None, "Họ và tên", "Giới tính"]
    tab = Tab(titles["officers"], [upper, lower, [*LAN[:5], "03118500123", LAN[6]], LONG])
    checked = validate(Workbook("", [tab]), UNIT, campaign(), AS_OF, True)
    found = [(f.code, f.row, f.header) for f in checked.findings if f.table == "officers"]
    assert found == [("cccd-missing-digit", 3, "Căn cước")]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_heading_of_the_lower_row_is_read_with_the_wide_one_above(order: tuple[int, int]) -> None:
    names_and_phones = [("Họ và tên", "Đỗ Thị Hà"), ("Số điện thoại", "0912345673")]
    left, right = (names_and_phones[at] for at in order)
    upper: list[Value] = [
        "Tên Tổ",
        "Cấp",
        "Quyết định",
        None,
        "Số TV",
        "Tổ trưởng",
        None,
        "Ghi chú",
    ]
    lower: list[Value] = [None, None, "Số", "Ngày", None, left[0], right[0]]
    row: list[Value] = ["Tổ CNSCĐ phường", "Cấp phường", "45/QĐ-UBND", "15/05/2022", 2]
    tab = Tab("3a. Tổ CNSCĐ", [upper, lower, [*row, left[1], right[1]]])
    checked = validate(Workbook("", [tab]), UNIT, campaign(), AS_OF, True)
    table = next(one for one in checked.tables if one.table.name == "groups")
    found = {name: table.columns.get(name) for name in ("decision", "decision_date", "leader")}
    assert found == {"decision": 2, "decision_date": 3, "leader": 5 + order.index(0)}
    assert table.columns["leader_phone"] == 5 + order.index(1)


LEFT: Grid = [[None, "Thông tin cá nhân", None, None, None, None, "Liên hệ"]]


@pytest.mark.parametrize("low", [0, 1])
def test_a_header_of_three_rows_is_read_as_one(low: int) -> None:
    alone: list[Value] = ["STT", "Họ và tên", "Chức vụ", None, None, "Số CCCD", "Số điện thoại"]
    upper: list[Value] = [None, None, None, "Năm sinh", None, None, None]
    lower: list[Value] = [None, None, None, "Nam", "Nữ", None, None]
    both = [a or b for a, b in zip(alone, (upper, lower)[low], strict=True)]
    rows = [both, lower] if low == 0 else [upper, both]
    lan: list[Value] = [1, LAN[1], LAN[4], None, 1985, LAN[5], LAN[6]]
    table = officers([*LEFT, *rows, lan])
    assert (table.header_top, table.header_row) == (0, 2)
    assert table.rows[0].values[1:4] == ("Trần Thị Lan", "Nữ", 1985)


def test_a_day_of_birth_in_three_columns_is_read_as_the_year() -> None:
    upper: list[Value] = [*HEAD[:3], "Ngày tháng năm sinh", None, None, *HEAD[4:]]
    lower: list[Value] = [None, None, None, "Ngày", "Tháng", "Năm", None, None, None]
    table = officers([upper, lower, [*LAN[:3], 17, 3, 1985, *LAN[4:]]])
    assert table.rows[0].values[3] == 1985


def test_a_day_of_a_decision_in_three_columns_is_read_as_that_day() -> None:
    upper: list[Value] = ["Tên Tổ", "Cấp", "Quyết định", None, None, None, "Số TV"]
    lower: list[Value] = [None, None, "Số", "Ngày", "Tháng", "Năm", None]
    row: list[Value] = ["Tổ CNSCĐ phường", "Cấp phường", "45/QĐ-UBND", 15, 5, 2022, 2]
    tab = Tab("3a. Tổ CNSCĐ", [upper, lower, row])
    checked = validate(Workbook("", [tab]), UNIT, campaign(), AS_OF, True)
    table = next(one for one in checked.tables if one.table.name == "groups")
    assert table.rows[0].values[4:6] == ("45/QĐ-UBND", "15/05/2022")


@pytest.mark.parametrize(
    "legend",
    [
        ["Chú thích:", "Ô màu vàng: cần bổ sung", "Ô màu đỏ: sai"],
        ["Số điện thoại", 12, 7],
        [None, "Danh mục", "Thành viên"],
    ],
)
def test_a_legend_behind_an_empty_column_is_no_part_of_the_list(legend: list[Value]) -> None:
    rows = zip([HEAD, LAN, LONG], legend, strict=True)
    table = officers([[*row, None, said] for row, said in rows])
    assert (len(table.columns), table.columns["phone"]) == (7, 6)


def test_a_header_repeated_after_a_page_is_no_row_however_many_rows_it_has() -> None:
    upper: list[Value] = [*HEAD[:3], "Ngày sinh", None, None, *HEAD[4:]]
    lower: list[Value] = [None, None, None, "Ngày", "Tháng", "Năm", None, None, None]
    lan, long = ([*row[:3], 17, 3, *row[3:]] for row in (LAN, LONG))
    page: Grid = [["Trang 2/2"], upper, lower, [f"({n})" for n in range(1, 10)]]
    assert names(officers([upper, lower, lan, *page, long])) == [LAN[1], LONG[1]]
