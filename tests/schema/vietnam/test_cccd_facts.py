"""What a citizen number says, and whether it fits its row."""

import pytest
from hypothesis import given

from sheets_schema.vietnam.cccd_facts import clean_cccd, digits_of_birth, facts, fits_row
from sheets_schema.vietnam.provinces import PROVINCE_OF_CODE
from tests.schema.vietnam.spoiling import AS_OF, cccds


def test_a_number_tells_province_sex_and_year() -> None:
    assert facts("031185001234") == ("Hải Phòng", "Nữ", 1985)


def test_people_of_this_century_have_another_fourth_digit() -> None:
    assert facts("001202001234")[1:] == ("Nam", 2002)


@given(cccds)
def test_a_number_fits_the_row_that_it_describes(number: str) -> None:
    known = facts(number)
    assert fits_row(number, known.sex, known.birth_year, AS_OF).code is None


@given(cccds)
def test_the_digits_of_birth_are_those_in_the_number(number: str) -> None:
    known = facts(number)
    assert digits_of_birth(known.sex, known.birth_year) == number[3:6]


@pytest.mark.parametrize(
    ("number", "sex", "year", "code"),
    [
        ("031185001234", "Nam", 1985, "cccd-sex-mismatch"),
        ("031086001234", "Nam", 1985, "cccd-year-mismatch"),
        ("031285001234", "Nam", 1985, "cccd-birth-implausible"),
        ("031015001234", "Nam", None, "cccd-birth-implausible"),
        ("031185001234", None, None, None),
        ("031185001234", "x", 1985, None),
    ],
    ids=["sex", "year", "not yet born", "too old", "nothing to compare", "sex not given"],
)
def test_a_number_that_does_not_fit_says_how(
    number: str, sex: str | None, year: int | None, code: str | None
) -> None:
    assert fits_row(number, sex, year, AS_OF).code == code


def test_a_mismatch_keeps_the_number_and_tells_both_sides() -> None:
    reading = fits_row("031185001234", "Nam", 1985, AS_OF)
    assert reading.clean == "031185001234"
    assert (reading.params["sex_cccd"], reading.params["sex"]) == ("Nữ", "Nam")


def test_all_sixty_three_codes_are_accepted_for_ever() -> None:
    codes = [code for code in PROVINCE_OF_CODE if clean_cccd(2026)(f"{code}085001234")]
    assert len(codes) == 63


def test_a_code_between_the_assigned_ones_is_not_right() -> None:
    assert not clean_cccd(2024)("032085001234")
