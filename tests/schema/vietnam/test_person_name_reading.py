"""A cell of a name column gets the code of what is wrong and a name that is right altogether."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_schema.vietnam.person_name import clean_name, is_plain_name, read_name
from sheets_schema.vietnam.reading import Value
from tests.schema.vietnam.spoiling import (
    any_value,
    in_tcvn3,
    in_vni,
    misread_as_windows,
    person_names,
    telex_keys,
    without_marks,
)

RIGHT = "Nguyễn Văn Hùng"
CATALOGUE: list[tuple[Value, str, str | None]] = [
    (None, "name-missing", None),
    (" \n", "name-missing", None),
    ("chưa có", "name-missing", None),
    ("Hương", "name-single-word", None),
    ("Trọng", "name-single-word", None),
    ("Na", "name-single-word", None),
    ("Đ/c Hùng", "name-single-word", None),
    ("NGUYỄN VĂN HÙNG", "name-allcaps", RIGHT),
    ("Nguyễn VĂN Hùng", "name-allcaps", RIGHT),
    ("nguyễn văn hùng", "name-lowercase", RIGHT),
    ("Nguyễn văn Hùng", "name-lowercase", RIGHT),
    ("NguyÔn V¨n Hïng", "name-tcvn3", RIGHT),
    ("D\xad¬ng ThÞ Thóy Cóc", "name-tcvn3", "Dương Thị Thúy Cúc"),
    ("Nguyeãn Vaên Huøng", "name-vni", RIGHT),
    ("NGUYEÃN VAÊN HUØNG", "name-vni", RIGHT),
    ("Phan Thò Hoa", "name-vni", "Phan Thị Hoa"),
    ("Nguyá»…n VÄƒn HÃ¹ng", "name-mojibake", RIGHT),
    ("Ðỗ Văn Ðức", "name-eth", "Đỗ Văn Đức"),
    ("ÐỖ VĂN ÐỨC", "name-eth", "Đỗ Văn Đức"),
    ("Ông Nguyễn Văn Hùng", "name-honorific", RIGHT),
    ("ÔNG NGUYỄN VĂN  HÙNG", "name-honorific", RIGHT),
    ("Đ/c: Nguyễn Văn Hùng", "name-honorific", RIGHT),
    ("Ông/Bà Nguyễn Văn Hùng", "name-honorific", RIGHT),
    ("Ô. Nguyễn Văn Hùng", "name-honorific", RIGHT),
    ("Đ/chí Nguyễn Văn Hùng", "name-honorific", RIGHT),
    ("Đồng Chí Nguyễn Văn Hùng", "name-honorific", RIGHT),
    ("Nguyễn Văn Hùng - Bí thư chi bộ", "name-with-title", RIGHT),
    ("Nguyễn Văn Hùng (Tổ trưởng TDP 3)", "name-with-title", RIGHT),
    ("Nguyễn Văn Hùng, Phó Chủ tịch UBND phường", "name-with-title", RIGHT),
    ("Nguyễn Văn Hùng - thương binh", "name-with-title", RIGHT),
    ("Tổ trưởng Nguyễn Văn Hùng", "name-with-title", RIGHT),
    ("ThS. Nguyễn Văn Hùng", "name-with-title", RIGHT),
    ("Th.S Nguyễn Văn Hùng", "name-with-title", RIGHT),
    ("Th. s. Nguyễn Văn Hùng", "name-with-title", RIGHT),
    ("Nguyễn Văn Hùng - Tiểu thương", "name-with-title", RIGHT),
    ("Nguyễn Văn Hùng, Kỹ sư CNTT", "name-with-title", RIGHT),
    ("Nguyễn Văn Hùng - Trần thị Lan", "name-two-people", None),
    ("Bí thư chi bộ Đoàn Bá Tiến", "name-with-title", "Đoàn Bá Tiến"),
    ("Bí thư Đoàn Nguyễn Văn Hùng", "name-with-title", RIGHT),
    ("Nguyễn Văn Hùng 0912345678", "name-with-digits", RIGHT),
    ("1. Nguyễn Văn Hùng", "name-with-digits", RIGHT),
    ("Nguyễn Văn Hùng (1985)", "name-with-digits", RIGHT),
    ("Nguyễn Văn Hùng, Trần Thị Lan", "name-two-people", None),
    ("Nguyễn Văn Hùng\nTrần Thị Lan", "name-two-people", None),
    ("Ông Nguyễn Văn Hùng và bà Trần Thị Lan", "name-two-people", None),
    ("Nguyễn Văn Hùng, Đoàn Thị Lan", "name-two-people", None),
    ("1. Nguyễn Văn Hùng\n2. Trần Thị Lan", "name-two-people", None),
    ("Nguyễn Văn Hùng (Trần Thị Lan)", "name-two-people", None),
    ("Nguyen Van Hung", "name-no-diacritics", None),
    ("PHAN VAN HUNG", "name-no-diacritics", None),
    ("  Nguyễn  Văn Hùng ", "name-spaces", RIGHT),
    ("Nguyễn Văn\nHùng", "name-spaces", RIGHT),
    ("Đoàn\nHà Nga", "name-spaces", "Đoàn Hà Nga"),
    ("NguyễnVănHùng", "name-spaces", RIGHT),
    ("Nguyeenx Vawn Hungf", "name-telex", RIGHT),
    ("Ddawngj Ddinhf Canhr", "name-telex", "Đặng Đình Cảnh"),
    ("Nguyeenx Thij Quyts", "name-telex", "Nguyễn Thị Quýt"),
    ("Ng. V. Hùng", "name-abbrev", None),
    ("Nguyễn Văn H.", "name-abbrev", None),
    ("Ng Văn Hùng", "name-abbrev", None),
    ("N.V.Hùng", "name-abbrev", None),
    ("Ca. V. Hùng", "name-abbrev", None),
    ("Hà. A. Lan", "name-abbrev", None),
    ("B. Gia Nga", "name-abbrev", None),
    ("Đ.C.Hùng", "name-abbrev", None),
    ("Nguyễn H Lan", "name-abbrev", None),
    ("Nguy?n V?n Hùng", "name-lost-chars", None),
    ("Lê Thanh Hu?", "name-lost-chars", None),
    ("Nguyễn Văn Hùng.", "name-odd-chars", RIGHT),
    ("Nguyễn Văn Hùng (béo)", "name-extra-text", RIGHT),
    ("Công Tằng Tôn Nữ Thị Minh Hương", "name-too-long", None),
    ("Bí thư chi bộ", "name-unreadable", None),
    (912345678, "name-unreadable", None),
]


@pytest.mark.parametrize(("cell", "code", "proposed"), CATALOGUE, ids=[row[1] for row in CATALOGUE])
def test_each_spoilt_name_gets_its_code_and_a_name_right_altogether(
    cell: Value, code: str, proposed: str | None
) -> None:
    reading = read_name(cell)
    assert (reading.code, reading.proposed) == (code, proposed)


@pytest.mark.parametrize(
    "name",
    [
        "Ông Văn Huyên",
        "Đồng Chí Khoa",
        "Ksor H Bia",
        "H'Hen Niê",
        "H' Lan",
        "Y Bhăm Êban",
        "K'Brơi",
        "K'Thanh Brơi",
        "Ksor H’Bơ Khăp",
        "Lò Thị Mai",
        "Giàng A Chu",
        "Siu Nay",
        "Lê An",
        "Đỗ Ý",
        "Vi Thị Hoan",
        "Cao Lan Anh",
        "Kim Chi",
        "Nguyễn-Phan Thu Hà",
        "Hoà Thuý Quỳnh",
        "Lê Thanh Hà",
        "Tôn Nữ Thị Ninh",
        "Nguyễn Hoàng Thị Minh Thu Hương",
        "Nguyễn Anh Bảo Đông",
    ],
)
def test_rare_names_are_right(name: str) -> None:
    assert read_name(name) == (None, name, None, {})


@given(person_names)
def test_a_usual_name_is_right(name: str) -> None:
    assert read_name(name).code is None


@given(any_value)
def test_the_fast_test_of_a_name_never_passes_what_the_reader_refuses(value: Value) -> None:
    if isinstance(value, str) and clean_name(value):
        assert read_name(value, "vni").code is None


@given(any_value)
def test_reading_a_name_never_raises_and_a_proposal_is_right(value: Value) -> None:
    proposed = read_name(value).proposed
    assert proposed is None or read_name(proposed).code is None


@given(person_names)
def test_all_capitals_become_a_name(name: str) -> None:
    assert read_name(name.upper())[::2] == ("name-allcaps", name)


@given(person_names)
def test_all_small_letters_become_a_name(name: str) -> None:
    assert read_name(name.lower())[::2] == ("name-lowercase", name)


@given(person_names, st.sampled_from(["TT TDP", "Bí thư", "CA phường", "GV", "Giáo viên THCS"]))
def test_a_position_behind_a_name_is_left_out(name: str, position: str) -> None:
    for form in ("{} - {}", "{} ({})", "{}, {}"):
        assert read_name(form.format(name, position))[::2] == ("name-with-title", name)


@given(person_names, st.sampled_from(["Ông", "Bà", "Đ/c", "Đồng chí", "Anh", "Chị", "đ/c:", "Bà:"]))
def test_a_form_of_address_is_left_out(name: str, address: str) -> None:
    assert read_name(f"{address} {name}")[::2] == ("name-honorific", name)


@given(person_names, st.sampled_from(["{} 0912345678", "2. {}", "{} 2", "{} SN 1985", "{}1"]))
def test_digits_beside_a_name_are_left_out(name: str, form: str) -> None:
    assert read_name(form.format(name))[::2] == ("name-with-digits", name)


@given(person_names, person_names, st.sampled_from([", ", " và ", " - ", "/", "\n", "; ", " & "]))
def test_two_people_in_a_cell_are_never_cut_apart(one: str, other: str, between: str) -> None:
    assert read_name(one + between + other)[::2] == ("name-two-people", None)


@given(person_names)
def test_a_name_typed_with_split_marks_is_composed(name: str) -> None:
    split = unicodedata.normalize("NFD", name)
    assert split == name or read_name(split)[::2] == ("name-nfd", name)


@given(person_names)
def test_a_name_from_a_wrongly_opened_csv_is_restored(name: str) -> None:
    misread = misread_as_windows(name)
    assert misread == name or read_name(misread)[::2] == ("name-mojibake", name)


@given(person_names.filter(lambda name: "Thị" in name or "Nguyễn" in name))
def test_a_name_in_a_vni_font_is_restored(name: str) -> None:
    assert read_name(in_vni(name))[::2] == ("name-vni", name)


@given(person_names.filter(lambda name: "Thị" in name or "Nguyễn" in name))
def test_a_name_in_a_tcvn3_font_is_restored(name: str) -> None:
    assert read_name(in_tcvn3(name))[::2] == ("name-tcvn3", name)


@given(person_names.filter(lambda name: "Thị" in name or "Nguyễn" in name))
def test_a_name_typed_in_telex_is_suggested(name: str) -> None:
    keys = " ".join(map(telex_keys, name.split()))
    assert read_name(keys)[::2] == ("name-telex", name)


@given(person_names.filter(lambda name: "Thị" in name or "Nguyễn" in name))
def test_a_name_without_marks_is_asked_about_and_not_guessed(name: str) -> None:
    assert read_name(without_marks(name))[::2] == ("name-no-diacritics", None)


@given(person_names)
def test_letters_lost_to_question_marks_are_not_guessed(name: str) -> None:
    lost = name.encode("cp1252", "replace").decode("cp1252")
    if "?" in lost:
        assert read_name(lost)[::2] == ("name-lost-chars", None)


@pytest.mark.parametrize("name", ["Ông Lê Hà", "Cô Bùi Lan", "Đồng Chí Hà"])
def test_a_form_of_address_is_never_taken_for_a_surname_at_the_first_look(name: str) -> None:
    assert not (clean_name(name) or is_plain_name(name))


@given(any_value)
def test_the_second_look_at_a_name_never_passes_what_the_reader_refuses(value: Value) -> None:
    if isinstance(value, str) and is_plain_name(value):
        assert read_name(value).code is None
