"""What is true of validation on every grid: properties, each one sentence."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sheets_schema.campaign import CheckUse
from sheets_schema.checks import TABLE_CHECKS
from sheets_schema.checks.form import TableCheck
from sheets_schema.list_reading import ListReading, WorkbookReading
from sheets_schema.org_unit import OrgUnit
from sheets_schema.validate import RuleCrashed, validate
from sheets_schema.vietnam.cccd import clean_cccd, read_cccd
from sheets_schema.vietnam.person_name import clean_name, read_name
from sheets_schema.vietnam.phone import clean_mobile, read_phone
from sheets_schema.workbook import Tab, Value, Workbook
from tests.schema.annotated_sheet import AS_OF, CLEAN, UNIT, campaign, check, read_sheet

PARTS = (
    *("0912345678", "031185001234", "Nguyễn Văn Hùng", "TDP 1", "Tổ trưởng", "=A1", "#N/A", "nt"),
    *("Tổng cộng", "Số CCCD", "Họ và tên", "15/05/2022", "1,3", "https://a.vn", "\u200b", "", " "),
)
CELLS: st.SearchStrategy[Value] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.sampled_from(PARTS),
    st.text(max_size=20),
    st.lists(st.sampled_from(PARTS), max_size=3).map(" ".join),
)
GRIDS = st.lists(st.lists(CELLS, max_size=10), max_size=8)
HEADERS = {name: read_sheet(name, text).grid[0] for name, text in CLEAN.items()}
TITLES = [table.title for table in campaign().tables_for(UNIT)]
ANY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@ANY
@given(st.dictionaries(st.sampled_from([*TITLES, "Sheet1", "Hướng dẫn"]), GRIDS, max_size=4))
def test_validation_never_raises_on_any_grid(grids: dict[str, list[list[Value]]]) -> None:
    workbook = Workbook("", [Tab(title, grid) for title, grid in grids.items()])
    validate(workbook, UNIT, campaign(), AS_OF, strict=True)


@ANY
@given(st.sampled_from(list(CLEAN)), GRIDS, st.lists(st.lists(st.text(max_size=9), max_size=9)))
def test_validation_never_raises_under_a_right_header(
    name: str, rows: list[list[Value]], shown: list[list[str]]
) -> None:
    title = dict(zip(CLEAN, TITLES, strict=True))[name]
    tab = Tab(title, [HEADERS[name], *rows], shown, {(1, 1): "=IMAGE(A1)", (9, 9): "="})
    validate(Workbook("", [tab]), UNIT, campaign(), AS_OF, strict=True)


@ANY
@given(st.integers(1, 8), st.booleans())
def test_what_the_schema_allows_is_clean_wherever_it_stands(blank: int, reverse: bool) -> None:
    tabs = []
    for title, text in zip(TITLES, CLEAN.values(), strict=True):
        grid = [row[::-1] if reverse else row for row in read_sheet("", text).grid]
        tabs.append(Tab(title, [*[[None]] * blank, *grid]))
    assert validate(Workbook("", tabs), UNIT, campaign(), AS_OF, strict=True).findings == ()


@ANY
@given(st.sampled_from(["cccd", "phone", "name"]), st.sampled_from(["#REF!", "=CALL(1)"]))
def test_one_spoilt_cell_is_found_where_it_is_and_nowhere_else(column: str, spoilt: str) -> None:
    sheet = read_sheet("officers", CLEAN["officers"]).grid
    col = {"name": 0, "cccd": 4, "phone": 5}[column]
    sheet[1][col] = spoilt
    tabs = [Tab(t, read_sheet("", x).grid) for t, x in zip(TITLES, CLEAN.values(), strict=True)]
    tabs[-1] = Tab(TITLES[-1], sheet)
    found = validate(Workbook("", tabs), UNIT, campaign(), AS_OF, strict=True).findings
    assert [(one.table, one.row, one.column) for one in found] == [("officers", 2, column)]


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.from_regex(r"0(01|31|79)[0-3]\d{8}", fullmatch=True),
        st.from_regex(r"0[35789]\d{8}", fullmatch=True),
        st.text(max_size=14),
        st.sampled_from(["Nguyễn Văn Hùng", "Trần Thị Lan", "Bà Đỗ Hà", "Lê Văn", "NGÔ ĐỨC"]),
    )
)
def test_the_fast_tests_agree_with_the_slow_readers(text: str) -> None:
    if clean_cccd(2024)(text):
        assert read_cccd(text, None, AS_OF)[:2] == (None, text)
    if clean_mobile(text):
        assert read_phone(text)[:2] == (None, text)
    if clean_name(text):
        assert read_name(text)[:2] == (None, text)


def test_a_proposal_that_is_accepted_is_clean_next_time() -> None:
    head = "Họ và tên | Chức vụ | Số CCCD | Số điện thoại\n"
    first = check(officers=head + "TRẦN THỊ LAN | Công chức | 31185001234 | 398765432")
    name, number, phone = (one.proposed for one in first.findings)
    assert check(officers=f"{head}{name} | Công chức | {number} | {phone}").findings == ()


def test_a_rule_that_crashes_is_named_and_never_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(use: CheckUse, reading: ListReading, book: WorkbookReading) -> None:
        raise ZeroDivisionError

    rules = {**TABLE_CHECKS, "fill-down": TableCheck(crash)}
    monkeypatch.setattr("sheets_schema.validate.TABLE_CHECKS", rules)
    with pytest.raises(RuleCrashed, match="fill-down"):
        check()
    tabs = [Tab(t, read_sheet("", x).grid) for t, x in zip(TITLES, CLEAN.values(), strict=True)]
    assert validate(Workbook("", tabs), UNIT, campaign(), AS_OF).findings == ()


@pytest.mark.parametrize("unit", [OrgUnit("X", "Đơn vị", kind="unknown"), replace(UNIT, name="")])
def test_a_unit_of_an_unknown_kind_has_no_lists(unit: OrgUnit) -> None:
    checked = validate(Workbook("", []), unit, campaign(), date(2024, 10, 1), strict=True)
    assert len(checked.tables) == len(campaign().tables_for(unit))
