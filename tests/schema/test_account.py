"""Every filled cell is accounted for, and what was not read is told before anything is missing."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_schema.account import Part, left_over, parts_of
from sheets_schema.checked import Checked
from sheets_schema.gathering import blocks_of, gather
from sheets_schema.rows import is_blank
from sheets_schema.validate import validate
from sheets_schema.workbook import Tab, Value, Workbook
from tests.schema.annotated_sheet import AS_OF, CLEAN, UNIT, campaign, read_sheet
from tests.schema.test_validation_properties import ANY, GRIDS, HEADERS, TITLES

Grid = list[list[Value]]
TITLE = dict(zip(CLEAN, TITLES, strict=True))


def checked(lists: dict[str, Grid], *more: Tab) -> Checked:
    """A unit whose other lists are clean, with further tabs, read in all its places."""
    grids = {name: lists.get(name, read_sheet(name, text).grid) for name, text in CLEAN.items()}
    tabs = [*(Tab(TITLE[name], grid) for name, grid in grids.items()), *more]
    book = Workbook("", tabs)
    return validate(book, UNIT, campaign(), AS_OF, True, gather(book, campaign().tables_for(UNIT)))


def filled_cells(tab: Tab) -> Iterator[tuple[int, int]]:
    for row, cells in enumerate(tab.values):
        yield from ((row, col) for col, value in enumerate(cells) if not is_blank(value))


def codes(of: Checked) -> list[str]:
    return [one.code for one in of.findings]


def lone(size: int) -> list[Value]:
    return [None, None, None, None, size]


def members() -> Grid:
    return read_sheet("members", CLEAN["members"]).grid


@ANY
@given(
    st.dictionaries(st.sampled_from([*TITLES, "Sheet1", "Hướng dẫn"]), GRIDS, max_size=4),
    st.sampled_from(list(HEADERS)),
)
def test_each_filled_cell_is_exactly_one_thing_on_any_grid(
    grids: dict[str, Grid], name: str
) -> None:
    tabs = [Tab(title, [HEADERS[name], *grid, HEADERS[name]]) for title, grid in grids.items()]
    book = Workbook("", tabs)
    gathered = gather(book, campaign().tables_for(UNIT))
    found = validate(book, UNIT, campaign(), AS_OF, True, gathered)
    blocks = blocks_of(found.tables, gathered)
    rest = 0
    for tab in tabs:
        parts = parts_of(tab, blocks)
        assert set(parts) == set(filled_cells(tab))
        rest += sum(part is Part.LEFT_OVER for part in parts.values())
    assert rest == sum(part.cells for part in left_over(book, blocks))


def test_a_tab_with_people_that_was_not_read_is_told_and_no_list_is_called_short() -> None:
    head: list[Value] = ["Người", "Máy", "Việc"]
    person: list[Value] = ["Vũ Thị Nụ", "0987654322", "Thành viên"]
    found = checked({"members": members()[:2]}, Tab("Sheet9", [head, person]))
    assert codes(found) == ["left-over"]
    assert found.findings[0].params["tab"] == "Sheet9"


def test_without_a_part_unread_a_list_that_is_short_is_told_so() -> None:
    assert "group-no-members" in codes(checked({"members": members()[:2]}))


def test_a_list_continued_on_a_second_tab_is_read_to_its_end() -> None:
    head, *rows = members()
    found = checked({"members": [head, *rows[:2]]}, Tab("3b. Thành viên (tiếp)", [head, *rows[2:]]))
    table = next(one for one in found.tables if one.table.name == "members")
    assert (codes(found), len(table.rows)) == ([], 4)


def test_a_finding_in_a_continued_list_stands_where_its_row_does() -> None:
    head, *rows = members()
    rows[3][5] = "091234"
    second = Tab("3b. Thành viên (tiếp)", [[None], head, *rows[2:]])
    book = Workbook("", [Tab(TITLE["members"], [head, *rows[:2]]), second])
    gathered = gather(book, campaign().tables_for(UNIT))
    assert gathered is not None
    found = validate(book, UNIT, campaign(), AS_OF, True, gathered)
    placed = [gathered.placed(one) for one in found.findings if one.code == "phone-short"]
    assert [(one.tab, one.row, one.col) for one in placed] == [("3b. Thành viên (tiếp)", 4, 5)]


def test_a_hidden_old_copy_gives_way_to_the_visible_list() -> None:
    head, *rows = members()
    old = Tab("3b. Thành viên cũ", [head, *rows[:1]], hidden=True)
    assert codes(checked({}, old)) == []


def test_one_tab_a_group_is_read_whole_and_the_tabs_title_is_the_group() -> None:
    head, *rows = ([*row[1:]] for row in members())
    first = Tab("Tổ CNSCĐ TDP 1", [head, *rows[:2]])
    tables = campaign().tables_for(UNIT)
    others = [Tab(TITLE[n], read_sheet(n, t).grid) for n, t in CLEAN.items() if n != "members"]
    book = Workbook("", [*others, first, Tab("Tổ CNSCĐ TDP 2", [head, *rows[2:]])])
    found = validate(book, UNIT, campaign(), AS_OF, True, gather(book, tables))
    table = next(one for one in found.tables if one.table.name == "members")
    assert codes(found) == []
    assert [row.values[1] for row in table.rows] == ["Tổ CNSCĐ TDP 1"] * 2 + ["Tổ CNSCĐ TDP 2"] * 2


def test_a_block_whose_header_says_it_in_other_words_is_read_too() -> None:
    head, *rows = members()
    other = [*head[:-1], "SĐT"]
    found = checked({"members": [head, *rows[:2], [], other, *rows[2:]]})
    assert len(next(one for one in found.tables if one.table.name == "members").rows) == 4


def test_two_lists_side_by_side_on_one_tab_are_both_read() -> None:
    left, right = members(), read_sheet("officers", CLEAN["officers"]).grid
    padded = [*right, *([[]] * (len(left) - len(right)))]
    both = [[*one, None, *other] for one, other in zip(left, padded, strict=True)]
    tables = campaign().tables_for(UNIT)
    rest = [Tab(TITLE[n], read_sheet(n, CLEAN[n]).grid) for n in ("models", "platforms", "groups")]
    book = Workbook("", [*rest, Tab("Sheet1", both)])
    found = validate(book, UNIT, campaign(), AS_OF, True, gather(book, tables))
    rows = {one.table.name: len(one.rows) for one in found.tables}
    assert (codes(found), rows["members"], rows["officers"]) == ([], 4, 1)


def test_people_beside_a_list_behind_an_empty_column_are_told() -> None:
    head, *rows = members()
    found = checked({"members": [head, [*rows[0], None, "Vũ Thị Mơ", "0987654399"], *rows[1:]]})
    assert [one.params["place"] for one in found.findings if one.code == "left-over"] == [" (2)"]


def test_rows_that_only_a_drag_left_are_no_rows_and_told_once() -> None:
    dragged: Grid = [["Tổ CNSCĐ TDP 2", None, None, None, "Thành viên", None]] * 3
    head, *rows = [[number, *row] for number, row in enumerate(members())]
    head[0] = "STT"
    numbered = [[9 + number, *row] for number, row in enumerate(dragged)]
    assert codes(checked({"members": [head, *rows, *numbered]})) == ["rows-left-out"]


def test_a_drag_with_a_sex_or_a_sign_in_another_cell_leaves_no_row_either() -> None:
    head, *rows = [[number, *row, None] for number, row in enumerate(members())]
    head[0], head[-1] = "STT", "Ghi chú"
    dragged: Grid = [[9, "Tổ CNSCĐ TDP 2", None, "Nữ", None, "Thành viên", None, "-"]] * 3
    assert codes(checked({"members": [head, *rows, *dragged]})) == ["rows-left-out"]


@pytest.mark.parametrize("born", ["12/1970", "00/00/1970", "../../1970", "3-1970"])
def test_a_day_of_birth_that_is_known_in_part_is_a_year_under_a_heading_that_asks_for_it(
    born: str,
) -> None:
    head, *rows = members()
    head[3] = "Ngày sinh"
    rows[0][3] = born
    found = checked({"members": [head, *rows]})
    table = next(one for one in found.tables if one.table.name == "members")
    assert (codes(found), table.rows[0].values[4]) == ([], 1970)


def test_a_lone_sum_of_the_rows_above_is_no_row() -> None:
    groups = read_sheet("groups", CLEAN["groups"]).grid
    assert codes(checked({"groups": [*groups, [], lone(4)]})) == []


def test_a_lone_number_that_is_no_sum_stays_a_row() -> None:
    groups = read_sheet("groups", CLEAN["groups"]).grid
    assert "cell-missing" in codes(checked({"groups": [*groups, [], lone(77)]}))


def test_two_columns_under_one_heading_are_both_read_and_asked_about() -> None:
    head, *rows = members()
    moved = [[*row[:5], None, row[5]] for row in rows]
    assert codes(checked({"members": [[*head, "Số điện thoại"], *moved]})) == ["headings-equal"]


def test_a_proposal_that_would_drop_a_telephone_is_no_tick() -> None:
    head, *rows = members()
    rows[1][1:] = ["Vũ Thị Nụ 0987654322", "Nữ", 1988, "Thành viên", None]
    found = [one for one in checked({"members": [head, *rows]}).findings if one.column == "name"]
    assert [(one.code, one.proposed) for one in found] == [("name-with-digits", None)]


def test_a_proposal_may_drop_a_telephone_that_stands_beside_it() -> None:
    head, *rows = members()
    rows[1][1] = "Vũ Thị Nụ 0987654322"
    found = [one for one in checked({"members": [head, *rows]}).findings if one.column == "name"]
    assert [one.proposed for one in found] == ["Vũ Thị Nụ"]


def test_nam_beside_headings_with_marks_is_no_year() -> None:
    head, *rows = members()
    more = [[*row[:3], row[4], row[5], 7] for row in rows]
    found = checked({"members": [[*head[:3], head[4], head[5], "Số năm công tác"], *more]})
    table = next(one for one in found.tables if one.table.name == "members")
    assert "birth_year" not in table.columns


@pytest.mark.parametrize("heading", ["Mã số", "Số CCCD", "Ghi thêm", None])
def test_a_column_of_numbers_that_nobody_asked_for_is_told_whatever_its_heading(
    heading: str | None,
) -> None:
    head, *rows = members()
    ids: list[Value] = ["031085001234", 31185000222, "001088 012345", "031199001236"]
    more = [[*row[:2], number, *row[2:]] for row, number in zip(rows, ids, strict=True)]
    wide: list[Value] = [*head[:2], heading, *head[2:]]
    found = checked({"members": [wide, *more]})
    told = [one for one in found.findings if one.code == "privacy-unasked-ids"]
    assert [(one.severity, one.params["heading"]) for one in told] == [
        ("please-check", heading or "C")
    ]


@pytest.mark.parametrize("values", [["Kinh", "Tày"], ["0912345678"], ["GD4310123456789"], [7]])
def test_a_column_of_the_units_own_is_not_taken_for_identity_numbers(values: list[Value]) -> None:
    head, *rows = members()
    more = [[*row, values[number % len(values)]] for number, row in enumerate(rows)]
    assert codes(checked({"members": [[*head, "Mã số"], *more]})) == []
