"""What is found in rows, tabs and workbooks as a whole."""

# ruff: noqa: E501  (a row of a table stays on one line)

import pytest

from sheets_schema.checked import Checked
from sheets_schema.org_unit import OrgUnit
from sheets_schema.validate import validate
from sheets_schema.workbook import Tab, Value, Workbook
from tests.schema.annotated_sheet import (
    AS_OF,
    CLEAN,
    UNIT,
    assert_annotated,
    campaign,
    read_sheet,
)

HEAD = "STT | Họ và tên | Giới tính | Năm sinh | Chức vụ | Số CCCD | Số điện thoại | Ghi chú\n"
LAN = "1 | Trần Thị Lan | Nữ | 1985 | Công chức | 031185001234 | 0398765432 |"


def codes(tabs: list[Tab], unit: OrgUnit = UNIT, ticks: frozenset[str] = frozenset()) -> list[str]:
    """Codes of a workbook of just these tabs (`!tab-missing` where a list has none)."""
    workbook = Workbook("Báo cáo", tabs, nothing_to_report=ticks)
    return [one.code for one in validate(workbook, unit, campaign(), AS_OF, True).findings]


def tabs(**grids: list[list[Value]]) -> list[Tab]:
    """The clean lists, some replaced."""
    return [
        Tab(table.title, grids.get(table.name, read_sheet(table.name, CLEAN[table.name]).grid))
        for table in campaign().tables_for(UNIT)
    ]


@pytest.mark.parametrize(
    "row",
    [
        "2 | | Vũ Văn Long | Nam | 1985 | Công chức | 031085001299 | 0398765433 || !row-shifted",
        "2 | | | Vũ Văn Long | Nam | 1985 | Công chức | 031085001299 || !row-shifted",
        "VD | Nguyễn Văn A | Nam | 1985 | Công chức | 031085000000 | 0900000000 | || !sample-row-left",
    ],
)
def test_a_row_in_the_wrong_place_is_told_as_one_thing(row: str) -> None:
    assert_annotated(officers=f"{HEAD}{LAN}\n{row}")


def test_a_missing_column_is_told_once_and_the_rest_is_still_checked() -> None:
    assert_annotated(
        officers="""
        Họ và tên | Giới tính | Năm sinh | Chức vụ | Số điện thoại
        Trần Thị Lan | Nữ | 1985 | Công chức | 398765432 !phone-lost-zero -> 0398765432
        !required-column-missing
        """
    )


def test_a_missing_tab_is_told_by_its_title() -> None:
    assert codes([tab for tab in tabs() if "2." not in tab.title]) == ["tab-missing"]


@pytest.mark.parametrize(
    "title",
    ["UBND PHƯỜNG VẠN XUÂN", "Danh sách cán bộ của phường Vạn Xuân",
     "DANH SÁCH CÁN BỘ ĐẦU MỐI PHƯỜNG VẠN XUÂN", "DANH SÁCH CÁN BỘ PHƯỜNG EA TAM, QUẬN HẢI MINH",
     "DANH SÁCH CÁN BỘ PHƯỜNG 12", "DANH SÁCH CÁN BỘ - Phường Vạn Xuân",
     "Danh sách cán bộ Phường 12"],
)  # fmt: skip
def test_the_title_of_another_ward_is_told(title: str) -> None:
    grid: list[list[Value]] = [[title], *read_sheet("officers", CLEAN["officers"]).grid]
    assert codes(tabs(officers=grid)) == ["wrong-ward-title"]


@pytest.mark.parametrize(
    "title",
    ["UBND PHƯỜNG AN THỊNH", "ỦY BAN NHÂN DÂN PHƯỜNG AN THỊNH - QUẬN HẢI MINH",
     "DANH SÁCH CÁN BỘ PHƯỜNG PHỤ TRÁCH", "DANH SÁCH CÁN BỘ PHƯỜNG AN THỊNH",
     "Danh sách cán bộ của phường đã kiện toàn", "Danh Sách Cán Bộ Phường Phụ Trách",
     "Danh Sách Công Chức Văn Hóa - Xã Hội",
     "DANH SÁCH TỔ CNSCĐ CẤP PHƯỜNG VÀ TỔ DÂN PHỐ", "CÔNG CHỨC VĂN HÓA - XÃ HỘI CỦA PHƯỜNG",
     "DANH SÁCH CÁN BỘ PHƯỜNG THAM GIA 05 NỘI DUNG", "DANH SÁCH MÔ HÌNH PHƯỜNG XANH",
     "Phường: An Thịnh", "UBND phường An  Thịnh, quận Hải Minh"],
)  # fmt: skip
def test_the_wards_own_title_is_right(title: str) -> None:
    grid: list[list[Value]] = [[title], *read_sheet("officers", CLEAN["officers"]).grid]
    assert codes(tabs(officers=grid)) == []


