"""What typed strings become, in an American and in a Vietnamese spreadsheet."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_emulator.book.typed_entry import parse_typed
from sheets_emulator.text.number_format import format_value
from sheets_emulator.text.typed_numbers import day_of, serial_of

TODAY = date(2024, 10, 28)
TEXT = {"type": "TEXT", "pattern": "@"}
EN = {  # typed: (stored, shown)
    "42": (42, "42"),
    "007": (7, "7"),
    ".5": (0.5, "0.5"),
    "+919876512345": (919876512345, "919876512345"),
    "2,000,000.01": (2000000.01, "2,000,000.01"),
    "1,234": (1234, "1,234"),
    "$100.15": (100.15, "$100.15"),
    "$5": (5, "$5"),
    "10%": (0.1, "10%"),
    "12.5%": (0.125, "12.50%"),
    "1e3": (1000, "1.00E+03"),
    "false": (False, "FALSE"),
    "2020-01-01": (43831, "2020-01-01"),
    "1-2": (45293, "1-2"),
    "1/2/2020": (43832, "1/2/2020"),
    "Jan 2, 2020": (43832, "Jan 2, 2020"),
    "2020-01-01 13:30": (43831.5625, "2020-01-01 13:30"),
    "1:30 PM": (0.5625, "1:30 PM"),
}
VI = {
    "0912345678": (912345678, "912345678"),
    "079204001234": (79204001234, "79204001234"),
    "+84912345678": (84912345678, "84912345678"),
    "31/12/2025": (46022, "31/12/2025"),
    "1/2": (45323, "1/2"),
    "1,5": (1.5, "1,5"),
    "1.500": (1500, "1.500"),
    "12E3": (12000, "1,20E+04"),
    "50%": (0.5, "50%"),
    "10:30": (0.4375, "10:30"),
    "100.000đ": (100000, "100.000 ₫"),
    "TRUE": (True, "TRUE"),
}
STAYS_TEXT = [
    "3_1_0",
    "12/31/2025",
    "31/02/2024",
    "0912 345 678",
    "0912.345.678",
    "Nguyễn Văn A",
    "2,3",
    "- gạch đầu dòng",
    "TDP 6",
    "dòng 1\ndòng 2",
    "٣",
]


@pytest.mark.parametrize(
    ("locale", "typed"), [("en_US", t) for t in EN] + [("vi_VN", t) for t in VI]
)
def test_a_typed_value_is_stored_and_shown_as_sheets_does(locale: str, typed: str) -> None:
    stored, shown = (EN if locale == "en_US" else VI)[typed]
    entry = parse_typed(typed, locale, today=TODAY)
    assert list((entry.value or {}).values()) == [stored]
    assert format_value(entry.value, entry.number_format, locale) == shown


@pytest.mark.parametrize("typed", [text for text in STAYS_TEXT if text != "2,3"])
def test_other_strings_stay_text(typed: str) -> None:
    assert parse_typed(typed, "vi_VN").value == {"stringValue": typed}


def test_a_list_of_two_numbers_is_a_decimal_in_vietnam() -> None:
    assert parse_typed("2,3", "vi_VN").value == {"numberValue": 2.3}


@pytest.mark.parametrize("typed", ["0123", "=1+1", "31/12/2025", "TRUE"])
def test_a_plain_text_cell_keeps_everything_as_text(typed: str) -> None:
    assert parse_typed(typed, "vi_VN", TEXT).value == {"stringValue": typed}


def test_an_apostrophe_makes_text_and_disappears() -> None:
    assert parse_typed("'0123").value == {"stringValue": "0123"}


@pytest.mark.parametrize(
    ("typed", "formula"),
    [
        ("=A1", "=A1"),
        ("+1-2", "=+1-2"),
        ("-abc", "=-abc"),
        ("=if(", "=if("),
        # After a plus whatever follows; what is no formula then shows #ERROR!.
        ("+Dri7-x y", "=+Dri7-x y"),
        ("+84 912 345 678", "=+84 912 345 678"),
    ],
)
def test_what_starts_like_a_formula_is_one(typed: str, formula: str) -> None:
    assert parse_typed(typed).value == {"formulaValue": formula}


OTHERS = {  # (locale, typed): (stored, shown)
    ("pt_BR", "R$ 4,15"): (4.15, "R$ 4,15"),
    ("pt_BR", "-70,90%"): (-0.709, "-70,90%"),
    ("sv_SE", "1234,1234"): (1234.1234, "1234,1234"),
    ("sv_SE", "1 234,5"): (1234.5, "1\xa0234,50"),
    ("de_DE", "4,15 €"): (4.15, "4,15 €"),
    ("ru_RU", "12.05.2024"): (45424, "12.05.2024"),
    ("es_AR", "$ 1.000"): (1000, "$ 1.000"),
    # Parts of a second make it the locale's own way to write a moment.
    ("en_US", "2023-01-25 19:09:01.054474"): (44951.79792887123, "1/25/2023 19:09:01"),
}


@pytest.mark.parametrize(("locale", "typed"), OTHERS)
def test_other_countries_type_numbers_their_way(locale: str, typed: str) -> None:
    stored, shown = OTHERS[locale, typed]
    entry = parse_typed(typed, locale, today=TODAY)
    assert list((entry.value or {}).values()) == [pytest.approx(stored)]
    assert format_value(entry.value, entry.number_format, locale) == shown


def test_a_second_is_parted_by_the_locales_own_sign() -> None:
    moment = "2023-01-25 19:08:01.05"
    assert parse_typed(moment, "nl_NL").value == {"stringValue": moment}


def test_nothing_clears_the_cell() -> None:
    assert parse_typed("").value is None


def test_an_address_becomes_a_link() -> None:
    assert parse_typed("https://dichvucong.gov.vn").hyperlink == "https://dichvucong.gov.vn"


@given(st.text(max_size=30), st.sampled_from(["en_US", "vi_VN"]))
def test_typing_never_fails(text: str, locale: str) -> None:
    entry = parse_typed(text, locale)
    assert (entry.value is None) == (text in ("", "'"))


@given(st.text(max_size=30))
def test_text_in_a_plain_text_cell_is_shown_as_typed(text: str) -> None:
    entry = parse_typed(text, "vi_VN", TEXT)
    assert format_value(entry.value, TEXT, "vi_VN") == text.removeprefix("'")


@given(st.dates(), st.sampled_from(["en_US", "vi_VN"]))
def test_a_date_that_is_shown_is_read_back(day: date, locale: str) -> None:
    value = {"numberValue": serial_of(day)}
    shown = format_value(value, {"type": "DATE"}, locale)
    assert parse_typed(shown, locale).value == value


@given(st.integers(-(10**14), 10**14), st.sampled_from(["en_US", "vi_VN"]))
def test_a_whole_number_that_is_shown_is_read_back(number: int, locale: str) -> None:
    value = {"numberValue": number}
    for number_format in (None, {"type": "NUMBER", "pattern": "#,##0"}):
        assert parse_typed(format_value(value, number_format, locale), locale).value == value


@given(st.dates())
def test_serial_numbers_count_the_days(day: date) -> None:
    assert day_of(serial_of(day)) == day
    assert serial_of(date(1899, 12, 30) + timedelta(days=1)) == 1
