"""Numbers, dates and texts under number formats."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_emulator.text.number_format import format_value

AUTOMATIC = {
    0.1 + 0.2: "0,3",
    1 / 3: "0,3333333333",
    0.0009765625: "0,0009765625",
    79204001234: "79204001234",
    123456789012345: "123456789012345",
    1e15: "1E+15",
    1234567890123456: "1,23457E+15",
    1234567890.12: "1234567890,12",
    -0.5: "-0,5",
    1e-10: "1E-10",
}
PATTERNS = {  # (number, pattern): shown in vi_VN
    (1234.5, "#,##0.00"): "1.234,50",
    (1234.5, "#,##0"): "1.235",
    (0.5, "#.##"): ",5",
    (79204001234, "000000000000"): "079204001234",
    (-5, "0;(0)"): "(5)",
    (-5, "0.0"): "-5,0",
    (0, '0;-0;"–"'): "–",
    (1234567, '0.0,,"tr"'): "1,2tr",
    (0.125, "0.0%"): "12,5%",
    (0.125, "0 %"): "13 %",
    (12345, "0.00E+00"): "1,23E+04",
    (5, '"Số "0'): "Số 5",
    (5, "[Red]0"): "5",
    (1500, "#,##0 [$đ]"): "1.500 đ",
    (43831, "dd/mm/yyyy"): "01/01/2020",
    (43831, "d mmmm yyyy"): "1 tháng 1 2020",
    (43831, "dddd"): "Thứ Tư",
    (43831.5625, "yyyy-mm-dd hh:mm"): "2020-01-01 13:30",
    (0.5625, "h:mm am/pm"): "1:30 PM",
    (1.5, "[h]:mm:ss"): "36:00:00",
    (0.5, "mm:ss"): "00:00",
    (7, "@"): "7",
}


@pytest.mark.parametrize("number", AUTOMATIC)
def test_the_automatic_format_shows_the_digits_that_matter(number: float) -> None:
    assert format_value({"numberValue": number}, None, "vi_VN") == AUTOMATIC[number]


@pytest.mark.parametrize(("number", "pattern"), PATTERNS)
def test_a_pattern_shows_a_number(number: float, pattern: str) -> None:
    number_format = {"type": "NUMBER", "pattern": pattern}
    assert (
        format_value({"numberValue": number}, number_format, "vi_VN") == PATTERNS[number, pattern]
    )


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        ("NUMBER", "45,593.50"),
        ("PERCENT", "4559350.00%"),
        ("CURRENCY", "$45,593.50"),
        ("DATE", "10/28/2024"),
        ("TIME", "12:00:00 PM"),
        ("DATE_TIME", "10/28/2024 12:00:00 PM"),
        ("SCIENTIFIC", "4.56E+04"),
        ("TEXT", "45593.5"),
    ],
)
def test_a_type_without_a_pattern_has_a_default(kind: str, shown: str) -> None:
    assert format_value({"numberValue": 45593.5}, {"type": kind}, "en_US") == shown


def test_errors_and_truth_are_words() -> None:
    errors = [format_value({"errorValue": {"type": t}}, None) for t in ("N_A", "DIVIDE_BY_ZERO")]
    assert errors == ["#N/A", "#DIV/0!"]
    assert format_value({"boolValue": False}, None) == "FALSE"


def test_a_pattern_can_frame_a_text() -> None:
    assert format_value({"stringValue": "An"}, {"type": "TEXT", "pattern": '"Ông "@'}) == "Ông An"


@given(st.floats(allow_nan=False, allow_infinity=False, width=32), st.text(max_size=12))
def test_no_pattern_breaks_the_formatting(number: float, pattern: str) -> None:
    for kind in ("NUMBER", "DATE"):
        shown = format_value({"numberValue": number}, {"type": kind, "pattern": pattern}, "vi_VN")
        assert isinstance(shown, str)