def test_a_doubtful_title_is_let_be_below_the_wards_own() -> None:
    titles: list[list[Value]] = [["UBND PHƯỜNG AN THỊNH"], ["CÁN BỘ PHƯỜNG BÁM ĐỊA BÀN"]]
    assert codes(tabs(officers=[*titles, *read_sheet("officers", CLEAN["officers"]).grid])) == []


@pytest.mark.parametrize("title", ["UBND PHƯỜNG PHƯƠNG LIÊN - TRUNG TỰ", "UBND PHƯỜNG TRUNG TỰ"])
def test_a_ward_may_have_a_dash_in_its_name(title: str) -> None:
    ward = OrgUnit(
        "P01", "Phường Phương Liên - Trung Tự", "ward", residential_groups=("TDP 1", "TDP 2")
    )
    grid: list[list[Value]] = [[title], *read_sheet("officers", CLEAN["officers"]).grid]
    assert codes(tabs(officers=grid), ward) == (["wrong-ward-title"] if "LIÊN" not in title else [])


def test_a_day_in_a_number_cell_is_told_as_people_see_it() -> None:
    grid: list[list[Value]] = read_sheet("officers", HEAD + LAN).grid
    grid[1][3] = 31121
    shown = [[str(cell or "") for cell in row] for row in grid]
    shown[1][3] = "15/03/1985"
    book = Workbook("Báo cáo", [*tabs()[:-1], Tab("3c. Cán bộ phụ trách", grid, shown)])
    (told,) = validate(book, UNIT, campaign(), AS_OF, True).findings
    assert (told.code, told.value, told.proposed) == ("person-year-invalid", "15/03/1985", "1985")


def test_a_workbook_without_any_row_is_one_finding() -> None:
    empty = {name: read_sheet(name, text).grid[:1] for name, text in CLEAN.items()}
    assert codes(tabs(**empty)) == ["ward-not-started"]


def test_a_tick_makes_an_empty_list_complete() -> None:
    empty = tabs(models=read_sheet("models", CLEAN["models"]).grid[:1])
    assert codes(empty) == ["model-none"]
    assert codes(empty, ticks=frozenset({"models"})) == []
    assert codes([*empty, Tab("Hướng dẫn", [["Chưa có mô hình", True]])]) == []
    assert codes([*empty, Tab("Hướng dẫn", [["Chưa có mô hình", False]])]) == ["model-none"]


def test_a_list_ticked_empty_is_not_asked_for_its_columns() -> None:
    lame = tabs(groups=[read_sheet("groups", CLEAN["groups"]).grid[0][:4]])
    assert "required-column-missing" in codes(lame)
    assert codes(lame, ticks=frozenset({"groups"})) == ["nil-beside-members"]


def test_a_list_ticked_empty_that_has_rows_counts_by_its_rows_and_is_told() -> None:
    assert codes(tabs(), ticks=frozenset({"models"})) == ["nil-with-rows"]


def test_no_groups_beside_members_is_told() -> None:
    without = tabs(groups=read_sheet("groups", CLEAN["groups"]).grid[:1])
    assert "nil-beside-members" in codes(without, ticks=frozenset({"groups"}))
    assert "nil-beside-members" not in codes(without)


def test_a_formula_of_the_units_own_is_no_finding_but_one_that_reaches_out_is() -> None:
    grid = read_sheet("officers", HEAD + LAN).grid
    mine = tabs(officers=grid)
    formulas = {(1, 0): "=ROW()-1", (1, 7): '=IMPORTXML("http://a.b";"//c")'}
    mine[-1] = Tab(mine[-1].title, grid, None, {(1, 0): formulas[1, 0]})
    assert codes(mine) == []
    mine[-1] = Tab(mine[-1].title, grid, None, formulas)
    assert codes(mine) == ["formula-injection"]


@pytest.mark.parametrize(
    ("table", "code"), [("models", "!model-count-decimal"), ("groups", "!count-fraction")]
)
def test_a_point_between_thousands_is_read_as_the_number_that_was_meant_where_it_can_be(
    table: str, code: str
) -> None:
    grid = read_sheet(table, CLEAN[table]).grid
    heading = {"models": "Số người tham gia", "groups": "Số thành viên"}[table]
    col = grid[0].index(heading) if heading in grid[0] else len(grid[0])
    cells: list[Value] = [heading, 1.25]
    for row, value in zip(grid, cells, strict=False):
        row[col:] = [value, *row[col + 1 :]]
    assert code[1:] in codes(tabs(**{table: grid}))


def test_a_cell_that_must_not_be_copied_is_empty_in_the_rows() -> None:
    grid = read_sheet("officers", f'{HEAD}{LAN} =HYPERLINK("http://a.b")').grid
    workbook = Workbook("", tabs(officers=grid))
    checked: Checked = validate(workbook, UNIT, campaign(), AS_OF, True)
    assert checked.tables[-1].rows[0].values[-1] is None
