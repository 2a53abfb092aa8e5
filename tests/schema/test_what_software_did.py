"""What Excel and CSV files did to right values is read back or told once, not called an error."""

# ruff: noqa: E501  (a row of a table stays on one line)

from dataclasses import replace

import pytest

from sheets_schema.checked import Checked
from sheets_schema.validate import validate
from sheets_schema.vietnam.cccd import read_cccd
from sheets_schema.vietnam.phone import read_phone
from sheets_schema.vietnam.skills import read_skills
from sheets_schema.workbook import Tab, Value, Workbook
from tests.schema.annotated_sheet import AS_OF, CLEAN, UNIT, assert_annotated, campaign, read_sheet


def test_formulas_that_no_program_computed_are_one_sentence() -> None:
    titles = {table.name: table.title for table in campaign().tables_for(UNIT)}
    grids = {name: read_sheet(name, text).grid for name, text in CLEAN.items()}
    rows = grids["members"]
    formulas = {(row, 1): f'=PROPER("{rows[row][1]}")' for row in range(1, len(rows))}
    for (row, col), formula in formulas.items():
        rows[row][col] = formula
    tabs = [Tab(titles[name], grid) for name, grid in grids.items()]
    tabs = [replace(t, formulas=formulas) if t.title == titles["members"] else t for t in tabs]
    found = checked(tabs)
    told = [(one.code, one.params["n"]) for one in found.findings]
    assert told == [("formulas-not-computed", "4")]


def checked(tabs: list[Tab]) -> Checked:
    return validate(Workbook("", tabs), UNIT, campaign(), AS_OF, True)


def test_a_formula_that_reaches_out_is_told_computed_or_not() -> None:
    titles = {table.name: table.title for table in campaign().tables_for(UNIT)}
    grid = read_sheet("officers", CLEAN["officers"]).grid
    grid[1][0] = '=IMPORTXML("https://x.vn","//a")'
    tab = Tab(titles["officers"], grid, formulas={(1, 0): str(grid[1][0])})
    assert "formula-injection" in [one.code for one in checked([tab]).findings]


@pytest.mark.parametrize(
    ("typed", "whole"), [("3.1085001234E+10", "031085001234"), ("3,1085001234e10", "031085001234")]
)
def test_an_exponent_that_holds_every_digit_of_a_number_is_read_back(
    typed: str, whole: str
) -> None:
    read = read_cccd(typed, as_of=AS_OF)
    assert (read.code, read.proposed) == ("cccd-lost-zero-1", whole)


def test_an_exponent_that_holds_every_digit_of_a_telephone_is_read_back() -> None:
    assert read_phone("9.12345678E8").proposed == "0912345678"


@pytest.mark.parametrize("typed", ["3.1085E+10", "3.10850012E+10", "3E+10"])
def test_an_exponent_after_which_digits_are_gone_is_no_number(typed: str) -> None:
    assert read_cccd(typed, as_of=AS_OF).code == "cccd-sci-text"


@pytest.mark.parametrize(
    ("value", "shown"), [(45352, "01/03/2024"), ("1/3/2024", None), ("01-03-24", None)]
)
def test_two_skills_that_were_made_a_date_are_read_back(value: Value, shown: str | None) -> None:
    read = read_skills(value, shown)
    assert (read.code, read.proposed) == ("model-skill-dated", "1,3")


def test_a_date_that_is_no_two_skills_is_none() -> None:
    assert read_skills(45575, "10/10/2024").code == "model-skill-out-of-range"


def test_a_foreigner_who_is_called_one_keeps_name_and_passport() -> None:
    assert_annotated(
        officers="""
        Họ và tên | Giới tính | Năm sinh | Chức vụ | Số CCCD | Số điện thoại | Ghi chú
        Lee Min Ho | Nam | 1985 | Cộng tác viên | M12345678 !cccd-passport-foreigner | 0398765432 | Quốc tịch Hàn Quốc
        """
    )


def test_without_a_word_a_passport_must_be_replaced() -> None:
    assert_annotated(
        officers="""
        Họ và tên | Giới tính | Năm sinh | Chức vụ | Số CCCD | Số điện thoại | Ghi chú
        Trần Thị Lan | Nữ | 1985 | Công chức | C1234567 !cccd-passport | 0398765432 | Quốc tịch Việt Nam
        """
    )
