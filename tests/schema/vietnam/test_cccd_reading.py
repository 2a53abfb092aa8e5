"""A cell of the citizen-number column gets the code and the proposal of the catalogue."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_schema.vietnam.cccd import read_cccd
from sheets_schema.vietnam.cccd_facts import clean_cccd
from sheets_schema.vietnam.reading import Value
from tests.schema.vietnam.spoiling import AS_OF, any_value, cccds, full_width, grouped, mobiles

RIGHT = "031085001234"
CATALOGUE: list[tuple[Value, str, str | None]] = [
    (None, "cccd-missing", None),
    (" \u200b", "cccd-missing", None),
    ("\n", "cccd-missing", None),
    ("đang cập nhật", "cccd-placeholder", None),
    ("nt", "cccd-placeholder", None),
    (0, "cccd-placeholder", None),
    ("00", "cccd-placeholder", None),
    (31085001234, "cccd-lost-zero-1", RIGHT),
    (31085001234.0, "cccd-lost-zero-1", RIGHT),
    ("31,085,001,234", "cccd-lost-zero-1", RIGHT),
    (1085001234, "cccd-lost-zero-2", "001085001234"),
    ("3.1085E+10", "cccd-sci-text", None),
    ("3,1085e+10", "cccd-sci-text", None),
    ("3.1085 E+10", "cccd-sci-text", None),
    (31085000000, "cccd-fake", None),
    (31085100000, "cccd-sci-text", None),
    ("31085001234.0", "cccd-float-suffix", RIGHT),
    ("031456789", "cccd-cmnd9", None),
    (312345678, "cccd-cmnd9", None),
    (31456789, "cccd-cmnd9-lost-zero", None),
    ("03108500123", "cccd-missing-digit", None),
    ("0310850012344", "cccd-extra-digit", None),
    ("099085001234", "cccd-bad-province", None),
    ("O31O85OO1234", "cccd-letter-for-digit", RIGHT),
    ("CCCD O31O85OO1234", "cccd-letter-for-digit", RIGHT),
    ("031 085 001 234", "cccd-separators", RIGHT),
    ("031085001234\n", "cccd-separators", RIGHT),
    ("031085001234;", "cccd-separators", RIGHT),
    ("’031085001234", "cccd-apostrophe", RIGHT),
    ("´031085001234", "cccd-apostrophe", RIGHT),
    ("“031085001234”", "cccd-apostrophe", RIGHT),
    ("031085001234 / 031456789", "cccd-two-values", None),
    ("031085001234\n031456789", "cccd-two-values", None),
    ("031085001234|031456789", "cccd-two-values", None),
    ("CCCD: 031085001234 cấp ngày 12/04/2021", "cccd-extra-text", RIGHT),
    ("031.085.001.234 ngày 12.04.2021 tại Hải Phòng", "cccd-extra-text", RIGHT),
    ("031085001234 (Cục CSQLHC)", "cccd-extra-text", RIGHT),
    ("0912345678", "cccd-phone-in-cccd", None),
    (912345678, "cccd-phone-in-cccd", None),
    (84912345678, "cccd-phone-in-cccd", None),
    ("031000000000", "cccd-fake", None),
    ("123456789012", "cccd-fake", None),
    ("012345678910", "cccd-fake", None),
    ("112233445566", "cccd-fake", None),
    ("111111111111", "cccd-fake", None),
    ("０３１０８５００１２３４", "cccd-odd-chars", RIGHT),
    ("\u00a0031085001234\u00a0", "cccd-odd-chars", RIGHT),
    ("0310850xxxxx", "cccd-masked", None),
    ("031…1234", "cccd-masked", None),
    ("0310________", "cccd-masked", None),
    ("0xxxxxxxxxxx", "cccd-masked", None),
    ("CCCD 0310850*****", "cccd-masked", None),
    ("C1234567", "cccd-passport", None),
    ("12345", "cccd-wrong-length", None),
    ("đang chờ cấp lại", "cccd-placeholder", None),
    ("số 12 Lê Lợi", "cccd-unreadable", None),
    ("031123456789", "cccd-fake", None),
    (True, "cccd-unreadable", None),
    ("301085001234", "cccd-foreign-birth", None),
]


@pytest.mark.parametrize(("cell", "code", "proposed"), CATALOGUE, ids=[row[1] for row in CATALOGUE])
def test_each_spoilt_number_gets_its_code_and_only_a_proven_proposal(
    cell: Value, code: str, proposed: str | None
) -> None:
    reading = read_cccd(cell, None, AS_OF)
    assert (reading.code, reading.proposed) == (code, proposed)


@given(cccds)
def test_a_right_number_is_clean_and_passes_the_fast_test(number: str) -> None:
    assert read_cccd(number, None, AS_OF) == (None, number, None, {})
    assert clean_cccd(AS_OF.year)(number)


@given(any_value)
def test_the_fast_test_never_passes_what_the_reader_refuses(value: Value) -> None:
    if isinstance(value, str) and clean_cccd(AS_OF.year)(value):
        assert read_cccd(value, None, AS_OF).code is None


@given(cccds)
def test_a_number_that_lost_its_zeros_is_restored_exactly(number: str) -> None:
    reading = read_cccd(int(number), None, AS_OF)
    zeros = 2 if number.startswith("00") else 1
    assert (reading.code, reading.proposed) == (f"cccd-lost-zero-{zeros}", number)


@given(cccds, st.sampled_from([" ", ".", "-", " - "[:2], "\u2013"]))
def test_separators_are_taken_out(number: str, separator: str) -> None:
    reading = read_cccd(grouped(number, separator), None, AS_OF)
    assert (reading.code, reading.proposed) == ("cccd-separators", number)


@given(cccds, st.sampled_from(["'{}", "’{}", "`{}", "‘{}’"]))
def test_an_apostrophe_is_taken_off(number: str, form: str) -> None:
    reading = read_cccd(form.format(number), None, AS_OF)
    assert (reading.code, reading.proposed) == ("cccd-apostrophe", number)


@given(cccds, st.sampled_from(["\u200b{}", "{}\ufeff", "\u00a0{}", "{}\u202c"]))
def test_invisible_characters_are_taken_out(number: str, form: str) -> None:
    reading = read_cccd(form.format(number), None, AS_OF)
    assert (reading.code, reading.proposed) == ("cccd-odd-chars", number)


@given(cccds)
def test_full_width_digits_are_read(number: str) -> None:
    reading = read_cccd(full_width(number), None, AS_OF)
    assert (reading.code, reading.proposed) == ("cccd-odd-chars", number)


@given(cccds, st.sampled_from([("0", "O"), ("0", "o"), ("1", "l"), ("1", "I"), ("5", "S")]))
def test_letters_that_look_like_digits_are_replaced(number: str, pair: tuple[str, str]) -> None:
    digit, letter = pair
    spoilt = number.replace(digit, letter)
    if spoilt != number and sum(map(str.isalpha, spoilt)) <= 6:
        reading = read_cccd(spoilt, None, AS_OF)
        assert (reading.code, reading.proposed) == ("cccd-letter-for-digit", number)


TEXTS = ["CCCD: {}", "{} cấp ngày 12/04/2021", "Số CCCD {}", "{} (Cục CSQLHC)", "{} - cấp 2021"]


@given(cccds, st.sampled_from(TEXTS))
def test_text_around_a_number_is_left_out(number: str, form: str) -> None:
    reading = read_cccd(form.format(number), None, AS_OF)
    assert (reading.code, reading.proposed) == ("cccd-extra-text", number)


@given(cccds, cccds, st.sampled_from([" / ", "\n", "; ", ", ", " và ", " - ", "  "]))
def test_two_numbers_in_a_cell_are_never_guessed(one: str, other: str, between: str) -> None:
    if one != other:
        reading = read_cccd(one + between + other, None, AS_OF)
        assert (reading.code, reading.clean) == ("cccd-two-values", None)


@given(cccds, st.integers(1, 11))
def test_a_number_without_one_digit_is_never_completed(number: str, at: int) -> None:
    spoilt = number[:at] + number[at + 1 :]
    assert read_cccd(spoilt, None, AS_OF)[:3] == ("cccd-missing-digit", None, None)


@given(cccds, st.integers(1, 11), st.integers(0, 9))
def test_a_digit_too_many_is_never_dropped(number: str, at: int, digit: int) -> None:
    spoilt = f"{number[:at]}{digit}{number[at:]}"
    assert read_cccd(spoilt, None, AS_OF)[1:3] == (None, None)


@given(mobiles)
def test_a_phone_in_the_number_column_is_recognised(phone: str) -> None:
    assert read_cccd(phone, None, AS_OF).code == "cccd-phone-in-cccd"


@given(mobiles)
def test_nine_digits_equal_to_the_phone_of_the_row_are_that_phone(phone: str) -> None:
    assert read_cccd(int(phone), None, AS_OF, phone).code == "cccd-phone-in-cccd"


@given(any_value)
def test_reading_a_number_never_raises_and_a_proposal_is_clean_itself(value: Value) -> None:
    proposed = read_cccd(value, None, AS_OF).proposed
    assert proposed is None or read_cccd(proposed, None, AS_OF).code is None


def test_a_number_that_a_custom_format_shows_whole_is_right() -> None:
    assert read_cccd(31085001234, "031085001234", AS_OF)[:2] == (None, RIGHT)


def test_a_number_born_abroad_is_asked_about_but_kept() -> None:
    assert read_cccd("301085001234").clean == "301085001234"


def test_a_zero_is_not_restored_to_a_number_of_somebody_not_yet_born() -> None:
    reading = read_cccd(31290001234, None, AS_OF)
    assert (reading.code, reading.proposed) == ("cccd-birth-implausible", None)
