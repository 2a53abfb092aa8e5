"""A cell longer than its column can hold is told at one look, and costs what a short one costs."""

from collections.abc import Callable

import pytest

from sheets_schema.cells import CELL_TYPES
from sheets_schema.finding import Finding
from sheets_schema.messages import message
from sheets_schema.org_unit import OrgUnit
from sheets_schema.validate import validate
from sheets_schema.workbook import Tab, Value, Workbook
from tests.schema.annotated_sheet import AS_OF, CLEAN, assert_annotated, campaign, check
from tests.schema.handed_over import counted

UNITS = {kind: OrgUnit("P01", "Phường An Thịnh", kind) for kind in campaign().workbooks}
COLUMNS = [
    (kind, table.name, column.name)
    for kind, tables in campaign().workbooks.items()
    for table in tables
    for column in table.columns
]
# What may be pasted by chance or in malice: what expressions go back over.
PUMPED = (
    "0909", "(", "a", "0 ", " a", "1-", "1.", ", ", "\n", "Nguyễn Văn ", "TDP 1, ", "x…", "'a",
    "=(", "@a ", "Tổ phường ", "đ/c ", "1. A\n", "gov.", "ngày ", "[)", "·", "Ã", "\u0301",
)  # fmt: skip


def book(kind: str, change: Callable[[str, list[list[Value]]], None]) -> Workbook:
    """Equal rows of right values in every list of a kind of unit, one for each text to try, changed
    by the test."""
    tabs = []
    for table in campaign().workbooks[kind]:
        grid: list[list[Value]] = [[column.title for column in table.columns]]
        grid.extend([column.example or None for column in table.columns] for _ in PUMPED)
        change(table.name, grid)
        tabs.append(Tab(table.title, grid))
    return Workbook("Báo cáo", tabs)


def with_cells(kind: str, table: str, column: str, length: int) -> Workbook:
    """That book with a long text in one column of each row."""
    names = [c.name for t in campaign().workbooks[kind] if t.name == table for c in t.columns]

    def change(name: str, grid: list[list[Value]]) -> None:
        if name == table:
            for cells, text in zip(grid[1:], long_texts(length), strict=True):
                cells[names.index(column)] = text

    return book(kind, change)


def long_texts(length: int) -> list[str]:
    """Texts of that length that end in a character which no expression waits for."""
    return [("b" + one * (length // len(one) + 1))[: length - 1] + "\x00" for one in PUMPED]


def work_of(kind: str, workbook: Workbook) -> int:
    with counted() as work:
        validate(workbook, UNITS[kind], campaign(), AS_OF, strict=True)
    return work.total


@pytest.mark.parametrize(("kind", "table", "column"), COLUMNS)
def test_fifty_thousand_characters_are_one_finding_in_any_column(
    kind: str, table: str, column: str
) -> None:
    workbook = with_cells(kind, table, column, 50_000)
    found = validate(workbook, UNITS[kind], campaign(), AS_OF, strict=True).findings
    there = [one for one in found if (one.table, one.column) == (table, column) and one.row]
    assert [one.code for one in there] == ["cell-too-long"] * len(PUMPED)


@pytest.mark.parametrize(("kind", "table", "column"), COLUMNS)
def test_cells_twice_as_long_cost_no_more(kind: str, table: str, column: str) -> None:
    short, long = (work_of(kind, with_cells(kind, table, column, n)) for n in (20_000, 40_000))
    assert long <= 1.1 * short


@pytest.mark.parametrize(("kind", "table", "column"), COLUMNS)
def test_texts_as_long_as_their_column_allows_cost_by_their_length(
    kind: str, table: str, column: str
) -> None:
    tables = campaign().workbooks[kind]
    (declared,) = (c for t in tables for c in t.columns if (t.name, c.name) == (table, column))
    most = CELL_TYPES[declared.type].longest
    half, whole = (work_of(kind, with_cells(kind, table, column, n)) for n in (most // 2, most))
    assert whole <= 2.2 * half


def in_heading(grid: list[list[Value]], text: str) -> None:
    grid[0].append(text)


def above(grid: list[list[Value]], text: str) -> None:
    grid.insert(0, [text])


def beside(grid: list[list[Value]], text: str) -> None:
    grid[2].extend([None, text])


def alone_below(grid: list[list[Value]], text: str) -> None:
    grid.append([None, None, text])


def as_section(grid: list[list[Value]], text: str) -> None:
    grid.insert(2, [text])


@pytest.mark.parametrize("place", [in_heading, above, beside, alone_below, as_section])
@pytest.mark.parametrize("kind", sorted(UNITS))
def test_long_texts_anywhere_on_a_tab_cost_by_their_length_at_most(
    kind: str, place: Callable[[list[list[Value]], str], None]
) -> None:
    def cost(length: int) -> int:
        def put(_: str, grid: list[list[Value]]) -> None:
            for text in long_texts(length):
                place(grid, text)

        return work_of(kind, book(kind, put))

    assert cost(40_000) <= 2.2 * cost(20_000)


def test_long_texts_in_tabs_of_ours_cost_nothing_more() -> None:
    def cost(length: int) -> int:
        grid: list[list[Value]] = [[text, True] for text in long_texts(length)]
        ours = [Tab(title, grid) for title in ("Hướng dẫn", "Kết quả kiểm tra")]
        return work_of("ward", Workbook("Báo cáo", [*book("ward", lambda *_: None).tabs, *ours]))

    assert cost(40_000) <= 1.1 * cost(20_000)


def test_the_rest_of_the_row_is_read_and_the_long_text_goes_nowhere() -> None:
    office = "Công chức Văn hóa - Xã hội"
    checked = check(officers=CLEAN["officers"].replace(office, "(" * 50_000))
    (read,) = checked.tables[-1].rows
    assert read.values[-4:-1] == (None, "031185001234", "0398765432")


def test_a_long_text_is_shown_by_its_beginning_only() -> None:
    (finding,) = told_of_officers("Công chức " * 1_000)
    assert finding.value == "Công chức " * 6 + "…"
    assert "9999 ký tự" in message(finding).what
    assert "tối đa 5000" in message(finding).what


def told_of_officers(office: str) -> list[Finding]:
    lists = CLEAN["officers"].replace("Công chức Văn hóa - Xã hội", office)
    return list(check(officers=lists).findings)


def test_a_cell_that_is_just_short_enough_is_read() -> None:
    officers = CLEAN["officers"].replace("Công chức Văn hóa - Xã hội", "a " * 2_499 + "ab")
    assert_annotated(officers=officers)
    assert_annotated(officers=officers.replace("ab |", "abc !cell-too-long |"))


def test_a_long_name_of_a_group_is_not_taken_for_a_merged_cell() -> None:
    name = "Tổ CNSCĐ TDP 2 " * 400
    members = CLEAN["members"].replace("Tổ CNSCĐ TDP 2 | Ngô", f"{name}!cell-too-long | Ngô")
    groups = CLEAN["groups"].replace("| 46/QĐ-UBND | 2 ", "| 46/QĐ-UBND | 2 !group-count-mismatch ")
    assert_annotated(members=members, groups=groups)
