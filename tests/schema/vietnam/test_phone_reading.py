"""A cell of a telephone column gets the code and the proposal of the catalogue."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_schema.vietnam.mobile import OLD_MOBILE, clean_mobile, is_landline
from sheets_schema.vietnam.phone import read_phone
from sheets_schema.vietnam.provinces import OLD_AND_NEW_AREA_CODE, canonical_province
from sheets_schema.vietnam.reading import Value
from tests.schema.vietnam.spoiling import any_value, cccds, full_width, grouped, mobiles

RIGHT = "0912345678"
CATALOGUE: list[tuple[Value, str, str | None]] = [
    (None, "phone-missing", None),
    ("  ", "phone-missing", None),
    ("không có", "phone-placeholder", None),
    ("...", "phone-placeholder", None),
    (912345678, "phone-lost-zero", RIGHT),
    ("912345678", "phone-lost-zero", RIGHT),
    ("01689123456", "phone-old-11", "0389123456"),
    ("+84 168 912 3456", "phone-old-11", "0389123456"),
    (841689123456, "phone-old-11", "0389123456"),
    (1689123456, "phone-old-11-lost-zero", "0389123456"),
    ("+84912345678", "phone-plus84", RIGHT),
    (84912345678, "phone-plus84", RIGHT),
    ("0084912345678", "phone-plus84", RIGHT),
    ("(+84) 0912.345.678", "phone-plus84", RIGHT),
    ("+84 (0)912345678", "phone-plus84", RIGHT),
    ("091234567", "phone-short", None),
    ("09123456789", "phone-long", None),
    ("0712345678", "phone-bad-prefix", None),
    ("0912345678 - 0987654321", "phone-two-values", RIGHT),
    ("0912345678/0987654321", "phone-two-values", RIGHT),
    ("0912345678 0987654321", "phone-two-values", RIGHT),
    ("0912.345.678 hoặc 0987.654.321", "phone-two-values", RIGHT),
    ("0912345678/79", "phone-two-values", RIGHT),
    ("091234567; 0987654321", "phone-two-values", "0987654321"),
    ("0912345678 | 0987654321", "phone-two-values", RIGHT),
    ("09123456780987654321", "phone-two-values", RIGHT),
    ("0912.345.678", "phone-separators", RIGHT),
    ("0912345678 ", "phone-separators", RIGHT),
    ("0912345678;", "phone-separators", RIGHT),
    ("0912345678, ", "phone-separators", RIGHT),
    ("'0912345678", "phone-separators", RIGHT),
    ("0912345678 (Zalo)", "phone-extra-text", RIGHT),
    ("ĐT: 0912345678", "phone-extra-text", RIGHT),
    ("SO 0912345678", "phone-extra-text", RIGHT),
    ("0912345678 zl", "phone-extra-text", RIGHT),
    ("số con trai: 912345678", "phone-extra-text", RIGHT),
    ("02253842123", "phone-landline", None),
    ("(0225) 3842123", "phone-landline", None),
    (2253842123, "phone-landline", None),
    ("031.3842123", "phone-old-landline", "02253842123"),
    ("0313842123", "phone-old-landline", "02253842123"),
    ("04.38543210", "phone-old-landline", "02438543210"),
    ("0320.3842123", "phone-old-landline", "02203842123"),
    ("O912345678", "phone-letter-for-digit", RIGHT),
    ("031085001234", "phone-cccd-in-phone", None),
    (31085001234, "phone-cccd-in-phone", None),
    ("0123456789", "phone-fake", None),
    ("0999999999", "phone-fake", None),
    ("0900000000", "phone-fake", None),
    ("9.12E+08", "phone-sci-text", None),
    ("912345678.0", "phone-float-suffix", RIGHT),
    ("0912xxx678", "phone-masked", None),
    ("0912***678", "phone-masked", None),
    ("0912…678", "phone-masked", None),
    ("0912...678", "phone-masked", None),
    ("0xxxxxxxxx", "phone-masked", None),
    ("0912...345...678", "phone-separators", RIGHT),
    ("19001234", "phone-hotline", None),
    ("1900 1234", "phone-hotline", None),
    ("113", "phone-hotline", None),
    ("gọi sau", "phone-placeholder", None),
    ("số 12 Lê Lợi", "phone-unreadable", None),
    ("0123123123", "phone-fake", None),
    ("08.38543210", "phone-old-landline", "02838543210"),
    ("08.3.8543210", "phone-old-landline", "02838543210"),
    ("(08)38543210", "phone-old-landline", "02838543210"),
    ("(083) 8543210", "phone-separators", "0838543210"),
    ("(091)2345678", "phone-separators", RIGHT),
    ("05113842123", "phone-old-landline", "02363842123"),
    (True, "phone-unreadable", None),
]


@pytest.mark.parametrize(("cell", "code", "proposed"), CATALOGUE, ids=[row[1] for row in CATALOGUE])
def test_each_spoilt_phone_gets_its_code_and_only_a_proven_proposal(
    cell: Value, code: str, proposed: str | None
) -> None:
    reading = read_phone(cell)
    assert (reading.code, reading.proposed) == (code, proposed)


@given(mobiles)
def test_a_right_phone_is_clean(phone: str) -> None:
    assert read_phone(phone) == (None, phone, None, {})


@given(any_value)
def test_the_fast_test_of_a_phone_agrees_with_the_reader(value: Value) -> None:
    fast = isinstance(value, str) and clean_mobile(value) is not None
    assert fast == (read_phone(value).code is None)


@pytest.mark.parametrize("prefix", ["0559", "0870", "0522", "0993", "0898", "0590"])
def test_new_prefixes_are_right(prefix: str) -> None:
    assert read_phone(prefix + "014277").code is None


@given(mobiles)
def test_a_phone_that_lost_its_zero_is_restored_exactly(phone: str) -> None:
    reading = read_phone(int(phone))
    assert (reading.code, reading.proposed) == ("phone-lost-zero", phone)


@given(mobiles, st.sampled_from(["+84{}", "84{}", "0084{}", "+84 {}", "(+84){}", "+840{}"]))
def test_the_country_code_is_taken_off(phone: str, form: str) -> None:
    reading = read_phone(form.format(phone[1:]))
    assert (reading.code, reading.proposed) == ("phone-plus84", phone)


@given(mobiles, st.sampled_from([".", " ", "-", "\u00a0"]))
def test_separators_of_a_phone_are_taken_out(phone: str, separator: str) -> None:
    reading = read_phone(phone[0] + grouped(phone[1:], separator))
    assert (reading.code, reading.proposed) == ("phone-separators", phone)


@given(mobiles)
def test_a_phone_in_full_width_digits_is_read(phone: str) -> None:
    assert read_phone(full_width(phone)).proposed == phone


REMARKS = ["{} (Zalo)", "ĐT: {}", "{} (con trai)", "Zalo {}", "{} - chồng", "sđt {}", "{} zalo"]


@given(mobiles, st.sampled_from(REMARKS))
def test_words_around_a_phone_are_left_out(phone: str, form: str) -> None:
    reading = read_phone(form.format(phone))
    assert (reading.code, reading.proposed) == ("phone-extra-text", phone)


@given(mobiles, mobiles, st.sampled_from([" - ", "/", "; ", ", ", "\n", " hoặc ", " và ", " "]))
def test_of_two_phones_the_first_is_proposed(one: str, other: str, between: str) -> None:
    if one != other:
        reading = read_phone(one + between + other)
        assert (reading.code, reading.proposed) == ("phone-two-values", one)


@given(st.sampled_from(sorted(OLD_MOBILE)), st.integers(1, 8_999_999))
def test_an_eleven_digit_phone_becomes_its_ten_digits(prefix: str, rest: int) -> None:
    old = f"{prefix}{rest:07d}"
    new = OLD_MOBILE[prefix] + old[4:]
    if clean_mobile(new):
        assert read_phone(old)[::2] == ("phone-old-11", new)
        assert read_phone(int(old))[::2] == ("phone-old-11-lost-zero", new)


@pytest.mark.parametrize(
    ("operator", "old", "new"),
    [
        ("MobiFone", "0120 0121 0122 0126 0128", "070 079 077 076 078"),
        ("VinaPhone", "0123 0124 0125 0127 0129", "083 084 085 081 082"),
        ("Viettel", "0162 0163 0164 0165 0166 0167 0168 0169", "032 033 034 035 036 037 038 039"),
        ("Vietnamobile", "0186 0188", "056 058"),
        ("Gmobile", "0199", "059"),
    ],
)
def test_the_table_of_2018_is_that_of_the_operators(operator: str, old: str, new: str) -> None:
    proposals = [read_phone(f"{prefix}1234568").proposed or "" for prefix in old.split()]
    assert [proposed[:3] for proposed in proposals] == new.split()


@given(mobiles, st.integers(3, 9))
def test_a_phone_without_one_digit_is_never_completed(phone: str, at: int) -> None:
    spoilt = phone[:at] + phone[at + 1 :]
    expected = "phone-fake" if spoilt[2:] == spoilt[2] * 7 else "phone-short"
    assert read_phone(spoilt)[::2] == (expected, None)


@given(mobiles, st.integers(4, 10), st.integers(0, 9))
def test_a_phone_with_a_digit_too_many_is_long(phone: str, at: int, digit: int) -> None:
    assert read_phone(f"{phone[:at]}{digit}{phone[at:]}").proposed is None


@given(cccds)
def test_a_citizen_number_in_the_phone_column_is_recognised(number: str) -> None:
    assert read_phone(number).code == "phone-cccd-in-phone"


@given(any_value)
def test_reading_a_phone_never_raises_and_a_proposal_is_a_number_in_use(value: Value) -> None:
    proposed = read_phone(value).proposed
    assert proposed is None or read_phone(proposed).code in (None, "phone-landline")


@pytest.mark.parametrize("province", sorted(OLD_AND_NEW_AREA_CODE))
def test_an_old_landline_is_recognised_in_its_own_province(province: str) -> None:
    old, new = OLD_AND_NEW_AREA_CODE[province]
    if old != new:
        subscriber = "38421234"[: 11 - len(new)]
        reading = read_phone(f"{old}.{subscriber}", None, province)
        assert (reading.code, reading.proposed) == ("phone-old-landline", new + subscriber)
        assert is_landline(new + subscriber)


def test_a_mobile_that_begins_like_an_old_area_code_elsewhere_is_right() -> None:
    assert read_phone("0333842123", None, "Hải Phòng").code is None


def test_a_mobile_is_right_even_where_its_prefix_was_the_area_code() -> None:
    assert read_phone("0333842123", None, "Quảng Ninh").code is None


def test_a_phone_that_a_custom_format_shows_whole_is_right() -> None:
    assert read_phone(912345678, "0912 345 678")[:2] == (None, RIGHT)


def test_a_province_is_found_under_its_usual_names() -> None:
    names = ("Thành phố Hải Phòng", "hải phòng", "TP. Hải Phòng")
    assert {canonical_province(name) for name in names} == {"Hải Phòng"}
