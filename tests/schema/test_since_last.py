"""A list against the last period: jumps, rows that left, a list that shrank, figures copied."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from sheets_schema.campaign import Campaign
from sheets_schema.declaration import read_campaign
from sheets_schema.finding import Finding
from sheets_schema.messages import message
from sheets_schema.org_unit import OrgUnit
from sheets_schema.validate import validate
from sheets_schema.workbook import Tab, Value, Workbook
from tests.schema.test_declarations import BOOK, MAIN, folder
from tests.schema.test_wrong_declarations import told

CHECK = """
check = "change-since-last"
code = "number-jumped"
columns = ["people"]
share = 40
left = "rows-left-since-last"
shrank = "list-shrank"
same = "figures-copied"
"""
OLD = 'check = "duplicates"\ncode = "value-duplicate"\nkey = ["place"]\nmark = "place"\n'
HEAD: list[Value] = ["Địa điểm", "Số người", "Kết quả"]
LAST = {"Chợ Đông": 100, "Chợ Tây": 50, "Bến xe": 10, "Trường học": 0}


@pytest.fixture
def campaign(tmp_path: Path) -> Campaign:
    assert OLD in BOOK
    return read_campaign(folder(tmp_path, BOOK.replace(OLD, CHECK.lstrip()), MAIN))


def rows_of(numbers: dict[str, int]) -> list[list[Value]]:
    return [[place, n, "Xong"] for place, n in numbers.items()]


def findings(
    campaign: Campaign, now: dict[str, int], last: dict[str, int] = LAST
) -> Sequence[Finding]:
    book = Workbook("Thôn 1", [Tab("Điểm vệ sinh", [HEAD, *rows_of(now)])])
    [table] = campaign.workbooks["village"]
    before = {table.name: rows_of(last)}
    unit = OrgUnit("V1", "Thôn 1", "village")
    day = date(2025, 2, 1)
    return validate(book, unit, campaign, day, strict=True, last=before).findings


def codes(campaign: Campaign, now: dict[str, int], last: dict[str, int] = LAST) -> list[str]:
    return [one.code for one in findings(campaign, now, last)]


@pytest.mark.parametrize(
    ("number", "asked"),
    [(139, False), (140, False), (141, True), (61, False), (60, False), (59, True), (0, True)],
)
def test_a_number_that_grew_or_fell_by_more_than_the_share_is_asked_about(
    campaign: Campaign, number: int, asked: bool
) -> None:
    assert codes(campaign, {**LAST, "Chợ Đông": number, "Bến xe": 11}) == ["number-jumped"] * asked


def test_what_was_nothing_and_is_something_is_a_jump(campaign: Campaign) -> None:
    [one] = findings(campaign, {**LAST, "Trường học": 5})
    said = message(one, "vi")
    assert said.what == "Cột “Số người” ghi 5, kỳ trước là 0 (thay đổi quá 40%)."


def test_a_row_that_left_is_asked_about_by_its_name(campaign: Campaign) -> None:
    now = {place: n for place, n in LAST.items() if place != "Bến xe"} | {"Chợ Tây": 51}
    [one] = findings(campaign, now)
    assert one.code == "rows-left-since-last"
    assert message(one, "vi").what.startswith("1 dòng của kỳ trước không còn trong trang “Điểm")
    assert "Bến xe" in message(one, "vi").what


def test_an_explanation_of_rows_that_left_holds_for_no_others(campaign: Campaign) -> None:
    def left(*places: str) -> str:
        now = {place: n for place, n in LAST.items() if place not in places} | {"Mới": 1}
        return next(one.value for one in findings(campaign, now) if "left" in one.code)

    assert left("Bến xe") != left("Chợ Tây")


def test_a_list_that_shrank_by_more_than_the_share_is_asked_about(campaign: Campaign) -> None:
    assert "list-shrank" in codes(campaign, {"Chợ Đông": 101, "Chợ Tây": 50})
    assert "list-shrank" not in codes(campaign, {"Chợ Đông": 101, "Chợ Tây": 50, "Bến xe": 10})


def test_figures_copied_unchanged_are_asked_about_in_whatever_order(campaign: Campaign) -> None:
    assert codes(campaign, dict(reversed(LAST.items()))) == ["figures-copied"]
    assert codes(campaign, {**LAST, "Bến xe": 11}) == []


def test_nothing_is_said_in_the_first_period_and_of_an_empty_list(campaign: Campaign) -> None:
    assert codes(campaign, LAST, {}) == []
    assert not set(codes(campaign, {})) & {"rows-left-since-last", "list-shrank", "figures-copied"}


def test_names_in_another_case_or_with_blanks_are_the_same_row(campaign: Campaign) -> None:
    now = {" CHỢ ĐÔNG ": 101, "Chợ Tây": 50, "Bến xe": 10, "Trường học": 0}
    assert codes(campaign, now) == []


def test_a_row_twice_is_compared_with_nothing(campaign: Campaign) -> None:
    rows = rows_of(LAST)
    assert codes(campaign, {**LAST, "Chợ Đông": 400}) == ["number-jumped"]
    book = Workbook("Thôn 1", [Tab("Điểm vệ sinh", [HEAD, *rows[1:], ["Chợ Đông", 400, "Xong"]])])
    before = {campaign.workbooks["village"][0].name: [rows[0], *rows]}
    unit = OrgUnit("V1", "Thôn 1", "village")
    checked = validate(book, unit, campaign, date(2025, 2, 1), strict=True, last=before)
    assert "number-jumped" not in [one.code for one in checked.findings]


def test_a_check_without_columns_is_told(tmp_path: Path) -> None:
    wrong = CHECK.replace('columns = ["people"]\n', "")
    [line] = told(folder(tmp_path, BOOK.replace(OLD, wrong.lstrip()), MAIN))
    assert "change-since-last" in line or "columns" in line
